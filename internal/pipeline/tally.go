package pipeline

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
	"rolecall/internal/source"
)

// Outcomes of a source in a run.
const (
	SourceOK     = "ok"
	SourceFailed = "failed" // a page could not be fetched or read
	SourceSilent = "silent" // it gave less than half of the claims of its last good fetch
	SourceShort  = "short"  // it gave less than the source expects
)

// maxFailures is how many failures are kept for the summary; all stand in documents.
const maxFailures = 200

// tally counts what came of each source. It is safe for concurrent use and grows with sources only.
type tally struct {
	mu       sync.Mutex
	sources  map[string]*sourceTally
	order    []source.Source
	before   map[string]baseline // by source, its last good fetch
	accepted []string            // sources that may give less than before
	hubs     map[hub]bool        // named pages of sources whose links are followed
	failed   []Failure
	// recalled counts the pages that were not read again, as neither they nor what reads them had changed.
	recalled atomic.Int64
}

// hub is a page that others are found by.
type hub struct{ source, url string }

type sourceTally struct {
	id                             string
	pages, fetched, failed, claims int
	passing                        int  // of failed, those whose trouble may pass
	unlisted                       bool // one of them is what others are found by, so that nobody knows what else was lost
	outcomes                       map[string]int
	kinds                          map[claim.Kind]int
}

func newTally(sources []source.Source, before map[string]baseline, accepted []string) *tally {
	t := &tally{sources: map[string]*sourceTally{}, order: sources, before: before, accepted: accepted, hubs: map[hub]bool{}}
	for _, s := range sources {
		t.sources[s.ID] = &sourceTally{id: s.ID, outcomes: map[string]int{}, kinds: map[claim.Kind]int{}}
		for _, url := range s.URLs {
			t.hubs[hub{s.ID, url}] = s.Follow.Match != nil
		}
	}
	return t
}

// page counts a document under its fetch outcome or, where it was fetched, its extract outcome. A list is a sitemap or feed; walled
// says that a check for robots came instead, which does not pass by itself.
func (t *tally) page(doc *claim.Document, list, walled bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.sources[doc.SourceID]
	s.pages++
	outcome := doc.Outcome()
	if doc.FetchOutcome.Fetched() {
		s.fetched++
	}
	s.outcomes[outcome]++
	if !doc.Readable() {
		s.failed++
		if passing(doc) && !walled {
			s.passing++
			s.unlisted = s.unlisted || list || t.hubs[hub{doc.SourceID, doc.URL}]
		}
		if len(t.failed) < maxFailures {
			t.failed = append(t.failed, Failure{SourceID: doc.SourceID, URL: doc.URL, Outcome: outcome, Detail: doc.Detail})
		}
	}
}

func (t *tally) claim(c *claim.Claim) {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.sources[c.SourceID]
	s.claims++
	s.kinds[c.Kind]++
}

func (t *tally) pages() int {
	n := 0
	for _, s := range t.sources {
		n += s.pages
	}
	return n
}

func (t *tally) claims() int {
	n := 0
	for _, s := range t.sources {
		n += s.claims
	}
	return n
}

// healthy says by source whether all of its pages were read and it has not fallen silent, so that what it does not say any
// more is gone indeed.
func (t *tally) healthy() map[string]bool {
	out := map[string]bool{}
	for id, s := range t.sources {
		out[id] = s.fetched > 0 && s.failed == 0 && s.silence(t.before[id]) == ""
	}
	return out
}

func (t *tally) failures() []Failure {
	out := slices.Clone(t.failed)
	slices.SortFunc(out, func(a, b Failure) int { return cmp.Or(cmp.Compare(a.SourceID, b.SourceID), cmp.Compare(a.URL, b.URL)) })
	return out
}

// results tells how each source went, held against its last good fetch.
func (t *tally) results() []dataset.SourceResult {
	out := make([]dataset.SourceResult, 0, len(t.order))
	for _, src := range t.order {
		s := t.sources[src.ID]
		r := dataset.SourceResult{ID: src.ID, Name: src.Name, Pages: s.pages, Fetched: s.fetched, Failed: s.failed, Claims: s.claims, Outcomes: s.outcomes}
		before := t.before[src.ID]
		r.Silent = s.silence(before) != ""
		r.Outcome, r.Detail = s.judge(src.Expect, before)
		r.Accepted = slices.Contains(t.accepted, src.ID)
		r.LastGood = s.handOn(before, &r)
		out = append(out, r)
	}
	return out
}

// judge gives the outcome of a source and why. A page that could not be read does not excuse what else is amiss.
func (s *sourceTally) judge(expect source.Expect, before baseline) (string, string) {
	outcome, why := s.judgeClaims(expect, before)
	if s.failed == 0 {
		return outcome, why
	}
	unread := fmt.Sprintf("%d of %d pages could not be read", s.failed, s.pages)
	if why == "" || s.failed == s.pages && outcome != SourceSilent {
		return SourceFailed, unread
	}
	return SourceFailed, unread + "; " + why
}

// judgeClaims judges a source by the claims of those of its pages that were read.
func (s *sourceTally) judgeClaims(expect source.Expect, before baseline) (string, string) {
	why := s.silence(before)
	switch {
	case why != "":
		return SourceSilent, why
	case s.claims < expect.MinClaims:
		return SourceShort, fmt.Sprintf("%d claims, %d are expected", s.claims, expect.MinClaims)
	}
	for _, kind := range expect.Kinds {
		if s.kinds[kind] == 0 {
			return SourceShort, fmt.Sprintf("no claim of kind %s, which is expected", kind)
		}
	}
	return SourceOK, ""
}
