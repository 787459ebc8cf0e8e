package dataset

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
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
		reader := parquet.NewGenericReader[R](file.parquet)
		defer reader.Close()
		batch := make([]R, batchRows)
		for {
			clear(batch) // the reader keeps what a field held where a list is empty
			n, err := reader.Read(batch)
			for i := range n {
				if !yield(&batch[i], nil) {
					return
				}
			}
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(nil, fmt.Errorf("%s: %w", file.Name(), err))
				return
			}
		}
	}
}

type tableFile struct {
	*os.File
	parquet *parquet.File
}

func openTable(run Stored, table string) (*tableFile, error) {
	f, err := os.Open(filepath.Join(run.tables, table+".parquet"))
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	p, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", f.Name(), err), f.Close())
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
	reader := parquet.NewGenericReader[textRow](file.parquet)
	defer reader.Close()
	row, err := rowAt(reader, index)
	if err != nil {
		return "", fmt.Errorf("%s: row %d: %w", file.Name(), index, err)
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
