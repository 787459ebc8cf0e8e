package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

const (
	// minRevisit is the length of a body below which a revisit record saves nothing.
	minRevisit = 512
	// maxKept bounds how many bodies are remembered, so that memory does not grow with the run.
	maxKept = 1 << 16
)

// kept is a body that stands in the archive already.
type kept struct {
	earlier Earlier
	offset  int64 // of its response record
}

// Copy takes over the group that lies in a part at offset and returns where in the archive the page's body is to be
// found: the offset of its last response record or, where an earlier page had the same body, of that page's. A body
// that stands in the archive already becomes a revisit record; one that asks not to be archived is left out. A group
// that does not read back as it was written is an error.
func (f *Final) Copy(part io.ReaderAt, offset, length int64) (int64, error) {
	records, page, err := readGroup(part, offset, length)
	if err != nil {
		return 0, fmt.Errorf("copy to the archive: %w", err)
	}
	found := int64(-1)
	for _, r := range records {
		at, err := f.copyRecord(part, r, page.NoArchive && !f.all)
		if err != nil {
			return 0, err
		}
		if isAnswer(r) {
			found = at
		}
	}
	return found, nil
}

// copyRecord takes over one record and returns where its body is to be found.
func (f *Final) copyRecord(part io.ReaderAt, r *Record, leaveOut bool) (int64, error) {
	at := f.end
	body := r.payload()
	if r.Type() != typeResponse || len(body) == 0 {
		return at, f.copyMember(part, r)
	}
	if leaveOut {
		return at, f.put(withoutBody(r))
	}
	if len(body) < minRevisit {
		return at, f.copyMember(part, r)
	}
	sum := r.Header.Get("WARC-Payload-Digest")
	if earlier, again := f.kept[sum]; again {
		return earlier.offset, f.put(repeated(r, earlier.earlier))
	}
	if len(f.kept) < maxKept {
		f.kept[sum] = kept{Earlier{URL: r.URL(), Time: r.Time(), RecordID: r.ID(), PayloadDigest: sum}, at}
	}
	return at, f.copyMember(part, r)
}

func (f *Final) copyMember(part io.ReaderAt, r *Record) error {
	return f.write(func(w io.Writer) error {
		_, err := io.Copy(w, io.NewSectionReader(part, r.Offset, r.Length))
		return err
	})
}

func (f *Final) put(r record) error {
	return f.write(func(w io.Writer) error { return writeMember(w, &r, false) })
}

// repeated is a response record as a revisit record of the earlier one with the same body.
func repeated(r *Record, earlier Earlier) record {
	return record{fields: append(revisitFields(r.ID(), profileSameDigest, earlier), r.common()...), head: r.httpHead()}
}

// withoutBody is a response record of a page that asks not to be archived: its head alone.
func withoutBody(r *Record) record {
	fields := []field{
		{"WARC-Type", typeResponse},
		{"WARC-Record-ID", r.ID()},
		{"Content-Type", r.Header.Get("Content-Type")},
		{"WARC-Truncated", "unspecified"},
	}
	return record{fields: append(fields, r.common()...), head: r.httpHead()}
}

// common are the fields that a record shares with those made of it.
func (r *Record) common() []field {
	return []field{
		{"WARC-Target-URI", r.URL()},
		{"WARC-Date", r.Header.Get("WARC-Date")},
		{"WARC-IP-Address", r.Header.Get("WARC-IP-Address")},
	}
}

// httpHead is the HTTP head in a record's block, through the empty line.
func (r *Record) httpHead() []byte { return r.Block[:len(r.Block)-len(r.payload())] }

// payload is what follows the HTTP head in a record's block.
func (r *Record) payload() []byte {
	for _, end := range []string{crlf + crlf, "\n\n"} {
		if i := bytes.Index(r.Block, []byte(end)); i >= 0 {
			return r.Block[i+len(end):]
		}
	}
	return nil
}

// isAnswer tells records that hold an answer to a request.
func isAnswer(r *Record) bool { return r.Type() == typeResponse || r.Type() == typeRevisit }

// CheckDigest holds a record's block against its WARC-Block-Digest, where that is one of SHA-256 and the block was read.
func (r *Record) CheckDigest() error {
	stated := r.Header.Get("WARC-Block-Digest")
	if r.TooLarge || !strings.HasPrefix(stated, "sha256:") {
		return nil
	}
	if is := digest(r.Block); is != stated {
		return fmt.Errorf("its content has the digest %s, its header says %s", is, stated)
	}
	return nil
}

// HasBody reports whether a record holds an answer with its body: no revisit record and none whose body was left out.
func (r *Record) HasBody() bool {
	return r.Type() == typeResponse && r.Header.Get("WARC-Truncated") == ""
}

// readGroup reads the records of a group and the facts in them.
func readGroup(part io.ReaderAt, offset, length int64) ([]*Record, Page, error) {
	reader := newReaderAt(io.NewSectionReader(part, offset, length), offset)
	var records []*Record
	var page Page
	answered := false
	for {
		r, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, page, err
		}
		if p, ok := r.Page(); ok {
			page = p
		}
		answered = answered || isAnswer(r)
		records = append(records, r)
	}
	if !answered {
		return nil, page, fmt.Errorf("no answer among the %d bytes at offset %d", length, offset)
	}
	return records, page, nil
}
