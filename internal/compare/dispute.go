package compare

import (
	"cmp"
	"slices"
	"strings"

	"rolecall/internal/claim"
)

// dispute is a conflict as a rule finds it: a finding without ids, support and severity.
type dispute struct {
	kind    string
	topic   string
	roles   []claim.Role
	sides   []position
	reason  string // why not comparable; empty where comparable
	says    string // the explanation
	distant bool   // the sides lie far apart
	vague   bool   // that the sides speak of the same rests on a single word among others
}

// position is one side of a dispute.
type position struct {
	value  string
	label  string // how the explanation names it; value where empty
	claims []Evidence
}

func (d dispute) finding(opt Options) Finding {
	roles := slices.Clone(d.roles)
	slices.Sort(roles)
	flips := d.echoes()
	f := Finding{Flips: flips, Conflict: claim.Conflict{
		ID:                  claim.ConflictID(d.kind, d.topic, roles),
		Kind:                d.kind,
		Roles:               roles,
		Topic:               d.topic,
		Comparable:          d.reason == "",
		ReasonNotComparable: d.reason,
		Explanation:         d.says + opt.saidOf(flips),
	}}
	for _, p := range d.sides {
		evidence := slices.Clone(p.claims)
		slices.SortFunc(evidence, func(a, b Evidence) int { return strings.Compare(a.ID, b.ID) })
		evidence = slices.CompactFunc(evidence, func(a, b Evidence) bool { return a.ID == b.ID })
		side := claim.Side{Position: p.value, SourceIDs: sourcesOf(evidence), Support: opt.support(evidence)}
		for _, e := range evidence {
			side.ClaimIDs = append(side.ClaimIDs, e.ID)
		}
		f.Sides = append(f.Sides, side)
		f.Evidence = append(f.Evidence, evidence)
	}
	f.Severity = severity(d, f.Sides)
	return f
}

// support counts the independent clusters of sources behind claims.
func (o Options) support(claims []Evidence) int {
	clusters := map[string]bool{}
	for _, e := range claims {
		clusters[o.cluster(e.SourceID)] = true
	}
	return len(clusters)
}

func (o Options) cluster(source string) string { return cmp.Or(o.Clusters[source], source) }

// severity weighs the evidence. Two sides with at least two independent sources each, and sides far apart, raise it; a
// matter that only one side states outright, or none, that is the same by a single word among others, or on which one source
// contradicts itself, lowers it. What is not comparable is low.
func severity(d dispute, sides []claim.Side) claim.Severity {
	if d.reason != "" {
		return claim.Low
	}
	supported, outright := 0, 0
	for i, s := range sides {
		if s.Support > 1 {
			supported++
		}
		if d.kind == claim.Acronym || !d.sides[i].hedged() {
			outright++
		}
	}
	weight := 0
	for _, raise := range []bool{d.distant, supported > 1} {
		if raise {
			weight++
		}
	}
	for _, lower := range []bool{outright < 2, outright == 0, d.vague, len(d.sources()) == 1} {
		if lower {
			weight--
		}
	}
	switch {
	case weight > 0:
		return claim.High
	case weight == 0:
		return claim.Medium
	}
	return claim.Low
}

// holds reports whether one of the sides takes a position.
func (d dispute) holds(value string) bool {
	return slices.ContainsFunc(d.sides, func(p position) bool { return p.value == value })
}

// hedged reports whether nobody on the side says it outright.
func (p position) hedged() bool {
	return !slices.ContainsFunc(p.claims, func(e Evidence) bool { return e.Modality != claim.Hedged })
}

func (d dispute) sources() []string {
	var all []Evidence
	for _, p := range d.sides {
		all = append(all, p.claims...)
	}
	return sourcesOf(all)
}

// sourcesOf lists the sources of claims, sorted, each once.
func sourcesOf(claims []Evidence) []string {
	ids := make([]string, 0, len(claims))
	for _, e := range claims {
		ids = append(ids, e.SourceID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// named joins the sources of claims for a sentence: "a, b and c"; beyond four, how many more.
func named(claims []Evidence) string { return join(sourcesOf(claims)) }

func join(words []string) string {
	const most = 4
	if extra := len(words) - most; extra > 1 {
		return strings.Join(words[:most], ", ") + " and " + count(extra, "other")
	}
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// verb agrees a verb with the number of sources it has as its subject.
func verb(claims []Evidence, one, many string) string {
	if len(sourcesOf(claims)) == 1 {
		return one
	}
	return many
}
