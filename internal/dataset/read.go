package dataset

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"

	"rolecall/internal/claim"
)

// ReadClaims streams a run's claims in the table's order. After an error the sequence ends.
func ReadClaims(run Stored) iter.Seq2[claim.Claim, error] { return readTable(run, claimTable()) }

// ReadDocuments streams a run's documents in the table's order. After an error the sequence ends.
func ReadDocuments(run Stored) iter.Seq2[claim.Document, error] {
	return readTable(run, documentTable())
}

// ReadConflicts streams a run's conflicts in the table's order. After an error the sequence ends.
func ReadConflicts(run Stored) iter.Seq2[claim.Conflict, error] {
	return readTable(run, conflictTable())
}

func readTable[D, R any](run Stored, t *table[D, R]) iter.Seq2[D, error] {
	return func(yield func(D, error) bool) {
		for r, err := range readRows[R](run, t.name) {
			if err != nil {
				var none D
				yield(none, err)
				return
			}
			if !yield(t.domain(r), nil) {
				return
			}
		}
	}
}

// readRows streams the columns that R names of a table. A row is valid until the next one.
func readRows[R any](run Stored, table string) iter.Seq2[*R, error] {
	return func(yield func(*R, error) bool) {
		file, err := openTable(run, table)
		if err != nil {
			yield(nil, err)
			return
		}
		defer file.Close()
		reader, err := newRows[R](file)
		if err != nil {
			yield(nil, damagedTable(&run, file.Name(), err))
			return
		}
		defer reader.Close()
		batch := make([]R, batchRows)
		for {
			clear(batch) // the reader keeps what a field held where a list is empty
			n, err := reader.read(batch)
			for i := range n {
				if !yield(&batch[i], nil) {
					return
				}
			}
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(nil, damagedTable(&run, file.Name(), err))
				return
			}
		}
	}
}

// rowReader is a parquet.GenericReader that gives an error where a damaged file makes that panic.
type rowReader[R any] struct{ *parquet.GenericReader[R] }

func newRows[R any](file *tableFile) (rowReader[R], error) {
	var r rowReader[R]
	err := guarded(func() error { r.GenericReader = parquet.NewGenericReader[R](file.parquet); return nil })
	return r, err
}

func (r rowReader[R]) read(rows []R) (int, error) {
	n := 0
	err := guarded(func() error {
		var err error
		n, err = r.Read(rows)
		return err
	})
	return n, err
}

// at reads the row of a number.
func (r rowReader[R]) at(index int64) (*R, error) {
	if err := guarded(func() error { return r.SeekToRow(index) }); err != nil {
		return nil, err
	}
	rows := make([]R, 1)
	if n, err := r.read(rows); n == 0 {
		return nil, err
	}
	return &rows[0], nil
}

type tableFile struct {
	*os.File
	parquet *parquet.File
}

func openTable(run Stored, table string) (*tableFile, error) {
	f, err := os.Open(run.TablePath(table))
	if err != nil {
		return nil, damagedTable(&run, run.TablePath(table), err)
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	p, err := openParquet(f, info.Size())
	if err != nil {
		return nil, errors.Join(damagedTable(&run, f.Name(), err), f.Close())
	}
	if version, _ := p.Lookup(versionKey); !readable(version) {
		err := fmt.Errorf("%s: has schema version %q, this program reads %q", f.Name(), version, SchemaVersion)
		return nil, errors.Join(err, f.Close())
	}
	return &tableFile{f, p}, nil
}

// readable reports whether tables of a schema version can be read: columns that they do not have yet are empty, columns
// that this program does not know are passed over.
func readable(version string) bool {
	theirs, _, _ := strings.Cut(version, ".")
	ours, _, _ := strings.Cut(SchemaVersion, ".")
	return theirs == ours
}

// Readable reports whether this program can read the run's tables: whether they have its columns, or older ones of them.
func (s Stored) Readable() bool { return readable(s.Manifest.SchemaVersion) }

// ErrNoDocument says that a run has no document of an id.
var ErrNoDocument = errors.New("no such document")

// ReadText gives the clean text of a run's document without reading the others' texts, ErrNoDocument where the run has
// none of that id.
func ReadText(run Stored, documentID string) (string, error) {
	places, err := placesOf(run, []string{documentID})
	if err != nil {
		return "", err
	}
	if len(places) == 0 {
		return "", fmt.Errorf("run %s: document %s: %w", run.ID, documentID, ErrNoDocument)
	}
	return readTextAt(run, places[0])
}

// idRow is a row of documents without all but its id.
type idRow struct {
	DocumentID string `parquet:"document_id,plain"`
}

func readTextAt(run Stored, index int64) (string, error) {
	type textRow struct {
		Text string `parquet:"text,optional,plain"`
	}
	file, err := openTable(run, Documents)
	if err != nil {
		return "", err
	}
	defer file.Close()
	reader, err := newRows[textRow](file)
	if err != nil {
		return "", damagedTable(&run, file.Name(), err)
	}
	defer reader.Close()
	row, err := reader.at(index)
	if err != nil {
		return "", damagedTable(&run, file.Name(), err)
	}
	return row.Text, nil
}

// ReadArchives lists the archives that a run's documents point into, sorted. Nothing else is read.
func ReadArchives(run Stored) ([]string, error) {
	type archiveRow struct {
		ArchiveFile string `parquet:"archive_file,optional,dict"`
	}
	var list []string
	for row, err := range readRows[archiveRow](run, Documents) {
		if err != nil {
			return nil, err
		}
		if row.ArchiveFile != "" && !slices.Contains(list, row.ArchiveFile) {
			list = append(list, row.ArchiveFile)
		}
	}
	slices.Sort(list)
	return list, nil
}
