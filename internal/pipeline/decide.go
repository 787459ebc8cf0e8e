package pipeline

import (
	"errors"
	"iter"

	"rolecall/internal/claim"
	"rolecall/internal/compare"
	"rolecall/internal/dataset"
)

// decide gives the findings with the decisions that hold, and keeps those that do not for the manifest.
func (r *run) decide(findings []compare.Finding) ([]compare.Finding, error) {
	decider := compare.NewDecider(r.out.ID(), findings, r.decisions, r.previous.Manifest.Reopened, r.previous.ID)
	if err := decider.Look(r.documentsOf); err != nil {
		return nil, err
	}
	decided, reopened := decider.Decide()
	r.reopened = reopened
	return decided, nil
}

// documentsOf gives documents of a run of the output folder; false where it was removed since, or was never there, as the
// decision was made in another output folder.
func (r *run) documentsOf(runID string, ids []string) (iter.Seq2[claim.Document, error], bool, error) {
	stored, err := r.storedRun(runID)
	if errors.Is(err, dataset.ErrNoRun) || errors.Is(err, dataset.ErrRunID) {
		return nil, false, nil
	}
	return dataset.ReadDocumentsOf(stored, ids), true, err
}

// storedRun gives a run of the output folder, this one too once its documents are written; ErrNoRun also where the run
// has other columns.
func (r *run) storedRun(id string) (dataset.Stored, error) {
	if id == r.out.ID() {
		return r.out.Staged(), nil
	}
	d, err := dataset.Open(r.Out)
	if err != nil {
		return dataset.Stored{}, err
	}
	run, err := d.Run(id)
	if err == nil && !run.Readable() {
		return dataset.Stored{}, dataset.ErrNoRun
	}
	return run, err
}
