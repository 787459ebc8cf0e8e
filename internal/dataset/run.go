package dataset

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"rolecall/internal/claim"
)

// staging is the folder under an output folder in which runs are prepared, one folder each.
const staging = ".staging"

// idFormat is the form of a run id made from a clock: 20261122T060000Z.
const idFormat = "20060102T150405Z"

// Run is a run in preparation. Nothing of it is visible to readers before Commit. Its methods are not safe for
// concurrent use.
type Run struct {
	outDir    string
	id        string
	program   string // its version
	now       time.Time
	lock      *os.File
	abandoned []string
	resumed   bool
	tables    map[string]File // by table name, what is written so far

	done func(step string) // told of each step of a commit
}

// Begin is BeginPlan of a run that no later one resumes.
func Begin(outDir, runID string, now time.Time) (*Run, error) {
	return BeginPlan(outDir, Plan{RunID: runID, Now: now})
}

// BeginPlan takes the lock of outDir, which is made where missing, settles what killed runs left there and prepares
// a run: anew, or one that was killed and has the same plan, whose spool file is then as it was (see Resumed). An id
// that is taken gets a suffix "-2", "-3", ... (see ID). The error is ErrLocked where another run is at work there.
// Every BeginPlan is ended by Commit or Abort.
func BeginPlan(outDir string, plan Plan) (*Run, error) {
	if plan.RunID != "" {
		if err := checkID(plan.RunID); err != nil {
			return nil, err
		}
	}
	if err := os.MkdirAll(outDir, 0o755); err != nil {
		return nil, explain(err)
	}
	lock, err := acquire(outDir)
	if err != nil {
		return nil, err
	}
	r := &Run{outDir: outDir, program: cmp.Or(plan.Program, "dev"), now: plan.Now.UTC(), lock: lock, tables: map[string]File{}, done: func(string) {}}
	if err := r.prepare(plan); err != nil {
		return nil, errors.Join(explain(err), release(lock))
	}
	return r, nil
}

// ErrRunID says that a run id cannot be one.
var ErrRunID = errors.New("not a run id")

func checkID(id string) error {
	if !regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$`).MatchString(id) {
		return fmt.Errorf("%w: %q: use up to 100 letters, digits, dots, underscores and hyphens, a letter or digit first", ErrRunID, id)
	}
	return nil
}

func (r *Run) prepare(plan Plan) error {
	if err := finishChange(r.outDir); err != nil {
		return err
	}
	resumable, abandoned, err := recoverRuns(r.outDir, plan)
	if err != nil {
		return fmt.Errorf("cleaning up after a run that was killed: %w", err)
	}
	r.abandoned = abandoned
	if resumable.ID != "" {
		r.id, r.now, r.resumed = resumable.ID, resumable.Started, true
		return r.makeDirs()
	}
	wanted := plan.RunID
	if wanted == "" {
		wanted = r.now.Format(idFormat)
	}
	if r.id, err = freeID(r.outDir, wanted); err != nil {
		return err
	}
	if err := r.makeDirs(); err != nil {
		return err
	}
	return writeMark(r.outDir, mark{ID: r.id, Asked: plan.RunID, Started: r.now, Plan: plan.Fingerprint})
}

func (r *Run) makeDirs() error {
	for _, dir := range []string{r.tableDir(), r.ReportDir(), r.TempDir()} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	return nil
}

// freeID is id, or id with the first suffix under which nothing lies in outDir.
func freeID(outDir, id string) (string, error) {
	for n := 1; ; n++ {
		try := id
		if n > 1 {
			try = id + "-" + strconv.Itoa(n)
		}
		taken, err := isTaken(outDir, try)
		if err != nil || !taken {
			return try, err
		}
	}
}

func isTaken(outDir, id string) (bool, error) {
	committed, err := committedDir(outDir, id)
	if err != nil || committed != "" {
		return true, err
	}
	for _, path := range visibleParts(outDir, id) {
		if taken, err := exists(path); err != nil || taken {
			return true, err
		}
	}
	return false, nil
}

// committedDir is the folder of a committed run's tables, a path from outDir with slashes; "" where there is none.
func committedDir(outDir, id string) (string, error) {
	found, err := fs.Glob(os.DirFS(outDir), "data/run_date=*/run="+id)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0], nil
}

// visibleParts are the places outside data/ at which a run's parts lie, the manifest last.
func visibleParts(outDir, id string) []string {
	return []string{
		filepath.Join(outDir, "reports", id),
		filepath.Join(outDir, "archive", id+".warc.gz"),
		filepath.Join(outDir, packageName(id)),
		filepath.Join(outDir, "runs", id+".json"),
	}
}

// ID is the run's id: the one asked for, or with a suffix.
func (r *Run) ID() string { return r.id }

// Abandoned lists the runs that were found killed half-way and are not resumed, sorted.
func (r *Run) Abandoned() []string { return r.abandoned }

// Resumed reports whether the run takes up one that was killed.
func (r *Run) Resumed() bool { return r.resumed }

// Started is when the run began; of a resumed run, when it began first.
func (r *Run) Started() time.Time { return r.now }

// SpoolPath is the file in which to keep what was fetched so far. A resumed run finds it as it was.
func (r *Run) SpoolPath() string { return filepath.Join(r.dir(), spoolName) }

// ReportDir is an empty folder for the files of the report; Commit moves it to reports/<id>.
func (r *Run) ReportDir() string { return filepath.Join(r.dir(), "reports") }

// ArchivePath is where to write the WARC; Commit moves it, if it is there, to the place that ArchiveName names.
func (r *Run) ArchivePath() string { return filepath.Join(r.dir(), "archive.warc.gz") }

// ArchiveName is the archive's path from the output folder once the run is committed, as documents.archive_file has it.
func (r *Run) ArchiveName() string { return "archive/" + r.id + ".warc.gz" }

// TempDir is a folder for files that go when the run ends, such as those of a Sorter.
func (r *Run) TempDir() string { return filepath.Join(r.dir(), "tmp") }

func (r *Run) dir() string      { return filepath.Join(r.outDir, staging, r.id) }
func (r *Run) tableDir() string { return filepath.Join(r.dir(), "tables") }

func (r *Run) tablePath(name string) string { return filepath.Join(r.tableDir(), name+".parquet") }

// WriteClaims writes the table claims, whose run_id is the run's. Rows must come in the order of CompareClaims; an
// error among them ends the writing. A table can be written once.
func (r *Run) WriteClaims(rows iter.Seq2[claim.Claim, error]) error {
	return writeTable(r, claimTable(), rows)
}

// WriteDocuments writes the table documents, as WriteClaims does, in the order of CompareDocuments. A document without
// FetchedAt gets the run's time.
func (r *Run) WriteDocuments(rows iter.Seq2[claim.Document, error]) error {
	return writeTable(r, documentTable(), func(yield func(claim.Document, error) bool) {
		for d, err := range rows {
			if d.FetchedAt.IsZero() {
				d.FetchedAt = r.now
			}
			if !yield(d, err) {
				return
			}
		}
	})
}

// WriteConflicts writes the table conflicts, as WriteClaims does, in the order of CompareConflicts.
func (r *Run) WriteConflicts(rows iter.Seq2[claim.Conflict, error]) error {
	return writeTable(r, conflictTable(), rows)
}

func writeTable[D, R any](r *Run, t *table[D, R], rows iter.Seq2[D, error]) error {
	file, err := t.write(r.tablePath(t.name), origin{r.id, r.program}, rows)
	if err != nil {
		return err
	}
	r.tables[t.name] = file
	return nil
}

// Staged gives the tables written so far for reading. It holds until Commit or Abort.
func (r *Run) Staged() Stored { return Stored{ID: r.id, tables: r.tableDir()} }

// Abort removes everything of the run and frees the lock. After Commit it does nothing, so it can be deferred.
func (r *Run) Abort() error {
	if r.lock == nil {
		return nil
	}
	return explain(errors.Join(settle(r.outDir, r.id), r.unlock()))
}

func (r *Run) unlock() error {
	lock := r.lock
	r.lock = nil
	return release(lock)
}
