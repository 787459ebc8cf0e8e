package upkeep

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

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
	for _, id := range ids {
		if err := v.run(ctx, id); err != nil {
			return err
		}
	}
	if whole {
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
		v.found.add(id, CheckManifest, "runs/"+id+".json", fmt.Sprintf("cannot be read: %v", err))
		return nil
	}
	v.manifest(&run)
	if err := v.files(ctx, id, run.Manifest.Files); err != nil {
		return err
	}
	v.rows(&run)
	return v.tables(ctx, run)
}

// manifest holds the manifest against the place of the run.
func (v *verifier) manifest(run *dataset.Stored) {
	m, where := run.Manifest, run.Paths.Manifest
	if there, err := v.there(where); err == nil && !there {
		v.found.add(run.ID, CheckMissing, where, "is missing, so that no hash of the run is known")
		return
	}
	if m.RunID != run.ID || m.RunDate != run.Date {
		v.found.add(run.ID, CheckManifest, where, fmt.Sprintf("is of run %s of %s, the tables of run %s of %s", m.RunID, m.RunDate, run.ID, run.Date))
	}
	for _, table := range []string{run.Paths.Claims, run.Paths.Documents, run.Paths.Conflicts} {
		if !slices.ContainsFunc(m.Files, func(f dataset.File) bool { return f.Path == table }) {
			v.found.add(run.ID, CheckManifest, where, "does not list "+table)
		}
	}
}

// files checks size and hash of the files that a manifest lists.
func (v *verifier) files(ctx context.Context, id string, list []dataset.File) error {
	for _, file := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		v.checked.Files++
		if filepath.Dir(file.Path) == "archive" {
			v.archives = append(v.archives, file.Path)
		}
		if !filepath.IsLocal(filepath.FromSlash(file.Path)) {
			v.found.add(id, CheckManifest, "runs/"+id+".json", "lists "+file.Path+", which is not in the output folder")
			continue
		}
		is, err := dataset.Describe(v.path(file.Path))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			v.found.add(id, CheckMissing, file.Path, "is missing")
		case err != nil:
			v.found.add(id, CheckHash, file.Path, fmt.Sprintf("cannot be read: %v", err))
		case is.Bytes != file.Bytes:
			v.found.add(id, CheckHash, file.Path, fmt.Sprintf("has %d bytes, the manifest says %d", is.Bytes, file.Bytes))
		case is.SHA256 != file.SHA256:
			v.found.add(id, CheckHash, file.Path, fmt.Sprintf("has the SHA-256 %s, the manifest says %s: its content changed", is.SHA256, file.SHA256))
		}
	}
	return nil
}

// rows holds the row counts of the tables' footers against the manifest.
func (v *verifier) rows(run *dataset.Stored) {
	for table, path := range map[string]string{dataset.Claims: run.Paths.Claims, dataset.Documents: run.Paths.Documents, dataset.Conflicts: run.Paths.Conflicts} {
		i := slices.IndexFunc(run.Manifest.Files, func(f dataset.File) bool { return f.Path == path })
		if i < 0 || run.Manifest.Files[i].Rows == nil {
			continue
		}
		count, err := dataset.CountRows(*run, table)
		if want := *run.Manifest.Files[i].Rows; err == nil && count != want {
			v.found.add(run.ID, CheckRows, path, fmt.Sprintf("has %d rows, the manifest says %d", count, want))
		}
	}
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
