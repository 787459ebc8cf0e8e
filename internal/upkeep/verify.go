package upkeep

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"rolecall/internal/dataset"
)

// Checked counts what Verify looked at.
type Checked struct {
	Runs      int `json:"runs"`
	Files     int `json:"files"`
	Claims    int `json:"claims"`
	Documents int `json:"documents"`
	Archived  int `json:"archived"`      // documents whose archived page was read
	Findings  int `json:"finding_count"` // all, also those that were not told one by one
}

// verifier is a check under way.
type verifier struct {
	data    *dataset.Dataset
	temp    string
	found   *findings
	checked Checked
	wants   *dataset.Sorter[want]
	// archives are the archives that manifests list, from the output folder.
	archives []string
	// forgotten are the runs that something was taken out of, by the notes: manifests of earlier versions do not say it.
	forgotten map[string]bool
}

// Verify checks one committed run or, where runID is empty, the whole output folder. Each finding is told, of a kind the
// first ones only; Checked counts all. Nothing is written but temporary files of the system. The error, such as
// dataset.ErrNoRun, says why nothing could be checked.
func Verify(ctx context.Context, out, runID string, tell func(Finding)) (Checked, error) {
	data, err := dataset.Open(out)
	if err != nil {
		return Checked{}, err
	}
	ids, err := runsToCheck(data, runID)
	if err != nil {
		return Checked{}, err
	}
	temp, err := os.MkdirTemp("", "rolecall-verify-*")
	if err != nil {
		return Checked{}, fmt.Errorf("verify: %w", err)
	}
	v := &verifier{data: data, temp: temp, found: newFindings(tell)}
	err = v.all(ctx, ids, runID == "")
	v.checked.Findings = v.found.total
	return v.checked, errors.Join(err, os.RemoveAll(temp))
}

func runsToCheck(data *dataset.Dataset, runID string) ([]string, error) {
	if runID != "" {
		_, err := data.Run(runID)
		if errors.Is(err, dataset.ErrNoRun) || errors.Is(err, dataset.ErrRunID) {
			return nil, err
		}
		return []string{runID}, nil
	}
	ids, err := data.IDs()
	if err != nil {
		return nil, err
	}
	known, err := data.ManifestIDs()
	if err == nil && len(ids)+len(known) == 0 {
		err = fmt.Errorf("%s: %w", data.Root(), dataset.ErrNoRun)
	}
	return ids, err
}

func (v *verifier) all(ctx context.Context, ids []string, whole bool) error {
	wants, err := dataset.NewSorter(v.temp, compareWants, dataset.Limits{})
	if err != nil {
		return err
	}
	v.wants = wants
	defer wants.Close()
	if err := v.unfinished(); err != nil {
		return err
	}
	v.readForgotten()
	for _, id := range ids {
		if err := v.run(ctx, id); err != nil {
			return err
		}
	}
	if whole {
		v.beside(ctx)
		if err := errors.Join(v.withoutTables(ids), v.layout(), v.latest()); err != nil {
			return err
		}
	}
	return v.checkArchives(ctx)
}

// unfinished tells of a change that was broken off: what else is found may come of it.
func (v *verifier) unfinished() error {
	name, err := dataset.PendingChange(v.data.Root())
	if err == nil && name != "" {
		v.found.add("", CheckUnfinished, ".staging", "a change ("+name+") is under way or was broken off; what else is found may come of it")
	}
	return err
}

// run checks one committed run but for the archives that its documents point into.
func (v *verifier) run(ctx context.Context, id string) error {
	v.checked.Runs++
	run, err := v.data.Run(id)
	if err != nil {
		v.found.add(id, CheckManifest, "runs/"+id+".json", fmt.Sprintf("cannot be read: %v", cause(err)))
		run.Manifest = dataset.Manifest{}
	} else {
		v.manifest(&run)
	}
	if err := v.files(ctx, id, run.Manifest.Files); err != nil {
		return err
	}
	v.footers(&run)
	counted, err := v.tables(ctx, run)
	if err == nil && run.Manifest.SchemaVersion != "" { // else there is no manifest to hold them against
		v.counts(&run, counted)
	}
	return err
}

func (v *verifier) path(name string) string {
	return filepath.Join(v.data.Root(), filepath.FromSlash(name))
}

func (v *verifier) there(name string) (bool, error) {
	_, err := os.Stat(v.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
