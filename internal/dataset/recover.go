package dataset

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// recoverRuns settles every run that was begun in outDir and not ended, but for one that fits the plan and is to be
// resumed. It gives that one, its ID empty where there is none, and the ids of the others that were not committed,
// sorted. The lock must be held.
func recoverRuns(outDir string, plan Plan) (mark, []string, error) {
	entries, err := os.ReadDir(filepath.Join(outDir, staging))
	if errors.Is(err, fs.ErrNotExist) {
		return mark{}, nil, nil
	}
	if err != nil {
		return mark{}, nil, err
	}
	var resumable mark
	var abandoned []string
	for _, entry := range entries {
		if checkID(entry.Name()) != nil {
			continue // not of a run
		}
		found, committed, err := recoverRun(outDir, entry.Name())
		switch {
		case err != nil:
			return mark{}, abandoned, err
		case committed:
		case resumable.ID == "" && plan.fits(found):
			resumable = found
			err = rewind(outDir, found.ID)
		default:
			abandoned = append(abandoned, entry.Name())
			err = abandon(outDir, entry.Name(), found, plan.Now)
		}
		if err != nil {
			return mark{}, abandoned, err
		}
	}
	return resumable, abandoned, nil
}

// recoverRun finishes a run whose tables stand in data/, and reads the mark of any other. A run that was killed before
// it was marked has the zero mark.
func recoverRun(outDir, id string) (mark, bool, error) {
	dir, err := committedDir(outDir, id)
	if err != nil {
		return mark{}, false, err
	}
	if dir != "" {
		return mark{}, true, settle(outDir, id)
	}
	found, err := readMark(outDir, id)
	return found, false, err
}

// rewind brings a run that was killed back to where only its spool file and its mark are there.
func rewind(outDir, id string) error {
	for _, part := range visibleParts(outDir, id) {
		if err := os.RemoveAll(part); err != nil {
			return err
		}
	}
	dir := filepath.Join(outDir, staging, id)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if name := entry.Name(); name != markName && name != spoolName {
			if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// abandon removes a run that was killed and leaves a manifest that says so.
func abandon(outDir, id string, found mark, now time.Time) error {
	if found.ID == "" {
		return settle(outDir, id)
	}
	if err := rewind(outDir, id); err != nil {
		return err
	}
	staged := filepath.Join(outDir, staging, id, "manifest.json")
	if err := writeJSON(staged, abandonedManifest(found, now)); err != nil {
		return err
	}
	if err := move(outDir, staged, manifestOf(outDir, id)); err != nil {
		return err
	}
	return clearStaging(outDir, id)
}

// settle ends a run that stopped at any step: one whose tables stand in data/ is finished, any other is removed. The
// staging folder goes last, so that settling can itself be stopped and done again.
func settle(outDir, id string) error {
	dir, err := committedDir(outDir, id)
	if err != nil {
		return err
	}
	if dir != "" {
		return errors.Join(pointLatest(outDir, id), clearStaging(outDir, id))
	}
	for _, part := range visibleParts(outDir, id) {
		if err := os.RemoveAll(part); err != nil {
			return err
		}
	}
	return clearStaging(outDir, id)
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
