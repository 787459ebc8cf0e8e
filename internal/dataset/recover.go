package dataset

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// recoverRuns settles every run that was begun in outDir and not ended. It gives the ids of those that were not
// committed, sorted. The lock must be held.
func recoverRuns(outDir string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(outDir, staging))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var abandoned []string
	for _, entry := range entries {
		if checkID(entry.Name()) != nil {
			continue // not of a run
		}
		committed, err := settle(outDir, entry.Name())
		if err != nil {
			return abandoned, err
		}
		if !committed {
			abandoned = append(abandoned, entry.Name())
		}
	}
	return abandoned, nil
}

// settle ends a run that stopped at any step: one whose tables stand in data/ is finished, any other is removed. The
// staging folder goes last, so that settling can itself be stopped and done again.
func settle(outDir, id string) (bool, error) {
	dir, err := committedDir(outDir, id)
	if err != nil {
		return false, err
	}
	if dir != "" {
		return true, errors.Join(pointLatest(outDir, id), clearStaging(outDir, id))
	}
	for _, part := range visibleParts(outDir, id) {
		if err := os.RemoveAll(part); err != nil {
			return false, err
		}
	}
	return false, clearStaging(outDir, id)
}

// clearStaging removes a run's staging folder, and the folder of all staging if no other run lies in it.
func clearStaging(outDir, id string) error {
	if err := os.RemoveAll(filepath.Join(outDir, staging, id)); err != nil {
		return err
	}
	entries, err := os.ReadDir(filepath.Join(outDir, staging))
	if err != nil || len(entries) > 0 {
		return ignoreMissing(err)
	}
	return ignoreMissing(os.Remove(filepath.Join(outDir, staging)))
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
