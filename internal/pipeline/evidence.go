package pipeline

import (
	"rolecall/internal/claim"
	"rolecall/internal/compare"
)

// evidence sets a document's claims beside what is known of their page.
func evidence(doc *claim.Document, claims []claim.Claim) []compare.Evidence {
	text := []rune(doc.Text)
	out := make([]compare.Evidence, len(claims))
	for i := range claims {
		c := &claims[i]
		before, after := compare.Around(text, c.Span)
		out[i] = compare.Evidence{
			Claim: *c, PageTitle: doc.Title, FinalURL: doc.FinalURL, PublishedAt: doc.PublishedAt, Before: before, After: after,
			Stale: c.Kind == claim.Salary && compare.Stale(c.Pay.AsOf, doc.PublishedAt, doc.ModifiedAt),
		}
		if c.Kind == claim.Salary {
			out[i].Place = placeOf(c, text)
		}
	}
	return out
}
