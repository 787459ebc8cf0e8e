package archive

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

// Rewritten tells where the records of a rewritten archive lie.
type Rewritten struct {
	Dropped  int // pages that were left out
	from, to []int64
}

// Moved gives the new offset of the answer that lay at an offset; false where it was left out. A body that a page which
// stayed shared with one that was left out moved to that page.
func (r *Rewritten) Moved(offset int64) (int64, bool) {
	i, found := slices.BinarySearch(r.from, offset)
	if !found {
		return 0, false
	}
	return r.to[i], true
}

// Rewrite copies the archive at from, one of Rolecall, to a new file, without the pages that drop names, and syncs it.
// Where a page that stays was archived as the repetition of one that goes, it gets the body.
func Rewrite(from, to string, drop func(*Page) bool) (*Rewritten, error) {
	source, err := os.Open(from)
	if err != nil {
		return nil, err
	}
	defer source.Close()
	w := &rewriter{source: source, drop: drop, gone: map[string]lost{}, wanted: map[string]bool{}, bodies: map[string]kept{}, result: &Rewritten{}}
	if err := w.each(w.note); err != nil {
		return nil, fmt.Errorf("%s: %w", from, err)
	}
	if w.result.Dropped == 0 {
		return w.result, nil
	}
	file, err := os.Create(to)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	buffered := bufio.NewWriterSize(file, 1<<20)
	w.out = &countingWriter{w: buffered}
	if err := w.each(w.copy); err != nil {
		return nil, fmt.Errorf("%s: %w", to, err)
	}
	if err := errors.Join(buffered.Flush(), file.Sync(), file.Close()); err != nil {
		return nil, err
	}
	w.finish()
	return w.result, nil
}

// rewriter goes through an archive twice: to note what goes, and to copy the rest.
type rewriter struct {
	source *os.File
	drop   func(*Page) bool
	out    *countingWriter
	gone   map[string]lost // answers with a body that go, by record id
	wanted map[string]bool // the digests of those bodies
	bodies map[string]kept // where such a body stands now, by its digest
	result *Rewritten
}

type lost struct {
	offset int64
	digest string
}

// Holds reports whether an archive has a page.
func Holds(path string, is func(*Page) bool) (bool, error) {
	source, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer source.Close()
	w := &rewriter{source: source, drop: is, gone: map[string]lost{}, wanted: map[string]bool{}, result: &Rewritten{}}
	if err := w.each(w.note); err != nil {
		return false, fmt.Errorf("%s: %w", path, err)
	}
	return w.result.Dropped > 0, nil
}

// each hands the records to visit, those of a page together; the page is nil for records that are of none.
func (w *rewriter) each(visit func(page *Page, group []*Record) error) error {
	reader := NewReader(io.NewSectionReader(w.source, 0, 1<<62))
	var group []*Record
	for {
		record, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if record.Type() == typeInfo {
			if err := visit(nil, []*Record{record}); err != nil {
				return err
			}
			continue
		}
		group = append(group, record)
		if page, ok := record.Page(); ok {
			if err := visit(&page, group); err != nil {
				return err
			}
			group = nil
		}
	}
	if len(group) == 0 {
		return nil
	}
	return visit(nil, group)
}

// note notes the bodies of the pages that go.
func (w *rewriter) note(page *Page, group []*Record) error {
	if page == nil || !w.drop(page) {
		return nil
	}
	w.result.Dropped++
	for _, r := range group {
		if r.HasBody() {
			digest := r.Header.Get("WARC-Payload-Digest")
			w.gone[r.ID()], w.wanted[digest] = lost{r.Offset, digest}, true
		}
	}
	return nil
}

// copy copies a page that stays.
func (w *rewriter) copy(page *Page, group []*Record) error {
	if page != nil && w.drop(page) {
		return nil
	}
	for _, r := range group {
		if isAnswer(r) {
			w.moved(r.Offset, w.out.n)
		}
		if err := w.copyRecord(r); err != nil {
			return err
		}
	}
	return nil
}

func (w *rewriter) copyRecord(r *Record) error {
	lost, refers := w.gone[r.Header.Get("WARC-Refers-To")]
	if r.Type() == typeRevisit && refers {
		return w.repeat(r, lost)
	}
	at := w.out.n
	if _, err := io.Copy(w.out, io.NewSectionReader(w.source, r.Offset, r.Length)); err != nil {
		return err
	}
	if r.HasBody() {
		w.stands(r, at)
	}
	return nil
}

// repeat writes the repetition of a body that goes: with the body or, where it stands again by now, as its repetition.
func (w *rewriter) repeat(r *Record, lost lost) error {
	if again, stands := w.bodies[lost.digest]; stands {
		again := repeated(r, again.earlier)
		return writeMember(w.out, &again, r.endsGroup)
	}
	original, err := ReadAt(w.source, lost.offset)
	if err != nil {
		return err
	}
	at := w.out.n
	fields := []field{
		{"WARC-Type", typeResponse},
		{"WARC-Record-ID", r.ID()},
		{"Content-Type", r.Header.Get("Content-Type")},
		{"WARC-Payload-Digest", lost.digest},
	}
	full := record{fields: append(fields, r.common()...), head: r.httpHead(), body: original.payload()}
	w.bodies[lost.digest] = kept{Earlier{URL: r.URL(), Time: r.Time(), RecordID: r.ID(), PayloadDigest: lost.digest}, at}
	return writeMember(w.out, &full, r.endsGroup)
}

// stands notes where a body that goes elsewhere stands in a page that stays.
func (w *rewriter) stands(r *Record, at int64) {
	digest := r.Header.Get("WARC-Payload-Digest")
	if _, known := w.bodies[digest]; !known && w.wanted[digest] {
		w.bodies[digest] = kept{Earlier{URL: r.URL(), Time: r.Time(), RecordID: r.ID(), PayloadDigest: digest}, at}
	}
}

func (w *rewriter) moved(from, to int64) {
	w.result.from, w.result.to = append(w.result.from, from), append(w.result.to, to)
}

// finish lets the places of bodies that went lead to where they stand now.
func (w *rewriter) finish() {
	for _, lost := range w.gone {
		if again, stands := w.bodies[lost.digest]; stands {
			i, _ := slices.BinarySearch(w.result.from, lost.offset)
			w.result.from, w.result.to = slices.Insert(w.result.from, i, lost.offset), slices.Insert(w.result.to, i, again.offset)
		}
	}
}
