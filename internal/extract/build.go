package extract

import (
	"unicode/utf8"

	"rolecall/internal/claim"
	"rolecall/internal/page"
)

// runeIndex turns byte offsets of a text into code points, by way of a count at every stride bytes.
type runeIndex struct {
	text   string
	counts []int // code points before text[i*stride]
}

const stride = 256

func newRuneIndex(text string) runeIndex {
	counts := make([]int, 0, len(text)/stride+1)
	n := 0
	for i := range len(text) {
		if i%stride == 0 {
			counts = append(counts, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return runeIndex{text: text, counts: counts}
}

// at gives the number of code points before a byte offset that starts one.
func (x runeIndex) at(offset int) int {
	i := offset / stride
	if i >= len(x.counts) {
		i = len(x.counts) - 1
	}
	if i < 0 {
		return 0
	}
	n := x.counts[i]
	for j := i * stride; j < offset; j++ {
		if utf8.RuneStart(x.text[j]) {
			n++
		}
	}
	return n
}

// builder collects claims.
type builder struct {
	d      *doc
	runes  runeIndex
	claims []claim.Claim
	passed []Passed // only where the doc is traced
	seen   map[seenKey]bool
	places map[placeKey][]claim.Span // where claims of a kind and role stand
}

// placeKey is a kind, a role and a part of the text, so that looking a place up takes the same time on a page of any length.
type placeKey struct {
	kind claim.Kind
	role claim.Role
	part int // of placePart code points each
}

const placePart = 1024

type seenKey struct {
	kind       claim.Kind
	role       claim.Role
	value      string
	start, end int
}

func newBuilder(d *doc) *builder {
	return &builder{d: d, claims: make([]claim.Claim, 0, 4+len(d.blocks)/2), runes: newRuneIndex(d.page.Text), seen: map[seenKey]bool{}, places: map[placeKey][]claim.Span{}}
}

// evidence is where a claim stands and what it was found by.
type evidence struct {
	block      *block
	start, end int // bytes of the page's text
	form       claim.Form
	rule       string
	confidence float64
	context    []context
}

// context is a place outside the quote that a column's value comes from.
type context struct {
	field string
	span  page.Span
}

// claim starts a claim with its evidence; the caller sets the rest and hands it to add.
func (b *builder) claim(kind claim.Kind, role claim.Role, e evidence) claim.Claim {
	c := claim.Claim{
		Kind: kind, Role: role, Form: e.form,
		Quote: b.d.text(e.start, e.end), Span: b.span(e.start, e.end),
		Section: b.d.sectionPath(e.block), Author: e.block.Author,
		Modality: claim.Asserted, Rule: e.rule, Confidence: e.confidence,
	}
	for _, x := range e.context {
		if x.span.End > x.span.Start && (x.span.Start < e.start || x.span.End > e.end) {
			c.Context = append(c.Context, claim.Context{Field: x.field, Span: b.span(x.span.Start, x.span.End)})
		}
	}
	return c
}

func (b *builder) span(start, end int) claim.Span {
	return claim.Span{Start: b.runes.at(start), End: b.runes.at(end)}
}

// add keeps a claim unless the same one stands there already.
func (b *builder) add(c claim.Claim) {
	value := c.Value
	if c.Kind == claim.Salary {
		value = payKey(c.Pay)
	}
	k := seenKey{c.Kind, c.Role, value, c.Start, c.End}
	if b.seen[k] || c.Quote == "" {
		return
	}
	b.seen[k] = true
	b.claims = append(b.claims, c)
	b.place(c.Kind, c.Role, c.Span)
}

// place notes where a claim stands.
func (b *builder) place(kind claim.Kind, role claim.Role, s claim.Span) {
	for part := s.Start / placePart; part <= s.End/placePart; part++ {
		key := placeKey{kind, role, part}
		b.places[key] = append(b.places[key], s)
	}
}

// has reports whether a claim of this kind and role stands within a span of the page's text.
func (b *builder) has(kind claim.Kind, role claim.Role, start, end int) bool {
	s := b.span(start, end)
	for part := s.Start / placePart; part <= s.End/placePart; part++ {
		for _, p := range b.places[placeKey{kind, role, part}] {
			if p.Start < s.End && s.Start < p.End {
				return true
			}
		}
	}
	return false
}

// formOf is the form of text in a block.
func formOf(b *block) claim.Form {
	switch b.Kind {
	case page.ListItem, page.Term:
		return claim.List
	case page.Row, page.Caption:
		return claim.Table
	case page.Paragraph, page.Heading, page.Quote, page.Pre:
	}
	return claim.Prose
}
