package dataset

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// ErrLocked says that another run is writing to the output folder.
var ErrLocked = errors.New("another run is writing to this output folder")

// errHeld says that another process holds a file's lock.
var errHeld = errors.New("held")

// holder is who holds an output folder's lock.
type holder struct {
	PID   int       `json:"pid"`
	Host  string    `json:"host"`
	Since time.Time `json:"since"`
}

// acquire takes the lock of an output folder. The operating system frees the lock of a process that ends in whatever
// way, so a lock file left behind is taken over.
func acquire(outDir string) (*os.File, error) {
	path := filepath.Join(outDir, ".lock")
	for {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
		if err != nil {
			return nil, explain(err)
		}
		if err := lockFile(f); err != nil {
			defer f.Close()
			return nil, lockError(f, outDir, err)
		}
		current, err := isCurrent(f, path)
		if err != nil || !current { // its holder removed it between our opening and our locking
			if closeErr := f.Close(); err != nil || closeErr != nil {
				return nil, errors.Join(err, closeErr)
			}
			continue
		}
		if err := sign(f); err != nil {
			return nil, errors.Join(explain(err), f.Close())
		}
		return f, nil
	}
}

// release removes the lock file and frees the lock. The file is removed first, so that nobody locks a file that then
// goes; where an open file cannot be removed it stays, which does no harm.
func release(f *os.File) error {
	err := os.Remove(f.Name())
	if runtime.GOOS == "windows" {
		err = nil
	}
	return errors.Join(err, f.Close())
}

func isCurrent(f *os.File, path string) (bool, error) {
	ours, err := f.Stat()
	if err != nil {
		return false, err
	}
	theirs, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(ours, theirs), err
}

func sign(f *os.File) error {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	data, err := json.Marshal(holder{os.Getpid(), host, time.Now().UTC().Truncate(time.Second)})
	if err != nil {
		return err
	}
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err = f.WriteAt(append(data, '\n'), 0)
	return err
}

func lockError(f *os.File, outDir string, err error) error {
	if !errors.Is(err, errHeld) {
		return fmt.Errorf("%s: cannot be locked: %w: choose an output folder on a file system with locks", f.Name(), err)
	}
	data, readErr := io.ReadAll(io.NewSectionReader(f, 0, 4096))
	var h holder
	if readErr != nil || json.Unmarshal(data, &h) != nil {
		return fmt.Errorf("%s: %w: wait for it to end or choose another output folder", outDir, ErrLocked)
	}
	return fmt.Errorf("%s: %w: process %d on %s since %s: wait for it to end or choose another output folder",
		outDir, ErrLocked, h.PID, h.Host, h.Since.Format(time.RFC3339))
}
