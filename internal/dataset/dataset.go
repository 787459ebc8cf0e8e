// Package dataset keeps what runs leave: three Parquet tables (documents, claims, conflicts), a manifest and the place
// of report and archive. A run is written under a staging folder and becomes visible by one rename; see Begin.
package dataset

import "iter"

// SchemaVersion names the columns of the tables: a number that rises only where a column goes or gets another type or
// meaning, and one that rises where columns are added (docs/schema.md). Tables of the same first number can be read.
const SchemaVersion = "1.0"

// The tables of a run, each a file NAME.parquet in the run's folder.
const (
	Documents = "documents"
	Claims    = "claims"
	Conflicts = "conflicts"
)

// Tables lists the tables in the order in which they are described.
func Tables() []string { return []string{Claims, Documents, Conflicts} }

// Values makes a sequence of rows out of a slice, for the Write functions of Run.
func Values[T any](rows []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}
