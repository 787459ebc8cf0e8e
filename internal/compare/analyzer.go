package compare

import (
	"slices"

	"rolecall/internal/claim"
)

// paySample bounds the figures of a source that the list of pay shows: the first in order of document and place.
const paySample = 500

// Analyzer gathers what a run's report shows beside the conflicts. It is fed document by document and claim by claim, in
// any order, and holds an amount that grows with sources and topics, not with pages. It is not safe for concurrent use.
type Analyzer struct {
	sources map[string]*tally
	kinds   map[claim.Kind]int
	copies  *copies // nil: not worked out since the last claim or document
}

// tally is what is known of one source.
type tally struct {
	pages, fetched, failed, words int
	claims, stale                 int
	kinds                         map[claim.Kind]int
	newest, oldest                string
	cells                         map[RoleTopic]*cell
	pay                           []Evidence
	quotes                        sample
	runs                          textSample
}

// cell is what a source says on a category of duties of a role.
type cell struct {
	count int
	first []Evidence
}

// NewAnalyzer starts an analysis over the sources of a run. Sources that turn up later are added.
func NewAnalyzer(sources []string) *Analyzer {
	a := &Analyzer{sources: map[string]*tally{}, kinds: map[claim.Kind]int{}}
	for _, id := range sources {
		a.source(id)
	}
	return a
}

func (a *Analyzer) source(id string) *tally {
	t, known := a.sources[id]
	if !known {
		t = &tally{kinds: map[claim.Kind]int{}, cells: map[RoleTopic]*cell{}}
		a.sources[id] = t
	}
	return t
}

// Document counts a requested page, fetched or not, and takes a sample of its text.
func (a *Analyzer) Document(d *claim.Document) {
	a.copies = nil
	t := a.source(d.SourceID)
	t.pages++
	t.words += d.WordCount
	if d.FetchOutcome.Fetched() {
		t.fetched++
	} else {
		t.failed++
	}
	t.runs.add(d)
}

// Claim adds a claim, each once. Its Stale says whether a figure is stale (see Stale).
func (a *Analyzer) Claim(e Evidence) {
	a.copies = nil
	a.kinds[e.Kind]++
	t := a.source(e.SourceID)
	t.claims++
	t.kinds[e.Kind]++
	if e.Stale {
		t.stale++
	}
	t.quotes.add(e)
	switch e.Kind {
	case claim.Responsibility:
		t.addDuty(e)
	case claim.Salary:
		t.pay = keepFirst(t.pay, e, paySample)
		t.addYear(e.Pay.AsOf)
	case claim.PayComparison, claim.Orientation, claim.ReportsTo, claim.FinancialGoal, claim.Rank, claim.Emphasis, claim.RoleName:
	}
}

func (t *tally) addDuty(e Evidence) {
	if e.Category == "" {
		return
	}
	at := RoleTopic{Role: e.Role, Category: e.Category}
	c, known := t.cells[at]
	if !known {
		c = &cell{}
		t.cells[at] = c
	}
	c.count++
	c.first = keepFirst(c.first, e, CellClaims)
}

// addYear takes "2024" as earlier than "2024-11".
func (t *tally) addYear(asOf string) {
	if asOf == "" {
		return
	}
	if t.newest == "" || asOf > t.newest {
		t.newest = asOf
	}
	if t.oldest == "" || asOf < t.oldest {
		t.oldest = asOf
	}
}

// keepFirst adds evidence to a list in order of place that holds at most so many, the first ones.
func keepFirst(list []Evidence, e Evidence, most int) []Evidence {
	at, _ := slices.BinarySearchFunc(list, e, byPlace)
	if at >= most {
		return list
	}
	list = slices.Insert(list, at, e)
	return list[:min(most, len(list))]
}

// Clusters maps every source to the first source of its cluster of near copies: for Options, once all claims and documents
// are in.
func (a *Analyzer) Clusters() map[string]string { return a.found().clusters(sortedKeys(a.sources)) }

// NearCopies maps a document to the documents of other sources that share its wording, sorted, once all claims and
// documents are in.
func (a *Analyzer) NearCopies() map[string][]string { return a.found().documents }

func (a *Analyzer) found() *copies {
	if a.copies == nil {
		a.copies = findCopies(a.sources)
	}
	return a.copies
}

// Finish gives the analysis of all that was added, with the run's findings as its conflicts.
func (a *Analyzer) Finish(findings []Finding) Analysis {
	conflicts := slices.Clone(findings)
	Sort(conflicts)
	pairs, alpha := a.pairs(), a.alpha()
	return Analysis{
		Conflicts: conflicts,
		Profiles:  a.profiles(conflicts, pairs),
		Matrix:    a.matrix(),
		Pay:       a.payList(),
		Pairs:     pairs,
		Alpha:     alpha.value,
		AlphaLow:  alpha.low,
		AlphaHigh: alpha.high,
		Kinds:     a.kinds,
	}
}
