package report

import (
	"cmp"
	"slices"
	"strings"

	"rolecall/internal/claim"
	"rolecall/internal/compare"
)

func (b *builder) conflicts(findings []compare.Finding) []Conflict {
	shown := make([]Conflict, len(findings))
	for i := range findings {
		shown[i] = b.conflict(&findings[i])
	}
	slices.SortStableFunc(shown, func(x, y Conflict) int {
		return cmp.Or(cmp.Compare(rankOf(x), rankOf(y)), cmp.Compare(claim.Severity(x.Severity).Rank(), claim.Severity(y.Severity).Rank()))
	})
	return shown
}

// rankOf puts what waits for a decision before what is decided, contradictions that stand before those that could not be
// verified and resolved ones, and all before differences that are none.
func rankOf(c Conflict) int {
	switch {
	case c.stands() && c.Decision == "":
		return 0
	case c.stands() && c.Decision == string(claim.Contradiction):
		return 1
	case c.stands():
		return 2
	case c.Comparable && c.Status == string(claim.Unverified):
		return 3
	case c.Comparable:
		return 4
	}
	return 5
}

// found reports whether this run found a conflict, by what it read.
func (c *Conflict) found() bool {
	return claim.Status(c.Status).Found()
}

// stands reports whether the sources contradict each other by what was read.
func (c *Conflict) stands() bool { return c.Comparable && c.found() }

func (b *builder) conflict(f *compare.Finding) Conflict {
	c := Conflict{
		ID: f.ID, Kind: f.Kind, KindLabel: named(b.labels.ConflictKinds, f.Kind), Roles: make([]string, len(f.Roles)), Topic: f.Topic,
		Severity: string(f.Severity), Status: string(f.Status), Comparable: f.Comparable,
		ReasonNotComparable: f.ReasonNotComparable, Explanation: f.Explanation, FirstSeenRun: f.FirstSeenRun, Decision: f.Decision,
		DecidedBy: f.DecidedBy, DecisionNote: f.DecisionNote, Reopened: f.Reopened, Sides: make([]Side, len(f.Sides)),
	}
	for i, role := range f.Roles {
		c.Roles[i] = string(role)
	}
	topic, within, itself := strings.Cut(f.Topic, "/within/")
	c.TopicLabel = b.labels.matter(f.Kind, topic, c.Roles)
	if itself {
		c.TopicLabel += ", " + cmp.Or(b.names[within], within) + " against itself"
	}
	for i, s := range f.Sides {
		c.Sides[i] = Side{Position: s.Position, PositionLabel: b.labels.value(s.Position), SourceIDs: nonNil(s.SourceIDs), Support: s.Support}
		var evidence []compare.Evidence
		if i < len(f.Evidence) {
			evidence = f.Evidence[i]
		}
		c.Sides[i].ClaimIDs = b.ids(oneOfEachFirst(evidence))
	}
	return c
}

// oneOfEachFirst orders evidence for reading: the first quote of every source, then the second of every source, and so
// on; of a source in the order of its pages.
func oneOfEachFirst(evidence []compare.Evidence) []compare.Evidence {
	ordered := slices.Clone(evidence)
	slices.SortStableFunc(ordered, func(a, b compare.Evidence) int {
		return cmp.Or(cmp.Compare(a.SourceID, b.SourceID), cmp.Compare(a.URL, b.URL), cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID))
	})
	turn := make(map[string]int, len(ordered))
	seen := map[string]int{}
	for i := range ordered {
		turn[ordered[i].ID] = seen[ordered[i].SourceID]
		seen[ordered[i].SourceID]++
	}
	slices.SortStableFunc(ordered, func(a, b compare.Evidence) int { return cmp.Compare(turn[a.ID], turn[b.ID]) })
	return ordered
}

// outnumbered lists the standing contradictions of several sources in which a source's position has less independent
// support than another.
func outnumbered(source string, conflicts []Conflict) []Stand {
	stands := []Stand{}
	for i := range conflicts {
		c := &conflicts[i]
		if !c.stands() {
			continue
		}
		if s, ok := standing(source, c); ok {
			stands = append(stands, s)
		}
	}
	return stands
}

func standing(source string, c *Conflict) (Stand, bool) {
	mine, against := -1, 0
	for i, side := range c.Sides {
		switch {
		case slices.Contains(side.SourceIDs, source):
			if mine >= 0 {
				return Stand{}, false // it contradicts itself: it is on both sides
			}
			mine = i
		default:
			against = max(against, side.Support)
		}
	}
	if mine < 0 || against <= c.Sides[mine].Support {
		return Stand{}, false
	}
	return Stand{ConflictID: c.ID, Position: c.Sides[mine].PositionLabel, For: c.Sides[mine].Support, Against: against}, true
}
