package archive

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
)

// Group is where the records of one page lie in a part: its exchanges, redirects included, in order.
type Group struct {
	Offset, Length int64
}

// Part is the spool file of a run, to which groups are appended while pages come in. It is safe for concurrent use.
type Part struct {
	runID string
	mu    sync.Mutex
	file  *os.File
	end   int64 // behind the last whole group
}

// OpenPart opens or creates the spool file of a run. What a crash left incomplete at its end is cut off.
func OpenPart(path, runID string) (*Part, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open the archive's spool file: %w", err)
	}
	end, err := lastGroupEnd(file)
	if err == nil {
		err = file.Truncate(end)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("recover the archive's spool file %s: %w", path, err), file.Close())
	}
	return &Part{runID: runID, file: file, end: end}, nil
}

// lastGroupEnd finds the offset behind the last whole group. Records that cannot be read are the torn tail.
func lastGroupEnd(file *os.File) (int64, error) {
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return 0, err
	}
	reader := NewReader(io.NewSectionReader(file, 0, size))
	end := int64(0)
	for {
		record, err := reader.Next()
		var failed *os.PathError
		if errors.As(err, &failed) {
			return 0, err
		}
		if err != nil {
			return end, nil //nolint:nilerr // the torn tail, which is cut
		}
		if record.endsGroup {
			end = record.Offset + record.Length
		}
	}
}

// Append writes the exchanges of a page as one group: after a crash it is there as a whole or not at all. Page tells
// pages apart that share a URL, such as the same one in two sources.
func (p *Part) Append(page string, exchanges []Exchange) (Group, error) {
	if len(exchanges) == 0 {
		return Group{}, errors.New("append to the archive: no exchange")
	}
	data, err := encodeGroup(p.runID, page, exchanges)
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
	return g, nil
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
