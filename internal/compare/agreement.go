package compare

import (
	"strings"
)

// pairs gives the agreement of every two sources that share a category of duties.
func (a *Analyzer) pairs() []Pair {
	ids := sortedKeys(a.sources)
	roles := make(map[string]map[string]string, len(ids))
	for _, id := range ids {
		roles[id] = a.sources[id].rolesOf()
	}
	var out []Pair
	for i, x := range ids {
		for _, y := range ids[i+1:] {
			p := Pair{A: x, B: y, Jaccard: jaccard(a.sources[x].cells, a.sources[y].cells)}
			p.Shared, p.SameRole = sameRoles(roles[x], roles[y])
			if p.Shared == 0 {
				continue
			}
			p.NearCopy = a.found().sources[[2]string{x, y}]
			p.Flips = a.found().flips[[2]string{x, y}]
			out = append(out, p)
		}
	}
	return out
}

// rolesOf maps a source's categories to the roles it gives them to: "cio", "cto", "cio+cto".
func (t *tally) rolesOf() map[string]string {
	out := map[string]string{}
	for _, at := range sortedCells(t.cells) {
		if out[at.Category] != "" {
			out[at.Category] += "+"
		}
		out[at.Category] += string(at.Role)
	}
	return out
}

func jaccard(a, b map[RoleTopic]*cell) float64 {
	both := 0
	for at := range a {
		if b[at] != nil {
			both++
		}
	}
	if len(a)+len(b) == both {
		return 0
	}
	return float64(both) / float64(len(a)+len(b)-both)
}

// sameRoles counts the categories two sources share, and the share of them given to the same roles.
func sameRoles(a, b map[string]string) (int, float64) {
	both, same := 0, 0
	for category, roles := range a {
		other, shared := b[category]
		if !shared {
			continue
		}
		both++
		if strings.EqualFold(roles, other) {
			same++
		}
	}
	if both == 0 {
		return 0, 0
	}
	return both, float64(same) / float64(both)
}

// alpha is Krippendorff's alpha of the sources as coders, the categories as units and the roles they are given to as
// nominal values.
func (a *Analyzer) alpha() *float64 {
	units := map[string][]string{}
	for _, id := range sortedKeys(a.sources) {
		for category, roles := range a.sources[id].rolesOf() {
			units[category] = append(units[category], roles)
		}
	}
	values := make([][]string, 0, len(units))
	for _, category := range sortedKeys(units) {
		values = append(values, units[category])
	}
	return nominalAlpha(values)
}

// nominalAlpha is Krippendorff's alpha for nominal data: each unit holds the values its coders gave it, a missing value
// left out (K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011). It is nil where it is not defined: no
// unit has two values, or all values are one.
func nominalAlpha(units [][]string) *float64 {
	totals := map[string]float64{}
	n, agreeing := 0.0, 0.0
	for _, unit := range units {
		m := float64(len(unit))
		if m < 2 {
			continue
		}
		n += m
		counts := map[string]float64{}
		for _, v := range unit {
			counts[v]++
			totals[v]++
		}
		for _, v := range sortedKeys(counts) {
			agreeing += counts[v] * (counts[v] - 1) / (m - 1)
		}
	}
	byChance := 0.0
	for _, v := range sortedKeys(totals) {
		byChance += totals[v] * (totals[v] - 1)
	}
	if n == 0 || n*(n-1) == byChance {
		return nil
	}
	alpha := ((n-1)*agreeing - byChance) / (n*(n-1) - byChance)
	return &alpha
}
