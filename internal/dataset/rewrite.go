package dataset

import (
	"errors"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"rolecall/internal/claim"
)

// RunChange is a committed run whose tables and report are written anew as part of a Change. Its three tables are to be
// written, in any order, before Finish.
type RunChange struct {
	change  *Change
	run     Stored
	dir     string // of the new tables
	reports string
	tables  map[string]File
}

// ChangeRun begins to write a run anew.
func (c *Change) ChangeRun(run Stored) (*RunChange, error) {
	dir, err := c.Replace(path.Dir(run.Paths.Claims))
	if err != nil {
		return nil, err
	}
	return &RunChange{change: c, run: run, dir: dir, tables: map[string]File{}}, explain(os.MkdirAll(dir, 0o755))
}

// WriteClaims writes the table claims as it is to be, in the order of CompareClaims.
func (r *RunChange) WriteClaims(rows iter.Seq2[claim.Claim, error]) error {
	return rewriteTable(r, claimTable(), rows)
}

// WriteDocuments writes the table documents as it is to be, in the order of CompareDocuments.
func (r *RunChange) WriteDocuments(rows iter.Seq2[claim.Document, error]) error {
	return rewriteTable(r, documentTable(), rows)
}

// WriteConflicts writes the table conflicts as it is to be, in the order of CompareConflicts.
func (r *RunChange) WriteConflicts(rows iter.Seq2[claim.Conflict, error]) error {
	return rewriteTable(r, conflictTable(), rows)
}

func rewriteTable[D, R any](r *RunChange, t *table[D, R], rows iter.Seq2[D, error]) error {
	file, err := t.write(filepath.Join(r.dir, t.name+".parquet"), origin{r.run.ID, r.run.Manifest.RolecallVersion}, rows)
	file.Path = path.Join(path.Dir(r.run.Paths.Claims), t.name+".parquet")
	r.tables[t.name] = file
	return err
}

// Staged gives the tables written so far for reading.
func (r *RunChange) Staged() Stored { return Stored{ID: r.run.ID, tables: r.dir} }

// ReportDir is an empty folder for the files of a new report.
func (r *RunChange) ReportDir() (string, error) {
	dir, err := r.change.Replace("reports/" + r.run.ID)
	if err != nil {
		return "", err
	}
	r.reports = dir
	return dir, explain(os.MkdirAll(dir, 0o755))
}

// Finish writes the manifest m and the data package to the new files; archive is the run's new archive where it has one. A run
// whose manifest is missing gets none.
func (r *RunChange) Finish(m Manifest, archive string) error {
	var replaced []string
	for _, file := range r.tables {
		replaced = append(replaced, file.Path)
	}
	pkg := packageName(r.run.ID)
	if m.isMissing() {
		r.change.Delete(pkg) // which speaks of the tables as they were
		return nil
	}
	replaced = append(replaced, pkg)
	m.Files = slices.DeleteFunc(slices.Clone(m.Files), func(f File) bool {
		return slices.Contains(replaced, f.Path) || r.reports != "" && strings.HasPrefix(f.Path, "reports/"+r.run.ID+"/")
	})
	for _, file := range r.tables {
		m.Files = append(m.Files, file)
	}
	if r.reports != "" {
		files, err := describeTree(r.reports, "reports/"+r.run.ID)
		if err != nil {
			return explain(err)
		}
		m.Files = append(m.Files, files...)
	}
	if err := m.describeArchive(r.run.ID, archive); err != nil {
		return err
	}
	sortFiles(m.Files)
	staged, err := r.change.Replace(pkg)
	if err != nil {
		return err
	}
	if err := writeJSON(staged, newDataPackage(&m)); err != nil {
		return explain(err)
	}
	file, err := describe(staged)
	if err != nil {
		return explain(err)
	}
	file.Path = pkg
	m.Files = append(m.Files, file)
	sortFiles(m.Files)
	return r.change.ReplaceJSON("runs/"+r.run.ID+".json", m)
}

// describeArchive puts the run's new archive among the files of m.
func (m *Manifest) describeArchive(id, archive string) error {
	if archive == "" {
		return nil
	}
	file, err := describe(archive)
	if err != nil {
		return explain(err)
	}
	for i := range m.Files {
		if m.Files[i].Path == "archive/"+id+".warc.gz" {
			m.Files[i].Bytes, m.Files[i].SHA256 = file.Bytes, file.SHA256
		}
	}
	return nil
}

// FinishArchive writes the manifest of a run of which only the archive is left, or of which nothing else changes.
func (c *Change) FinishArchive(id string, m Manifest, archive string) error {
	if m.isMissing() {
		return nil
	}
	m.Files = slices.Clone(m.Files)
	if err := m.describeArchive(id, archive); err != nil {
		return err
	}
	return c.ReplaceJSON("runs/"+id+".json", m)
}

// SettleKilled brings the runs that were killed back to what they had fetched, which a later run takes up: the rest is made
// anew from that. Those that were as good as committed are finished.
func (c *Change) SettleKilled() error {
	ids, err := unfinished(c.outDir)
	if err != nil {
		return explain(err)
	}
	for _, id := range ids {
		found, committed, err := recoverRun(c.outDir, id)
		switch {
		case err != nil, committed:
		case found.ID == "":
			err = settle(c.outDir, id)
		default:
			err = rewind(c.outDir, id)
		}
		if err != nil {
			return explain(err)
		}
	}
	return nil
}

// AppendLine notes that a file, from the output folder, is to have another line.
func (c *Change) AppendLine(name string, line []byte) error {
	data, err := os.ReadFile(filepath.Join(c.outDir, filepath.FromSlash(name)))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return explain(err)
	}
	if len(data) > 0 && data[len(data)-1] != '\n' {
		data = append(data, '\n')
	}
	staged, err := c.Replace(name)
	if err != nil {
		return err
	}
	return explain(os.WriteFile(staged, append(append(data, line...), '\n'), 0o644))
}

// EditDecisions writes the file of decisions anew where edit changes one of them, and counts these. Nobody can decide
// anything until the change is closed.
func (c *Change) EditDecisions(edit func(*claim.Decision) bool) (int, error) {
	if there, err := exists(DecisionsPath(c.outDir)); err != nil || !there {
		return 0, err
	}
	f, err := openDecisions(c.outDir)
	if err != nil {
		return 0, err
	}
	c.held = append(c.held, f)
	list, err := ReadDecisions(c.outDir)
	if err != nil {
		return 0, err
	}
	edited := 0
	for i := range list {
		if edit(&list[i]) {
			edited++
		}
	}
	if edited == 0 {
		return 0, nil
	}
	lines, err := decisionLines(list)
	if err != nil {
		return 0, err
	}
	staged, err := c.Replace(filepath.Base(f.Name()))
	if err != nil {
		return 0, err
	}
	return edited, explain(os.WriteFile(staged, lines, 0o644))
}
