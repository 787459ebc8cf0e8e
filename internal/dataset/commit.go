package dataset

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Commit makes the run visible: report, archive, data package and manifest go to their places, then the folder of the three tables
// is renamed into data/, which is the commit, then latest.json is replaced if m.Latest says so and no later run stands
// there. All three tables must have been written, and the archive closed. After an error the caller aborts: a run
// that failed before the rename leaves nothing, one that failed after it is whole.
func (r *Run) Commit(m Manifest) (Stored, error) {
	for _, name := range Tables() {
		if _, ok := r.tables[name]; !ok {
			return Stored{}, fmt.Errorf("run %s: the table %s was not written", r.id, name)
		}
	}
	for _, step := range r.steps(&m) {
		if err := step.do(); err != nil {
			return Stored{}, fmt.Errorf("run %s: %s: %w", r.id, step.name, explain(err))
		}
		r.done(step.name)
	}
	return loadRun(r.outDir, r.finalTables())
}

type step struct {
	name string
	do   func() error
}

// steps are the steps of a commit. Whatever step a run is killed after, settle brings the output folder in order.
func (r *Run) steps(m *Manifest) []step {
	return []step{
		{"clear temporary files", func() error { return os.RemoveAll(r.TempDir()) }},
		{"write manifest", func() error { return r.writeManifest(m) }},
		{"sync files", func() error { return syncTree(r.dir()) }},
		{"place report", func() error { return r.place(r.ReportDir(), "reports/"+r.id) }},
		{"place archive", func() error { return r.place(r.ArchivePath(), r.ArchiveName()) }},
		{"place data package", func() error { return r.place(r.packagePath(), packageName(r.id)) }},
		{"place manifest", func() error { return r.place(r.manifestPath(), "runs/"+r.id+".json") }},
		{"place tables", func() error { return r.place(r.tableDir(), r.finalTables()) }},
		{"point latest.json to the run", func() error { return pointLatest(r.outDir, r.id) }},
		{"clear staging", func() error { return clearStaging(r.outDir, r.id) }},
		{"free the lock", r.unlock},
	}
}

func (r *Run) manifestPath() string { return filepath.Join(r.dir(), "manifest.json") }
func (r *Run) packagePath() string  { return filepath.Join(r.dir(), "datapackage.json") }

func (r *Run) date() string { return r.now.Format(time.DateOnly) }

// finalTables is the committed folder of the tables, from the output folder.
func (r *Run) finalTables() string { return "data/run_date=" + r.date() + "/run=" + r.id }

// place moves a staged file or folder to its place in the output folder. What is not there or empty is passed over.
func (r *Run) place(from, to string) error {
	if entries, err := os.ReadDir(from); err == nil && len(entries) == 0 {
		return nil
	}
	if there, err := exists(from); err != nil || !there {
		return err
	}
	return move(r.outDir, from, filepath.Join(r.outDir, filepath.FromSlash(to)))
}

func (r *Run) writeManifest(m *Manifest) error {
	files, err := r.files()
	if err != nil {
		return err
	}
	m.RunID, m.RunDate, m.SchemaVersion, m.Files = r.id, r.date(), SchemaVersion, files
	if m.Started.IsZero() {
		m.Started = r.now
	}
	if err := r.writePackage(m); err != nil {
		return err
	}
	// Empty lists stand as [], never as null.
	m.Sources, m.Timings = append([]SourceResult{}, m.Sources...), append([]Timing{}, m.Timings...)
	if m.Options == nil {
		m.Options = map[string]string{}
	}
	return writeJSON(r.manifestPath(), m)
}

// writePackage writes the data package of the tables in m and puts it among the files of m.
func (r *Run) writePackage(m *Manifest) error {
	if err := writeJSON(r.packagePath(), newDataPackage(m)); err != nil {
		return err
	}
	file, err := describeTree(r.packagePath(), packageName(r.id))
	if err != nil {
		return err
	}
	m.Files = append(m.Files, file...)
	sortFiles(m.Files)
	return nil
}

func sortFiles(files []File) {
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
}

// files lists the run's files under their final paths, sorted, without the data package and the manifest.
func (r *Run) files() ([]File, error) {
	var files []File
	for name, file := range r.tables {
		file.Path = path.Join(r.finalTables(), name+".parquet")
		files = append(files, file)
	}
	reports, err := describeTree(r.ReportDir(), "reports/"+r.id)
	if err != nil {
		return nil, err
	}
	archive, err := describeTree(r.ArchivePath(), r.ArchiveName())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	files = slices.Concat(files, reports, archive)
	sortFiles(files)
	return files, nil
}

// describeTree describes a file, or the files under a folder, under the path that it will have.
func describeTree(root, final string) ([]File, error) {
	var files []File
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		file, err := describe(name)
		if err != nil {
			return err
		}
		below, err := filepath.Rel(root, name)
		file.Path = path.Join(final, filepath.ToSlash(below))
		files = append(files, file)
		return err
	})
	return files, err
}

// pointLatest makes latest.json point to a committed run if its manifest says so, unless it points to a later run.
func pointLatest(outDir, id string) error {
	var m Manifest
	if err := readJSON(manifestOf(outDir, id), &m, manifestRemedy); err != nil || !m.Latest {
		return ignoreMissing(err)
	}
	target := latestOf(outDir)
	var present Latest
	if err := readJSON(target, &present, LatestRemedy); err == nil && present.Started.After(m.Started) {
		return nil
	}
	tables, err := committedDir(outDir, id)
	if err != nil {
		return err
	}
	staged := filepath.Join(outDir, staging, id, "latest.json")
	if err := writeJSON(staged, Latest{m.RunID, m.RunDate, m.Started, pathsOf(outDir, tables, id)}); err != nil {
		return err
	}
	return move(outDir, staged, target)
}

func latestOf(outDir string) string { return filepath.Join(outDir, "latest.json") }

func manifestOf(outDir, id string) string { return filepath.Join(outDir, "runs", id+".json") }
