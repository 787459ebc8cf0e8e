package cli

import (
	"fmt"
	"io"
)

// standardOutput remembers that writing failed, as not every command looks.
type standardOutput struct {
	w   io.Writer
	err error // of the first write that failed
}

func (s *standardOutput) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	if err != nil && s.err == nil {
		s.err = err
	}
	return n, err
}

// unwritten is an error where something could not be written.
func (s *standardOutput) unwritten() error {
	if s.err == nil {
		return nil
	}
	return fmt.Errorf("standard output is not complete: %w", s.err)
}
