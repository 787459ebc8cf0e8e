package archive

import (
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
	"io"
	"sync"
)

// gzipHeader begins a member: deflate, no name, no time, unknown system. The flag tells of an extra field.
func gzipHeader(flags byte) []byte { return []byte{0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 255} }

const flagExtra = 4

// groupEnd is the gzip extra field that marks the last member of a group: a subfield "RG" without data. A part that
// a crash cut short is cut back to the last one.
func groupEnd() []byte { return []byte{'R', 'G', 0, 0} }

// writeMember writes a record as a gzip member of its own. Headers are stored as they are, so that the member's
// length depends on their length only; what follows is compressed by a second writer on the same stream, which
// deflate allows as the first ends on a whole byte with nothing open.
func writeMember(w io.Writer, r *record, endsGroup bool) error {
	header := r.header()
	if err := writeGzipHeader(w, endsGroup); err != nil {
		return err
	}
	if err := deflate(w, flate.NoCompression, false, header, r.head); err != nil {
		return err
	}
	tail := []byte(crlf + crlf)
	if err := deflate(w, flate.DefaultCompression, true, r.body, tail); err != nil {
		return err
	}
	sum, size := crc32.NewIEEE(), 0
	for _, part := range [][]byte{header, r.head, r.body, tail} {
		sum.Write(part)
		size += len(part)
	}
	trailer := binary.LittleEndian.AppendUint32(nil, sum.Sum32())
	_, err := w.Write(binary.LittleEndian.AppendUint32(trailer, uint32(size)))
	return err
}

func writeGzipHeader(w io.Writer, endsGroup bool) error {
	if !endsGroup {
		_, err := w.Write(gzipHeader(0))
		return err
	}
	extra := groupEnd()
	header := binary.LittleEndian.AppendUint16(gzipHeader(flagExtra), uint16(len(extra)))
	_, err := w.Write(append(header, extra...))
	return err
}

// packers are compressors to use again: a new one takes hundreds of kilobytes, far more than a record. One pool a level.
var packers = [2]sync.Pool{}

// deflate writes parts as deflate blocks of one level; last ends the stream.
func deflate(w io.Writer, level int, last bool, parts ...[]byte) error {
	f, done, err := packer(w, level)
	if err != nil {
		return err
	}
	defer done()
	for _, part := range parts {
		if _, err := f.Write(part); err != nil {
			return err
		}
	}
	if last {
		return f.Close()
	}
	return f.Flush()
}

// packer gives a compressor onto w and how to hand it back.
func packer(w io.Writer, level int) (*flate.Writer, func(), error) {
	pool := &packers[0]
	if level != flate.NoCompression {
		pool = &packers[1]
	}
	if f, ok := pool.Get().(*flate.Writer); ok {
		f.Reset(w)
		return f, func() { pool.Put(f) }, nil
	}
	f, err := flate.NewWriter(w, level)
	return f, func() { pool.Put(f) }, err
}
