// Package extract finds what a page claims about the roles it speaks of. It is pure: a page in, raw claims out, each
// with the words that state it. Categories and canonical values are the business of package normalize.
package extract

import (
	"cmp"
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// Options say what to look for.
type Options struct {
	Roles []claim.Role // whose claims come out; nil: cio and cto
}

// Supports reports whether the extractor can read a language, a BCP 47 tag; "" counts as English.
func Supports(language string) bool {
	return language == "" || language == "en" || len(language) > 2 && (language[:3] == "en-" || language[:3] == "en_")
}

// finders is the table of what is looked for, in order; each finder adds the claims of its kinds.
var finders = []func(*doc, *builder){
	listDuties, tableDuties, proseDuties,
	salaries, payComparisons,
	facts, orientations, reportingLines, financialGoals, ranks, emphases, roleNames,
}

// Claims gives a page's claims in the order of their places, with Quote, Span, Context, Section and the raw columns set.
// Spans count code points. Identities, run and source are the caller's to set.
func Claims(p *page.Page, opt Options) []claim.Claim {
	a := newAsked(opt)
	d := prepare(p, lexicon.English(), a.read)
	d.resolve()
	return a.of(d.find().claims)
}

// find runs the finders over a prepared page.
func (d *doc) find() *builder {
	b := newBuilder(d)
	for _, find := range finders {
		find(d, b)
	}
	b.sort()
	slices.SortStableFunc(b.passed, func(x, y Passed) int { return cmp.Compare(x.Start, y.Start) })
	return b
}

// sort puts the claims in the order of their places. It moves indexes and each claim once, since claims are large.
func (b *builder) sort() {
	order := make([]int, len(b.claims))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		x, y := &b.claims[i], &b.claims[j]
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End), cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Role, y.Role))
	})
	sorted := make([]claim.Claim, len(order))
	for i, j := range order {
		sorted[i] = b.claims[j]
	}
	b.claims = sorted
}
