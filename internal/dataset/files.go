package dataset

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// Explain adds to an error of the file system what a person can do about it, where nothing in it says so yet. Other errors
// stay as they are.
func Explain(err error) error { return explain(err) }

// explain adds to an error of the file system what a person can do about it. Other errors stay as they are.
func explain(err error) error {
	remedies := []struct {
		cause  error
		remedy string
	}{
		{syscall.ENOSPC, "free some space or choose another output folder"},
		{syscall.EDQUOT, "free some space or choose another output folder"},
		{syscall.EROFS, "choose an output folder that can be written to"},
		{fs.ErrPermission, "give this user the right to write there or choose another output folder"},
		{syscall.EXDEV, "keep the whole output folder on one file system"},
		{syscall.ENOTDIR, "move the file out of the way or choose another output folder"},
	}
	var told *remedyError
	if errors.As(err, &told) {
		return err
	}
	for _, r := range remedies {
		if errors.Is(err, r.cause) {
			return &remedyError{err, r.remedy}
		}
	}
	return err
}

type remedyError struct {
	err    error
	remedy string
}

func (e *remedyError) Error() string { return e.err.Error() + ": " + e.remedy }
func (e *remedyError) Unwrap() error { return e.err }

// syncPath makes a file, or the names in a folder, last through a power cut.
func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !(runtime.GOOS == "windows" || errors.Is(err, syscall.EINVAL)) {
		return err
	}
	return nil
}

// syncTree syncs every file and folder under root, root included.
func syncTree(root string) error {
	return filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return syncPath(path)
	})
}

// move renames a file or folder within root, makes the target's folder where missing, and syncs the folders touched.
func move(root, from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	if err := syncPath(filepath.Dir(from)); err != nil {
		return err
	}
	for dir := filepath.Dir(to); len(dir) >= len(root); dir = filepath.Dir(dir) {
		if err := syncPath(dir); err != nil {
			return err
		}
		if dir == root || dir == filepath.Dir(dir) {
			break
		}
	}
	return nil
}

// writeJSON writes value, indented, to a new file and syncs it.
func writeJSON(path string, value any) error {
	data, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Write(append(data, '\n')); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return f.Close()
}

// describe gives a file's size and hash.
func describe(path string) (File, error) {
	f, err := os.Open(path)
	if err != nil {
		return File{}, err
	}
	defer f.Close()
	hash := sha256.New()
	n, err := io.Copy(hash, f)
	if err != nil {
		return File{}, err
	}
	return File{Bytes: n, SHA256: hex.EncodeToString(hash.Sum(nil))}, nil
}

// exists reports whether something lies at path.
func exists(path string) (bool, error) {
	_, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
