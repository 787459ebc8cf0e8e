package compare

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"rolecall/internal/claim"
)

// How the texts of documents are held against each other: by runs of words, of which each source keeps those with the
// lowest hashes (A. Z. Broder, On the Resemblance and Containment of Documents, 1997).
const (
	runWords   = 5    // in a run
	keptRuns   = 2048 // of a source
	copiedRuns = 8    // shared runs of two near copies
	copiedText = 0.10 // share of the runs of the document that has fewer
	eachPair   = 32   // of the documents that hold a run every two are counted; the others with two of them
)

// textRun is a run of words of a document.
type textRun struct {
	hash     uint64
	document string
}

func (r textRun) compare(o textRun) int {
	return cmp.Or(cmp.Compare(r.hash, o.hash), cmp.Compare(r.document, o.document))
}

// textSample is the runs of a source's documents with the lowest hashes, sorted: the same in whatever order they come.
type textSample []textRun

// add takes a document's text.
func (s *textSample) add(d *claim.Document) {
	limit := s.limit()
	runs := *s
	for _, hash := range runsOf(d.Text) {
		if hash <= limit {
			runs = append(runs, textRun{hash, d.ID})
		}
	}
	slices.SortFunc(runs, textRun.compare)
	runs = slices.Compact(runs)
	*s = slices.Clip(runs[:min(keptRuns, len(runs))])
}

// limit is the hash up to which the sample holds all runs.
func (s *textSample) limit() uint64 {
	if len(*s) < keptRuns {
		return math.MaxUint64
	}
	return (*s)[len(*s)-1].hash
}

// runsOf gives the hashes of a text's runs of words.
func runsOf(text string) []uint64 {
	words := strings.Fields(strings.ToLower(text))
	hashes := make([]uint64, 0, len(words))
	for _, w := range words {
		if w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }); w != "" {
			hashes = append(hashes, hashWord(w))
		}
	}
	var out []uint64
	for i := runWords; i <= len(hashes); i++ {
		var run uint64
		for _, h := range hashes[i-runWords : i] {
			run = mix(run ^ h)
		}
		out = append(out, run)
	}
	return out
}

// hashWord is FNV-1a.
func hashWord(w string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(w) {
		h = (h ^ uint64(w[i])) * 1099511628211
	}
	return h
}

// mix spreads the bits of a hash, so that the lowest hashes are a fair sample (the finalizer of SplitMix64).
func mix(h uint64) uint64 {
	h += 0x9e3779b97f4a7c15
	h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9
	h = (h ^ (h >> 27)) * 0x94d049bb133111eb
	return h ^ (h >> 31)
}

// holder is a document that holds a run.
type holder struct{ source, document string }

// copiedTexts finds the pairs of documents of different sources that share running text, the lower source id first.
func copiedTexts(sources map[string]*tally) [][2]holder {
	shared := map[[2]holder]int{}
	for _, holders := range holdersOfRuns(sources) {
		for i, b := range holders {
			for j, a := range holders[:i] {
				if a.source != b.source && (i < eachPair || j == 0 || j == i-1) {
					shared[[2]holder{a, b}]++
				}
			}
		}
	}
	sizes := map[holder]map[uint64]int{}
	var out [][2]holder
	for pair, n := range shared {
		if n < copiedRuns {
			continue
		}
		limit := min(sources[pair[0].source].runs.limit(), sources[pair[1].source].runs.limit())
		fewer := min(runsUpTo(sources, sizes, pair[0], limit), runsUpTo(sources, sizes, pair[1], limit))
		if float64(n) >= copiedText*float64(fewer) {
			out = append(out, pair)
		}
	}
	slices.SortFunc(out, func(x, y [2]holder) int {
		return cmp.Or(compareHolders(x[0], y[0]), compareHolders(x[1], y[1]))
	})
	return out
}

func compareHolders(a, b holder) int {
	return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.document, b.document))
}

// holdersOfRuns gives, of the runs that several documents hold, who holds them, in order of source and document.
func holdersOfRuns(sources map[string]*tally) [][]holder {
	by := map[uint64][]holder{}
	for _, id := range sortedKeys(sources) {
		for _, r := range sources[id].runs {
			by[r.hash] = append(by[r.hash], holder{id, r.document})
		}
	}
	var out [][]holder
	for _, holders := range by {
		if len(holders) > 1 {
			out = append(out, holders)
		}
	}
	return out
}

// runsUpTo counts the runs of a document with hashes up to a limit; sizes keeps what was counted.
func runsUpTo(sources map[string]*tally, sizes map[holder]map[uint64]int, h holder, limit uint64) int {
	if n, known := sizes[h][limit]; known {
		return n
	}
	n := 0
	for _, r := range sources[h.source].runs {
		if r.document == h.document && r.hash <= limit {
			n++
		}
	}
	if sizes[h] == nil {
		sizes[h] = map[uint64]int{}
	}
	sizes[h][limit] = n
	return n
}
