package archive

import (
	"io"
	"time"
)

// Group is where the records of one page lie in a part: its exchanges, redirects included, in order.
type Group struct {
	Offset, Length int64
}

// Exchange is one HTTP request and its answer.
type Exchange struct {
	URL          string
	Time         time.Time
	IP           string // of the server; empty: unknown
	Request      []byte // request line and headers, through the empty line
	ResponseHead []byte // status line and headers, through the empty line
	Body         []byte // as received: still in its Content-Encoding, no longer chunked
}

// Part is the spool file of a run, to which groups are appended while pages come in.
type Part struct{}

// OpenPart opens or creates the spool file of a run. What a crash left incomplete at its end is cut off.
func OpenPart(path, runID string) (*Part, error) { return &Part{}, nil }

// Append writes the exchanges of a page as one group. Page tells pages apart that share a URL ("source URL").
func (p *Part) Append(page string, exchanges []Exchange) (Group, error) { return Group{}, nil }

// ReadAt reads from the spool file, for Final.Copy.
func (p *Part) ReadAt(b []byte, off int64) (int, error) { return 0, io.EOF }

// Sync flushes the spool file to disk.
func (p *Part) Sync() error { return nil }

// Close closes the spool file and leaves it where it is.
func (p *Part) Close() error { return nil }

// Remove closes and deletes the spool file.
func (p *Part) Remove() error { return nil }

// Info is what the warcinfo record of an archive says.
type Info struct {
	RunID, Software, UserAgent, Contact string
	Time                                time.Time
}

// Final is the archive of a finished run while it is written.
type Final struct{}

// NewFinal starts the archive that Close will put at path.
func NewFinal(path string, info Info) (*Final, error) { return &Final{}, nil }

// Copy takes over a group of a part and returns the offset of its last response record in the archive.
func (f *Final) Copy(part io.ReaderAt, offset, length int64) (int64, error) { return 0, nil }

// Close finishes the archive: it is synced and renamed to its path.
func (f *Final) Close() error { return nil }

// Abort drops the unfinished archive.
func (f *Final) Abort() error { return nil }
