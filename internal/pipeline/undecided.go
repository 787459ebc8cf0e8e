package pipeline

import (
	"rolecall/internal/claim"
	"rolecall/internal/compare"
)

// Undecided says which conflicts are asked for, of those that are comparable, stand and have no decision that holds.
type Undecided string

// What can be asked for.
const (
	UndecidedNew  Undecided = "new"
	UndecidedHigh Undecided = "high"
	UndecidedAny  Undecided = "any"
)

// Undecided counts conflicts of a run.
func (s *Summary) Undecided(which Undecided) int {
	n := 0
	for i := range s.Conflicts {
		if f := &s.Conflicts[i]; f.Decision == "" && which.holds(f, s.waiting) {
			n++
		}
	}
	return n
}

// holds reports whether a conflict is one of those asked for. One whose decision this run was the first to reopen is as
// good as new; waiting are the decisions that were reopened before.
func (u Undecided) holds(f *compare.Finding, waiting map[string]bool) bool {
	switch u {
	case UndecidedNew:
		return f.Status == claim.New || f.Reopened != "" && !waiting[f.Decided.ID]
	case UndecidedHigh:
		return f.Severity == claim.High
	case UndecidedAny:
	}
	return true
}
