package review

import (
	"net/http"
	"time"
)

// queuePage is the work that waits, and what is done.
type queuePage struct {
	layout
	Groups    []group
	LastVisit time.Time
	Problem   string
	Comparing int // contradictions in all
	Decided   int // of them
}

// group is a part of the queue.
type group struct {
	ID, Title, Lead string
	Folded          bool
	Matters         []*matter
}

func (s *Server) showQueue(w http.ResponseWriter, r *http.Request) error {
	current, err := s.runs.current()
	if err != nil {
		return err
	}
	var noted error
	if isVisit(r) {
		noted = s.visit.note(current, s.Now())
	}
	all, err := s.matters(current)
	if err != nil {
		return err
	}
	page := queuePage{layout: s.layout("Queue", "queue", current, all), Groups: groups(all), LastVisit: s.visit.last()}
	page.Done = done(r, all)
	for _, m := range all {
		if m.Comparable && m.Status != "resolved" {
			page.Comparing++
			if m.Held != nil {
				page.Decided++
			}
		}
	}
	if noted != nil {
		page.Problem = "What is new cannot be told at the next visit: " + noted.Error()
	}
	return s.show(w, http.StatusOK, "queue", page)
}

// isVisit reports whether the reviewer came, and not another site that sent the browser here. A browser tells nothing of
// it to an address without encryption other than this machine's.
func isVisit(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "none", "same-origin", "":
		return true
	}
	return false
}

// groups sorts matters into the parts of the queue; empty ones are left out.
func groups(all []*matter) []group {
	parts := []struct {
		group
		has func(*matter) bool
	}{
		{
			group{ID: "new", Title: "New or reopened since your last visit"},
			func(m *matter) bool { return m.Open() && m.Comparable && m.New },
		},
		{
			group{ID: "open", Title: "To decide"},
			func(m *matter) bool { return m.Open() && m.Comparable && !m.New },
		},
		{
			group{
				ID: "apparent", Title: "Differences that are no contradiction", Folded: true,
				Lead: "Both sides can be true: what they speak of differs. Nothing needs to be decided here, unless the comparison is wrong.",
			},
			func(m *matter) bool { return m.Open() && !m.Comparable },
		},
		{
			group{ID: "decided", Title: "Decided", Folded: true},
			func(m *matter) bool { return m.Held != nil },
		},
		{
			group{ID: "resolved", Title: "No longer there", Folded: true, Lead: "The sources were read again and do not differ any more."},
			func(m *matter) bool { return m.Held == nil && !m.Open() },
		},
	}
	var out []group
	for _, p := range parts {
		for _, m := range all {
			if p.has(m) {
				p.Matters = append(p.Matters, m)
			}
		}
		if len(p.Matters) > 0 {
			out = append(out, p.group)
		}
	}
	return out
}

// doneNote tells what was just decided, so that it can be undone at once.
type doneNote struct {
	*matter
	Withdrawn bool
}

// done reads from the address what was just decided; nil where nothing was, or where it is not so any more.
func done(r *http.Request, all []*matter) *doneNote {
	for _, m := range all {
		if len(m.History) == 0 || m.History[0].ID != r.URL.Query().Get("done") {
			continue
		}
		return &doneNote{m, m.Held == nil}
	}
	return nil
}
