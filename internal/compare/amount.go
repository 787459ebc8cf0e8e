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
// component, region, survey). For a family of figures without such a conflict, figures of several sources that lie apart
// but are not of the same thing give one finding that says in what they differ. Where there is no such finding either,
// figures in different currencies give one.
func amounts(role claim.Role, claims []Evidence) []dispute {
	families := map[string]map[string][]figure{} // by family and currency
	for _, e := range claims {
		f, ok := readFigure(e)
		switch {
		case !ok:
			continue
		case families[f.family] == nil:
			families[f.family] = map[string][]figure{}
		}
		families[f.family][f.Pay.Currency] = append(families[f.family][f.Pay.Currency], f)
	}
	var out []dispute
	for _, family := range sortedKeys(families) {
		out = append(out, familyConflicts(role, family, families[family])...)
	}
	return out
}

func familyConflicts(role claim.Role, family string, currencies map[string][]figure) []dispute {
	var out []dispute
	var all []figure
	for _, currency := range sortedKeys(currencies) {
		figures := currencies[currency]
		found := cellConflicts(role, figures)
		if len(found) == 0 {
			found = incomparable(role, inCurrency(family, currency), figures)
		}
		out, all = append(out, found...), append(all, figures...)
	}
	if len(out) > 0 {
		return out
	}
	slices.SortStableFunc(all, func(a, b figure) int { return cmp.Compare(a.SourceID, b.SourceID) })
	return incomparable(role, family, all)
}

// familyOf is what a reader might take for the same thing: figures of the middle of the pay or of one other statistic, of
// the pay or of one part of it.
func familyOf(f *figure) string {
	statistic := f.Pay.Statistic
	if statistic == "median" || statistic == "" {
		statistic = "mean"
	}
	if f.Pay.Component == "bonus" || f.Pay.Component == "equity" {
		return statistic + ":" + f.Pay.Component
	}
	return statistic
}

// inCurrency is a family's figures in one currency: "mean:USD", "mean:USD:bonus".
func inCurrency(family, currency string) string {
	statistic, part, parted := strings.Cut(family, ":")
	if parted {
		currency += ":" + part
	}
	return statistic + ":" + currency
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
	part := conflicting(figures, func(a, b *figure) bool {
		return a.SourceID != b.SourceID && apart(a, b) > amountGap && alike(a, b)
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
		part := conflicting(bySource[source], func(a, b *figure) bool {
			return a.year == b.year && a.month == b.month && a.Quote != b.Quote && apart(a, b) > amountGap && alike(a, b)
		})
		if len(part) > 0 {
			out = append(out, amountDispute(role, within(string(role)+":"+cell, source), part, ""))
		}
	}
	return out
}

// conflicting keeps the figures that conflict with another one.
func conflicting(figures []figure, conflict func(a, b *figure) bool) []figure {
	in := make([]bool, len(figures))
	for i := range figures {
		for j := range figures[:i] {
			if conflict(&figures[i], &figures[j]) {
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

// incomparable is the finding about figures that lie apart but are figures of different things. Its reason is that of the
// pair that differs in least.
func incomparable(role claim.Role, family string, figures []figure) []dispute {
	var least closestPair
	figures = firstOfEach(figures, mostCompared, func(f figure) string { return f.SourceID })
	part := conflicting(figures, func(a, b *figure) bool {
		if a.SourceID == b.SourceID || apart(a, b) <= amountGap {
			return false
		}
		least.take(b, a)
		return true
	})
	if len(part) == 0 {
		return nil
	}
	return []dispute{amountDispute(role, string(role)+":"+family, part, least.reason(len(part)))}
}

// closestPair is the pair of figures that differ in the fewest things; of several such pairs, the first by source and by
// what they differ in, whatever the order in which they come.
type closestPair struct {
	a, b *figure
	n    int // in how many
}

func (c *closestPair) take(a, b *figure) {
	n := unlikeness(a, b)
	if c.a == nil || n < c.n || (n == c.n && (&closestPair{a, b, n}).before(c)) {
		*c = closestPair{a, b, n}
	}
}

// before orders pairs that differ in as many things.
func (c *closestPair) before(o *closestPair) bool {
	if by := cmp.Or(cmp.Compare(c.a.SourceID, o.a.SourceID), cmp.Compare(c.b.SourceID, o.b.SourceID)); by != 0 {
		return by < 0
	}
	return slices.Compare(c.said(), o.said()) < 0
}

// said is what the two differ in, in words.
func (c *closestPair) said() []string {
	words := make([]string, 0, c.n)
	for _, d := range unlike(c.a, c.b) {
		words = append(words, d.String())
	}
	return words
}

// reason says why so many figures are not comparable.
func (c *closestPair) reason(figures int) string {
	closest := ""
	if figures > 2 {
		closest = ", the closest of them,"
	}
	return fmt.Sprintf("figures of different things: %s and %s%s differ in %s", c.a.SourceID, c.b.SourceID, closest, join(c.said()))
}

// amountDispute groups figures into sides: each holds figures of about one amount, from its lowest on.
func amountDispute(role claim.Role, topic string, figures []figure, reason string) dispute {
	sorted := slices.Clone(figures)
	slices.SortStableFunc(sorted, func(a, b figure) int {
		return cmp.Or(cmp.Compare(a.Pay.Currency, b.Pay.Currency), cmp.Compare(a.middle(), b.middle()))
	})
	d := dispute{kind: claim.SalaryAmount, topic: topic, roles: []claim.Role{role}, reason: reason}
	var first figure
	var said []string
	for i, f := range sorted {
		if i == 0 || apart(&first, &f) > amountGap {
			first = f
			d.sides = append(d.sides, position{value: f.String()})
		}
		side := &d.sides[len(d.sides)-1]
		side.claims = append(side.claims, f.Evidence)
		said = append(said, f.SourceID+" has "+f.described())
	}
	d.distant = apart(&sorted[0], &sorted[len(sorted)-1]) > plainGap
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
