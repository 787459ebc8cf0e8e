package report

import (
	"fmt"
	"strings"

	"rolecall/internal/compare"
)

// joins gives the points of a line for each set of figures that may be set side by side: those of one contradiction,
// and those of one survey and year that the comparison takes for figures of the same thing.
func (r *Report) joins(marks []payMark) []string {
	var lines []string
	for _, set := range r.comparableSets(marks) {
		var points []string
		for _, m := range marks {
			if set[m.id] {
				points = append(points, fmt.Sprintf("%g,%g", (m.X1+m.X2)/2, m.Y))
			}
		}
		if len(points) > 1 {
			lines = append(lines, strings.Join(points, " "))
		}
	}
	return lines
}

func (r *Report) comparableSets(marks []payMark) []map[string]bool {
	var sets []map[string]bool
	joined := map[string]bool{}
	for i := range r.Conflicts {
		c := &r.Conflicts[i]
		if c.Kind != "salary_amount" || !c.stands() {
			continue
		}
		set := map[string]bool{}
		for _, side := range c.Sides {
			for _, id := range side.ClaimIDs {
				set[id], joined[id] = true, true
			}
		}
		sets = append(sets, set)
	}
	at := map[string]int{}
	for _, m := range marks {
		key := surveyKey(r.Claims[m.id])
		if key == "" || joined[m.id] {
			continue
		}
		if _, ok := at[key]; !ok {
			at[key] = len(sets)
			sets = append(sets, map[string]bool{})
		}
		sets[at[key]][m.id] = true
	}
	return sets
}

// surveyKey is the same for figures of one survey and year that are of the same thing: of one role, statistic, component,
// region, place, condition and scope, and all salaries or all rates by the hour or day; "" where year or survey is not known.
func surveyKey(e Evidence) string {
	p := e.Pay
	if p.AsOf == "" || p.CitedSource == "" {
		return ""
	}
	year, _, _ := strings.Cut(p.AsOf, "-")
	return strings.Join([]string{
		e.Role, p.Statistic, p.Component, p.Region, strings.ToLower(p.Place), year, p.CitedSource, compare.PayRate(p.Period), e.Condition, p.Scope,
	}, "\n")
}
