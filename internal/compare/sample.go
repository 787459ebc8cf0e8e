package compare

import (
	"cmp"
	"slices"

	"rolecall/internal/claim"
)

// Bounds of the sample of quotes by which sources are held against each other.
const (
	sampleQuotes = 512 // of a source
	minStems     = 4   // of a quote: a shorter one says nothing about copying
)

// sample is a source's quotes with the lowest hashes of their stems: the same quotes of all sources, in whatever order
// they come.
type sample []quoteForm

// quoteForm is a quote as its set of stems.
type quoteForm struct {
	hash  string
	stems []string // sorted
	at    Evidence
	nr    int // among the quotes of all sources
	// claims is how many claims of the document have this wording.
	claims int
}

// add takes a claim's quote. How a role is named is said alike everywhere and says nothing about copying, nor do the
// letters of the roles.
func (s *sample) add(e Evidence) {
	if e.Kind == claim.RoleName {
		return
	}
	stems := withoutRoles(quoteStems(e.Quote))
	if len(stems) < minStems {
		return
	}
	q := quoteForm{hash: claim.Fingerprint(stems...), stems: stems, at: e, claims: 1}
	list := *s
	i, known := slices.BinarySearchFunc(list, q, quoteForm.compare)
	switch {
	case known: // several claims can stand in one sentence: the first by place is shown
		list[i].claims++
		if byPlace(e, list[i].at) < 0 {
			list[i].at = e
		}
	case i < sampleQuotes:
		list = slices.Insert(list, i, q)
		*s = list[:min(sampleQuotes, len(list))]
	}
}

// compare orders quotes by hash and document: entries of one document and wording are one.
func (q quoteForm) compare(o quoteForm) int {
	return cmp.Or(cmp.Compare(q.hash, o.hash), cmp.Compare(q.at.DocumentID, o.at.DocumentID))
}

// quoteStems are the stems of a quote but for words of grammar, sorted, each once.
func quoteStems(quote string) []string {
	v := lexicon()
	var out []string
	for _, w := range tokens(quote) {
		if !v.stop[w] {
			out = append(out, v.stem(w))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// wordOf finds the word of a quote that has a stem.
func wordOf(quote, stem string) string {
	v := lexicon()
	for _, w := range tokens(quote) {
		if v.stem(w) == stem {
			return w
		}
	}
	return stem
}
