package pipeline

import (
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
)

// diffConflicts gives the conflicts that stand in one of the runs alone. One whose roles or sources not both runs cover is not
// compared; one whose sources the other run could not read is neither new nor gone.
func diffConflicts(before, now dataset.Stored, covered func(*claim.Conflict) bool) ([]ConflictChange, error) {
	was, err := collect(dataset.ReadConflicts(before))
	if err != nil {
		return nil, err
	}
	is, err := collect(dataset.ReadConflicts(now))
	if err != nil {
		return nil, err
	}
	earlier, present := byConflict(was), byConflict(is)
	out := []ConflictChange{}
	for _, c := range is {
		switch {
		case !stands(&c) || standsIn(earlier, c.ID):
		case !covered(&c):
			out = append(out, conflictChange("not_compared", &c))
		case earlier[c.ID].Status == claim.Unverified, !readAll(&before.Manifest, &c, readSome):
			out = append(out, conflictChange("first_read", &c))
		default:
			out = append(out, conflictChange("new", &c))
		}
	}
	for _, c := range was {
		switch {
		case !stands(&c) || standsIn(present, c.ID):
		case !covered(&c):
			out = append(out, conflictChange("not_compared", &c))
		case present[c.ID].Status == claim.Unverified, !readAll(&now.Manifest, &c, readWhole):
			out = append(out, conflictChange("unverified", &c))
		default:
			out = append(out, conflictChange("gone", &c))
		}
	}
	return out, nil
}

// readAll reports whether a run read all sources of a conflict well enough.
func readAll(m *dataset.Manifest, c *claim.Conflict, enough func(*dataset.SourceResult) bool) bool {
	ids := sidesOf(c)
	for i := range m.Sources {
		if s := &m.Sources[i]; slices.Contains(ids, s.ID) && !enough(s) {
			return false
		}
	}
	return true
}

// readSome reports whether a page of a source was read: what the run did not find there is new.
func readSome(s *dataset.SourceResult) bool { return s.Pages > s.Failed }

// readWhole reports whether all pages of a source were read and it spoke: what the run did not find there is gone.
func readWhole(s *dataset.SourceResult) bool { return s.Fetched > 0 && s.Failed == 0 && !s.Silent }

func byConflict(list []claim.Conflict) map[string]claim.Conflict {
	out := make(map[string]claim.Conflict, len(list))
	for _, c := range list {
		out[c.ID] = c
	}
	return out
}

func stands(c *claim.Conflict) bool {
	return c.Status != claim.Resolved && c.Status != claim.Unverified
}

func standsIn(list map[string]claim.Conflict, id string) bool {
	c, there := list[id]
	return there && stands(&c)
}

func conflictChange(change string, c *claim.Conflict) ConflictChange {
	return ConflictChange{
		Change: change, ConflictID: c.ID, Kind: c.Kind, Topic: c.Topic, Severity: string(c.Severity), Comparable: c.Comparable, Explanation: c.Explanation,
	}
}
