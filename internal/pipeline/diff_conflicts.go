package pipeline

import (
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/compare"
	"rolecall/internal/dataset"
)

// diffConflicts gives the conflicts that stand in one of the runs alone, is being those of the later one. One whose roles or sources
// not both runs cover is not compared; one that stands by what was first read, or whose sources the later run could not read, is
// neither new nor gone.
func diffConflicts(before, now dataset.Stored, is []claim.Conflict, first firstRead, covered func(*claim.Conflict) bool) ([]ConflictChange, error) {
	was, err := collect(dataset.ReadConflicts(before))
	if err != nil {
		return nil, err
	}
	earlier, present := byConflict(was), byConflict(is)
	out := []ConflictChange{}
	for _, c := range is {
		switch {
		case !c.Status.Found() || standsIn(earlier, c.ID):
		case !covered(&c):
			out = append(out, conflictChange("not_compared", &c))
		case earlier[c.ID].Status == claim.Unverified, first.makes(&c):
			out = append(out, conflictChange("first_read", &c))
		default:
			out = append(out, conflictChange("new", &c))
		}
	}
	for _, c := range was {
		switch {
		case !c.Status.Found() || standsIn(present, c.ID):
		case !covered(&c):
			out = append(out, conflictChange("not_compared", &c))
		case present[c.ID].Status == claim.Unverified, !readAll(&now.Manifest, &c):
			out = append(out, conflictChange("unverified", &c))
		default:
			out = append(out, conflictChange("gone", &c))
		}
	}
	return out, nil
}

// firstRead has the claims that conflicts stand by, and whether each is of a page that the earlier run could not read or does not
// have. It grows with conflicts only.
type firstRead map[string]bool

func newFirstRead(conflicts []claim.Conflict) firstRead {
	f := firstRead{}
	for i := range conflicts {
		for _, side := range conflicts[i].Sides {
			for _, id := range side.ClaimIDs {
				f[id] = false
			}
		}
	}
	return f
}

// add notes the claims of a page that is first read.
func (f firstRead) add(claims []compare.Evidence) {
	for i := range claims {
		if _, watched := f[claims[i].ID]; watched {
			f[claims[i].ID] = true
		}
	}
}

// makes reports whether a conflict would have less than two sides without what was first read.
func (f firstRead) makes(c *claim.Conflict) bool {
	sides := 0
	for _, side := range c.Sides {
		if slices.ContainsFunc(side.ClaimIDs, func(id string) bool { return !f[id] }) {
			sides++
		}
	}
	return sides < min(2, len(c.Sides))
}

// readAll reports whether a run read all pages of the sources of a conflict and these spoke: what the run did not find there is
// gone.
func readAll(m *dataset.Manifest, c *claim.Conflict) bool {
	ids := sidesOf(c)
	for i := range m.Sources {
		if s := &m.Sources[i]; slices.Contains(ids, s.ID) && (s.Fetched == 0 || s.Failed > 0 || s.Silent) {
			return false
		}
	}
	return true
}

func byConflict(list []claim.Conflict) map[string]claim.Conflict {
	out := make(map[string]claim.Conflict, len(list))
	for _, c := range list {
		out[c.ID] = c
	}
	return out
}

func standsIn(list map[string]claim.Conflict, id string) bool {
	c, there := list[id]
	return there && c.Status.Found()
}

func conflictChange(change string, c *claim.Conflict) ConflictChange {
	return ConflictChange{
		Change: change, ConflictID: c.ID, Kind: c.Kind, Topic: c.Topic, Severity: string(c.Severity), Comparable: c.Comparable, Explanation: c.Explanation,
	}
}
