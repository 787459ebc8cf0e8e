package review

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path/filepath"
	"sync"

	"rolecall/internal/claim"
	"rolecall/internal/compare"
	"rolecall/internal/dataset"
	"rolecall/internal/report"
)

// run is a committed run as a reviewer looks at it.
type run struct {
	stored    dataset.Stored
	report    *report.Report
	conflicts map[string]*report.Conflict
	basis     map[string][]claim.Basis // by conflict
	documents map[string]claim.Document
	claims    map[string]claim.Claim // that a conflict stands on
	findings  []compare.Finding
	reopening reopening
}

// runs reads the runs of an output folder, each once.
type runs struct {
	out  string
	data *dataset.Dataset

	mu   sync.Mutex
	held []*run // the last few that were asked for
}

// heldRuns is how many runs are kept in memory: the latest, and the one that somebody still looks at.
const heldRuns = 2

// latest gives the newest run over the whole source set.
func (r *runs) latest() (dataset.Stored, error) { return r.data.Latest() }

// current reads the latest run.
func (r *runs) current() (*run, error) {
	stored, err := r.latest()
	if err != nil {
		return nil, err
	}
	return r.read(stored)
}

// byID reads a run by its id, the latest where id is "".
func (r *runs) byID(id string) (*run, error) {
	if id == "" {
		return r.current()
	}
	stored, err := r.data.Run(id)
	if errors.Is(err, dataset.ErrNoRun) || errors.Is(err, dataset.ErrRunID) {
		return nil, &problem{http.StatusNotFound, "There is no run " + id + ".", "Go back to the queue, which shows the latest one."}
	}
	if err != nil {
		return nil, err
	}
	return r.read(stored)
}

func (r *runs) read(stored dataset.Stored) (*run, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, held := range r.held {
		if held.stored.ID == stored.ID {
			return held, nil
		}
	}
	read, err := readRun(r.out, stored)
	if err != nil {
		return nil, err
	}
	r.held = append([]*run{read}, r.held[:min(len(r.held), heldRuns-1)]...)
	return read, nil
}

func readRun(out string, stored dataset.Stored) (*run, error) {
	path := filepath.Join(out, "reports", stored.ID, "report.json")
	content, err := report.Read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("run %s has no report, %s is not there: make a new run with rolecall run --out %s", stored.ID, path, out)
	}
	if err != nil {
		return nil, err
	}
	r := &run{
		stored: stored, report: content, conflicts: map[string]*report.Conflict{}, basis: map[string][]claim.Basis{},
		documents: map[string]claim.Document{},
	}
	for doc, err := range dataset.ReadDocuments(stored) {
		if err != nil {
			return nil, err
		}
		doc.Text = ""
		r.documents[doc.ID] = doc
	}
	if r.claims, err = r.readClaims(); err != nil {
		return nil, err
	}
	for i := range content.Conflicts {
		c := &content.Conflicts[i]
		r.conflicts[c.ID] = c
		f := finding(c, r.claims)
		r.findings, r.basis[c.ID] = append(r.findings, f), compare.BasisOf(&f, r.documents)
	}
	return r, nil
}

// readClaims reads those claims of the run that a conflict stands on.
func (r *run) readClaims() (map[string]claim.Claim, error) {
	wanted := map[string]claim.Claim{}
	for i := range r.report.Conflicts {
		for _, side := range r.report.Conflicts[i].Sides {
			for _, id := range side.ClaimIDs {
				wanted[id] = claim.Claim{}
			}
		}
	}
	for c, err := range dataset.ReadClaims(r.stored) {
		if err != nil {
			return nil, err
		}
		if _, ok := wanted[c.ID]; ok {
			wanted[c.ID] = c
		}
	}
	return wanted, nil
}

// finding is a conflict of the report with the claims behind it.
func finding(c *report.Conflict, claims map[string]claim.Claim) compare.Finding {
	f := compare.Finding{
		Conflict: claim.Conflict{ID: c.ID, Status: claim.Status(c.Status)}, Evidence: make([][]compare.Evidence, len(c.Sides)),
	}
	for i, side := range c.Sides {
		f.Sides = append(f.Sides, claim.Side{Position: side.Position})
		for _, id := range side.ClaimIDs {
			if found := claims[id]; found.ID != "" {
				f.Evidence[i] = append(f.Evidence[i], compare.Evidence{Claim: found})
			}
		}
	}
	return f
}
