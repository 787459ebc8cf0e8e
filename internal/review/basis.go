package review

import (
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
)

// grounds are the evidence that a decision rests on, and the run that has it; no evidence where none is to be had.
type grounds struct {
	runID string
	basis []claim.Basis
}

// grounds gives what a decision on a conflict rests on: the evidence of the run that is looked at where it found the
// conflict, else that of the last whole run before it that did, else that of the decision before, unless it was reopened.
func (r *runs) grounds(looked *run, conflict string, before *claim.Decision) (grounds, error) {
	if isFound(claim.Status(looked.conflicts[conflict].Status)) {
		return grounds{looked.stored.ID, looked.basis[conflict]}, nil
	}
	g, err := r.earlierGrounds(looked.stored.ID, conflict)
	if err != nil || len(g.basis) > 0 {
		return g, err
	}
	lapsed := slices.ContainsFunc(looked.stored.Manifest.Reopened, func(r claim.Reopened) bool { return r.DecisionID == before.ID })
	if lapsed || before.Verdict == claim.Withdrawn {
		return grounds{}, nil
	}
	return grounds{before.RunID, before.Basis}, nil
}

func (r *runs) earlierGrounds(runID, conflict string) (grounds, error) {
	earlier := false
	for stored, err := range r.data.Newest() {
		if err != nil {
			return grounds{}, err
		}
		if !earlier || !stored.Manifest.Latest || !stored.Readable() {
			earlier = earlier || stored.ID == runID
			continue
		}
		found, err := isFoundIn(stored, conflict)
		if err != nil {
			return grounds{}, err
		}
		if found {
			run, err := readRun(r.out, stored)
			if err != nil {
				return grounds{}, err
			}
			return grounds{stored.ID, run.basis[conflict]}, nil
		}
	}
	return grounds{}, nil
}

func isFoundIn(stored dataset.Stored, conflict string) (bool, error) {
	for c, err := range dataset.ReadConflicts(stored) {
		if err != nil || c.ID == conflict {
			return err == nil && isFound(c.Status), err
		}
	}
	return false, nil
}

// isFound reports whether a run found a conflict itself, and not only another before it.
func isFound(s claim.Status) bool { return s == claim.New || s == claim.Open }
