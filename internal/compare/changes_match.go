package compare

import (
	"cmp"
	"slices"

	"rolecall/internal/claim"
)

// When an earlier claim of a page and a present one are the same claim, said otherwise.
const (
	likeSaying = 0.3 // Jaccard of the stems of two claims of one key
	likeWords  = 0.6 // the same for claims of one kind but of different keys: another role, category or year
	mostPaired = 200 // claims of a page on each side that are held against each other by likeness
)

// matching pairs the claims that a page made, by their numbers, with those it makes.
type matching struct {
	was, is []Evidence
	same    map[int]bool // of was: stands as it stood
	changed map[int]int  // of was to is
	taken   map[int]bool // of is: not new
}

// pairClaims pairs claims: by equal evidence first, then by likeness within a key, by likeness within a kind, and at last by
// order within a key, where the kind has but one thing to say.
func pairClaims(was, is []Evidence) *matching {
	m := &matching{was: was, is: is, same: map[int]bool{}, changed: map[int]int{}, taken: map[int]bool{}}
	m.pairEqual(func(e *Evidence) string { return e.Key + e.EvidenceHash + e.ValueString() }, func(i, _ int) { m.same[i] = true })
	change := func(i, j int) { m.changed[i] = j }
	m.pairEqual(func(e *Evidence) string { return e.Key + e.EvidenceHash }, change)
	m.pairEqual(func(e *Evidence) string { return string(e.Kind) + e.EvidenceHash }, change)
	m.pairLike(likeSaying, func(a, b *Evidence) bool { return a.Key == b.Key })
	m.pairLike(likeWords, func(a, b *Evidence) bool { return a.Kind == b.Kind })
	m.pairEqual(func(e *Evidence) string {
		if e.Kind == claim.Responsibility {
			return ""
		}
		return e.Key
	}, change)
	return m
}

// pairEqual pairs what is left on both sides under equal names, in order of place; "" is no name.
func (m *matching) pairEqual(name func(*Evidence) string, pair func(i, j int)) {
	waiting := map[string][]int{}
	for j := range m.is {
		if n := name(&m.is[j]); !m.taken[j] && n != "" {
			waiting[n] = append(waiting[n], j)
		}
	}
	for i := range m.was {
		n := name(&m.was[i])
		if m.paired(i) || len(waiting[n]) == 0 {
			continue
		}
		j := waiting[n][0]
		waiting[n] = waiting[n][1:]
		m.taken[j] = true
		pair(i, j)
	}
}

func (m *matching) paired(i int) bool {
	_, changed := m.changed[i]
	return changed || m.same[i]
}

// pairLike pairs what is left on both sides and may be paired, the most alike first, of equally alike ones those whose
// places are closest.
func (m *matching) pairLike(least float64, may func(a, b *Evidence) bool) {
	left, right := m.left()
	stems := make(map[int][]string, len(right))
	for _, j := range right {
		stems[j] = quoteStems(m.is[j].Quote)
	}
	type pair struct {
		like float64
		far  int
		i, j int
	}
	var pairs []pair
	for _, i := range left {
		own := quoteStems(m.was[i].Quote)
		for _, j := range right {
			if !may(&m.was[i], &m.is[j]) {
				continue
			}
			if like := setLikeness(own, stems[j]); like >= least {
				pairs = append(pairs, pair{like, abs(m.was[i].Start - m.is[j].Start), i, j})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(a.far, b.far), cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j))
	})
	for _, p := range pairs {
		if !m.paired(p.i) && !m.taken[p.j] {
			m.changed[p.i], m.taken[p.j] = p.j, true
		}
	}
}

// left lists the first claims on both sides that have no pair.
func (m *matching) left() ([]int, []int) {
	var was, is []int
	for i := range m.was {
		if !m.paired(i) && len(was) < mostPaired {
			was = append(was, i)
		}
	}
	for j := range m.is {
		if !m.taken[j] && len(is) < mostPaired {
			is = append(is, j)
		}
	}
	return was, is
}

// setLikeness is the share of two sorted sets that both have; 0 where both are empty.
func setLikeness(a, b []string) float64 {
	both := len(intersect(a, b))
	return float64(both) / float64(max(1, len(a)+len(b)-both))
}

// intersect lists what two sorted sets share.
func intersect(a, b []string) []string {
	var out []string
	for _, s := range a {
		if _, found := slices.BinarySearch(b, s); found {
			out = append(out, s)
		}
	}
	return out
}

func abs(n int) int { return max(n, -n) }
