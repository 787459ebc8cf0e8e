package dataset

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// WriteFile writes a file whole or not at all: what stood at path stays until all of the new content is on disk. A link
// is followed, and a file that is there keeps its mode; a device or a pipe is written to as it is.
func WriteFile(path string, write func(io.Writer) error) error {
	path = Target(path)
	mode := os.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		if mode = info.Mode().Perm(); !info.Mode().IsRegular() && !info.IsDir() {
			return writeThrough(path, write)
		}
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*.tmp")
	if err != nil {
		return explain(err)
	}
	err = errors.Join(write(f), f.Sync(), f.Chmod(mode), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return explain(errors.Join(err, os.Remove(f.Name())))
	}
	return explain(syncPath(filepath.Dir(path)))
}

// Target follows links to the path that is written to, which need not be there yet.
func Target(path string) string {
	const mostLinks = 40
	for range mostLinks {
		to, err := os.Readlink(path)
		if err != nil {
			return path
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(path), to)
		}
		path = to
	}
	return path
}

// writeThrough writes to what is no file, such as a pipe.
func writeThrough(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return explain(err)
	}
	return explain(errors.Join(write(f), f.Close()))
}
