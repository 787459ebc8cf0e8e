package dataset

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"iter"
	"os"

	"github.com/parquet-go/parquet-go"
)

// Bounds of what a writer holds in memory. A row group ends at whichever comes first.
const (
	rowsPerGroup  = 64 << 10  // rows: what an engine passes over or reads by one thread; more would cost memory here
	bytesPerGroup = 64 << 20  // of strings before compression, for documents
	pageBytes     = 256 << 10 // before compression: what a reader unpacks at a time
	dictBytes     = 1 << 20   // of one column's dictionary; beyond it the values stand as they are
	batchRows     = 256
)

// createdBy names the program that writes the files.
const createdBy = "rolecall"

// Keys of a file's metadata.
const (
	versionKey = "rolecall.schema_version"
	tableKey   = "rolecall.table"
	runKey     = "rolecall.run_id"
)

// origin is where a table comes from.
type origin struct {
	runID   string
	program string // version of the program
}

// table says how the rows R of a domain type D are written.
type table[D, R any] struct {
	name    string
	row     func(d *D, runID string) R
	domain  func(r *R) D
	compare func(a, b *D) int
	bytes   func(d *D) int // of the long strings
	sorting []parquet.SortingColumn
	noStats [][]string // columns of long text: their smallest and largest value would be whole texts
}

func (t *table[D, R]) options(from origin, compression *pageCodec) []parquet.WriterOption {
	options := []parquet.WriterOption{
		parquet.NewSchema(t.name, parquet.SchemaOf(new(R))),
		parquet.CreatedBy(createdBy, from.program, "none"),
		parquet.Compression(compression),
		parquet.DataPageVersion(1),
		parquet.DataPageStatistics(false),
		parquet.PageBufferSize(pageBytes),
		parquet.DictionaryMaxBytes(dictBytes),
		parquet.KeyValueMetadata(versionKey, SchemaVersion),
		parquet.KeyValueMetadata(tableKey, t.name),
		parquet.KeyValueMetadata(runKey, from.runID),
		parquet.KeyValueMetadata("rolecall.version", from.program),
		parquet.SortingWriterConfig(parquet.SortingColumns(t.sorting...)),
	}
	for _, path := range t.noStats {
		options = append(options, parquet.SkipPageBounds(path...))
	}
	return options
}

// write writes rows, which must come in the table's order, and syncs the file. The File it returns has no path.
func (t *table[D, R]) write(path string, from origin, rows iter.Seq2[D, error]) (File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return File{}, explain(err)
	}
	defer f.Close()
	out := &tally{w: bufio.NewWriterSize(f, 1<<20), hash: sha256.New()}
	count, err := t.encode(out, from, rows)
	if err != nil {
		return File{}, fmt.Errorf("table %s: %w", t.name, explain(err))
	}
	if err := out.w.Flush(); err != nil {
		return File{}, explain(err)
	}
	if err := f.Sync(); err != nil {
		return File{}, explain(err)
	}
	if err := f.Close(); err != nil {
		return File{}, explain(err)
	}
	return File{Bytes: out.bytes, Rows: &count, SHA256: hex.EncodeToString(out.hash.Sum(nil))}, nil
}

// encode writes rows as a Parquet file and counts them.
func (t *table[D, R]) encode(out io.Writer, from origin, rows iter.Seq2[D, error]) (int64, error) {
	compression, err := newPageCodec()
	if err != nil {
		return 0, err
	}
	w := parquet.NewGenericWriter[R](out, t.options(from, compression)...)
	g := grouper[R]{w: w, maxRows: rowsPerGroup, maxBytes: bytesPerGroup}
	var last *D
	var count int64
	for d, err := range rows {
		if err != nil {
			return count, err
		}
		if last != nil && t.compare(last, &d) > 0 {
			return count, fmt.Errorf("row %d stands before the row above it in the table's order", count)
		}
		last = &d
		if err := g.add(t.row(&d, from.runID), t.bytes(&d)); err != nil {
			return count, err
		}
		count++
	}
	if err := g.flush(); err != nil {
		return count, err
	}
	return count, w.Close()
}

// grouper hands rows to the writer in batches and ends row groups within the bounds.
type grouper[R any] struct {
	w                 groupWriter[R]
	maxRows, maxBytes int
	batch             []R
	bytes             int // of the row group, batch included
	rows              int // of the row group without the batch
}

// groupWriter is a Parquet writer: Flush ends a row group.
type groupWriter[R any] interface {
	Write(rows []R) (int, error)
	Flush() error
}

func (g *grouper[R]) add(row R, bytes int) error {
	g.batch = append(g.batch, row)
	g.bytes += bytes
	full := g.bytes >= g.maxBytes || g.rows+len(g.batch) >= g.maxRows
	if len(g.batch) < batchRows && !full {
		return nil
	}
	if err := g.flush(); err != nil || !full {
		return err
	}
	g.bytes, g.rows = 0, 0
	return g.w.Flush()
}

// flush hands on the batch.
func (g *grouper[R]) flush() error {
	g.rows += len(g.batch)
	_, err := g.w.Write(g.batch)
	clear(g.batch)
	g.batch = g.batch[:0]
	return err
}

// tally counts and hashes what passes through to a file.
type tally struct {
	w     *bufio.Writer
	hash  hash.Hash
	bytes int64
}

func (t *tally) Write(p []byte) (int, error) {
	n, err := t.w.Write(p)
	t.hash.Write(p[:n])
	t.bytes += int64(n)
	return n, err
}
