package review

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
)

// longestNote bounds a note in letters.
const longestNote = 4000

// decide appends a decision. The form tells which run and which last decision its page showed: the evidence that is
// recorded is that of this run, and where somebody decided meanwhile the page is shown anew instead.
func (s *Server) decide(w http.ResponseWriter, r *http.Request) error {
	verdict := claim.Verdict(r.FormValue("verdict"))
	if !slices.Contains(claim.Verdicts(), verdict) {
		return &problem{http.StatusBadRequest, "There is no such decision.", "Go back and choose one of the five."}
	}
	note := strings.TrimSpace(strings.ReplaceAll(r.FormValue("note"), "\r\n", "\n"))
	if utf8.RuneCountInString(note) > longestNote {
		return &problem{http.StatusBadRequest, "The note is too long.", "Go back and shorten it to 4,000 letters; put the rest where the note can point to."}
	}
	return s.append(w, r, claim.Decision{Verdict: verdict, Note: note})
}

// withdraw takes the last decision on a conflict back.
func (s *Server) withdraw(w http.ResponseWriter, r *http.Request) error {
	return s.append(w, r, claim.Decision{Verdict: claim.Withdrawn})
}

func (s *Server) append(w http.ResponseWriter, r *http.Request, d claim.Decision) error {
	looked, err := s.runs.byID(r.FormValue("run"))
	if err != nil {
		return err
	}
	d.ConflictID = r.PathValue("id")
	if looked.conflicts[d.ConflictID] == nil {
		return &problem{http.StatusNotFound, "Run " + looked.stored.ID + " has no such conflict.", "Go back to the queue."}
	}
	list, err := s.decisions.read()
	if err != nil {
		return err
	}
	last := dataset.LastDecision(list, d.ConflictID)
	if last.ID != r.FormValue("last") {
		return s.decidedMeanwhile(w, r, looked, d)
	}
	d.By, d.At, d.RunID, d.Basis = s.Reviewer, s.Now(), looked.stored.ID, looked.basis[d.ConflictID]
	if d.Verdict != claim.Withdrawn {
		rests, err := s.runs.grounds(looked, d.ConflictID, &last)
		if err != nil {
			return err
		}
		if d.RunID, d.Basis = rests.runID, rests.basis; len(d.Basis) == 0 {
			return s.withoutGrounds(w, r, looked, d)
		}
	}
	written, err := dataset.AppendDecisionAfter(s.Out, d, last.ID)
	if errors.Is(err, dataset.ErrDecidedMeanwhile) {
		return s.decidedMeanwhile(w, r, looked, d)
	}
	if err != nil {
		return err
	}
	s.session.add(&written)
	return s.decided(w, r, looked, &written)
}

// decided leads on: after a decision to the next matter that waits, after one was taken back to that matter.
func (s *Server) decided(w http.ResponseWriter, r *http.Request, looked *run, d *claim.Decision) error {
	if wantsJSON(r) {
		return s.showState(w, r)
	}
	all, err := s.matters(looked)
	if err != nil {
		return err
	}
	target := "/"
	switch following := next(all, d.ConflictID); {
	case d.Verdict == claim.Withdrawn:
		target = "/conflicts/" + d.ConflictID
	case following != nil:
		target = "/conflicts/" + following.ID
	}
	http.Redirect(w, r, target+"?done="+url.QueryEscape(d.ID), http.StatusSeeOther)
	return nil
}

// decidedMeanwhile shows the conflict as it stands now.
func (s *Server) decidedMeanwhile(w http.ResponseWriter, r *http.Request, looked *run, d claim.Decision) error {
	return s.notWritten(w, r, looked, d, &problem{
		http.StatusConflict, "Somebody decided on this meanwhile.", "Your own decision was not written; look at it again and decide if you still see it so.",
	})
}

// withoutGrounds refuses a decision that no later run could be held against.
func (s *Server) withoutGrounds(w http.ResponseWriter, r *http.Request, looked *run, d claim.Decision) error {
	return s.notWritten(w, r, looked, d, &problem{
		http.StatusConflict, "Run " + looked.stored.ID + " did not read the pages of this conflict, and no earlier run that did is left.",
		"The decision was not written, as it would rest on nothing; decide after a run that reads the pages again.",
	})
}

// notWritten shows a conflict with why a decision on it was not written, and the note that was typed.
func (s *Server) notWritten(w http.ResponseWriter, r *http.Request, looked *run, d claim.Decision, why *problem) error {
	if wantsJSON(r) {
		return why
	}
	return s.conflict(w, r, looked, d.ConflictID, conflictNotice{Status: why.status, Text: why.Error(), Note: d.Note})
}

func wantsJSON(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Accept"), "application/json") || r.URL.Path == "/state"
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings and lists of strings
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(append(data, '\n')) // the browser may be gone
}
