package compare

import (
	"cmp"
	"math"
	"slices"

	"rolecall/internal/claim"
)

// When two documents are near copies by their quotes (by their text: see copiedTexts), and when two quotes are of one
// wording.
const (
	likeQuote  = 0.6  // Jaccard of the stems
	copyQuotes = 4    // pairs of quotes of one wording
	copyShare  = 0.10 // of the quotes of the document that has fewer
	mostFlips  = 20   // shown of a pair of sources
	// These bound the work where everybody words things alike: a wording that more documents have, of a source or in all,
	// and a stem that more wordings have, is a formula, and says little about who copies whom.
	mostOwn     = 20
	mostHolders = 600
	mostUses    = 1000
)

// copies is who shares whose wording.
type copies struct {
	sources   map[[2]string]bool // pairs of source ids, the lower first
	documents map[string][]string
	flips     map[[2]string][]Flip
	share     map[string]float64 // of a source's sampled claims, those that another source words alike
}

// findCopies holds the sampled quotes and texts of all sources against each other.
func findCopies(sources map[string]*tally) *copies {
	var quotes []quoteForm
	size := map[string]int{}     // quotes of a document
	owner := map[string]string{} // its source
	for _, id := range sortedKeys(sources) {
		for _, q := range sources[id].quotes {
			q.nr = len(quotes)
			quotes = append(quotes, q)
			size[q.at.DocumentID]++
			owner[q.at.DocumentID] = id
		}
	}
	alike := map[[2]string]int{} // quotes of one wording, by pair of documents
	c := &copies{sources: map[[2]string]bool{}, documents: map[string][]string{}, flips: map[[2]string][]Flip{}}
	flips := map[[2]string][]Flip{}
	repeated := make([]bool, len(quotes))
	eachLike(quotes, func(a, b *quoteForm) {
		if a.at.SourceID == b.at.SourceID {
			return
		}
		if byPlace(b.at, a.at) < 0 {
			a, b = b, a
		}
		repeated[a.nr], repeated[b.nr] = true, true
		if a.at.Kind != claim.Salary { // figures of one survey are put alike everywhere
			alike[[2]string{a.at.DocumentID, b.at.DocumentID}]++
		}
		if f, ok := flip(a, b); ok {
			pair := [2]string{a.at.SourceID, b.at.SourceID}
			flips[pair] = append(flips[pair], f)
		}
	})
	for pair, n := range alike {
		if n >= copyQuotes && float64(n) >= copyShare*float64(min(size[pair[0]], size[pair[1]])) {
			c.join(holder{owner[pair[0]], pair[0]}, holder{owner[pair[1]], pair[1]})
		}
	}
	for _, pair := range copiedTexts(sources) {
		c.join(pair[0], pair[1])
	}
	for id, ids := range c.documents {
		slices.Sort(ids)
		c.documents[id] = slices.Compact(ids)
	}
	for pair := range c.sources {
		c.flips[pair] = sortFlips(flips[pair])
	}
	c.share = repeatedShare(quotes, repeated)
	return c
}

// join notes two near copies, the lower source id first.
func (c *copies) join(a, b holder) {
	c.sources[[2]string{a.source, b.source}] = true
	c.documents[a.document] = append(c.documents[a.document], b.document)
	c.documents[b.document] = append(c.documents[b.document], a.document)
}

// repeatedShare is, by source, the share of its claims whose quotes are marked.
func repeatedShare(quotes []quoteForm, marked []bool) map[string]float64 {
	all, some := map[string]int{}, map[string]int{}
	for i, q := range quotes {
		all[q.at.SourceID] += q.claims
		if marked[i] {
			some[q.at.SourceID] += q.claims
		}
	}
	out := make(map[string]float64, len(all))
	for id, n := range all {
		out[id] = float64(some[id]) / float64(n)
	}
	return out
}

// eachLike calls f for every two quotes of one wording, within bounds. Quotes come source by source; they are first gathered into wordings, so that a text that a
// thousand sources share is compared once.
func eachLike(quotes []quoteForm, f func(a, b *quoteForm)) {
	var wordings [][]quoteForm
	byHash := map[string]int{}
	for _, q := range quotes {
		at, known := byHash[q.hash]
		if !known {
			at = len(wordings)
			byHash[q.hash] = at
			wordings = append(wordings, nil)
		}
		if w := wordings[at]; len(w) < mostHolders && (len(w) < mostOwn || w[len(w)-mostOwn].at.SourceID != q.at.SourceID) {
			wordings[at] = append(w, q)
		}
	}
	for _, w := range wordings {
		for i := range w {
			for j := range w[:i] {
				f(&w[i], &w[j])
			}
		}
	}
	for pair := range nearWordings(wordings) {
		for i := range wordings[pair[0]] {
			for j := range wordings[pair[1]] {
				f(&wordings[pair[0]][i], &wordings[pair[1]][j])
			}
		}
	}
}

// nearWordings finds the pairs of wordings that share enough of their stems. Two sets of that likeness share one of
// their rarest stems, so only those are indexed (prefix filtering: Chaudhuri, Ganti and Kaushik, 2006).
func nearWordings(wordings [][]quoteForm) map[[2]int]bool {
	ranked := rankStems(wordings)
	near, index := map[[2]int]bool{}, map[int32][]int{}
	last := make([]int, len(wordings)) // the wording that each was last held against, plus one
	for i, stems := range ranked {
		least := int(math.Ceil(likeQuote * float64(len(stems))))
		for _, stem := range stems[:len(stems)-least+1] {
			for _, other := range index[stem] {
				if last[other] == i+1 {
					continue
				}
				last[other] = i + 1
				if likeSets(stems, ranked[other]) {
					near[[2]int{other, i}] = true
				}
			}
			if len(index[stem]) < mostUses {
				index[stem] = append(index[stem], i)
			}
		}
	}
	return near
}

// rankStems gives each wording's stems as their ranks by use, the rarest first.
func rankStems(wordings [][]quoteForm) [][]int32 {
	uses := map[string]int{}
	for _, w := range wordings {
		for _, stem := range w[0].stems {
			uses[stem]++
		}
	}
	order := sortedKeys(uses)
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Compare(uses[a], uses[b]) })
	rank := make(map[string]int32, len(order))
	for _, stem := range order {
		rank[stem] = int32(len(rank))
	}
	out := make([][]int32, len(wordings))
	for i, w := range wordings {
		for _, stem := range w[0].stems {
			out[i] = append(out[i], rank[stem])
		}
		slices.Sort(out[i])
	}
	return out
}

// likeSets reports whether the Jaccard of two sorted sets is high enough.
func likeSets(a, b []int32) bool {
	if float64(min(len(a), len(b))) < likeQuote*float64(max(len(a), len(b))) {
		return false
	}
	both := countShared(a, b)
	return float64(both) >= likeQuote*float64(len(a)+len(b)-both)
}

// without lists the stems of a that b lacks; both are sorted.
func without(a, b []string) []string {
	var out []string
	for _, s := range a {
		if _, found := slices.BinarySearch(b, s); !found {
			out = append(out, s)
		}
	}
	return out
}

// flip reports whether two quotes differ by exactly one word each.
func flip(a, b *quoteForm) (Flip, bool) {
	onlyA, onlyB := without(a.stems, b.stems), without(b.stems, a.stems)
	if len(onlyA) != 1 || len(onlyB) != 1 {
		return Flip{}, false
	}
	return flipOf(a, b, onlyA, onlyB), true
}

// flipOf makes a flip of two quotes and the stem that each has for itself, if any.
func flipOf(a, b *quoteForm, onlyA, onlyB []string) Flip {
	f := Flip{A: a.at, B: b.at}
	if len(onlyA) > 0 {
		f.WordA = wordOf(a.at.Quote, onlyA[0])
	}
	if len(onlyB) > 0 {
		f.WordB = wordOf(b.at.Quote, onlyB[0])
	}
	return f
}

// sortFlips gives the first flips in order of place.
func sortFlips(flips []Flip) []Flip {
	slices.SortFunc(flips, func(x, y Flip) int { return cmp.Or(byPlace(x.A, y.A), byPlace(x.B, y.B)) })
	return flips[:min(mostFlips, len(flips))]
}

// sourcesLike lists the sources that share a source's wording, sorted.
func (c *copies) sourcesLike(id string) []string {
	var out []string
	for pair := range c.sources {
		switch id {
		case pair[0]:
			out = append(out, pair[1])
		case pair[1]:
			out = append(out, pair[0])
		}
	}
	slices.Sort(out)
	return out
}

// clusters maps each of the sources, given sorted, to the first of its cluster.
func (c *copies) clusters(ids []string) map[string]string {
	first := make(map[string]string, len(ids))
	for _, id := range ids {
		if first[id] == "" {
			c.spread(id, id, first)
		}
	}
	return first
}

func (c *copies) spread(id, lead string, first map[string]string) {
	first[id] = lead
	for _, other := range c.sourcesLike(id) {
		if first[other] == "" {
			c.spread(other, lead, first)
		}
	}
}
