package archive

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// Group is where the records of one page lie in a part: its exchanges, redirects included, in order.
type Group struct {
	Offset, Length int64
}

// Spooled is a page that was found in a spool file.
type Spooled struct {
	Page  Page
	Group Group
}

// syncEvery is how much of a run a power cut may cost. Syncing after every page would cost a fast crawl much of its pace.
const syncEvery = 250 * time.Millisecond

// Part is the spool file of a run, to which groups are appended while pages come in. It is safe for concurrent use.
type Part struct {
	runID string
	found []Spooled
	mu    sync.Mutex
	file  *os.File
	end   int64 // behind the last whole group

	synced time.Time // when last
}

// OpenPart opens or creates the spool file of a run. What a crash left incomplete at its end is cut off.
func OpenPart(path, runID string) (*Part, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open the archive's spool file: %w", err)
	}
	p := &Part{runID: runID, file: file}
	err = p.recover()
	if err == nil {
		err = file.Truncate(p.end)
	}
	if err == nil {
		err = syncFolder(filepath.Dir(path))
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("recover the archive's spool file %s: %w", path, err), file.Close())
	}
	return p, nil
}

// recover finds the whole groups in the file. Records that cannot be read are the torn tail.
func (p *Part) recover() error {
	size, err := p.file.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	reader := NewReader(io.NewSectionReader(p.file, 0, size))
	for {
		record, err := reader.Next()
		var failed *os.PathError
		if errors.As(err, &failed) {
			return err
		}
		if err != nil {
			return nil //nolint:nilerr // the torn tail, which is cut
		}
		if !record.endsGroup {
			continue
		}
		group := Group{Offset: p.end, Length: record.Offset + record.Length - p.end}
		p.end += group.Length
		if page, ok := record.Page(); ok {
			p.found = append(p.found, Spooled{page, group})
		}
	}
}

// Found lists the pages that were in the file when it was opened, in the order in which they had come in.
func (p *Part) Found() []Spooled { return p.found }

// Append writes the exchanges of a page and the facts of its fetch as one group: after a crash it is there as a whole
// or not at all.
func (p *Part) Append(page Page, exchanges []Exchange) (Group, error) {
	if len(exchanges) == 0 {
		return Group{}, errors.New("append to the archive: no exchange")
	}
	data, err := encodeGroup(p.runID, &page, exchanges)
	if err != nil {
		return Group{}, fmt.Errorf("append to the archive: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, err := p.file.WriteAt(data, p.end); err != nil {
		return Group{}, errors.Join(fmt.Errorf("append to the archive: %w", err), p.file.Truncate(p.end))
	}
	g := Group{Offset: p.end, Length: int64(len(data))}
	p.end += g.Length
	if time.Since(p.synced) < syncEvery {
		return g, nil
	}
	if err := p.file.Sync(); err != nil {
		return g, fmt.Errorf("append to the archive: %w", err)
	}
	p.synced = time.Now()
	return g, nil
}

// Answer reads the last answer of a group: its response record, or a revisit record, which has no body.
func (p *Part) Answer(g Group) (*Record, error) {
	records, _, err := readGroup(p, g.Offset, g.Length)
	if err != nil {
		return nil, fmt.Errorf("read the archive's spool file: %w", err)
	}
	for _, r := range slices.Backward(records) {
		if isAnswer(r) {
			return r, nil
		}
	}
	return nil, errors.New("read the archive's spool file: no answer in the group")
}

// ReadAt reads from the spool file, for Final.Copy.
func (p *Part) ReadAt(b []byte, off int64) (int, error) { return p.file.ReadAt(b, off) }

// Sync brings everything appended to disk.
func (p *Part) Sync() error { return p.file.Sync() }

// Close closes the spool file and leaves it where it is.
func (p *Part) Close() error { return p.file.Close() }

// Remove closes and deletes the spool file.
func (p *Part) Remove() error {
	if err := p.file.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
		return err
	}
	return os.Remove(p.file.Name())
}
