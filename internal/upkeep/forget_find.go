package upkeep

import (
	"context"
	"errors"
	"io/fs"
	"slices"

	"rolecall/internal/archive"
	"rolecall/internal/claim"
	"rolecall/internal/dataset"
	"rolecall/internal/state"
)

// target is what to forget: a source or a page.
type target struct{ source, url string }

func (t *target) is(d *claim.Document) bool {
	if t.source != "" {
		return d.SourceID == t.source
	}
	return slices.ContainsFunc(append([]string{d.URL, d.FinalURL}, d.Aliases...), t.isAddress)
}

func (t *target) isAddress(address string) bool {
	return t.url != "" && address != "" && archive.AddressKey(address) == archive.AddressKey(t.url)
}

// find finds the documents and claims that go, and what else tells of them.
func (f *forgetter) find(ctx context.Context) error {
	runs, err := f.data.Runs()
	if err != nil {
		return err
	}
	for grown := true; grown; { // a page may have gone under several addresses in turn
		before := len(f.pages)
		for _, run := range runs {
			if err := f.findDocuments(run); err != nil {
				return err
			}
		}
		if err := errors.Join(f.findDeleted(runs), f.findFetched(runs), f.findRemembered(ctx)); err != nil {
			return err
		}
		grown = len(f.pages) > before
	}
	for _, run := range runs {
		if err := f.count(run); err != nil {
			return err
		}
	}
	f.got.Addresses, f.got.Sources = sortedKeys(f.urls), sortedKeys(f.sources)
	if len(f.got.Runs)+len(f.pages) > 0 {
		return nil
	}
	archived, err := f.isArchived()
	if err == nil && !archived {
		err = ErrNothingToForget
	}
	return err
}

func (f *forgetter) findDocuments(run dataset.Stored) error {
	for d, err := range dataset.ReadDocumentFacts(run) {
		if err != nil {
			return err
		}
		f.findDocument(&d)
	}
	return nil
}

// findDocument notes a document if it goes.
func (f *forgetter) findDocument(d *claim.Document) {
	if !f.want.is(d) && !f.pages[pageKey(d.SourceID, d.URL)] {
		return
	}
	f.documents[d.ID], f.urls[d.URL], f.sources[d.SourceID] = true, true, true
	for _, address := range append([]string{d.URL}, d.Aliases...) {
		f.pages[pageKey(d.SourceID, address)] = true
		f.addresses[archive.AddressKey(address)] = true
	}
}

// findPage reports whether an archived page goes, and notes it.
func (f *forgetter) findPage(p *archive.Page) bool {
	if !f.isPage(p) {
		return false
	}
	f.pages[pageKey(p.SourceID, p.URL)] = true
	f.documents[claim.DocumentID(p.SourceID, p.URL)] = true
	f.addresses[archive.AddressKey(p.URL)], f.urls[p.URL], f.sources[p.SourceID] = true, true, true
	return true
}

// findDeleted finds the pages in the archives of runs that were deleted.
func (f *forgetter) findDeleted(runs []dataset.Stored) error {
	ids, err := f.archiveIDs()
	if err != nil {
		return err
	}
	for _, id := range ids {
		if isAmong(runs, id) {
			continue // whose documents tell
		}
		if _, err := f.holds(id, f.findPage); err != nil {
			return err
		}
	}
	return nil
}

func isAmong(runs []dataset.Stored, id string) bool {
	return slices.ContainsFunc(runs, func(run dataset.Stored) bool { return run.ID == id })
}

// findFetched finds the pages that runs had fetched when they were killed.
func (f *forgetter) findFetched(runs []dataset.Stored) error {
	ids, err := f.data.Unfinished()
	if err != nil {
		return err
	}
	f.got.Killed, f.got.Fetched = nil, 0
	for _, id := range ids {
		if isAmong(runs, id) {
			continue // it is as good as committed, and will be finished
		}
		found, err := archive.ReadSpool(f.path(dataset.SpoolName(id)))
		if errors.Is(err, fs.ErrNotExist) {
			continue // it had fetched nothing
		}
		if err != nil {
			return err
		}
		pages := 0
		for i := range found {
			if f.findPage(&found[i].Page) {
				pages++
			}
		}
		if pages > 0 {
			f.got.Killed = append(f.got.Killed, id)
			f.got.Fetched += pages
		}
	}
	return nil
}

// findRemembered finds the documents that state.db remembers the reading of, such as those of a run that was killed and given up.
func (f *forgetter) findRemembered(ctx context.Context) error {
	return state.Readings(ctx, f.path("state.db"), func(id string, reading []byte) {
		if d, known := f.remembered(id, reading); known {
			f.findDocument(&d)
		} else {
			f.readings[id] = true
		}
	})
}

// count counts what of a run goes.
func (f *forgetter) count(run dataset.Stored) error {
	documents := f.got.Documents
	for d, err := range dataset.ReadDocumentFacts(run) {
		if err != nil {
			return err
		}
		if f.documents[d.ID] {
			f.got.Documents++
		}
	}
	for c, err := range dataset.ReadClaims(run) {
		if err != nil {
			return err
		}
		if f.documents[c.DocumentID] {
			f.claims[c.ID] = true
			f.got.Claims++
		}
	}
	if f.got.Documents > documents || f.want.source != "" && sourceOf(&run.Manifest, f.want.source) != nil {
		f.got.Runs = append(f.got.Runs, run.ID)
	}
	return nil
}

func pageKey(source, address string) string { return source + " " + archive.AddressKey(address) }

// isPage reports whether an archived page goes.
func (f *forgetter) isPage(p *archive.Page) bool {
	if f.want.source != "" && p.SourceID == f.want.source || f.pages[pageKey(p.SourceID, p.URL)] {
		return true
	}
	return f.want.isAddress(p.URL) || f.want.isAddress(p.FinalURL)
}

// isArchived reports whether an archive has a page that goes and that no document tells of, such as a sitemap.
func (f *forgetter) isArchived() (bool, error) {
	ids, err := f.archiveIDs()
	if err != nil {
		return false, err
	}
	for _, id := range ids {
		if holds, err := f.holds(id, f.isPage); err != nil || holds {
			return holds, err
		}
	}
	return false, nil
}
