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
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// Bounds of what a writer holds in memory. A row group ends at whichever comes first.
const (
	rowsPerGroup  = 64 << 10 // rows; engines read a group per thread
	bytesPerGroup = 64 << 20 // of strings before compression
	pageBytes     = 256 << 10
	dictBytes     = 1 << 20 // of one column's dictionary; beyond it the values stand as they are
	batchRows     = 256
)

// createdBy names the writer without anything that changes from build to build.
const createdBy = "rolecall"

// versionKey is the key of SchemaVersion in a file's metadata.
const versionKey = "rolecall.schema_version"

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

func (t *table[D, R]) options(runID string) []parquet.WriterOption {
	options := []parquet.WriterOption{
		parquet.CreatedBy(createdBy, SchemaVersion, "none"),
		parquet.Compression(&zstd.Codec{Level: zstd.SpeedDefault}),
		parquet.DataPageVersion(1),
		parquet.DataPageStatistics(false),
		parquet.MaxRowsPerRowGroup(rowsPerGroup),
		parquet.PageBufferSize(pageBytes),
		parquet.DictionaryMaxBytes(dictBytes),
		parquet.KeyValueMetadata(versionKey, SchemaVersion),
		parquet.KeyValueMetadata("rolecall.table", t.name),
		parquet.KeyValueMetadata("rolecall.run_id", runID),
		parquet.SortingWriterConfig(parquet.SortingColumns(t.sorting...)),
	}
	for _, path := range t.noStats {
		options = append(options, parquet.SkipPageBounds(path...))
	}
	return options
}

// write writes rows, which must come in the table's order, and syncs the file. The File it returns has no path.
func (t *table[D, R]) write(path, runID string, rows iter.Seq2[D, error]) (File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return File{}, explain(err)
	}
	defer f.Close()
	out := &tally{w: bufio.NewWriterSize(f, 1<<20), hash: sha256.New()}
	count, err := t.encode(out, runID, rows)
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

func (t *table[D, R]) encode(out io.Writer, runID string, rows iter.Seq2[D, error]) (int64, error) {
	w := parquet.NewGenericWriter[R](out, t.options(runID)...)
	batch := make([]R, 0, batchRows)
	var last *D
	var count int64
	pending, held := 0, 0 // bytes of the batch, of the row group
	flush := func() error {
		if _, err := w.Write(batch); err != nil {
			return err
		}
		batch, held, pending = batch[:0], held+pending, 0
		if held < bytesPerGroup {
			return nil
		}
		held = 0
		return w.Flush()
	}
	for d, err := range rows {
		if err != nil {
			return count, err
		}
		if last != nil && t.compare(last, &d) > 0 {
			return count, fmt.Errorf("row %d stands before the row above it in the table's order", count)
		}
		last = &d
		batch = append(batch, t.row(&d, runID))
		pending += t.bytes(&d)
		count++
		if len(batch) == cap(batch) || pending >= bytesPerGroup {
			if err := flush(); err != nil {
				return count, err
			}
		}
	}
	if err := flush(); err != nil {
		return count, err
	}
	return count, w.Close()
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
