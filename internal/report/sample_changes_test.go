package report

import (
	"rolecall/internal/claim"
	"rolecall/internal/compare"
)

// sampleChanges has a claim of each kind of change, one of them by other rules, and one whose place reads otherwise now.
func sampleChanges(s *sampler) *compare.Changes {
	now := s.duties("cio", "cybersecurity")
	reworded, added, found := now[0], s.duties("cto", "architecture")[0], s.duties("cto", "customer-focus")[0]
	earlier := func(e compare.Evidence, quote string) *compare.Evidence {
		e.Quote = quote
		e.Identify(func(claim.Span) string { return "" })
		return &e
	}
	return &compare.Changes{
		Sources: []compare.SourceChanges{
			{SourceID: "harbour", Since: "20261115T060000Z", New: 0, Gone: 1, Changed: 1, Same: 11},
			{SourceID: "northwind", Since: "20261115T060000Z", New: 1, Same: 16},
			{SourceID: "quiet", Since: "20261108T060000Z", Unverified: 4},
			{SourceID: "ridge", Since: "20261115T060000Z", Same: 12},
			{SourceID: "threads", New: 9},
		},
		List: []compare.Change{
			{Kind: compare.ClaimChanged, Cause: compare.CausePage, Before: earlier(reworded, "Guards the firm's systems against most intruders"), Now: &reworded},
			{
				Kind: compare.ClaimGone, Cause: compare.CausePage, Before: earlier(reworded, "Holds the keys | "+hostile),
				Passage: "Held the keys until last year",
			},
			{Kind: compare.ClaimNew, Cause: compare.CausePage, Now: &added},
			{Kind: compare.ClaimNew, Cause: compare.CauseExtractor, Now: &found},
		},
	}
}
