package upkeep

import (
	"math"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
)

// share is what of a source goes out of a run, and what is left there.
type share struct{ gone, left part }

type part struct{ pages, failed, claims int }

func (p *part) page(d *claim.Document) {
	p.pages++
	if !d.Readable() {
		p.failed++
	}
}

// shareOf is the share of a source in a run, for counting.
func (f *forgetter) shareOf(run, source string) *share {
	key := [2]string{run, source}
	if f.shares[key] == nil {
		f.shares[key] = &share{}
	}
	return f.shares[key]
}

// measuresLess reports whether a run hands on what a source gave in another one, and that gave less by what goes.
func (f *forgetter) measuresLess(m *dataset.Manifest) bool {
	for i := range m.Sources {
		if is, was := f.lastGood(m.RunID, &m.Sources[i]), m.Sources[i].LastGood; was != nil && (is == nil || *is != *was) {
			return true
		}
	}
	return false
}

// lastGood is what the last good fetch of a source gave without what goes, so that a silent source stays silent; nil where no page
// is left that it read. Where the good run was deleted, each page of this run is taken to have given the same.
func (f *forgetter) lastGood(run string, s *dataset.SourceResult) *dataset.LastGood {
	if s.LastGood == nil {
		return nil
	}
	good, known := f.shares[[2]string{s.LastGood.RunID, s.ID}]
	if known {
		return good.take(s.LastGood)
	}
	here := f.shares[[2]string{run, s.ID}]
	if here == nil || here.gone.pages == 0 {
		return s.LastGood
	}
	if here.left.pages == 0 {
		return nil
	}
	out := *s.LastGood
	out.Claims = int(math.Round(float64(out.Claims*here.left.pages) / float64(here.left.pages+here.gone.pages)))
	return &out
}

// take takes what goes out of a good run off what is handed on of it.
func (s *share) take(last *dataset.LastGood) *dataset.LastGood {
	read := s.left.pages - s.left.failed
	switch {
	case s.gone.pages == 0:
		return last
	case read == 0:
		return nil
	}
	return &dataset.LastGood{RunID: last.RunID, Claims: max(0, last.Claims-s.gone.claims), Read: float64(read) / float64(s.left.pages)}
}
