package compare

import "strings"

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
