package dataset

import (
	"bufio"
	"errors"
	"fmt"
	"iter"
	"os"
	"slices"
)

// Limits bound what a Sorter holds in memory before it spills. A zero stands for the default.
type Limits struct {
	Rows  int // default 100,000
	Bytes int // default 32 MiB, estimated
}

// Sorter sorts more rows than fit into memory: it spills sorted chunks to a temporary file and merges them. Rows that
// compare equal come out in the order in which they were added. T is made of exported fields of strings, numbers,
// booleans, times, slices, pointers and structs of these; nil pointers and nil slices survive. A Sorter is not safe
// for concurrent use.
type Sorter[T any] struct {
	dir     string
	compare func(a, b *T) int
	limits  Limits
	codec   codec

	rows   []*T
	bytes  int
	file   *os.File
	out    *bufio.Writer
	offset int64
	chunks []chunk
	buffer []byte
	closed bool
}

// chunk is a sorted run of rows in the temporary file.
type chunk struct {
	start, end int64
}

// NewSorter prepares a sorter that spills into dir. The error says what of T cannot be stored.
func NewSorter[T any](dir string, compare func(a, b *T) int, limits Limits) (*Sorter[T], error) {
	c, err := codecFor[T]()
	if err != nil {
		return nil, err
	}
	if limits.Rows <= 0 {
		limits.Rows = 100_000
	}
	if limits.Bytes <= 0 {
		limits.Bytes = 32 << 20
	}
	return &Sorter[T]{dir: dir, compare: compare, limits: limits, codec: c}, nil
}

var errClosed = errors.New("the sorter is closed")

// Add adds a row. Rows may also be added after Sorted, for the next Sorted. What the row points to is not copied: it
// must not be changed any more.
func (s *Sorter[T]) Add(row T) error {
	if s.closed {
		return errClosed
	}
	s.rows = append(s.rows, &row)
	s.bytes += s.codec.sizeOf(&row)
	if len(s.rows) < s.limits.Rows && s.bytes < s.limits.Bytes {
		return nil
	}
	return s.spill()
}

func (s *Sorter[T]) spill() error {
	if s.file == nil {
		f, err := os.CreateTemp(s.dir, "sort-*.tmp")
		if err != nil {
			return explain(err)
		}
		s.file, s.out = f, bufio.NewWriterSize(f, 256<<10)
	}
	slices.SortStableFunc(s.rows, s.compare)
	start := s.offset
	for _, row := range s.rows {
		s.buffer = s.codec.appendRecord(s.buffer[:0], row)
		if _, err := s.out.Write(s.buffer); err != nil {
			return explain(err)
		}
		s.offset += int64(len(s.buffer))
	}
	if err := s.out.Flush(); err != nil {
		return explain(err)
	}
	s.chunks = append(s.chunks, chunk{start, s.offset})
	clear(s.rows)
	s.rows, s.bytes = s.rows[:0], 0
	return nil
}

// Sorted gives the rows in order. It may be called again. After an error the sequence ends.
func (s *Sorter[T]) Sorted() iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		if s.closed {
			yield(none, errClosed)
			return
		}
		if err := s.settle(); err != nil {
			yield(none, err)
			return
		}
		m := s.merge()
		for {
			row, err := m.next()
			if err != nil {
				yield(none, fmt.Errorf("reading back sorted rows: %w", err))
				return
			}
			if row == nil || !yield(*row, nil) {
				return
			}
		}
	}
}

// settle sorts the rows that are left in memory. Where others lie on disk already these go there too, so that memory is
// free for whoever takes the rows.
func (s *Sorter[T]) settle() error {
	if len(s.chunks) > 0 && len(s.rows) > 0 {
		return s.spill()
	}
	slices.SortStableFunc(s.rows, s.compare)
	return nil
}

// Close removes the temporary file. It may be called again.
func (s *Sorter[T]) Close() error {
	s.closed, s.rows = true, nil
	if s.file == nil {
		return nil
	}
	f := s.file
	s.file = nil
	return errors.Join(f.Close(), os.Remove(f.Name()))
}
