package compare

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rolecall/internal/claim"
)

// How far apart two figures of the same thing must be to contradict each other, and to do so plainly.
const (
	amountGap = 0.10 // more than rounding and the day of reading explain
	plainGap  = 0.25
)

// amounts compares a role's figures. Figures of the same thing that lie apart conflict, one finding a cell (statistic,
// component, region, survey). For a statistic without such a conflict, figures of several sources that lie apart but
// are not of the same thing give one finding that says in what they differ.
func amounts(role claim.Role, claims []Evidence) []dispute {
	byStatistic := map[string][]figure{}
	for _, e := range claims {
		if f, ok := readFigure(e); ok {
			byStatistic[f.Pay.Statistic] = append(byStatistic[f.Pay.Statistic], f)
		}
	}
	var out []dispute
	for _, statistic := range sortedKeys(byStatistic) {
		figures := byStatistic[statistic]
		found := cellConflicts(role, figures)
		if len(found) == 0 {
			found = incomparable(role, statistic, figures)
		}
		out = append(out, found...)
	}
	return out
}

func cellConflicts(role claim.Role, figures []figure) []dispute {
	cells := map[string][]figure{}
	for _, f := range figures {
		cells[f.cell()] = append(cells[f.cell()], f)
	}
	var out []dispute
	for _, cell := range sortedKeys(cells) {
		out = append(out, between(role, cell, cells[cell])...)
		out = append(out, insideSource(role, cell, cells[cell])...)
	}
	return out
}

// cell is the topic of a figure within its role: what it is a figure of, but for the year and whom it narrows to.
func (f figure) cell() string {
	return strings.Join([]string{f.Pay.Statistic, f.Pay.Component, f.Pay.Region, f.survey, f.Pay.Currency}, ":")
}

// between finds figures of different sources that conflict.
func between(role claim.Role, cell string, figures []figure) []dispute {
	part := conflicting(figures, func(a, b figure) bool {
		return a.SourceID != b.SourceID && apart(a, b) > amountGap && len(unlike(a, b)) == 0
	})
	if len(part) == 0 {
		return nil
	}
	return []dispute{amountDispute(role, string(role)+":"+cell, part, "")}
}

// insideSource finds sources that contradict themselves: in running text, with survey and year named, since the lines of
// a table or list differ by something that stands beside them.
func insideSource(role claim.Role, cell string, figures []figure) []dispute {
	bySource := map[string][]figure{}
	for _, f := range figures {
		if f.Form == claim.Prose && f.survey != "" && f.year != 0 && f.Condition == "" {
			bySource[f.SourceID] = append(bySource[f.SourceID], f)
		}
	}
	var out []dispute
	for _, source := range sortedKeys(bySource) {
		part := conflicting(bySource[source], func(a, b figure) bool {
			return a.year == b.year && a.month == b.month && a.Quote != b.Quote && apart(a, b) > amountGap && len(unlike(a, b)) == 0
		})
		if len(part) > 0 {
			out = append(out, amountDispute(role, within(string(role)+":"+cell, source), part, ""))
		}
	}
	return out
}

// conflicting keeps the figures that conflict with another one.
func conflicting(figures []figure, conflict func(a, b figure) bool) []figure {
	in := make([]bool, len(figures))
	for i := range figures {
		for j := range figures[:i] {
			if conflict(figures[i], figures[j]) {
				in[i], in[j] = true, true
			}
		}
	}
	var out []figure
	for i, f := range figures {
		if in[i] {
			out = append(out, f)
		}
	}
	return out
}

// incomparable is the finding about figures that lie apart but are figures of different things.
func incomparable(role claim.Role, statistic string, figures []figure) []dispute {
	differ := map[string]bool{}
	figures = firstOfEach(figures, mostCompared, func(f figure) string { return f.SourceID })
	part := conflicting(figures, func(a, b figure) bool {
		if a.SourceID == b.SourceID || a.Pay.Currency != b.Pay.Currency || apart(a, b) <= amountGap {
			return false
		}
		for _, what := range unlike(a, b) {
			differ[what] = true
		}
		return true
	})
	if len(part) == 0 {
		return nil
	}
	reason := "figures of different things: they differ in " + join(sortedKeys(differ)) + ", or it is known of one side only"
	return []dispute{amountDispute(role, string(role)+":"+statistic, part, reason)}
}

// amountDispute groups figures into sides: each holds figures of about one amount, from its lowest on.
func amountDispute(role claim.Role, topic string, figures []figure, reason string) dispute {
	sorted := slices.Clone(figures)
	slices.SortStableFunc(sorted, func(a, b figure) int { return cmp.Compare(a.middle(), b.middle()) })
	d := dispute{kind: claim.SalaryAmount, topic: topic, roles: []claim.Role{role}, reason: reason}
	var first figure
	var said []string
	for i, f := range sorted {
		if i == 0 || apart(first, f) > amountGap {
			first = f
			d.sides = append(d.sides, position{value: f.String()})
		}
		side := &d.sides[len(d.sides)-1]
		side.claims = append(side.claims, f.Evidence)
		said = append(said, f.SourceID+" has "+f.described())
	}
	d.distant = apart(sorted[0], sorted[len(sorted)-1]) > plainGap
	d.says = sentence(fmt.Sprintf("Pay of the %s: %s", roleName(role), strings.Join(shorten(said), ", ")))
	return d
}

// shorten drops repeated entries and all after the first six.
func shorten(said []string) []string {
	const most = 6
	said = slices.Compact(said)
	if len(said) > most {
		said = append(said[:most:most], "and "+count(len(said)-most, "more figure"))
	}
	return said
}
