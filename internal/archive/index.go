package archive

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"slices"
	"sort"
)

const (
	// chunkEntries is how many entries of an index are held in memory.
	chunkEntries = 1 << 18
	// entrySize is the length of an entry on disk, in bytes.
	entrySize = 8 + 8 + 8 + 8 + 4
)

// entry is where a record lies, under one of its keys.
type entry struct {
	key    uint64
	time   int64  // of the record, in nanoseconds since 1970
	tie    uint64 // tells records of one key and time apart by their content
	offset int64
	file   uint32
}

// index finds records by key. It lies on disk, in sorted chunks, so that memory does not grow with the archives.
type index struct {
	file   *os.File
	chunks []int // entries in each
	held   []entry
}

func newIndex(dir string) (*index, error) {
	file, err := os.CreateTemp(dir, "index-*.tmp")
	if err != nil {
		return nil, fmt.Errorf("index the archives: %w", err)
	}
	return &index{file: file}, nil
}

// hashKey makes the key of a kind of name, such as an address.
func hashKey(kind, name string) uint64 {
	h := fnv.New64a()
	_, _ = io.WriteString(h, kind+" "+name) // a hash takes everything
	return h.Sum64()
}

func (x *index) add(e entry) error {
	x.held = append(x.held, e)
	if len(x.held) < chunkEntries {
		return nil
	}
	return x.flush()
}

// flush writes what is held as a sorted chunk.
func (x *index) flush() error {
	if len(x.held) == 0 {
		return nil
	}
	slices.SortFunc(x.held, func(a, b entry) int { return cmp.Compare(a.key, b.key) })
	w := bufio.NewWriterSize(x.file, 64<<10)
	for _, e := range x.held {
		if _, err := w.Write(e.encode()); err != nil {
			return fmt.Errorf("index the archives: %w", err)
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("index the archives: %w", err)
	}
	x.chunks = append(x.chunks, len(x.held))
	x.held = x.held[:0]
	return nil
}

func (e entry) encode() []byte {
	b := binary.LittleEndian.AppendUint64(make([]byte, 0, entrySize), e.key)
	b = binary.LittleEndian.AppendUint64(b, uint64(e.time))
	b = binary.LittleEndian.AppendUint64(b, e.tie)
	b = binary.LittleEndian.AppendUint64(b, uint64(e.offset))
	return binary.LittleEndian.AppendUint32(b, e.file)
}

func decodeEntry(b []byte) entry {
	return entry{
		key: binary.LittleEndian.Uint64(b), time: int64(binary.LittleEndian.Uint64(b[8:])), tie: binary.LittleEndian.Uint64(b[16:]),
		offset: int64(binary.LittleEndian.Uint64(b[24:])), file: binary.LittleEndian.Uint32(b[32:]),
	}
}

// each hands the entries of a key to visit. All entries must have been flushed.
func (x *index) each(key uint64, visit func(entry)) error {
	base := 0
	for _, size := range x.chunks {
		if err := x.eachInChunk(base, size, key, visit); err != nil {
			return fmt.Errorf("search the index of the archives: %w", err)
		}
		base += size
	}
	return nil
}

func (x *index) eachInChunk(base, size int, key uint64, visit func(entry)) error {
	var failed error
	at := func(i int) entry {
		var b [entrySize]byte
		if _, err := x.file.ReadAt(b[:], int64(base+i)*entrySize); err != nil {
			failed = errors.Join(failed, err)
		}
		return decodeEntry(b[:])
	}
	for i := sort.Search(size, func(i int) bool { return at(i).key >= key }); i < size && failed == nil; i++ {
		e := at(i)
		if e.key != key {
			break
		}
		visit(e)
	}
	return failed
}

// close removes the index.
func (x *index) close() error { return errors.Join(x.file.Close(), os.Remove(x.file.Name())) }
