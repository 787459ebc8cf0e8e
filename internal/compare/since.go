package compare

import "rolecall/internal/claim"

// Since holds this run's findings against the conflicts of the last run and gives this run's rows: every finding with
// its run, first run and status, and a row for every conflict of the last run that is not among them.
//
// A finding is new where the last run did not have it or had it as resolved, else open. A conflict that is gone is
// resolved only where looked says that all of its sources were read this time, for all of its roles. Otherwise it is
// unverified: nobody looked. The result is in the order of Sort.
func Since(runID string, prev []claim.Conflict, now []Finding, looked func(*claim.Conflict) bool) []Finding {
	before := make(map[string]claim.Conflict, len(prev))
	for _, c := range prev {
		before[c.ID] = c
	}
	out := make([]Finding, 0, len(now))
	present := make(map[string]bool, len(now))
	for _, f := range now {
		f.RunID, f.FirstSeenRun, f.Status = runID, runID, claim.New
		if old, known := before[f.ID]; known {
			f.FirstSeenRun = old.FirstSeenRun
			if old.Status != claim.Resolved {
				f.Status = claim.Open
			}
		}
		present[f.ID] = true
		out = append(out, f)
	}
	for _, old := range prev {
		if present[old.ID] {
			continue
		}
		present[old.ID] = true
		out = append(out, gone(runID, old, looked))
	}
	Sort(out)
	return out
}

// gone is the row of a conflict that this run did not find.
func gone(runID string, old claim.Conflict, looked func(*claim.Conflict) bool) Finding {
	old.RunID = runID
	if old.Status == claim.Resolved {
		return Finding{Conflict: old, Evidence: make([][]Evidence, len(old.Sides))}
	}
	old.Status = claim.Unverified
	if looked(&old) {
		old.Status = claim.Resolved
	}
	return Finding{Conflict: old, Evidence: make([][]Evidence, len(old.Sides))}
}
