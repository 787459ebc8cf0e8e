package archive

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Info is what the warcinfo record of an archive says of its run.
type Info struct {
	Name      string // of the file once it lies at its place; empty: that it is written under
	RunID     string
	Software  string // "rolecall/1.0"
	UserAgent string // as sent to the sites
	Contact   string
	Time      time.Time
	KeepAll   bool // keep the bodies of pages that ask not to be archived too
}

// record makes the warcinfo record of the archive.
func (i Info) record() record {
	var b strings.Builder
	for _, f := range []field{
		{"software", i.Software},
		{"format", "WARC File Format 1.1"},
		{"isPartOf", i.RunID},
		{"operator", i.Contact},
		{"http-header-user-agent", i.UserAgent},
		{"robots", "obey"},
	} {
		if f.value != "" {
			b.WriteString(f.name + ": " + strings.Join(strings.Fields(f.value), " ") + crlf)
		}
	}
	return record{
		fields: []field{
			{"WARC-Type", typeInfo},
			{"WARC-Record-ID", recordID(i.RunID, typeInfo)},
			{"WARC-Date", date(i.Time)},
			{"WARC-Filename", i.Name},
			{"Content-Type", "application/warc-fields"},
		},
		head: []byte(b.String()),
	}
}

// Final is the archive of a finished run while it is written. It is not safe for concurrent use.
type Final struct {
	path string
	file *os.File
	end  int64
	kept map[string]kept // by payload digest
	all  bool            // bodies of pages that ask not to be archived are kept too
}

// NewFinal starts the archive that Close will put at path. Until then it is a file beside it that ends in ".tmp".
func NewFinal(path string, info Info) (*Final, error) {
	file, err := os.Create(path + ".tmp")
	if err != nil {
		return nil, fmt.Errorf("start the archive: %w", err)
	}
	f := &Final{path: path, file: file, kept: map[string]kept{}, all: info.KeepAll}
	if info.Name == "" {
		info.Name = filepath.Base(path)
	}
	head := info.record()
	if err := f.write(func(w io.Writer) error { return writeMember(w, &head, false) }); err != nil {
		return nil, errors.Join(err, f.Abort())
	}
	return f, nil
}

// write appends to the file what fill writes.
func (f *Final) write(fill func(io.Writer) error) error {
	counted := &countingWriter{w: f.file}
	err := fill(counted)
	f.end += counted.n
	if err != nil {
		return fmt.Errorf("write the archive %s: %w", f.path, err)
	}
	return nil
}

// Close finishes the archive: it is synced to disk and renamed to its path.
func (f *Final) Close() error {
	if err := f.file.Sync(); err != nil {
		return errors.Join(fmt.Errorf("finish the archive %s: %w", f.path, err), f.Abort())
	}
	if err := f.file.Close(); err != nil {
		return errors.Join(fmt.Errorf("finish the archive %s: %w", f.path, err), os.Remove(f.file.Name()))
	}
	if err := os.Rename(f.file.Name(), f.path); err != nil {
		return fmt.Errorf("finish the archive: %w", err)
	}
	return syncFolder(filepath.Dir(f.path))
}

// Abort drops the unfinished archive.
func (f *Final) Abort() error {
	return errors.Join(f.file.Close(), os.Remove(f.file.Name()))
}

// syncFolder makes a rename in a folder last.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("sync the archive's folder: %w", err)
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// countingWriter counts the bytes written through it.
type countingWriter struct {
	w io.Writer
	n int64
}

func (c *countingWriter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}
