//go:build unix

package dataset

import (
	"errors"
	"os"
	"syscall"
)

// lockFile locks f until it is closed or the process ends. It gives errHeld where another process holds the lock.
func lockFile(f *os.File) error {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case errors.Is(err, syscall.EINTR):
		case errors.Is(err, syscall.EWOULDBLOCK):
			return errHeld
		default:
			return err
		}
	}
}
