package compare

import (
	"cmp"
	"slices"
	"strings"

	"rolecall/internal/claim"
)

// What of a topic is compared, so that work and memory do not grow with the pages of a source. Real sources lie far
// below: a page that says one thing in 24 wordings, or a source with 200 figures of a role and statistic, is generated.
const (
	mostWordings = 24   // of a source in a cell: a role and category, a voice and its position
	mostFigures  = 200  // the same of figures, whose cell is a role, statistic and region
	mostRepeats  = 4    // of one wording in a cell
	mostCompared = 1200 // claims of a role, category or position; beyond it every source keeps its first ones
)

// Bound keeps of a topic's claims those that are compared. It is fed each cell's claims in order of place.
type Bound struct {
	wordings map[string]int // by cell
	repeats  map[string]int // by cell and wording
}

// NewBound starts a topic.
func NewBound() *Bound { return &Bound{wordings: map[string]int{}, repeats: map[string]int{}} }

// Keep reports whether a claim is among the first of its source and cell.
func (b *Bound) Keep(e *Evidence) bool {
	cell := strings.Join([]string{e.SourceID, e.Author, cellOf(e)}, "\x00")
	most := mostWordings
	if e.Kind == claim.Salary {
		most = mostFigures
	}
	wording := cell + "\x00" + e.Quote
	if b.repeats[wording] == 0 {
		if b.wordings[cell] >= most {
			return false
		}
		b.wordings[cell]++
	}
	if b.repeats[wording] >= mostRepeats && e.Kind != claim.Salary { // a table's figures share their row's wording
		return false
	}
	b.repeats[wording]++
	return b.repeats[wording] <= mostFigures
}

// cellOf is what a claim is held against others for.
func cellOf(e *Evidence) string {
	what := []string{string(e.Kind), string(e.Role), e.Category, e.Value}
	if e.Kind == claim.Salary {
		what = append(what, e.Pay.Statistic, e.Pay.Region)
	}
	return strings.Join(what, "\x00")
}

// bounded are the claims that are compared, in order of place as those given are. Where a cell has too many over all
// sources, each source keeps its first ones.
func bounded(claims []Evidence) []Evidence {
	b := NewBound()
	kept := slices.DeleteFunc(slices.Clone(claims), func(e Evidence) bool { return !b.Keep(&e) })
	byCell := map[string][]Evidence{}
	for i := range kept {
		cell := cellOf(&kept[i])
		byCell[cell] = append(byCell[cell], kept[i])
	}
	var out []Evidence
	for _, cell := range sortedKeys(byCell) {
		out = append(out, firstOfEach(byCell[cell], mostCompared, func(e Evidence) string { return e.SourceID })...)
	}
	slices.SortFunc(out, byPlace)
	return out
}

// firstOfEach keeps at most so many claims: the first of every source, then the second of every source, and so on.
func firstOfEach[T any](claims []T, most int, source func(T) string) []T {
	if len(claims) <= most {
		return claims
	}
	type turn struct{ nth, at int }
	turns := make([]turn, 0, len(claims))
	taken := map[string]int{}
	for i, c := range claims {
		turns = append(turns, turn{taken[source(c)], i})
		taken[source(c)]++
	}
	slices.SortStableFunc(turns, func(a, b turn) int { return cmp.Compare(a.nth, b.nth) })
	turns = turns[:most]
	slices.SortFunc(turns, func(a, b turn) int { return cmp.Compare(a.at, b.at) })
	out := make([]T, 0, most)
	for _, t := range turns {
		out = append(out, claims[t.at])
	}
	return out
}
