package compare

import (
	"slices"

	"rolecall/internal/claim"
)

// BasisOf is the evidence of a finding as a decision on it records it: side by side, of a side by source and claim.
// pages are the documents of the finding's run by id; of a document only the hashes are used, and one that is missing
// leaves them empty.
func BasisOf(f *Finding, pages map[string]claim.Document) []claim.Basis {
	var out []claim.Basis
	for i, evidence := range f.Evidence {
		ordered := slices.Clone(evidence)
		slices.SortFunc(ordered, byPlace)
		for _, e := range ordered {
			page := pages[e.DocumentID]
			out = append(out, claim.Basis{
				Position: f.Sides[i].Position, SourceID: e.SourceID, DocumentID: e.DocumentID,
				ClaimKey: e.Key, EvidenceHash: e.EvidenceHash, Quote: e.Quote,
				BodySHA256: page.BodySHA256, TextSHA256: page.TextSHA256,
			})
		}
	}
	return out
}
