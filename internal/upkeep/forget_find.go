package upkeep

import (
	"context"
	"errors"
	"slices"

	"rolecall/internal/archive"
	"rolecall/internal/claim"
	"rolecall/internal/dataset"
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

// count counts what of a run goes.
func (f *forgetter) count(run dataset.Stored) error {
	documents := f.got.Documents
	for d, err := range dataset.ReadDocumentFacts(run) {
		if err != nil {
			return err
		}
		share := f.shareOf(run.ID, d.SourceID)
		if f.documents[d.ID] {
			f.got.Documents++
			share.gone.page(&d)
		} else {
			share.left.page(&d)
		}
	}
	for c, err := range dataset.ReadClaims(run) {
		if err != nil {
			return err
		}
		if f.documents[c.DocumentID] {
			f.claims[c.ID] = true
			f.got.Claims++
			f.shareOf(run.ID, c.SourceID).gone.claims++
		}
	}
	if f.got.Documents > documents || f.want.source != "" && sourceOf(&run.Manifest, f.want.source) != nil {
		f.got.Runs = append(f.got.Runs, run.ID)
	}
	return nil
}

func pageKey(source, address string) string { return source + " " + archive.AddressKey(address) }
