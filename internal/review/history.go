package review

import (
	"bytes"
	"errors"
	"net/http"
	"path/filepath"
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
)

// decisionsPage is everything that was decided, and where it goes in and out.
type decisionsPage struct {
	layout
	Entries []decisionEntry
	File    string
	Said    string
	Wrong   string
}

// decisionEntry is one decision with what it is about, as far as the latest run knows.
type decisionEntry struct {
	claim.Decision
	Matter *matter // nil: the latest run has no such conflict
	Holds  bool
}

func (s *Server) showDecisions(w http.ResponseWriter, _ *http.Request) error {
	return s.listDecisions(w, http.StatusOK, "", "")
}

func (s *Server) listDecisions(w http.ResponseWriter, status int, said, wrong string) error {
	current, all, err := s.latest()
	if err != nil {
		return err
	}
	list, err := s.decisions.read()
	if err != nil {
		return err
	}
	byID := map[string]*matter{}
	for _, m := range all {
		byID[m.ID] = m
	}
	page := decisionsPage{layout: s.layout("Decisions", "decisions", current, all), File: dataset.DecisionsPath(s.Out), Said: said, Wrong: wrong}
	for _, d := range slices.Backward(list) {
		m := byID[d.ConflictID]
		page.Entries = append(page.Entries, decisionEntry{d, m, m != nil && m.Held != nil && m.Held.ID == d.ID})
	}
	return s.show(w, status, "decisions", page)
}

// exportDecisions gives the decisions as a file.
func (s *Server) exportDecisions(w http.ResponseWriter, _ *http.Request) error {
	var b bytes.Buffer
	if _, err := Export(s.Out, &b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/jsonl; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="decisions.jsonl"`)
	_, err := w.Write(b.Bytes())
	return ignoreGone(err)
}

// importDecisions takes a file of decisions in. One broken line refuses the file as a whole.
func (s *Server) importDecisions(w http.ResponseWriter, r *http.Request) error {
	file, header, err := r.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) {
		return s.listDecisions(w, http.StatusBadRequest, "", "Choose a file of decisions first.")
	}
	if err != nil {
		return &problem{http.StatusBadRequest, "The file could not be read.", err.Error()}
	}
	defer file.Close()
	name := filepath.Base(header.Filename)
	list, err := dataset.DecodeDecisions(name, file)
	var broken *dataset.DecisionsError
	if errors.As(err, &broken) {
		return s.listDecisions(w, http.StatusBadRequest, "", "Nothing was taken in. "+broken.Error())
	}
	if err != nil {
		return err
	}
	told, err := add(s.Out, name, list)
	if err != nil {
		return err
	}
	return s.listDecisions(w, http.StatusOK, told.String(), "")
}
