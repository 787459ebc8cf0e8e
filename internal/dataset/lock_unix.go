//go:build unix

package dataset

import (
	"errors"
	"os"
	"syscall"
)

// lockFile locks f until it is closed or the process ends. It gives errHeld where another process holds the lock.
func lockFile(f *os.File) error { return flock(f, syscall.LOCK_EX|syscall.LOCK_NB) }

// awaitLock is lockFile that waits for the lock.
func awaitLock(f *os.File) error { return flock(f, syscall.LOCK_EX) }

func flock(f *os.File, how int) error {
	for {
		err := syscall.Flock(int(f.Fd()), how)
		switch {
		case errors.Is(err, syscall.EINTR):
		case errors.Is(err, syscall.EWOULDBLOCK):
			return errHeld
		default:
			return err
		}
	}
}
