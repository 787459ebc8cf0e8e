package archive

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// ReadSpool lists the pages in the spool file of a run that was killed, in the order in which they had come in. The file is
// not changed.
func ReadSpool(path string) ([]Spooled, error) {
	p, err := openSpool(path)
	if err != nil {
		return nil, err
	}
	return p.found, p.Close()
}

func openSpool(path string) (*Part, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the archive's spool file: %w", err)
	}
	p := &Part{file: file}
	if err := p.recover(); err != nil {
		return nil, errors.Join(fmt.Errorf("read the archive's spool file %s: %w", path, err), file.Close())
	}
	return p, nil
}

// FilterSpool copies a spool file to a new one, without the pages that drop names and without what a crash left incomplete
// at its end, and syncs it. It gives the number of pages that were left out.
func FilterSpool(from, to string, drop func(*Page) bool) (int, error) {
	p, err := openSpool(from)
	if err != nil {
		return 0, err
	}
	defer p.Close()
	file, err := os.Create(to)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	dropped := 0
	for _, s := range p.found {
		if drop(&s.Page) {
			dropped++
			continue
		}
		if _, err := io.Copy(file, io.NewSectionReader(p, s.Group.Offset, s.Group.Length)); err != nil {
			return 0, fmt.Errorf("copy the archive's spool file: %w", err)
		}
	}
	return dropped, errors.Join(file.Sync(), file.Close())
}
