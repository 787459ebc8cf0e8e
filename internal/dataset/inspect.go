package dataset

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"
)

// Describe gives a file's size and SHA-256. Its Path is empty.
func Describe(path string) (File, error) { return describe(path) }

// TablePath is the file of a run's table.
func (s Stored) TablePath(table string) string { return filepath.Join(s.tables, table+".parquet") }

// CountRows gives the number of rows that the footer of a run's table tells, of whatever schema version.
func CountRows(run Stored, table string) (int64, error) {
	f, err := os.Open(run.TablePath(table))
	if err != nil {
		return 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	p, err := parquet.OpenFile(f, info.Size(), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return 0, fmt.Errorf("%s: %w", f.Name(), err)
	}
	return p.NumRows(), nil
}

// Root is the output folder.
func (d *Dataset) Root() string { return d.root }

// IDs lists the ids of the committed runs, sorted. Nothing of the runs is read.
func (d *Dataset) IDs() ([]string, error) {
	dirs, err := fs.Glob(os.DirFS(d.root), "data/run_date=*/run=*")
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, dir := range dirs {
		_, id, _ := strings.Cut(dir, "/run=")
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// ManifestIDs lists the ids under which a manifest lies in runs/, also of runs that have no tables, sorted.
func (d *Dataset) ManifestIDs() ([]string, error) {
	names, err := fs.Glob(os.DirFS(d.root), "runs/*.json")
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, name := range names {
		ids = append(ids, strings.TrimSuffix(strings.TrimPrefix(name, "runs/"), ".json"))
	}
	return ids, nil
}

// ReadManifest reads the manifest of an id, of a committed run or another.
func (d *Dataset) ReadManifest(id string) (Manifest, error) {
	var m Manifest
	err := readJSON(manifestOf(d.root, id), &m)
	return m, err
}

// LatestID is the run that latest.json names; "" where there is no latest.json.
func (d *Dataset) LatestID() (string, error) {
	var l latest
	err := readJSON(filepath.Join(d.root, "latest.json"), &l)
	return l.RunID, ignoreMissing(err)
}

// LatestPaths are the paths in latest.json; none where it is missing.
func (d *Dataset) LatestPaths() ([]string, error) {
	var l latest
	if err := readJSON(filepath.Join(d.root, "latest.json"), &l); err != nil {
		return nil, ignoreMissing(err)
	}
	paths := []string{l.Claims, l.Documents, l.Conflicts, l.Report, l.Manifest, l.Archive}
	return slices.DeleteFunc(paths, func(p string) bool { return p == "" }), nil
}

// Unfinished lists the ids of runs that are under way or were killed, sorted.
func (d *Dataset) Unfinished() ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(d.root, staging))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var ids []string
	for _, entry := range entries {
		if checkID(entry.Name()) == nil {
			ids = append(ids, entry.Name())
		}
	}
	return ids, err
}

// WithoutTables reports whether a manifest is of a run that has none: one that was killed and given up, or deleted.
func (m *Manifest) WithoutTables() bool {
	return m.Outcome == outcomeAbandoned || m.Outcome == OutcomeDeleted
}
