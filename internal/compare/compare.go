package compare

import (
	"cmp"
	"slices"
	"strings"

	"rolecall/internal/claim"
)

// Options are what comparing a topic needs to know beyond its claims.
type Options struct {
	// Clusters maps a source to the cluster of near copies it belongs to (Analyzer.Clusters); a source that is
	// missing stands alone.
	Clusters map[string]string
}

// One compares all the claims of one topic (see Topics) and gives the conflicts among them, comparable or not, in the
// order of Sort. It is a pure function of the set of claims, not of their order. Run, first run and status of the
// findings are set by Since.
func One(topic string, claims []Evidence, opt Options) []Finding {
	ordered := slices.Clone(claims)
	slices.SortFunc(ordered, byPlace)
	ordered = slices.CompactFunc(ordered, func(a, b Evidence) bool { return a.ID == b.ID && byPlace(a, b) == 0 })
	ordered = bounded(ordered)

	matter, rest, _ := strings.Cut(topic, "/")
	var found []dispute
	switch matter {
	case dutyMatter:
		found = duties(rest, ordered)
	case payMatter:
		found = amounts(claim.Role(rest), ordered)
	case orderMatter:
		found = payOrder(ordered)
	case rankMatter:
		found = ranks(ordered)
	case lettersMatter:
		found = letters(ordered)
	case string(claim.ReportsTo):
		found = bosses(claim.Role(rest), ordered)
	case string(claim.Orientation):
		found = orientations(claim.Role(rest), ordered)
	case string(claim.FinancialGoal):
		found = goals(claim.Role(rest), ordered)
	case string(claim.Emphasis):
		found = emphases(rest, ordered)
	}

	findings := make([]Finding, 0, len(found))
	for _, d := range found {
		findings = append(findings, d.finding(opt))
	}
	Sort(findings)
	return findings
}

// Sort puts findings in the order of the report: comparable ones first, then by severity, kind, topic and id.
func Sort(findings []Finding) {
	slices.SortFunc(findings, func(a, b Finding) int {
		return cmp.Or(
			compareBool(b.Comparable, a.Comparable),
			cmp.Compare(a.Severity.Rank(), b.Severity.Rank()),
			cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(a.Topic, b.Topic),
			cmp.Compare(a.ID, b.ID),
		)
	})
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// byPlace orders evidence by where it stands; the id decides between claims of one place.
func byPlace(a, b Evidence) int {
	return cmp.Or(
		cmp.Compare(a.SourceID, b.SourceID),
		cmp.Compare(a.DocumentID, b.DocumentID),
		cmp.Compare(a.Start, b.Start),
		cmp.Compare(a.End, b.End),
		cmp.Compare(a.ID, b.ID),
	)
}
