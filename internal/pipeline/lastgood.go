package pipeline

import (
	"fmt"
	"iter"
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
)

// Bounds of the search for the last good fetch of pages that their source's last good run could not read. Pages beyond
// them count as new.
const (
	mostChased = 10_000 // pages
	farthest   = 10     // runs back
)

// lastGood is what the pages of a run are held against: for each source the newest earlier run in which one of its pages was
// fetched and it did not fall silent and, for a page that this run could not read or did not have, the newest one before it
// that could.
type lastGood struct {
	runs   []dataset.Stored          // earlier runs that this one can be held against, the newest first
	source map[string]dataset.Stored // by source id
	page   map[string]string         // run id by document id
}

// lastGood finds the last good fetches before this run, whose documents must be written.
func (r *run) lastGood() (*lastGood, error) {
	g := &lastGood{source: map[string]dataset.Stored{}, page: map[string]string{}}
	d, err := dataset.Open(r.Out)
	if err != nil {
		return nil, err
	}
	for earlier, err := range d.Newest() {
		if err != nil {
			return nil, fmt.Errorf("look for the last good fetch of each page: %w", err)
		}
		if len(g.runs) == baselineRuns || (len(g.runs) >= farthest && len(g.source) == len(r.Sources)) {
			break
		}
		if !r.measures(&earlier.Manifest) || !earlier.Readable() {
			continue
		}
		g.runs = append(g.runs, earlier)
		for _, s := range earlier.Manifest.Sources {
			if _, known := g.source[s.ID]; !known && r.tally.sources[s.ID] != nil && s.Fetched > 0 && !s.Silent {
				g.source[s.ID] = earlier
			}
		}
	}
	return g, g.chase(r.out.Staged())
}

// chase looks for earlier runs that could read what the source's run could not or did not have.
func (g *lastGood) chase(now dataset.Stored) error {
	wanted, err := g.missing(now)
	for back := 0; err == nil && back < min(farthest, len(g.runs)) && len(wanted) > 0; back++ {
		run := g.runs[back]
		err = eachFact(run, func(doc *claim.Document) {
			if wanted[doc.ID] && doc.Readable() && g.before(run.ID, doc.SourceID) {
				g.page[doc.ID] = run.ID
				delete(wanted, doc.ID)
			}
		})
	}
	return err
}

// missing lists documents of a run that the run of their source could not read or did not have. The tables have one order
// and are gone through side by side.
func (g *lastGood) missing(now dataset.Stored) (map[string]bool, error) {
	out := map[string]bool{}
	sides := map[string]*side{}
	for _, run := range g.used() {
		next, stop := iter.Pull2(dataset.ReadDocumentFacts(run))
		defer stop()
		sides[run.ID] = &side{next: next}
	}
	for doc, err := range dataset.ReadDocumentFacts(now) {
		if err != nil {
			return nil, err
		}
		s := sides[g.source[doc.SourceID].ID]
		if s == nil {
			continue
		}
		found, err := s.find(&doc)
		if err != nil {
			return nil, err
		}
		if !found && len(out) < mostChased {
			out[doc.ID] = true
		}
	}
	return out, nil
}

// side is a place in the documents of a run.
type side struct {
	next func() (claim.Document, error, bool)
	head claim.Document
}

// find goes on to a document and reports whether the run could read it.
func (s *side) find(doc *claim.Document) (bool, error) {
	for dataset.CompareDocuments(&s.head, doc) < 0 {
		head, err, more := s.next()
		if err != nil || !more {
			return false, err
		}
		s.head = head
	}
	return s.head.ID == doc.ID && s.head.Readable(), nil
}

// before reports whether a run is older than the one that a source is held against.
func (g *lastGood) before(runID, sourceID string) bool {
	at := func(id string) int {
		return slices.IndexFunc(g.runs, func(run dataset.Stored) bool { return run.ID == id })
	}
	return at(runID) > at(g.source[sourceID].ID)
}

// used lists the runs that some source or page is held against, the newest first.
func (g *lastGood) used() []dataset.Stored {
	ids := map[string]bool{}
	for _, run := range g.source {
		ids[run.ID] = true
	}
	for _, id := range g.page {
		ids[id] = true
	}
	return slices.DeleteFunc(slices.Clone(g.runs), func(run dataset.Stored) bool { return !ids[run.ID] })
}

// of gives the run that a document of a source is held against; "" where there is none.
func (g *lastGood) of(sourceID, documentID string) string {
	if id, chased := g.page[documentID]; chased {
		return id
	}
	return g.source[sourceID].ID
}

func eachFact(run dataset.Stored, do func(*claim.Document)) error {
	for doc, err := range dataset.ReadDocumentFacts(run) {
		if err != nil {
			return err
		}
		do(&doc)
	}
	return nil
}
