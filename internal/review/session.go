package review

import (
	"slices"
	"sync"

	"rolecall/internal/claim"
)

// session is what was decided since the start of the server, for undo.
type session struct {
	mu   sync.Mutex
	made []string // ids of decisions, the latest last
}

func (s *session) add(d *claim.Decision) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d.Verdict != claim.Withdrawn {
		s.made = append(s.made, d.ID)
	}
}

// undo gives the matter of the last decision that can be taken back; nil where none can. One that somebody decided
// anew or took back meanwhile is passed over.
func (s *session) undo(all []*matter) *matter {
	s.mu.Lock()
	defer s.mu.Unlock()
	byLast := map[string]*matter{}
	for _, m := range all {
		if len(m.History) > 0 {
			byLast[m.History[0].ID] = m
		}
	}
	for _, id := range slices.Backward(s.made) {
		if m := byLast[id]; m != nil {
			return m
		}
	}
	return nil
}
