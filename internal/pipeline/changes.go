package pipeline

import (
	"cmp"
	"errors"
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/compare"
	"rolecall/internal/dataset"
)

// changeRow is a document or a claim of this run or of an earlier one. Sorted, the rows of a page come together.
type changeRow struct {
	SourceID, DocumentID string
	Earlier              bool
	Document             *claim.Document // without its text
	Claim                *compare.Evidence
}

func compareChangeRows(a, b *changeRow) int {
	return cmp.Or(cmp.Compare(a.SourceID, b.SourceID), cmp.Compare(a.DocumentID, b.DocumentID))
}

// changes holds what the pages say against what they said in their last good fetch; nil where no source has one. It
// takes the documents and the claims of this run, which must be written.
func (r *run) changes() (*compare.Changes, error) {
	good, err := r.lastGood()
	if err != nil || len(good.source) == 0 {
		return nil, err
	}
	rows, err := dataset.NewSorter(r.out.TempDir(), compareChangeRows, dataset.Limits{})
	if err != nil {
		return nil, err
	}
	if err := errors.Join(r.addEarlier(rows, good), r.addPresent(rows)); err != nil {
		return nil, errors.Join(err, rows.Close())
	}
	changes, err := r.gatherChanges(rows, good)
	if err = errors.Join(err, rows.Close()); err != nil {
		return nil, err
	}
	return changes, r.showChanges(changes, good)
}

// addEarlier adds the documents and claims that the pages are held against.
func (r *run) addEarlier(rows *dataset.Sorter[changeRow], good *lastGood) error {
	for _, run := range good.used() {
		for doc, err := range dataset.ReadDocumentFacts(run) {
			if err == nil && good.of(doc.SourceID, doc.ID) == run.ID {
				err = rows.Add(changeRow{SourceID: doc.SourceID, DocumentID: doc.ID, Earlier: true, Document: &doc})
			}
			if err != nil {
				return err
			}
		}
		for c, err := range dataset.ReadClaims(run) {
			if err == nil && good.of(c.SourceID, c.DocumentID) == run.ID {
				err = rows.Add(changeRow{SourceID: c.SourceID, DocumentID: c.DocumentID, Earlier: true, Claim: &compare.Evidence{Claim: c}})
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *run) addPresent(rows *dataset.Sorter[changeRow]) error {
	for doc, err := range dataset.ReadDocumentFacts(r.out.Staged()) {
		if err == nil {
			err = rows.Add(changeRow{SourceID: doc.SourceID, DocumentID: doc.ID, Document: &doc})
		}
		if err != nil {
			return err
		}
	}
	for e, err := range r.store.claims.Sorted() {
		if err == nil {
			err = rows.Add(changeRow{SourceID: e.SourceID, DocumentID: e.DocumentID, Claim: &e})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// gatherChanges counts the changes of each source and keeps the first of them.
func (r *run) gatherChanges(rows *dataset.Sorter[changeRow], good *lastGood) (*compare.Changes, error) {
	out := &compare.Changes{Sources: make([]compare.SourceChanges, len(r.Sources))}
	for i, s := range r.Sources {
		out.Sources[i] = compare.SourceChanges{SourceID: s.ID, Since: good.source[s.ID].ID}
	}
	shown := map[string]int{}
	take := func(source string, before, now compare.PageClaims) {
		i := slices.IndexFunc(out.Sources, func(s compare.SourceChanges) bool { return s.SourceID == source })
		if i < 0 {
			return
		}
		counts, list := compare.PageChanges(before, now)
		out.Sources[i].Add(counts)
		list = list[:min(len(list), compare.ChangesShown-shown[source])]
		shown[source] += len(list)
		out.List = append(out.List, list...)
	}
	err := eachPage(rows, func(source string, before, now compare.PageClaims) error {
		take(source, before, now)
		return nil
	})
	return out, err
}

// eachPage hands each page to visit as the earlier run and this one have it.
func eachPage(rows *dataset.Sorter[changeRow], visit func(source string, before, now compare.PageClaims) error) error {
	var at changeRow
	var before, now compare.PageClaims
	for row, err := range rows.Sorted() {
		if err != nil {
			return err
		}
		if compareChangeRows(&at, &row) != 0 {
			if at.DocumentID != "" {
				if err := visit(at.SourceID, before, now); err != nil {
					return err
				}
			}
			at, before, now = row, compare.PageClaims{}, compare.PageClaims{}
		}
		page := &now
		if row.Earlier {
			page = &before
		}
		if row.Document != nil {
			page.Document = row.Document
		} else {
			page.Claims = append(page.Claims, *row.Claim)
		}
	}
	if at.DocumentID == "" {
		return nil
	}
	return visit(at.SourceID, before, now)
}

// showChanges completes the changes that are listed by the texts of their pages.
func (r *run) showChanges(changes *compare.Changes, good *lastGood) error {
	earlier, present := map[string][]*compare.Change{}, map[string][]*compare.Change{} // by document id
	for i := range changes.List {
		c := &changes.List[i]
		wantsEarlier, wantsPresent := c.Wants()
		if wantsEarlier {
			earlier[c.DocumentID()] = append(earlier[c.DocumentID()], c)
		}
		if wantsPresent {
			present[c.DocumentID()] = append(present[c.DocumentID()], c)
		}
	}
	for _, run := range good.used() {
		err := eachDocumentOf(run, earlier, func(doc *claim.Document) {
			if good.of(doc.SourceID, doc.ID) == run.ID {
				compare.ShowEarlier(earlier[doc.ID], doc)
			}
		})
		if err != nil {
			return err
		}
	}
	return eachDocumentOf(r.out.Staged(), present, func(doc *claim.Document) { compare.ShowPresent(present[doc.ID], doc) })
}

// eachDocumentOf reads the documents of a run that changes are asked for.
func eachDocumentOf(run dataset.Stored, wanted map[string][]*compare.Change, do func(*claim.Document)) error {
	ids := make([]string, 0, len(wanted))
	for id := range wanted {
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		return nil
	}
	for doc, err := range dataset.ReadDocumentsOf(run, ids) {
		if err != nil {
			return err
		}
		do(&doc)
	}
	return nil
}
