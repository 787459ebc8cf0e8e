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
	"time"
)

// maxBlock bounds the block of a record read into memory, far above what a crawl lets a page have.
const maxBlock = 256 << 20

// Record is a WARC record that was read. Offset and Length are those of its gzip member in the file.
type Record struct {
	Offset, Length int64
	Header         textproto.MIMEHeader
	Block          []byte
	endsGroup      bool
}

// Type is the record's type: warcinfo, request, response.
func (r *Record) Type() string { return r.Header.Get("WARC-Type") }

// ID is the record's id, "<urn:uuid:...>".
func (r *Record) ID() string { return r.Header.Get("WARC-Record-ID") }

// URL is the address that the record is about.
func (r *Record) URL() string { return r.Header.Get("WARC-Target-URI") }

// Time is when the record was made; zero where it does not say.
func (r *Record) Time() time.Time {
	t, err := time.Parse(time.RFC3339Nano, r.Header.Get("WARC-Date"))
	if err != nil {
		return time.Time{}
	}
	return t
}

// Reader reads the records of a WARC file one after the other.
type Reader struct {
	counted *countingReader
	buf     *bufio.Reader
	gz      gzip.Reader
	start   int64 // of the file's first byte, where reading does not begin at 0
}

// NewReader reads from the start of a WARC file.
func NewReader(r io.Reader) *Reader { return newReaderAt(r, 0) }

func newReaderAt(r io.Reader, start int64) *Reader {
	counted := &countingReader{r: r}
	return &Reader{counted: counted, buf: bufio.NewReaderSize(counted, 64<<10), start: start}
}

// ReadAt reads the record whose gzip member begins at offset.
func ReadAt(file io.ReaderAt, offset int64) (*Record, error) {
	return newReaderAt(io.NewSectionReader(file, offset, math.MaxInt64-offset), offset).Next()
}

// Next reads the next record. After the last one the error is io.EOF; a record that breaks off gives
// io.ErrUnexpectedEOF.
func (r *Reader) Next() (*Record, error) {
	offset := r.offset()
	if _, err := r.buf.Peek(1); errors.Is(err, io.EOF) {
		return nil, io.EOF
	}
	record, err := r.member()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, fmt.Errorf("record at offset %d: %w", offset, err)
	}
	record.Offset, record.Length = offset, r.offset()-offset
	return record, nil
}

// offset is where the next byte to read stands in the file.
func (r *Reader) offset() int64 { return r.start + r.counted.n - int64(r.buf.Buffered()) }

// member reads one gzip member to its end, where its checksum is verified.
func (r *Reader) member() (*Record, error) {
	if err := r.gz.Reset(r.buf); err != nil {
		return nil, err
	}
	r.gz.Multistream(false)
	endsGroup := bytes.Equal(r.gz.Extra, groupEnd())
	text := bufio.NewReader(&r.gz)
	record, err := readRecord(text)
	if err != nil {
		return nil, err
	}
	record.endsGroup = endsGroup
	rest, err := io.Copy(io.Discard, io.LimitReader(text, int64(len(crlf+crlf))+1))
	if err != nil {
		return nil, err
	}
	if rest != int64(len(crlf+crlf)) {
		return nil, errors.New("the record is not as long as it says")
	}
	return record, nil
}

// readRecord reads header and block of a record.
func readRecord(r *bufio.Reader) (*Record, error) {
	tp := textproto.NewReader(r)
	version, err := tp.ReadLine()
	if err != nil {
		return nil, err
	}
	if version != "WARC/1.1" && version != "WARC/1.0" {
		return nil, fmt.Errorf("not a WARC record: it begins with %.20q", version)
	}
	header, err := tp.ReadMIMEHeader()
	if err != nil {
		return nil, err
	}
	length, err := strconv.ParseInt(header.Get("Content-Length"), 10, 64)
	if err != nil || length < 0 || length > maxBlock {
		return nil, fmt.Errorf("Content-Length %q is not a length to read", header.Get("Content-Length"))
	}
	var block bytes.Buffer
	if _, err := io.CopyN(&block, r, length); err != nil {
		return nil, err
	}
	return &Record{Header: header, Block: block.Bytes()}, nil
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
