package extract

import (
	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// Passed is a part of a page that looked like a claim and was not taken.
type Passed struct {
	What string // list, amount
	Why  string // for a person
	claim.Span
}

// Explain gives a page's claims and what was passed over, both in the order of their places.
func Explain(p *page.Page, opt Options) ([]claim.Claim, []Passed) {
	a := newAsked(opt)
	d := prepare(p, lexicon.English(), a.read)
	d.trace = true
	d.resolve()
	b := d.find()
	return a.of(b.claims), b.passed
}

// pass notes what is passed over, where somebody asked.
func (b *builder) pass(what, why string, start, end int) {
	if b.d.trace {
		b.passed = append(b.passed, Passed{What: what, Why: why, Span: b.span(start, end)})
	}
}
