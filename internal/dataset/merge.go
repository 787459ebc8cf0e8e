package dataset

import (
	"bufio"
	"container/heap"
	"encoding/binary"
	"errors"
	"io"
)

// readAhead is the buffer of one chunk while merging, in bytes.
const readAhead = 64 << 10

// merger merges sorted cursors; of equal rows, that of the earlier cursor comes first.
type merger[T any] struct {
	compare func(a, b *T) int
	cursors []*cursor[T] // a heap by their heads
	started bool
}

// cursor is the place in one sorted run of rows.
type cursor[T any] struct {
	order int
	head  *T
	next  func() (*T, error) // nil at the end
}

func (s *Sorter[T]) merge() *merger[T] {
	m := &merger[T]{compare: s.compare}
	for i, c := range s.chunks {
		r := bufio.NewReaderSize(io.NewSectionReader(s.file, c.start, c.end-c.start), readAhead)
		m.cursors = append(m.cursors, &cursor[T]{order: i, next: func() (*T, error) { return readRecord[T](r, s.codec) }})
	}
	rows := s.rows
	m.cursors = append(m.cursors, &cursor[T]{order: len(s.chunks), next: func() (*T, error) {
		if len(rows) == 0 {
			return nil, nil
		}
		row := rows[0]
		rows = rows[1:]
		return row, nil
	}})
	return m
}

// next is the next row in order, nil at the end.
func (m *merger[T]) next() (*T, error) {
	if !m.started {
		m.started = true
		if err := m.start(); err != nil {
			return nil, err
		}
	}
	if len(m.cursors) == 0 {
		return nil, nil
	}
	first := m.cursors[0]
	row := first.head
	var err error
	if first.head, err = first.next(); err != nil {
		return nil, err
	}
	if first.head == nil {
		heap.Pop(m)
	} else {
		heap.Fix(m, 0)
	}
	return row, nil
}

func (m *merger[T]) start() error {
	var filled []*cursor[T]
	for _, c := range m.cursors {
		var err error
		if c.head, err = c.next(); err != nil {
			return err
		}
		if c.head != nil {
			filled = append(filled, c)
		}
	}
	m.cursors = filled
	heap.Init(m)
	return nil
}

func readRecord[T any](r *bufio.Reader, c codec) (*T, error) {
	size, err := binary.ReadUvarint(r)
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	data := make([]byte, size)
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, err
	}
	row := new(T)
	return row, c.decodeRecord(data, row)
}

// Len, Less, Swap, Push and Pop make the cursors a heap.
func (m *merger[T]) Len() int { return len(m.cursors) }

func (m *merger[T]) Less(i, j int) bool {
	a, b := m.cursors[i], m.cursors[j]
	if c := m.compare(a.head, b.head); c != 0 {
		return c < 0
	}
	return a.order < b.order
}

func (m *merger[T]) Swap(i, j int) { m.cursors[i], m.cursors[j] = m.cursors[j], m.cursors[i] }

func (m *merger[T]) Push(c any) { m.cursors = append(m.cursors, c.(*cursor[T])) }

func (m *merger[T]) Pop() any {
	last := m.cursors[len(m.cursors)-1]
	m.cursors = m.cursors[:len(m.cursors)-1]
	return last
}
