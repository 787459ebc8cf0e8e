package review

import (
	"cmp"
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/report"
)

// matter is a conflict of a run with what was decided about it.
type matter struct {
	*report.Conflict
	History  []claim.Decision // the latest first
	Held     *claim.Decision  // the decision that holds; nil: none
	Reopened *claim.Decision  // the decision that held until a page changed; nil: none
	Because  string           // why it holds no more, a clause
	New      bool             // to this reviewer
	place    int              // in the report
}

// Open reports whether the matter waits for a decision.
func (m *matter) Open() bool { return m.Held == nil && m.Status != string(claim.Resolved) }

// matters lists the conflicts of a run in the order in which they are to be worked through, which no decision changes:
// contradictions before differences that are none and before resolved ones, what is new before what was seen, the
// gravest first.
func (s *Server) matters(r *run) ([]*matter, error) {
	list, err := s.decisions.read()
	if err != nil {
		return nil, err
	}
	byConflict := map[string][]claim.Decision{}
	for _, d := range slices.Backward(list) {
		byConflict[d.ConflictID] = append(byConflict[d.ConflictID], d)
	}
	standing := claim.Standing(list)
	reopened, err := s.runs.reopened(r, standing)
	if err != nil {
		return nil, err
	}
	out := make([]*matter, len(r.report.Conflicts))
	for i := range r.report.Conflicts {
		c := &r.report.Conflicts[i]
		m := &matter{Conflict: c, History: byConflict[c.ID], New: s.visit.isNew(r, c.ID), place: i}
		if d, decided := standing[c.ID]; decided {
			if lapsed, ok := reopened[d.ID]; ok {
				m.Reopened, m.Because, m.New = &d, lapsed.Because, true
			} else {
				m.Held = &d
			}
		}
		out[i] = m
	}
	slices.SortStableFunc(out, func(a, b *matter) int {
		return cmp.Or(cmp.Compare(a.group(), b.group()), cmp.Compare(yes(b.New), yes(a.New)),
			cmp.Compare(claim.Severity(a.Severity).Rank(), claim.Severity(b.Severity).Rank()), cmp.Compare(a.place, b.place))
	})
	return out, nil
}

func (m *matter) group() int {
	switch {
	case m.Status == string(claim.Resolved):
		return 2
	case !m.Comparable:
		return 1
	}
	return 0
}

func yes(b bool) int {
	if b {
		return 1
	}
	return 0
}

// next gives the open matter that follows the one of an id, from the start again after the last; nil where none is
// left. Differences that are no contradiction follow only on one of their like.
func next(all []*matter, id string) *matter {
	at := slices.IndexFunc(all, func(m *matter) bool { return m.ID == id })
	for i := range all {
		m := all[(at+1+i)%len(all)]
		if m.ID != id && m.Open() && (m.Comparable || at >= 0 && !all[at].Comparable) {
			return m
		}
	}
	return nil
}

// neighbours are the matters before and after one, nil at the ends.
func neighbours(all []*matter, id string) (*matter, *matter) {
	at := slices.IndexFunc(all, func(m *matter) bool { return m.ID == id })
	var before, after *matter
	if at > 0 {
		before = all[at-1]
	}
	if at >= 0 && at+1 < len(all) {
		after = all[at+1]
	}
	return before, after
}

// latest gives the latest run and its conflicts with what is decided by now.
func (s *Server) latest() (*run, []*matter, error) {
	current, err := s.runs.current()
	if err != nil {
		return nil, nil, err
	}
	all, err := s.matters(current)
	return current, all, err
}
