package compare

import (
	"cmp"
	"slices"

	"rolecall/internal/claim"
)

func (a *Analyzer) profiles(conflicts []Finding, pairs []Pair) []Profile {
	holders := a.holders()
	contradicts := contradictions(conflicts)
	out := make([]Profile, 0, len(a.sources))
	for _, id := range sortedKeys(a.sources) {
		t := a.sources[id]
		p := Profile{
			SourceID: id, Pages: t.pages, Fetched: t.fetched, Failed: t.failed, Claims: t.claims, Words: t.words,
			Kinds: t.kinds, Categories: len(t.cells), Contradicts: contradicts[id],
			NewestFigure: t.newest, OldestFigure: t.oldest, Stale: t.stale,
		}
		for _, at := range sortedCells(t.cells) {
			if holders[at] == 1 {
				p.Alone = append(p.Alone, at)
			}
		}
		p.NearCopyOf, p.Copied = a.found().sourcesLike(id), a.found().share[id]
		p.Agreement = agreementOf(id, pairs)
		out = append(out, p)
	}
	return out
}

// holders counts the sources that have a category of duties of a role.
func (a *Analyzer) holders() map[RoleTopic]int {
	out := map[RoleTopic]int{}
	for _, t := range a.sources {
		for at := range t.cells {
			out[at]++
		}
	}
	return out
}

// contradictions counts the comparable conflicts that stand, by source that takes a side in them.
func contradictions(conflicts []Finding) map[string]int {
	out := map[string]int{}
	for _, f := range conflicts {
		if !f.Comparable || f.Status == claim.Resolved {
			continue
		}
		var ids []string
		for _, s := range f.Sides {
			ids = append(ids, s.SourceIDs...)
		}
		slices.Sort(ids)
		for _, id := range slices.Compact(ids) {
			out[id]++
		}
	}
	return out
}

// agreementOf is the mean share of shared categories that a source gives to the same roles as another; nil where it
// shares none.
func agreementOf(id string, pairs []Pair) *float64 {
	sum, n := 0.0, 0
	for _, p := range pairs {
		if (p.A == id || p.B == id) && p.Shared > 0 {
			sum += p.SameRole
			n++
		}
	}
	if n == 0 {
		return nil
	}
	mean := sum / float64(n)
	return &mean
}

func (a *Analyzer) matrix() []MatrixRow {
	rows := map[RoleTopic]*MatrixRow{}
	for _, id := range sortedKeys(a.sources) {
		for at, c := range a.sources[id].cells {
			row, known := rows[at]
			if !known {
				row = &MatrixRow{RoleTopic: at, Cells: map[string][]Evidence{}, Counts: map[string]int{}}
				rows[at] = row
			}
			row.Cells[id] = c.first
			row.Counts[id] = c.count
		}
	}
	out := make([]MatrixRow, 0, len(rows))
	for _, at := range sortedCells(rows) {
		out = append(out, *rows[at])
	}
	return out
}

// sortedCells gives keys by role, then in the order of the taxonomy; categories that it does not know come last, by name.
func sortedCells[V any](cells map[RoleTopic]V) []RoleTopic {
	rank := map[string]int{}
	taxonomy := claim.Taxonomy()
	for i, c := range taxonomy {
		rank[c.ID] = i - len(taxonomy) // the unknown ones have 0
	}
	out := make([]RoleTopic, 0, len(cells))
	for at := range cells {
		out = append(out, at)
	}
	slices.SortFunc(out, func(x, y RoleTopic) int {
		return cmp.Or(
			cmp.Compare(x.Role, y.Role),
			cmp.Compare(rank[x.Category], rank[y.Category]),
			cmp.Compare(x.Category, y.Category),
		)
	})
	return out
}

func (a *Analyzer) payList() []Evidence {
	var out []Evidence
	for _, t := range a.sources {
		out = append(out, t.pay...)
	}
	slices.SortFunc(out, func(x, y Evidence) int {
		return cmp.Or(
			cmp.Compare(x.Role, y.Role),
			cmp.Compare(x.Pay.Region, y.Pay.Region),
			cmp.Compare(x.Pay.Statistic, y.Pay.Statistic),
			cmp.Compare(x.Pay.AsOf, y.Pay.AsOf),
			byPlace(x, y),
		)
	})
	return out
}
