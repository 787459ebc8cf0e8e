package pipeline

import (
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

// documentsOf gives documents of a run of the output folder, this one too once they are written; false where there is no such
// run that can be read.
func (r *run) documentsOf(runID string, ids []string) (iter.Seq2[claim.Document, error], bool, error) {
	if runID == r.out.ID() {
		return dataset.ReadDocumentsOf(r.out.Staged(), ids), true, nil
	}
	data, err := dataset.Open(r.Out)
	if err != nil {
		return nil, false, err
	}
	return data.DocumentsOf(runID, ids)
}
