package pipeline

import (
	"fmt"

	"rolecall/internal/dataset"
)

const (
	// baselineRuns is how many earlier runs are searched for the last good fetch of a source: half a year of nightly runs.
	baselineRuns = 200
	// leastRead is the share of a source's pages that must have been read for a run to be a measure of the next ones.
	leastRead = 0.5
	// silentBelow is the share of the claims to be expected under which a source has fallen silent.
	silentBelow = 0.5
)

// baseline is what the last good fetch of a source gave: what the next one is held against.
type baseline struct {
	run    string
	claims int
	read   float64 // share of its pages
}

// baselines finds the last good fetch of each source: the newest run that asked for the same roles, read at least half of the
// source's pages and did not find it silent. So a source stays silent until it speaks again or the drop is accepted.
func (r *run) baselines() (map[string]baseline, error) {
	wanted := map[string]bool{}
	for _, s := range r.Sources {
		wanted[s.ID] = true
	}
	for _, id := range r.AcceptDrop {
		delete(wanted, id)
	}
	found := map[string]baseline{}
	d, err := dataset.Open(r.Out)
	if err != nil {
		return found, ignoreMissing(err)
	}
	searched := 0
	for earlier, err := range d.Newest() {
		if err != nil {
			return nil, fmt.Errorf("look for the last good fetch of each source: %w", err)
		}
		if searched++; searched > baselineRuns || len(found) == len(wanted) {
			break
		}
		if !r.measures(&earlier.Manifest) {
			continue
		}
		for _, s := range earlier.Manifest.Sources {
			if _, known := found[s.ID]; wanted[s.ID] && !known && isGood(&s) {
				found[s.ID] = baseline{run: earlier.ID, claims: s.Claims, read: readShare(s.Pages, s.Failed)}
			}
		}
	}
	return found, nil
}

// measures reports whether this run can be held against an earlier one.
func (r *run) measures(earlier *dataset.Manifest) bool {
	if earlier.Outcome == string(Interrupted) || earlier.Options["roles"] != r.Options["roles"] {
		return false
	}
	return earlier.Options["replay"] == "" || len(r.Replay) > 0
}

// isGood reports whether a source was fetched and spoke.
func isGood(s *dataset.SourceResult) bool {
	return !s.Silent && readShare(s.Pages, s.Failed) >= leastRead
}

func readShare(pages, failed int) float64 {
	if pages == 0 {
		return 0
	}
	return float64(pages-failed) / float64(pages)
}

// silence says how far a source has fallen below its last good fetch; "" where it has not. Pages that could not be read are
// allowed for; where not one claim was to be expected of those that could, nothing is said.
func (s *sourceTally) silence(before baseline) string {
	if before.claims == 0 || s.outcomes[string(Interrupted)] > 0 {
		return ""
	}
	expected := float64(before.claims) * min(1, readShare(s.pages, s.failed)/before.read)
	if expected < 1 || float64(s.claims) >= expected*silentBelow {
		return ""
	}
	const remedy = "has the page changed its layout? If it is right, run once with --accept-drop"
	if s.claims == 0 {
		return fmt.Sprintf("no claims; run %s had %d: %s", before.run, before.claims, remedy)
	}
	return fmt.Sprintf("%d claims, less than half of the %d of run %s: %s", s.claims, before.claims, before.run, remedy)
}
