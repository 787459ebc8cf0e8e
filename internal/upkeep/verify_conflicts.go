package upkeep

import (
	"cmp"
	"fmt"
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
)

// mention is a claim, or the mention of one on a side of a conflict that stands.
type mention struct {
	ClaimID    string
	ConflictID string   // empty: the claim itself
	SourceIDs  []string // of the claim, or of the side
}

func compareMentions(a, b *mention) int {
	return cmp.Or(cmp.Compare(a.ClaimID, b.ClaimID), cmp.Compare(a.ConflictID, b.ConflictID))
}

// addMentions notes the claims on the sides of a conflict. One that is resolved or could not be verified rests on claims of
// earlier runs.
func addMentions(mentions *dataset.Sorter[mention], c *claim.Conflict) error {
	if !c.Status.Found() {
		return nil
	}
	for _, side := range c.Sides {
		for _, id := range side.ClaimIDs {
			if err := mentions.Add(mention{id, c.ID, side.SourceIDs}); err != nil {
				return err
			}
		}
	}
	return nil
}

// matchMentions checks that each claim is there once, and each that a conflict names is there and of a source that takes that
// side.
func (v *verifier) matchMentions(run *dataset.Stored, mentions *dataset.Sorter[mention]) error {
	var last mention
	for m, err := range mentions.Sorted() {
		if err != nil {
			return err
		}
		where := run.Paths.Conflicts + ", conflict " + m.ConflictID
		switch {
		case m.ConflictID == "" && m.ClaimID == last.ClaimID:
			v.found.add(run.ID, CheckTable, run.Paths.Claims+", claim "+m.ClaimID, "is there twice")
		case m.ConflictID == "":
			last = m
		case m.ClaimID != last.ClaimID:
			v.found.add(run.ID, CheckConflicts, where, fmt.Sprintf("rests on claim %s, which is not in claims", m.ClaimID))
		case !slices.Contains(m.SourceIDs, last.SourceIDs[0]):
			v.found.add(run.ID, CheckConflicts, where, fmt.Sprintf("rests on claim %s of %s, which does not take that side", m.ClaimID, last.SourceIDs[0]))
		}
	}
	return nil
}
