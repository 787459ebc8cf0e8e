package upkeep

import (
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
func (f *forgetter) find() error {
	runs, err := f.data.Runs()
	if err != nil {
		return err
	}
	for grown := true; grown; { // a page may have gone under several addresses in turn
		before := len(f.documents)
		for _, run := range runs {
			if err := f.findDocuments(run); err != nil {
				return err
			}
		}
		grown = len(f.documents) > before
	}
	addresses, sources := map[string]bool{}, map[string]bool{}
	for _, run := range runs {
		if err := f.count(run, addresses, sources); err != nil {
			return err
		}
	}
	f.got.Addresses, f.got.Sources = sortedKeys(addresses), sortedKeys(sources)
	archived, err := f.isArchived()
	if err == nil && len(f.got.Runs) == 0 && !archived {
		err = ErrNothingToForget
	}
	return err
}

func (f *forgetter) findDocuments(run dataset.Stored) error {
	for d, err := range dataset.ReadDocumentFacts(run) {
		if err != nil {
			return err
		}
		if !f.want.is(&d) && !f.pages[pageKey(d.SourceID, d.URL)] {
			continue
		}
		f.documents[d.ID] = true
		for _, address := range append([]string{d.URL}, d.Aliases...) {
			f.pages[pageKey(d.SourceID, address)] = true
			f.addresses[archive.AddressKey(address)] = true
		}
	}
	return nil
}

// count counts what of a run goes.
func (f *forgetter) count(run dataset.Stored, addresses, sources map[string]bool) error {
	documents := f.got.Documents
	for d, err := range dataset.ReadDocumentFacts(run) {
		if err != nil {
			return err
		}
		if f.documents[d.ID] {
			addresses[d.URL], sources[d.SourceID] = true, true
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
	if f.got.Documents > documents {
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

// isArchived reports whether an archive has a page that goes, such as that of a run that was deleted.
func (f *forgetter) isArchived() (bool, error) {
	if len(f.got.Runs) > 0 {
		return true, nil
	}
	ids, err := f.archiveIDs()
	if err != nil {
		return false, err
	}
	for _, id := range ids {
		if holds, err := archive.Holds(f.path(archiveName(id)), f.isPage); err != nil || holds {
			return holds, err
		}
	}
	return false, nil
}
