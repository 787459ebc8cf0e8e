package upkeep_test

import (
	"path/filepath"
	"strings"
	"testing"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
)

// The note of a decision stands in the conflicts of later runs, too: quotes of what is forgotten go there as well.
func TestForgetInNotesOfLaterRuns(t *testing.T) {
	s, out := newSite(t), filepath.Join(t.TempDir(), "out")
	first := s.run(t, out, "r1", 1)
	claims := map[string]claim.Claim{}
	for c, err := range dataset.ReadClaims(first) {
		if err != nil {
			t.Fatal(err)
		}
		claims[c.ID] = c
	}
	quote := ""
	for c, err := range dataset.ReadConflicts(first) {
		if err != nil {
			t.Fatal(err)
		}
		for _, side := range c.Sides {
			for _, id := range side.ClaimIDs {
				if said := claims[id]; said.SourceID == "orgdesk" && quote == "" {
					quote = said.Quote
					if _, err := dataset.AppendDecision(out, claim.Decision{
						ConflictID: c.ID, Verdict: claim.Ignored, By: "jdoe", At: s.day(2), RunID: "r1", Note: "it says: " + quote,
						Basis: []claim.Basis{{Position: side.Position, SourceID: said.SourceID, DocumentID: said.DocumentID, ClaimKey: said.Key, EvidenceHash: said.EvidenceHash, Quote: quote}},
					}); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
	second := s.run(t, out, "r2", 9)
	noted := func(run dataset.Stored) bool {
		for c, err := range dataset.ReadConflicts(run) {
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(c.DecisionNote, quote) {
				return true
			}
		}
		return false
	}
	if quote == "" || !noted(second) {
		t.Fatalf("the quote %q is in no note to begin with", quote)
	}
	forget(t, out, "orgdesk")
	if noted(second) {
		t.Errorf("%q stands in a note still", quote)
	}
	mustBeWhole(t, out)
}
