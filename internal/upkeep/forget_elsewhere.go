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
