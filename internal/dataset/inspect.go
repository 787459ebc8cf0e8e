package dataset

import (
	"errors"
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

// Footer is what the footer of a table tells.
type Footer struct {
	Rows                        int64
	Table, RunID, SchemaVersion string
}

// ReadFooter reads the footer of a run's table, of whatever schema version.
func ReadFooter(run Stored, table string) (Footer, error) {
	f, err := os.Open(run.TablePath(table))
	if err != nil {
		return Footer{}, damagedTable(&run, run.TablePath(table), err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Footer{}, err
	}
	p, err := openParquet(f, info.Size(), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return Footer{}, damagedTable(&run, f.Name(), err)
	}
	footer := Footer{Rows: p.NumRows()}
	footer.Table, _ = p.Lookup(tableKey)
	footer.RunID, _ = p.Lookup(runKey)
	footer.SchemaVersion, _ = p.Lookup(versionKey)
	return footer, nil
}

// CountRows gives the number of rows that the footer of a run's table tells, of whatever schema version.
func CountRows(run Stored, table string) (int64, error) {
	footer, err := ReadFooter(run, table)
	return footer.Rows, err
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
	err := readJSON(manifestOf(d.root, id), &m, manifestRemedy)
	return m, err
}

// ReadLatest reads latest.json; false where there is none.
func (d *Dataset) ReadLatest() (Latest, bool, error) {
	var l Latest
	err := readJSON(latestOf(d.root), &l, LatestRemedy)
	if errors.Is(err, fs.ErrNotExist) {
		return Latest{}, false, nil
	}
	return l, err == nil, err
}

// SpoolName is the path, from the output folder, of what a run that is under way or was killed has fetched.
func SpoolName(id string) string { return staging + "/" + id + "/" + spoolName }

// Unfinished lists the ids of runs that are under way or were killed, sorted.
func (d *Dataset) Unfinished() ([]string, error) { return unfinished(d.root) }

func unfinished(outDir string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(outDir, staging))
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
