package report

import (
	"maps"
	"slices"

	"rolecall/internal/claim"
)

// dutyData is a duty of a role; Said holds, for each source, its place among the sources, how many claims it has and
// those that are shown.
type dutyData struct {
	Role     string  `json:"role"`
	Category string  `json:"category"`
	Label    string  `json:"label"`
	Group    string  `json:"group"`
	Conflict string  `json:"conflict,omitempty"`
	Said     [][]int `json:"said"`
}

// duties are the claims of each duty, so many a cell that all together stay within the report's bound, and how many
// that leaves out.
func (c *claimTable) duties() ([]dutyData, int) {
	limit, leftOut := quotesACell(c.r.Duties, c.r.maxQuotes), 0
	duties := make([]dutyData, len(c.r.Duties))
	for i := range c.r.Duties {
		duty := &c.r.Duties[i]
		duties[i] = dutyData{Role: duty.Role, Category: duty.Category, Label: duty.Label, Group: duty.Group, Conflict: c.r.attribution(duty.Category)}
		for _, source := range slices.Sorted(maps.Keys(duty.Sources)) {
			ids := duty.Sources[source]
			said := []int{c.source(source), duty.Counts[source]}
			for _, id := range ids[:min(len(ids), limit)] {
				said = append(said, c.row(id))
			}
			leftOut += duty.Counts[source] - (len(said) - 2)
			duties[i].Said = append(duties[i].Said, said)
		}
	}
	slices.SortStableFunc(duties, func(a, b dutyData) int { return c.r.labels.order(a.Category) - c.r.labels.order(b.Category) })
	return duties, leftOut
}

// attribution is the id of a standing contradiction about who has a duty; "" where there is none.
func (r *Report) attribution(category string) string {
	for i := range r.Conflicts {
		c := &r.Conflicts[i]
		if c.Kind == claim.Attribution && c.stands() && slices.Contains(topicParts(c.Topic), category) {
			return c.ID
		}
	}
	return ""
}

// quotesACell is how many quotes each cell may show so that all show at most total; at least one.
func quotesACell(duties []Duty, total int) int {
	var sizes []int
	for _, d := range duties {
		for _, ids := range d.Sources {
			sizes = append(sizes, len(ids))
		}
	}
	if len(sizes) == 0 {
		return 1
	}
	limit := 1
	for largest := slices.Max(sizes); limit < largest; limit++ {
		sum := 0
		for _, n := range sizes {
			sum += min(n, limit+1)
		}
		if sum > total {
			break
		}
	}
	return limit
}
