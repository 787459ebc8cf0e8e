package upkeep

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
)

// counted is what the tables of a run have, by source. It grows with sources only.
type counted struct {
	sources     map[string]*sourceCount
	whole       bool              // both claims and documents could be read to their ends
	extractors  map[string]string // a document by the version that read it
	interrupted string            // a document that was not fetched as the run was interrupted
}

type sourceCount struct {
	pages, fetched, failed, claims int
	outcomes                       map[string]int
}

func newCounted() *counted {
	return &counted{sources: map[string]*sourceCount{}, extractors: map[string]string{}}
}

func (c *counted) of(source string) *sourceCount {
	s := c.sources[source]
	if s == nil {
		s = &sourceCount{outcomes: map[string]int{}}
		c.sources[source] = s
	}
	return s
}

func (c *counted) document(d *claim.Document) {
	s := c.of(d.SourceID)
	s.pages++
	s.outcomes[d.Outcome()]++
	if d.FetchOutcome.Fetched() {
		s.fetched++
	}
	if !d.Readable() {
		s.failed++
	}
	if d.ExtractorVersion != "" {
		c.extractors[d.ExtractorVersion] = d.ID
	}
	if d.FetchOutcome == claim.Interrupted {
		c.interrupted = d.ID
	}
}

// counts holds what the manifest says of pages, claims and outcomes against the tables.
func (v *verifier) counts(run *dataset.Stored, c *counted) {
	if !c.whole {
		return
	}
	tell := func(what string) { v.found.add(run.ID, CheckCounts, run.Paths.Manifest, what) }
	totals := map[string]int{}
	for _, s := range c.sources {
		totals["pages"] += s.pages
		totals["claims"] += s.claims
		totals["fetched"] += s.fetched
	}
	for _, name := range []string{"claims", "pages"} {
		if says := run.Manifest.Counts[name]; says != totals[name] {
			tell(fmt.Sprintf("says %d %s in all, the tables have %d", says, name, totals[name]))
		}
	}
	untouched := !run.Manifest.Forgotten && !v.forgotten[run.ID] // what was taken out of a run does not change how it ended
	if recalled := run.Manifest.Counts["recalled"]; untouched && recalled > totals["fetched"] {
		tell(fmt.Sprintf("says that %d pages were recalled, of %d that were fetched", recalled, totals["fetched"]))
	}
	for _, version := range slices.Sorted(maps.Keys(c.extractors)) {
		if says := run.Manifest.ExtractorVersion; version != says {
			tell(fmt.Sprintf("says extractor version %q, document %s has %q", says, c.extractors[version], version))
		}
	}
	v.sources(run, c, untouched, tell)
	v.outcome(run, c, untouched, tell)
}

// sources checks what the manifest says of each source.
func (v *verifier) sources(run *dataset.Stored, c *counted, untouched bool, tell func(string)) {
	listed := map[string]bool{}
	for i := range run.Manifest.Sources {
		says := &run.Manifest.Sources[i]
		if listed[says.ID] {
			tell("lists the source " + says.ID + " twice")
			continue
		}
		listed[says.ID] = true
		compareSource(says, c.of(says.ID), tell)
		if what := misjudged(says, untouched); what != "" {
			tell("source " + says.ID + ": " + what)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(c.sources)) {
		if !listed[id] {
			tell("does not list the source " + id + ", of which the tables have rows")
		}
	}
	if !slices.IsSortedFunc(run.Manifest.Sources, func(a, b dataset.SourceResult) int { return strings.Compare(a.ID, b.ID) }) {
		tell("does not list the sources by id")
	}
}

// compareSource holds the counts of a source against the tables.
func compareSource(says *dataset.SourceResult, is *sourceCount, tell func(string)) {
	for _, n := range []struct {
		name     string
		says, is int
	}{{"pages", says.Pages, is.pages}, {"pages fetched", says.Fetched, is.fetched}, {"pages failed", says.Failed, is.failed}, {"claims", says.Claims, is.claims}} {
		if n.says != n.is {
			tell(fmt.Sprintf("source %s: says %d %s, the tables have %d", says.ID, n.says, n.name, n.is))
		}
	}
	for _, outcome := range sortedKeys(union(says.Outcomes, is.outcomes)) {
		if n, of := says.Outcomes[outcome], is.outcomes[outcome]; n != of {
			tell(fmt.Sprintf("source %s: says %d pages with the outcome %s, the tables have %d", says.ID, n, outcome, of))
		}
	}
}

func union(a, b map[string]int) map[string]bool {
	out := map[string]bool{}
	for _, counts := range []map[string]int{a, b} {
		for name := range counts {
			out[name] = true
		}
	}
	return out
}

// misjudged says why the outcome of a source cannot be; "" where it can. One of whose pages some were taken out may have
// failed by these.
func misjudged(s *dataset.SourceResult, untouched bool) string {
	switch {
	case !slices.Contains([]string{pipeline.SourceOK, pipeline.SourceFailed, pipeline.SourceSilent, pipeline.SourceShort}, s.Outcome):
		return fmt.Sprintf("says the outcome %q, which there is not", s.Outcome)
	case s.Failed > 0 && s.Outcome != pipeline.SourceFailed:
		return fmt.Sprintf("says the outcome %s, and %d of its pages failed", s.Outcome, s.Failed)
	case s.Failed == 0 && s.Outcome == pipeline.SourceFailed && untouched:
		return "says the outcome failed, and no page of it failed"
	case s.Silent && s.Outcome != pipeline.SourceSilent && s.Outcome != pipeline.SourceFailed, !s.Silent && s.Outcome == pipeline.SourceSilent:
		return fmt.Sprintf("says the outcome %s and silent %t", s.Outcome, s.Silent)
	}
	return ""
}

// outcome holds how the manifest says that the run ended against its sources.
func (v *verifier) outcome(run *dataset.Stored, c *counted, untouched bool, tell func(string)) {
	m := &run.Manifest
	is := pipeline.Outcome(m.Outcome)
	if c.interrupted != "" && is != pipeline.Interrupted {
		tell(fmt.Sprintf("says the outcome %s, and document %s was not fetched as the run was interrupted", m.Outcome, c.interrupted))
		return
	}
	if follows := pipeline.OutcomeOf(m.Sources); is != follows && !mayBe(m, follows, untouched) {
		tell(fmt.Sprintf("says the outcome %s; by its sources it is %s", cmp.Or(m.Outcome, `""`), follows))
	}
	if m.Latest && is != pipeline.OK && is != pipeline.Partial {
		tell("says that it may be the latest run, and its outcome is " + m.Outcome)
	}
}

// mayBe reports whether a run can have another outcome than follows from its sources: it was interrupted, what failed or
// succeeded was taken out, or an earlier version made it, for which what was fetched counted, read or not.
func mayBe(m *dataset.Manifest, follows pipeline.Outcome, untouched bool) bool {
	switch pipeline.Outcome(m.Outcome) {
	case pipeline.Interrupted:
		return true
	case pipeline.Partial:
		fetched := slices.ContainsFunc(m.Sources, func(s dataset.SourceResult) bool { return s.Fetched > 0 })
		return !untouched || follows == pipeline.Failed && fetched && !pipeline.IsOwn(m)
	case pipeline.OK:
		return !untouched && !slices.ContainsFunc(m.Sources, func(s dataset.SourceResult) bool { return s.Outcome != pipeline.SourceOK })
	case pipeline.Failed:
	}
	return false
}
