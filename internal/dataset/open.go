package dataset

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// ErrNoRun says that an output folder has no committed run, or none by that id.
var ErrNoRun = errors.New("no such run")

// Dataset is an output folder for reading. A run that is committed meanwhile is seen by the next call.
type Dataset struct {
	root string
}

// Stored is a run whose tables can be read: a committed one, or one in preparation (see Run.Staged), which has
// neither Manifest nor Paths.
type Stored struct {
	ID       string
	Date     string // YYYY-MM-DD, UTC
	Paths    Paths
	Manifest Manifest // only RunID and RunDate where the file is gone

	tables string // folder
}

// Open opens an output folder. One that does not exist yet is an error that matches fs.ErrNotExist.
func Open(outDir string) (*Dataset, error) {
	info, err := os.Stat(outDir)
	if err != nil {
		return nil, explain(err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s: not a folder", outDir)
	}
	return &Dataset{outDir}, nil
}

// Runs lists the committed runs, the earliest first.
func (d *Dataset) Runs() ([]Stored, error) { return d.runs("data/run_date=*/run=*") }

// runs lists the committed runs whose folders match a pattern, the earliest first.
func (d *Dataset) runs(pattern string) ([]Stored, error) {
	dirs, err := fs.Glob(os.DirFS(d.root), pattern)
	if err != nil {
		return nil, err
	}
	runs := make([]Stored, 0, len(dirs))
	for _, dir := range dirs {
		run, err := loadRun(d.root, dir)
		if err != nil {
			return nil, err
		}
		runs = append(runs, run)
	}
	slices.SortFunc(runs, func(a, b Stored) int {
		return byTime(a.Date, b.Date, a.ID, b.ID, a.Manifest.Started, b.Manifest.Started)
	})
	return runs, nil
}

// byTime compares two runs by day, then by when they began, then by id.
func byTime(dateA, dateB, idA, idB string, startedA, startedB time.Time) int {
	return cmp.Or(cmp.Compare(dateA, dateB), beginning(idA, startedA).Compare(beginning(idB, startedB)), cmp.Compare(idA, idB))
}

// beginning is when a run began or, where its manifest does not tell, what its id says. One whose id says nothing comes last
// in its day, so that nobody takes the newest for the oldest and deletes it.
func beginning(id string, started time.Time) time.Time {
	if !started.IsZero() {
		return started
	}
	if at, err := time.Parse(idFormat, id[:min(len(id), len(idFormat))]); err == nil {
		return at
	}
	return time.Unix(1<<40, 0)
}

// Newest gives the committed runs, the latest first. Manifests are read a day at a time, so that a reader that stops early
// is spared the rest.
func (d *Dataset) Newest() iter.Seq2[Stored, error] {
	return func(yield func(Stored, error) bool) {
		days, err := fs.Glob(os.DirFS(d.root), "data/run_date=*")
		if err != nil {
			yield(Stored{}, err)
			return
		}
		for _, day := range slices.Backward(days) {
			runs, err := d.runs(day + "/run=*")
			if err != nil {
				yield(Stored{}, err)
				return
			}
			for _, run := range slices.Backward(runs) {
				if !yield(run, nil) {
					return
				}
			}
		}
	}
}

// Run gives the committed run of an id, ErrNoRun where there is none. Where its manifest is damaged, which is a DamagedError,
// the run is given all the same.
func (d *Dataset) Run(id string) (Stored, error) {
	if err := checkID(id); err != nil {
		return Stored{}, err
	}
	dir, err := committedDir(d.root, id)
	if err != nil {
		return Stored{}, err
	}
	if dir == "" {
		return Stored{}, fmt.Errorf("%s: run %s: %w", d.root, id, ErrNoRun)
	}
	return loadRun(d.root, dir)
}

// Latest gives the run that latest.json points to. Where that run is gone, it gives the last one left that went over
// the whole source set; ErrNoRun where there is none.
func (d *Dataset) Latest() (Stored, error) {
	id, err := d.latestID()
	if err != nil {
		return Stored{}, err
	}
	if id != "" {
		if run, err := d.Run(id); !errors.Is(err, ErrNoRun) {
			return run, err
		}
	}
	runs, err := d.Runs()
	if err != nil {
		return Stored{}, err
	}
	for _, run := range slices.Backward(runs) {
		if run.Manifest.Latest {
			return run, nil
		}
	}
	return Stored{}, fmt.Errorf("%s: %w", d.root, ErrNoRun)
}

// latestID is the id that latest.json names; "" where there is no latest.json.
func (d *Dataset) latestID() (string, error) {
	l, there, err := d.ReadLatest()
	if err != nil || !there {
		return "", err
	}
	if err := checkID(l.RunID); err != nil {
		return "", &DamagedError{latestOf(d.root), fmt.Errorf("it names no run: %w", err), LatestRemedy}
	}
	return l.RunID, nil
}

// loadRun describes the committed run whose tables lie in dir, a path from the output folder with slashes.
func loadRun(outDir, dir string) (Stored, error) {
	run := storedAt(outDir, dir)
	err := readJSON(manifestOf(outDir, run.ID), &run.Manifest, manifestRemedy)
	if errors.Is(err, fs.ErrNotExist) {
		run.Manifest = Manifest{RunID: run.ID, RunDate: run.Date}
		return run, nil
	}
	return run, err
}

// storedAt is loadRun without the manifest.
func storedAt(outDir, dir string) Stored {
	run := Stored{
		ID:     strings.TrimPrefix(path.Base(dir), "run="),
		Date:   strings.TrimPrefix(path.Base(path.Dir(dir)), "run_date="),
		tables: filepath.Join(outDir, filepath.FromSlash(dir)),
	}
	run.Paths = pathsOf(outDir, dir, run.ID)
	return run
}

func pathsOf(outDir, dir, id string) Paths {
	paths := Paths{
		Claims:    path.Join(dir, Claims+".parquet"),
		Documents: path.Join(dir, Documents+".parquet"),
		Conflicts: path.Join(dir, Conflicts+".parquet"),
		Manifest:  "runs/" + id + ".json",
	}
	there := func(name string) bool {
		_, err := os.Stat(filepath.Join(outDir, filepath.FromSlash(name)))
		return err == nil
	}
	if archive := "archive/" + id + ".warc.gz"; there(archive) {
		paths.Archive = archive
	}
	if described := packageName(id); there(described) {
		paths.DataPackage = described
	}
	for _, report := range []string{"reports/" + id, "reports/" + id + "/index.html"} {
		if there(report) {
			paths.Report = report
		}
	}
	return paths
}
