package archive

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"strings"
	"sync/atomic"
)

// Keys under which a collection finds records.
const (
	byAddress = "address"
	byDigest  = "digest"
	byID      = "id"
)

// Collection is a set of WARC files, of whatever crawler, in which pages are looked up by address. Once it is open, Lookup
// is safe for concurrent use.
type Collection struct {
	dir     string
	files   []*os.File
	names   []string
	index   *index
	temp    []string // files to remove
	Unread  []error  // what could not be read: records that break off or that are none; the rest of their file is left out
	Answers int      // records that hold an answer
	// torn is set once an answer is come upon that refers to another one, which the archives do not have.
	torn atomic.Bool
}

// OpenCollection opens and indexes WARC files: with a gzip member a record, one gzip over all, or uncompressed. The
// index lies in dir, as do unpacked copies of files that are one gzip. What is found is told to seen, one capture at
// a time; nil: to nobody. A file that holds no WARC record at all is an error.
func OpenCollection(dir string, paths []string, seen func(*Capture)) (*Collection, error) {
	x, err := newIndex(dir)
	if err != nil {
		return nil, err
	}
	c := &Collection{dir: dir, index: x}
	for _, path := range paths {
		if err := c.open(path, seen); err != nil {
			return nil, errors.Join(err, c.Close())
		}
	}
	if err := x.flush(); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

// Torn reports whether a page was left out, or an older answer taken, because its newest answer says only that the page
// had not changed, or was the same as another, and the archives do not have the answer with the body.
func (c *Collection) Torn() bool { return c.torn.Load() }

// Close frees the files and removes the temporary ones.
func (c *Collection) Close() error {
	errs := []error{c.index.close()}
	for _, f := range c.files {
		errs = append(errs, f.Close())
	}
	for _, path := range c.temp {
		errs = append(errs, os.Remove(path))
	}
	return errors.Join(errs...)
}

// open adds a file and its records.
func (c *Collection) open(path string, seen func(*Capture)) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open the archive: %w", err)
	}
	joined, err := isJoined(file)
	if err == nil && joined {
		packed := file
		file, err = c.unpack(packed)
		err = errors.Join(err, packed.Close())
	}
	if err != nil {
		return fmt.Errorf("open the archive %s: %w", path, err)
	}
	c.files, c.names = append(c.files, file), append(c.names, path)
	return c.scan(len(c.files)-1, func(r *Record) error { return c.note(len(c.files)-1, r, seen) })
}

// isJoined reports whether the file's first gzip member holds more than one record, so that no offset leads to them.
func isJoined(file *os.File) (bool, error) {
	reader := NewReader(io.NewSectionReader(file, 0, 1<<62))
	if _, err := reader.Next(); err != nil {
		if errors.Is(err, io.EOF) {
			err = errors.New("the file is empty")
		}
		return false, err
	}
	return reader.text != nil, nil
}

// unpack copies a file that is one gzip to an uncompressed one.
func (c *Collection) unpack(packed *os.File) (*os.File, error) {
	z, err := gzip.NewReader(bufio.NewReader(packed))
	if err != nil {
		return nil, err
	}
	plain, err := os.CreateTemp(c.dir, "unpacked-*.tmp")
	if err != nil {
		return nil, err
	}
	c.temp = append(c.temp, plain.Name())
	if _, err := io.Copy(plain, z); err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, errors.Join(err, plain.Close())
	}
	return plain, nil
}

// scan reads the records of a file one after the other. A record that cannot be read ends the file.
func (c *Collection) scan(file int, visit func(*Record) error) error {
	reader := NewReader(io.NewSectionReader(c.files[file], 0, 1<<62))
	for {
		record, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		var failed *os.PathError
		if errors.As(err, &failed) {
			return fmt.Errorf("read the archive %s: %w", c.names[file], err)
		}
		if err != nil {
			c.Unread = append(c.Unread, fmt.Errorf("%s: %w", c.names[file], err))
			return nil
		}
		if err := visit(record); err != nil {
			return err
		}
	}
}

// note puts a record that holds an answer into the index.
func (c *Collection) note(file int, r *Record, seen func(*Capture)) error {
	if r.Joined || r.TooLarge || !isAnswer(r) && r.Type() != typeResource || !isWeb(r.URL()) {
		return nil
	}
	capture, err := r.capture()
	if err != nil && r.Type() != typeRevisit { // whose block may be empty
		return nil // no answer of HTTP, such as one of DNS
	}
	c.Answers++
	if err == nil && seen != nil {
		seen(capture)
	}
	e := entry{time: r.Time().UnixNano(), tie: tie(r), offset: r.Offset, file: uint32(file)}
	keys := []uint64{hashKey(byAddress, AddressKey(r.URL()))}
	if r.Type() != typeRevisit {
		keys = append(keys, hashKey(byID, r.ID()))
		if sum := r.Header.Get("WARC-Payload-Digest"); sum != "" {
			keys = append(keys, hashKey(byDigest, sum))
		}
	}
	for _, e.key = range keys {
		if err := c.index.add(e); err != nil {
			return err
		}
	}
	return nil
}

func isWeb(address string) bool {
	return strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://")
}

// tie tells records of one address and time apart by what they hold: full answers before revisits.
func tie(r *Record) uint64 {
	h := fnv.New64a()
	_, _ = h.Write(r.Block) // a hash takes everything
	sum := h.Sum64() >> 1
	if r.Type() != typeRevisit {
		sum |= 1 << 63
	}
	return sum
}
