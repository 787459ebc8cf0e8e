package dataset

import (
	"errors"
	"iter"

	"rolecall/internal/claim"
)

// DocumentsOf is ReadDocumentsOf of a committed run; false where there is none of that id, as it was removed since or never was
// there, or where its tables have the columns of another schema.
func (d *Dataset) DocumentsOf(runID string, ids []string) (iter.Seq2[claim.Document, error], bool, error) {
	run, err := d.Run(runID)
	switch {
	case errors.Is(err, ErrNoRun), errors.Is(err, ErrRunID):
		return nil, false, nil
	case err != nil:
		return nil, false, err
	}
	return ReadDocumentsOf(run, ids), run.Readable(), nil
}

// ReadDocumentsOf streams those of a run's documents whose id is among ids, in the table's order, without reading the
// texts of the others. Ids that the run does not have are passed over.
func ReadDocumentsOf(run Stored, ids []string) iter.Seq2[claim.Document, error] {
	return func(yield func(claim.Document, error) bool) {
		places, err := placesOf(run, ids)
		if err != nil || len(places) == 0 {
			if err != nil {
				yield(claim.Document{}, err)
			}
			return
		}
		file, err := openTable(run, Documents)
		if err != nil {
			yield(claim.Document{}, err)
			return
		}
		defer file.Close()
		reader, err := newRows[documentRow](file)
		if err != nil {
			yield(claim.Document{}, damagedTable(&run, file.Name(), err))
			return
		}
		defer reader.Close()
		for _, place := range places {
			row, err := reader.at(place)
			if err != nil {
				yield(claim.Document{}, damagedTable(&run, file.Name(), err))
				return
			}
			if !yield(row.document(), nil) {
				return
			}
		}
	}
}

// placesOf lists the row numbers of documents, in order.
func placesOf(run Stored, ids []string) ([]int64, error) {
	wanted := make(map[string]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	var places []int64
	var index int64
	for row, err := range readRows[idRow](run, Documents) {
		if err != nil {
			return nil, err
		}
		if wanted[row.DocumentID] {
			places = append(places, index)
		}
		index++
	}
	return places, nil
}
