package state

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// writeError is an error of writing state.db.
func writeError(err error) error { return fmt.Errorf("write state.db: %w", cause(err)) }

// Remedy is what to do about a damaged state.db.
const Remedy = "delete it; the next run then fetches all pages in full"

// unusable is an error of opening or reading state.db, with the remedy where the file is damaged.
func unusable(path string, err error) error {
	if !isDamage(err) {
		return fmt.Errorf("open %s: %w", path, cause(err))
	}
	return fmt.Errorf("%s is damaged: %w: %s", path, err, Remedy)
}

// cause lets an error of SQLite match the error of the file system that it stands for: a full disk, or a file that may not
// be written.
func cause(err error) error {
	switch code := codeOf(err); {
	case code&0xff == lib.SQLITE_FULL, code == lib.SQLITE_IOERR_SHMSIZE:
		return fmt.Errorf("%w: %w", err, syscall.ENOSPC)
	case code&0xff == lib.SQLITE_READONLY, code&0xff == lib.SQLITE_PERM:
		return fmt.Errorf("%w: %w", err, fs.ErrPermission)
	}
	return err
}

// codeOf is the extended code of an error of SQLite; 0 for others.
func codeOf(err error) int {
	var failed *sqlite.Error
	if !errors.As(err, &failed) {
		return 0
	}
	return failed.Code()
}

// isDamage tells a file that is damaged from one that cannot be used at the moment.
func isDamage(err error) bool {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	switch codeOf(err) & 0xff { // without the extended code
	case lib.SQLITE_FULL, lib.SQLITE_READONLY, lib.SQLITE_PERM, lib.SQLITE_CANTOPEN, lib.SQLITE_BUSY, lib.SQLITE_LOCKED,
		lib.SQLITE_IOERR, lib.SQLITE_NOMEM, lib.SQLITE_INTERRUPT:
		return false
	}
	return true
}
