package review

import (
	"bytes"
	"net/http"

	"rolecall/internal/report"
)

// showReport draws the report of the latest run with what is decided by now, and with the means to decide.
func (s *Server) showReport(w http.ResponseWriter, _ *http.Request) error {
	current, all, err := s.latest()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	err = report.Page(&b, decidedReport(current.report, all), report.PageOptions{
		Review: true, Scripts: []string{"/assets/report.js"}, Styles: []string{"/assets/review.css"},
	})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", reportPolicy)
	_, err = w.Write(b.Bytes())
	return ignoreGone(err)
}

// decidedReport is a copy of a report in which each conflict carries the decision that holds.
func decidedReport(r *report.Report, all []*matter) *report.Report {
	held := map[string]*matter{}
	for _, m := range all {
		held[m.ID] = m
	}
	copied := *r
	copied.Conflicts = make([]report.Conflict, len(r.Conflicts))
	for i, c := range r.Conflicts {
		c.Decision, c.DecidedBy, c.DecisionNote = "", "", ""
		if d := held[c.ID].Held; d != nil {
			c.Decision, c.DecidedBy, c.DecisionNote = string(d.Verdict), d.By, d.Note
		}
		copied.Conflicts[i] = c
	}
	return &copied
}
