package archive

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math"
	"net/textproto"
	"strconv"
	"strings"
	"time"
)

// maxBlock bounds the block of a record read into memory, far above what a crawl lets a page have.
const maxBlock = 64 << 20

// Record is a WARC record that was read.
type Record struct {
	Offset    int64 // of its gzip member or, without compression, of itself
	Length    int64 // of the same; 0 where Joined
	Joined    bool  // it is not the first of its gzip member, so that Offset alone does not lead to it
	Header    textproto.MIMEHeader
	Block     []byte
	TooLarge  bool // the block is too large to be read, and left out
	endsGroup bool
}

// Type is the record's type: warcinfo, request, response, metadata, revisit, resource, conversion.
func (r *Record) Type() string { return r.Header.Get("WARC-Type") }

// ID is the record's id, "<urn:uuid:...>".
func (r *Record) ID() string { return r.Header.Get("WARC-Record-ID") }

// URL is the address that the record is about.
func (r *Record) URL() string { return bare(r.Header.Get("WARC-Target-URI")) }

// bare takes off the angle brackets that WARC 1.0 put around addresses.
func bare(uri string) string {
	return strings.TrimSuffix(strings.TrimPrefix(uri, "<"), ">")
}

// Time is when the record was made; zero where it does not say.
func (r *Record) Time() time.Time {
	t, err := time.Parse(time.RFC3339Nano, r.Header.Get("WARC-Date"))
	if err != nil {
		return time.Time{}
	}
	return t
}

// Reader reads the records of a WARC file one after the other: one gzip member a record, as WARC recommends, no
// compression, or several records in a member.
type Reader struct {
	counted *countingReader
	buf     *bufio.Reader
	gz      gzip.Reader
	start   int64 // of the file's first byte, where reading does not begin at 0

	text   *bufio.Reader // what is left of the gzip member under way; nil: none
	member int64         // where that member begins
}

// NewReader reads from the start of a WARC file.
func NewReader(r io.Reader) *Reader { return newReaderAt(r, 0) }

func newReaderAt(r io.Reader, start int64) *Reader {
	counted := &countingReader{r: r}
	return &Reader{counted: counted, buf: bufio.NewReaderSize(counted, 64<<10), start: start}
}

// ReadAt reads the record that begins at offset, or whose gzip member does.
func ReadAt(file io.ReaderAt, offset int64) (*Record, error) {
	return newReaderAt(io.NewSectionReader(file, offset, math.MaxInt64-offset), offset).Next()
}

// Next reads the next record. After the last one the error is io.EOF; a record that breaks off gives
// io.ErrUnexpectedEOF.
func (r *Reader) Next() (*Record, error) {
	joined := r.text != nil
	offset := r.member
	if !joined {
		offset = r.offset()
		if _, err := r.buf.Peek(1); errors.Is(err, io.EOF) {
			return nil, io.EOF
		}
	}
	record, err := r.next()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, fmt.Errorf("record at offset %d: %w", offset, err)
	}
	record.Offset, record.Joined = offset, joined
	if !joined {
		record.Length = r.offset() - offset
	}
	return record, nil
}

// offset is where the next byte to read stands in the file.
func (r *Reader) offset() int64 { return r.start + r.counted.n - int64(r.buf.Buffered()) }

// next reads a record out of the member under way, of a new one, or of the file itself.
func (r *Reader) next() (*Record, error) {
	if r.text != nil {
		return r.inMember(nil)
	}
	magic, err := r.buf.Peek(2)
	if err != nil && len(magic) < 2 {
		return nil, err
	}
	if magic[0] != 0x1f || magic[1] != 0x8b {
		record, err := readRecord(r.buf)
		if err != nil {
			return nil, err
		}
		_, err = skipLineEnds(r.buf)
		return record, err
	}
	r.member = r.offset()
	if err := r.gz.Reset(r.buf); err != nil {
		return nil, err
	}
	r.gz.Multistream(false)
	r.text = bufio.NewReader(&r.gz)
	return r.inMember(r.gz.Extra)
}

// inMember reads the next record of the member under way. Where it is the last, the member is read to its end, where
// its checksum is verified.
func (r *Reader) inMember(extra []byte) (*Record, error) {
	record, err := readRecord(r.text)
	if err != nil {
		return nil, err
	}
	record.endsGroup = bytes.Equal(extra, groupEnd())
	more, err := skipLineEnds(r.text)
	if err != nil {
		return nil, err
	}
	if !more {
		r.text = nil
	}
	return record, nil
}

// skipLineEnds reads past the empty lines that end a record and reports whether something follows.
func skipLineEnds(r *bufio.Reader) (bool, error) {
	for {
		b, err := r.ReadByte()
		if errors.Is(err, io.EOF) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		if b != '\r' && b != '\n' {
			return true, r.UnreadByte()
		}
	}
}

// readRecord reads header and block of a record. A block longer than maxBlock is passed over.
func readRecord(r *bufio.Reader) (*Record, error) {
	tp := textproto.NewReader(r)
	version, err := tp.ReadLine()
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(version, "WARC/") {
		return nil, fmt.Errorf("not a WARC record: it begins with %.20q", version)
	}
	header, err := tp.ReadMIMEHeader()
	if err != nil {
		return nil, err
	}
	length, err := strconv.ParseInt(header.Get("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		return nil, fmt.Errorf("Content-Length %q is not a length", header.Get("Content-Length"))
	}
	record := &Record{Header: header}
	if length > maxBlock {
		record.TooLarge = true
		_, err := io.CopyN(io.Discard, r, length)
		return record, err
	}
	var block bytes.Buffer
	if _, err := io.CopyN(&block, r, length); err != nil {
		return nil, err
	}
	record.Block = block.Bytes()
	return record, nil
}

// countingReader counts the bytes read through it.
type countingReader struct {
	r io.Reader
	n int64
}

func (c *countingReader) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}
