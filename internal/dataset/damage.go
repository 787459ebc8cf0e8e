package dataset

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/parquet-go/parquet-go"
)

// DamagedError says that a file of an output folder is missing or cannot be read.
type DamagedError struct {
	Path   string
	Cause  error
	Remedy string
}

func (e *DamagedError) Error() string {
	if errors.Is(e.Cause, fs.ErrNotExist) {
		return e.Path + " is missing: " + e.Remedy
	}
	return fmt.Sprintf("%s is damaged: %v: %s", e.Path, e.Cause, e.Remedy)
}

func (e *DamagedError) Unwrap() error { return e.Cause }

// Remedies for what is damaged. Each was tried with every command.
const (
	manifestRemedy = "bring it back from a copy, or delete it: the tables can be read without it"
	LatestRemedy   = "delete it; the next run over all sources writes it anew, and until then the newest such run counts as the latest"
)

// planRemedy is what to do about the plan of a change.
func planRemedy(root string) string {
	return fmt.Sprintf("bring the output folder back from a copy, or delete .staging/.change and see with \"rolecall verify --out %s\" which runs the change had come to", root)
}

// tableRemedy is what to do about a table of a run.
func tableRemedy(run *Stored) string {
	if run.Date == "" {
		return "run again" // in preparation
	}
	dir := filepath.Dir(run.TablePath(Claims))
	root := filepath.Dir(filepath.Dir(filepath.Dir(dir))) // of data/run_date=.../run=...
	return fmt.Sprintf("\"rolecall verify %s --out %s\" tells what else is; bring it back from a copy, or do without the run and move %s, reports/%s and runs/%s.json out of the output folder",
		run.ID, root, dir, run.ID, run.ID)
}

// readJSON reads a file of JSON; where that is damaged, the error tells the remedy.
func readJSON(path string, value any, remedy string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, value); err != nil {
		return &DamagedError{path, err, remedy}
	}
	return nil
}

// damagedTable tells a table that is damaged from one that cannot be read at the moment.
func damagedTable(run *Stored, path string, err error) error {
	var failed syscall.Errno
	if err == nil || errors.As(err, &failed) && !errors.Is(err, fs.ErrNotExist) {
		return explain(err)
	}
	return &DamagedError{path, plainError{err}, tableRemedy(run)}
}

// plainError is an error of a library that reads a damaged file, without the bytes that it found there.
type plainError struct{ error }

// longestCause is how much of a library's error is shown, in bytes.
const longestCause = 80

func (e plainError) Error() string {
	quoted := strconv.QuoteToASCII(strings.ToValidUTF8(e.error.Error(), "?"))
	text := strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(quoted[1 : len(quoted)-1])
	if len(text) > longestCause {
		text = text[:longestCause] + "..."
	}
	return text
}

func (e plainError) Unwrap() error { return e.error }

// openParquet is parquet.OpenFile, which panics on some damaged files.
func openParquet(file io.ReaderAt, size int64, options ...parquet.FileOption) (*parquet.File, error) {
	var opened *parquet.File
	err := guarded(func() error {
		var err error
		opened, err = parquet.OpenFile(file, size, options...)
		return err
	})
	return opened, err
}

// guarded gives a panic of the Parquet library, which a damaged file can cause, as an error.
func guarded(do func() error) error {
	var err error
	func() {
		defer func() {
			if cause := recover(); cause != nil {
				err = fmt.Errorf("%v", cause)
			}
		}()
		err = do()
	}()
	return err
}
