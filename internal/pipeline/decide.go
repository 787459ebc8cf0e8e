package pipeline

import (
	"errors"
	"maps"
	"slices"

	"rolecall/internal/compare"
	"rolecall/internal/dataset"
)

// decide gives the findings with the decisions that hold, and keeps those that do not for the manifest.
func (r *run) decide(findings []compare.Finding) ([]compare.Finding, error) {
	decider := compare.NewDecider(r.out.ID(), findings, r.decisions, r.previous.Manifest.Reopened, r.previous.ID)
	needs := decider.Needs()
	for _, runID := range slices.Sorted(maps.Keys(needs)) {
		stored, err := r.storedRun(runID)
		if errors.Is(err, dataset.ErrNoRun) || errors.Is(err, dataset.ErrRunID) {
			decider.Gone(runID) // removed since, or the decision was made in another output folder
			continue
		}
		if err != nil {
			return nil, err
		}
		for doc, err := range dataset.ReadDocumentsOf(stored, needs[runID]) {
			if err != nil {
				return nil, err
			}
			decider.Page(&doc)
		}
	}
	decided, reopened := decider.Decide()
	r.reopened = reopened
	return decided, nil
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
