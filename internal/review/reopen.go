package review

import "rolecall/internal/claim"

// holds reports whether a decision still speaks of the evidence at hand.
func holds(d *claim.Decision, now []claim.Basis) bool {
	for i := range d.Basis {
		b := &d.Basis[i]
		same, changed := false, false
		for k := range now {
			n := &now[k]
			same = same || n.ClaimKey == b.ClaimKey && n.EvidenceHash == b.EvidenceHash
			changed = changed || n.DocumentID == b.DocumentID && n.TextSHA256 != b.TextSHA256
		}
		if !same && changed {
			return false
		}
	}
	return true
}
