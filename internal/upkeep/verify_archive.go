package upkeep

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"

	"rolecall/internal/archive"
	"rolecall/internal/claim"
	"rolecall/internal/dataset"
)

// want is what a document expects of an archive.
type want struct {
	File              string // from the output folder
	Offset            int64
	RunID, DocumentID string
	Addresses         []string // the keys of those under which the page came
	Final             string   // the key of the last one
	BodySHA256        string
}

func compareWants(a, b *want) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Offset, b.Offset), cmp.Compare(a.RunID, b.RunID), cmp.Compare(a.DocumentID, b.DocumentID))
}

// expect notes what a document expects of its archive.
func (v *verifier) expect(runID string, d *claim.Document) error {
	if d.ArchiveFile == "" && d.ArchiveOffset == nil {
		return nil
	}
	if d.ArchiveFile == "" || d.ArchiveOffset == nil || !filepath.IsLocal(filepath.FromSlash(d.ArchiveFile)) {
		v.found.add(runID, CheckArchive, "document "+d.ID, fmt.Sprintf("archive_file %q and archive_offset do not name a place in the output folder", d.ArchiveFile))
		return nil
	}
	w := want{File: d.ArchiveFile, Offset: *d.ArchiveOffset, RunID: runID, DocumentID: d.ID, BodySHA256: d.BodySHA256}
	for _, address := range append([]string{d.URL, d.FinalURL}, d.Aliases...) {
		w.Addresses = append(w.Addresses, archive.AddressKey(address))
	}
	w.Final = archive.AddressKey(cmp.Or(d.FinalURL, d.URL))
	return v.wants.Add(w)
}

// checkArchives reads each archive once and holds it against what the documents expect of it.
func (v *verifier) checkArchives(ctx context.Context) error {
	next, stop := iter.Pull2(v.wants.Sorted())
	defer stop()
	queue := &wantQueue{next: next}
	slices.Sort(v.archives)
	for _, name := range slices.Compact(v.archives) {
		// Archives that only documents name come between those that manifests list.
		if err := v.unlisted(ctx, queue, name); err != nil {
			return err
		}
		if err := v.archive(ctx, queue, name); err != nil {
			return err
		}
	}
	return v.unlisted(ctx, queue, "")
}

// unlisted checks the archives before a name ("" stands for the end) that no manifest lists.
func (v *verifier) unlisted(ctx context.Context, queue *wantQueue, before string) error {
	for {
		w, err := queue.peek()
		if err != nil || w == nil || before != "" && w.File >= before {
			return err
		}
		if err := v.archive(ctx, queue, w.File); err != nil {
			return err
		}
	}
}

// archive reads an archive record by record. Where one cannot be read, what documents expect behind it is looked up one
// by one.
func (v *verifier) archive(ctx context.Context, queue *wantQueue, name string) error {
	file, err := os.Open(v.path(name))
	if err != nil {
		return v.archiveGone(queue, name, err)
	}
	defer file.Close()
	scan, err := v.newScan(name, queue)
	if err != nil {
		return err
	}
	defer scan.twins.Close()
	reader := archive.NewReader(file)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		record, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			v.found.add(scan.runID(), CheckArchive, name, fmt.Sprintf("is cut or damaged: %v", err))
			break
		}
		if err := scan.record(record); err != nil {
			return err
		}
	}
	return errors.Join(scan.rest(file), scan.matchTwins())
}

// archiveGone tells the documents that point into an archive that cannot be opened.
func (v *verifier) archiveGone(queue *wantQueue, name string, cause error) error {
	what := fmt.Sprintf("its archive cannot be opened: %v", cause)
	if errors.Is(cause, fs.ErrNotExist) {
		what = "its archive is missing"
	}
	return queue.each(name, func(w *want) error {
		v.found.add(w.RunID, CheckArchive, name, "document "+w.DocumentID+": "+what)
		return nil
	})
}

// wantQueue hands out wants in their order.
type wantQueue struct {
	next func() (want, error, bool)
	head *want
	end  bool
}

func (q *wantQueue) peek() (*want, error) {
	if q.head != nil || q.end {
		return q.head, nil
	}
	w, err, more := q.next()
	if err != nil {
		return nil, err
	}
	if q.end = !more; more {
		q.head = &w
	}
	return q.head, nil
}

// upTo takes the wants of an archive at offsets up to one.
func (q *wantQueue) upTo(name string, offset int64, visit func(*want) error) error {
	for {
		w, err := q.peek()
		if err != nil || w == nil || w.File != name || w.Offset > offset {
			return err
		}
		q.head = nil
		if err := visit(w); err != nil {
			return err
		}
	}
}

func (q *wantQueue) each(name string, visit func(*want) error) error {
	return q.upTo(name, 1<<62, visit)
}

// twin is an address under which a body came that an archive has once, under another address: a document that expects
// the address, or the revisit record of it.
type twin struct {
	Address           string
	Body              int64 // offset of the record with the body
	Digest            string
	RunID, DocumentID string // of the document; empty: a revisit record
}

// scan is an archive being read.
type scan struct {
	v     *verifier
	name  string
	queue *wantQueue
	twins *dataset.Sorter[twin]
}

func (v *verifier) newScan(name string, queue *wantQueue) (*scan, error) {
	twins, err := dataset.NewSorter(v.temp, func(a, b *twin) int {
		return cmp.Or(cmp.Compare(a.Digest, b.Digest), cmp.Compare(a.Address, b.Address), cmp.Compare(a.RunID, b.RunID))
	}, dataset.Limits{})
	return &scan{v: v, name: name, queue: queue, twins: twins}, err
}

// runID is the run whose archive it is.
func (s *scan) runID() string {
	const suffix = ".warc.gz"
	if base := filepath.Base(s.name); len(base) > len(suffix) {
		return base[:len(base)-len(suffix)]
	}
	return ""
}

// record checks a record and what is expected at its place.
func (s *scan) record(r *archive.Record) error {
	if err := r.CheckDigest(); err != nil {
		s.v.found.add(s.runID(), CheckArchive, s.name, fmt.Sprintf("record at offset %d: %v", r.Offset, err))
	}
	if digest := r.Header.Get("WARC-Payload-Digest"); r.Type() == "revisit" && digest != "" {
		if err := s.twins.Add(twin{Address: archive.AddressKey(r.URL()), Digest: digest}); err != nil {
			return err
		}
	}
	return s.queue.upTo(s.name, r.Offset, func(w *want) error {
		if w.Offset < r.Offset {
			s.tell(w, "no record begins there")
			return nil
		}
		return s.fulfil(w, r)
	})
}

// rest looks up what is expected behind the last record that could be read.
func (s *scan) rest(file io.ReaderAt) error {
	return s.queue.each(s.name, func(w *want) error {
		record, err := archive.ReadAt(file, w.Offset)
		if err != nil {
			s.tell(w, fmt.Sprintf("no record can be read there: %v", err))
			return nil
		}
		return s.fulfil(w, record)
	})
}

func (s *scan) tell(w *want, what string) {
	s.v.found.add(w.RunID, CheckArchive, s.name, fmt.Sprintf("document %s at offset %d: %s", w.DocumentID, w.Offset, what))
}

// fulfil holds a record against what a document expects of it.
func (s *scan) fulfil(w *want, r *archive.Record) error {
	s.v.checked.Archived++
	leftOut := r.Header.Get("WARC-Truncated") != "" // the page asks that no copy be kept
	if w.BodySHA256 != "" && !leftOut {
		response, err := r.Response()
		if err != nil {
			s.tell(w, err.Error())
			return nil
		}
		if sum := sha256.Sum256(response.Body); hex.EncodeToString(sum[:]) != w.BodySHA256 {
			s.tell(w, "the body there is not the one of body_sha256")
			return nil
		}
	}
	if slices.Contains(w.Addresses, archive.AddressKey(r.URL())) {
		return nil
	}
	digest := r.Header.Get("WARC-Payload-Digest")
	return s.twins.Add(twin{w.Final, w.Offset, digest, w.RunID, w.DocumentID})
}

// matchTwins tells documents whose body lies under another address, where no revisit record says that theirs was the
// same.
func (s *scan) matchTwins() error {
	var digest, address string // of the last revisit record
	for t, err := range s.twins.Sorted() {
		if err != nil {
			return err
		}
		switch {
		case t.DocumentID == "":
			digest, address = t.Digest, t.Address
		case t.Digest != digest || t.Address != address:
			s.tell(&want{RunID: t.RunID, DocumentID: t.DocumentID, Offset: t.Body}, "the record there is of another address, and no revisit record says that this page was the same")
		}
	}
	return nil
}
