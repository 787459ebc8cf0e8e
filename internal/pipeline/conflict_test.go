package pipeline_test

import (
	"encoding/json"
	"slices"
	"testing"

	"rolecall/internal/claim"
	"rolecall/testdata"
)

// matter is a conflict that a careful reader finds between the pages, or one that only looks so.
type matter struct {
	ID         string
	Comparable bool
	Quotes     []struct{ Source, Text string }
}

// addConflicts counts the true conflicts that the run raised and the apparent ones that it took for true. A conflict of the run
// belongs to the matter with which it shares most quotes, from two sources at least.
func (s *score) addConflicts(t *testing.T, run fixture) {
	t.Helper()
	var matters []matter
	if err := json.Unmarshal(testdata.Conflicts(), &matters); err != nil {
		t.Fatal(err)
	}
	byID := map[string]*claim.Claim{}
	for i := range run.claims {
		byID[run.claims[i].ID] = &run.claims[i]
	}
	raised := map[string]bool{}
	for _, c := range run.conflicts {
		if best := nearest(matters, quotesOf(&c, byID)); best != nil && c.Comparable {
			raised[best.ID] = true
		}
	}
	for _, m := range matters {
		switch {
		case m.Comparable && raised[m.ID]:
			s.conflicts++
		case m.Comparable:
			s.missed = append(s.missed, "conflict "+m.ID)
		case raised[m.ID]:
			s.apparent++
			s.wrong = append(s.wrong, "conflict "+m.ID)
		}
	}
}

func quotesOf(c *claim.Conflict, byID map[string]*claim.Claim) []*claim.Claim {
	var out []*claim.Claim
	for _, side := range c.Sides {
		for _, id := range side.ClaimIDs {
			if byID[id] != nil {
				out = append(out, byID[id])
			}
		}
	}
	return out
}

// nearest is the matter that shares the largest part of its quotes with a conflict's; nil where none shares two sources.
func nearest(matters []matter, quotes []*claim.Claim) *matter {
	var best *matter
	top := 0.0
	for i := range matters {
		m := &matters[i]
		sources := map[string]bool{}
		theirs, ours := 0, map[*claim.Claim]bool{}
		for _, want := range m.Quotes {
			found := false
			for _, c := range quotes {
				if c.SourceID == want.Source && same(c.Quote, want.Text, true) {
					found, ours[c], sources[c.SourceID] = true, true, true
				}
			}
			if found {
				theirs++
			}
		}
		share := float64(theirs+len(ours)) / float64(len(m.Quotes)+len(quotes))
		if len(sources) >= 2 && (share > top || share == top && m.Comparable) {
			best, top = m, share
		}
	}
	return best
}

func TestMattersStandOnTheirPages(t *testing.T) {
	var matters []matter
	if err := json.Unmarshal(testdata.Conflicts(), &matters); err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(matters, func(m matter) bool { return !m.Comparable }) || len(matters) < 10 {
		t.Fatalf("%d matters, or none that is only apparent", len(matters))
	}
	for _, m := range matters {
		if len(m.Quotes) < 2 {
			t.Errorf("%s has no two sides", m.ID)
		}
	}
}
