package normalize

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rolecall/internal/claim"
)

// floor is the least evidence that makes a category.
const floor = 0.6

// hint is the least evidence that makes a category where no other has more.
const hint = 0.4

// contextShare is how much lead-in and headings count beside the text itself.
const contextShare = 0.2

// maxCategories bounds the taxonomy's size.
const maxCategories = 64

// compiled is a rule with classes by index.
type compiled struct {
	do, with []uint8
	role     string
	category int
	weight   float64
	name     string // "choose technology"
}

type ruleSet struct {
	categories []string
	byObject   [][]compiled // by object class
	byVerb     [][]compiled // by verb class: rules without an object
}

func newRuleSet(rules []rule, v *vocabulary) (*ruleSet, error) {
	s := &ruleSet{byObject: make([][]compiled, len(v.objectNames)), byVerb: make([][]compiled, len(v.verbNames))}
	index := map[string]int{}
	for _, c := range claim.Taxonomy() {
		index[c.ID] = len(s.categories)
		s.categories = append(s.categories, c.ID)
	}
	var problems []error
	if len(s.categories) > maxCategories {
		problems = append(problems, fmt.Errorf("taxonomy: more than %d categories", maxCategories))
	}
	for _, r := range rules {
		category, ok := index[r.is]
		if !ok || r.weight <= 0 || len(r.do)+len(r.to) == 0 {
			problems = append(problems, fmt.Errorf("rules.txt: line %d: category %q unknown, no weight or no class", r.line, r.is))
			continue
		}
		c := compiled{role: r.role, category: category, weight: r.weight, name: ruleName(r)}
		do, err1 := indexes(r.do, v.verbIndex)
		to, err2 := indexes(r.to, v.objectIndex)
		with, err3 := indexes(r.with, v.objectIndex)
		if err := errors.Join(err1, err2, err3); err != nil {
			problems = append(problems, fmt.Errorf("rules.txt: line %d: %w", r.line, err))
			continue
		}
		c.do, c.with = do, with
		s.add(c, to)
	}
	return s, errors.Join(problems...)
}

func ruleName(r rule) string {
	parts := []string{strings.Join(r.do, "/"), strings.Join(r.to, "/")}
	if len(r.with) > 0 {
		parts = append(parts, "with "+strings.Join(r.with, "/"))
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

func (s *ruleSet) add(c compiled, to []uint8) {
	for _, o := range to {
		s.byObject[o] = append(s.byObject[o], c)
	}
	if len(to) == 0 {
		for _, d := range c.do {
			one := c
			one.do = []uint8{d}
			s.byVerb[d] = append(s.byVerb[d], one)
		}
	}
}

func indexes(names []string, index map[string]uint8) ([]uint8, error) {
	var out []uint8
	for _, n := range names {
		i, ok := index[n]
		if !ok {
			return nil, fmt.Errorf("unknown class %q", n)
		}
		out = append(out, i)
	}
	return out, nil
}

// board collects the evidence for each category.
type board struct {
	n       *Normalizer
	scores  []float64  // by the rules
	words   []float64  // by the words
	because [][]string // nil unless asked for
	objects []object   // of each category; the last: of the text as a whole
	tokens  []token
	share   []float64 // how much each token counts
}

// object is the thing that weighs most, by its label.
type object struct {
	weight float64
	label  string
}

// heavier keeps the thing of more weight; of equal ones, the first.
func (o *object) heavier(weight float64, label string) {
	if label != "" && weight > o.weight {
		*o = object{weight, label}
	}
}

func (n *Normalizer) score(text string, role claim.Role, whole, explain bool) *board {
	size := len(n.rules.categories)
	b := &board{n: n, scores: make([]float64, size), words: make([]float64, size), objects: make([]object, size+1)}
	if explain {
		b.because = make([][]string, size)
	}
	b.tokens = tokenize(text)
	actions, share := n.words.read(b.tokens, string(role), whole)
	b.share = share
	present := make([]bool, len(n.words.objectNames))
	for i := range actions {
		for _, t := range actions[i].things {
			for _, c := range t.classes {
				present[c] = true
			}
		}
	}
	for i := range actions {
		b.action(&actions[i], present, string(role))
	}
	return b
}

// bareNoun is the weight of the verb that a text of nouns alone is read with ("Disaster recovery").
const bareNoun = 0.8

func (b *board) action(a *action, present []bool, role string) {
	if len(a.verbs) == 0 && len(a.things) > 0 {
		a.verbs = []verbUse{{classes: []uint8{b.n.words.own}, weight: bareNoun}}
	}
	for _, v := range a.verbs {
		for _, class := range v.classes {
			for _, r := range b.n.rules.byVerb[class] {
				if r.holds(present, role) {
					b.add(r, a.weight*v.weight*r.weight)
				}
			}
		}
	}
	var most [maxCategories]float64
	for _, t := range a.things {
		b.thing(a, t, present, role, &most)
	}
}

// repeated is how much a further thing of one action counts for a category that another thing speaks for already.
const repeated = 0.3

// thing adds for each category the strongest rule that the thing fits.
func (b *board) thing(a *action, t thing, present []bool, role string, most *[maxCategories]float64) {
	var best [maxCategories]float64
	var why [maxCategories]*compiled
	for _, class := range t.classes {
		label := b.n.words.labels[class].of(present)
		b.objects[len(b.objects)-1].heavier(a.weight*t.weight, label)
		for i := range b.n.rules.byObject[class] {
			r := &b.n.rules.byObject[class][i]
			if !r.holds(present, role) {
				continue
			}
			if w := a.weight * t.weight * r.weight * b.n.words.doing(a, r.do); w > best[r.category] {
				best[r.category], why[r.category] = w, r
				b.objects[r.category].heavier(w, label)
			}
		}
	}
	for c, r := range why {
		if r == nil {
			continue
		}
		lesser := min(most[c], best[c])
		most[c] = max(most[c], best[c])
		b.add(*r, best[c]-(1-repeated)*lesser)
	}
}

func (c *compiled) holds(present []bool, role string) bool {
	if c.role != "" && c.role != role {
		return false
	}
	return len(c.with) == 0 || slices.ContainsFunc(c.with, func(w uint8) bool { return present[w] })
}

// doing is the weight with which the action does one of the verbs. Where any verb will do it is 1, or the factor of
// verbs whose things are mere topics ("explain").
func (v *vocabulary) doing(a *action, verbs []uint8) float64 {
	if len(verbs) == 0 {
		factor := 1.0
		for _, c := range a.verbs[0].classes {
			factor = min(factor, v.discount[c])
		}
		return factor
	}
	weight := 0.0
	for _, use := range a.verbs {
		if use.weight > weight && slices.ContainsFunc(use.classes, func(c uint8) bool { return slices.Contains(verbs, c) }) {
			weight = use.weight
		}
	}
	return weight
}

func (b *board) add(r compiled, weight float64) {
	b.scores[r.category] += weight
	if b.because != nil && weight > 0 {
		b.because[r.category] = append(b.because[r.category], fmt.Sprintf("%s: +%.2f", r.name, weight))
	}
}

// addContext adds what the words around the text say.
func (b *board) addContext(c *board) {
	for i, s := range c.scores {
		b.scores[i] += contextShare * s
		b.words[i] += contextShare * c.words[i]
	}
}

// best is the most that the rules say for a category.
func (b *board) best() float64 { return slices.Max(b.scores) }

// ranked lists the categories with enough evidence, best first; of equal ones, in the order of the taxonomy. Where none
// has enough, the best alone.
func (b *board) ranked() []Score {
	var out []Score
	for i, ruled := range b.scores {
		if s := ruled + b.words[i]; s >= hint {
			out = append(out, Score{Category: b.n.rules.categories[i], Score: s, ruled: ruled})
			if b.because != nil {
				out[len(out)-1].Because = b.because[i]
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Score) int { return cmp.Compare(y.Score, x.Score) })
	for i := 1; i < len(out); i++ {
		if out[i].Score < floor {
			return out[:i]
		}
	}
	return out
}

// object is the label of the thing that the category rests on; where it rests on words alone, of the heaviest.
func (b *board) object(category string) string {
	i := slices.Index(b.n.rules.categories, category)
	if i >= 0 && b.objects[i].label != "" {
		return b.objects[i].label
	}
	return b.objects[len(b.objects)-1].label
}
