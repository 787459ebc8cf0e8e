package compare

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"rolecall/internal/claim"
)

// duty is a responsibility made ready for comparing its wording.
type duty struct {
	Evidence
	primary    string
	categories []string   // the primary one first
	loose      string     // why it does not hold as a rule; empty where it does
	all        []int32    // stems of its wording, sorted
	own        []int32    // those of them that say what it is about, sorted
	phrases    [][]int32  // the same of its parts, split at commas and conjunctions
	pairs      [][2]int32 // of them those that stand side by side, words of grammar aside
	place      place
	object     string
	matters    []*matter
}

// place says where a duty lies, as far as its words and its object tell.
type place struct{ inside, outside bool }

// reader turns claims into duties. Stems are numbered so that sets of them compare quickly.
type reader struct {
	v       *vocabulary
	numbers map[string]int32
	parties map[int32]bool
}

func newReader() *reader {
	return &reader{v: lexicon(), numbers: map[string]int32{}, parties: map[int32]bool{}}
}

func (r *reader) read(e Evidence) duty {
	d := duty{Evidence: e, categories: categoriesOf(&e.Claim), loose: loose(e)}
	if len(d.categories) > 0 && d.categories[0] == e.Category {
		d.primary = e.Category
	}
	said := ownPart(e.Quote, e.Role)
	d.matters = r.v.mattersOf(&e.Claim)
	for _, phrase := range phrasesOf(said) {
		r.add(&d, phrase)
	}
	if said == e.Quote { // else the object can be the other role's
		d.object = e.Object
	}
	d.place = r.place(said + " " + d.object)
	d.all, d.own = set(d.all), set(d.own)
	return d
}

// add adds a phrase's stems to a duty: all but words of grammar, and those of them that are not generic.
func (r *reader) add(d *duty, phrase string) {
	var own []int32
	last := int32(-1)
	for _, w := range tokens(phrase) {
		if r.v.stop[w] {
			continue
		}
		stem := r.v.stem(w)
		n := r.number(stem)
		d.all = append(d.all, n)
		if r.v.generic[stem] {
			last = -1
			continue
		}
		own = append(own, n)
		if last >= 0 && last != n {
			d.pairs = append(d.pairs, [2]int32{min(last, n), max(last, n)})
		}
		last = n
	}
	d.own = append(d.own, own...)
	if len(own) > 0 {
		d.phrases = append(d.phrases, set(own))
	}
}

func (r *reader) number(stem string) int32 {
	n, known := r.numbers[stem]
	if !known {
		n = int32(len(r.numbers))
		r.numbers[stem] = n
		r.parties[n] = r.v.parties[stem]
	}
	return n
}

// mattersOf are the matters that a duty is about.
func (v *vocabulary) mattersOf(c *claim.Claim) []*matter {
	var out []*matter
	categories := categoriesOf(c)
	for i := range v.matters {
		m := &v.matters[i]
		if (len(m.of) == 0 || m.of.in(categories)) && slices.ContainsFunc(phrasesOf(ownPart(c.Quote, c.Role)), func(part string) bool {
			return m.in(v.stems(part))
		}) {
			out = append(out, m)
		}
	}
	return out
}

// place finds the words that place a duty. "IT" in capitals is the company's own.
func (r *reader) place(text string) place {
	var p place
	for _, w := range tokens(text) {
		stem := r.v.stem(w)
		p.inside = p.inside || r.v.inside[stem]
		p.outside = p.outside || r.v.outside[stem]
	}
	if !p.outside {
		p.inside = p.inside || slices.Contains(strings.FieldsFunc(text, notLetter), "IT")
	}
	return p
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// phrasesOf splits a quote where one thing ends and the next begins.
func phrasesOf(quote string) []string {
	clauses := strings.FieldsFunc(quote, func(r rune) bool { return strings.ContainsRune(",;:()|–—/", r) })
	var out []string
	for _, clause := range clauses {
		for part := range strings.SplitSeq(clause, " and ") {
			out = append(out, strings.Split(part, " or ")...)
		}
	}
	return out
}

// ownPart is the part of a quote that speaks of a role: where the quote names another role's letters too, what lies
// between its own letters and the other's. A quote that names none or its own only is all its own.
func ownPart(quote string, role claim.Role) string {
	var out []string
	mine, other := true, false
	for w := range strings.FieldsSeq(quote) {
		letters := strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(strings.Trim(w, ".,;:()'’\"")), "s"), "’")
		switch claim.Role(letters) {
		case role:
			mine = true
		case claim.CIO, claim.CTO:
			mine, other = false, true
		}
		if mine {
			out = append(out, w)
		}
	}
	if !other || len(out) < 3 {
		return quote
	}
	return strings.Join(out, " ")
}

func set(numbers []int32) []int32 {
	sorted := slices.Clone(numbers)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}

// shared is the intersection of two sorted sets.
func shared(a, b []int32) []int32 {
	if countShared(a, b) == 0 {
		return nil
	}
	var out []int32
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := cmp.Compare(a[i], b[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			out = append(out, a[i])
			i++
			j++
		}
	}
	return out
}

func countShared(a, b []int32) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// dice is how much of two sets is shared: 0..1.
func dice(sharedCount, a, b int) float64 {
	if a+b == 0 {
		return 0
	}
	return 2 * float64(sharedCount) / float64(a+b)
}
