package normalize

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// entry is all that the vocabulary knows of a phrase.
type entry struct {
	verbs   []uint8 // indexes of verb classes
	objects []uint8 // indexes of object classes
	form    form
	empty   bool // a verb that says nothing by itself: "ensure", "focus on"
	mark    marker
	role    string
}

// marker is what a function word does.
type marker uint8

const (
	noMarker marker = iota
	roleMark
	pronoun
	auxiliary
	purpose
	means
	relative
	who
	contrast
	compare
	join
	determiner
	adverb
)

// label is what claims.object says of a class of things.
type label struct {
	text, sold string
	with       []uint8 // classes in whose company sold holds
}

// of gives the label in a text that names the things present.
func (l label) of(present []bool) string {
	if slices.ContainsFunc(l.with, func(c uint8) bool { return present[c] }) {
		return l.sold
	}
	return l.text
}

type vocabulary struct {
	phrases
	verbNames, objectNames []string
	verbIndex, objectIndex map[string]uint8
	labels                 []label // of object classes
	own, use               uint8
	light, people          []bool    // object classes: "program" says less than its modifier; people have a noun to share
	discount               []float64 // of verb classes: the factor of things that no rule with the verb names
	plurals                map[string]string
}

// Verb classes that the reader knows: verbs that say nothing by themselves, of holding a thing, of using a means.
const (
	emptyVerbs = "ensure"
	ownVerb    = "lead"
	useVerb    = "use"
)

func newVocabulary(d *data) (*vocabulary, error) {
	v := &vocabulary{
		phrases:   phrases{first: map[string]*node{}},
		verbNames: slices.Sorted(maps.Keys(d.verbs)), objectNames: slices.Sorted(maps.Keys(d.objects)),
		verbIndex: map[string]uint8{}, objectIndex: map[string]uint8{}, plurals: d.grammar.Plural,
	}
	for i, name := range v.verbNames {
		v.verbIndex[name] = uint8(i)
		v.discount = append(v.discount, cmp.Or(d.verbs[name].others, 1))
	}
	for i, name := range v.objectNames {
		v.objectIndex[name] = uint8(i)
		v.light = append(v.light, d.objects[name].light)
		v.people = append(v.people, d.objects[name].people)
	}
	for _, name := range v.objectNames {
		c := d.objects[name]
		with, err := indexes(c.with, v.objectIndex)
		if err != nil {
			return nil, fmt.Errorf("objects.txt: %s: %w", name, err)
		}
		v.labels = append(v.labels, label{c.label, c.sold, with})
	}
	for _, name := range []string{emptyVerbs, ownVerb, useVerb} {
		if _, ok := v.verbIndex[name]; !ok {
			return nil, fmt.Errorf("verbs.txt: class %q is missing", name)
		}
	}
	v.own, v.use = v.verbIndex[ownVerb], v.verbIndex[useVerb]
	v.addGrammar(d.grammar)
	for _, name := range v.verbNames {
		v.addVerbs(name, d.verbs[name], d.grammar.Irregular)
	}
	for _, name := range v.objectNames {
		for _, phrase := range d.objects[name].words {
			v.addObject(name, phrase)
		}
	}
	return v, nil
}

func (v *vocabulary) addGrammar(g grammar) {
	for _, list := range []struct {
		words []string
		mark  marker
	}{
		{g.Pronouns, pronoun},
		{g.Auxiliary, auxiliary},
		{g.Purpose, purpose},
		{g.Means, means},
		{g.Relative, relative},
		{g.Who, who},
		{g.Contrast, contrast},
		{g.Compare, compare},
		{g.Join, join},
		{g.Determiner, determiner},
		{g.Adverb, adverb},
	} {
		for _, w := range list.words {
			v.at(w).mark = list.mark
		}
	}
	for role, names := range g.Roles {
		for _, name := range names {
			for _, n := range []string{name, plural(name)} {
				e := v.at(n)
				e.mark, e.role = roleMark, role
			}
		}
	}
}

func (v *vocabulary) addVerbs(class string, c verbClass, irregular map[string]string) {
	index := v.verbIndex[class]
	for _, phrase := range c.words {
		first, rest, _ := strings.Cut(phrase, " ")
		for inflected, f := range verbForms(first, irregular) {
			e := v.at(strings.TrimSpace(inflected + " " + rest))
			v.addVerb(e, index, f)
		}
	}
	for _, noun := range c.nominal {
		for _, n := range spellings(noun) {
			v.addVerb(v.at(n), index, nominal)
		}
	}
}

// addVerb makes e a form of a verb. An empty verb also holds what follows it ("be responsible for").
func (v *vocabulary) addVerb(e *entry, class uint8, f form) {
	if slices.Contains(e.verbs, class) {
		return
	}
	if len(e.verbs) == 0 {
		e.form = f
	}
	e.verbs = append(e.verbs, class)
	if class == v.verbIndex[emptyVerbs] {
		e.empty = true
		v.addVerb(e, v.own, f)
	}
}

func (v *vocabulary) addObject(class, phrase string) {
	index := v.objectIndex[class]
	if head, rest, of := strings.Cut(phrase, " of "); of {
		if many := plural(head) + " of " + rest; !strings.HasSuffix(head, "s") && v.plurals[head] == "" {
			v.addObject(class, many)
		}
	}
	cut := strings.LastIndexByte(phrase, ' ') + 1
	head, last := phrase[:cut], phrase[cut:]
	for _, s := range spellings(last) {
		many, ok := v.plurals[s]
		if !ok {
			many = plural(s)
		}
		for _, word := range []string{s, many} {
			e := v.at(head + word)
			if !slices.Contains(e.objects, index) {
				e.objects = append(e.objects, index)
			}
		}
	}
}

// any reports whether one of the classes is in the set.
func (v *vocabulary) any(set []bool, classes []uint8) bool {
	return slices.ContainsFunc(classes, func(c uint8) bool { return set[c] })
}
