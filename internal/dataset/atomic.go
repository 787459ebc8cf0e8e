package dataset

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// WriteFile writes a file whole or not at all: what stood at path stays until all of the new content is on disk.
func WriteFile(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*.tmp")
	if err != nil {
		return explain(err)
	}
	err = errors.Join(write(f), f.Sync(), f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return explain(errors.Join(err, os.Remove(f.Name())))
	}
	return explain(syncPath(filepath.Dir(path)))
}
