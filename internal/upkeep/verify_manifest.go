package upkeep

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rolecall/internal/dataset"
)

// manifest holds the manifest against the place of the run.
func (v *verifier) manifest(run *dataset.Stored) {
	m, where := run.Manifest, run.Paths.Manifest
	tell := func(what string) { v.found.add(run.ID, CheckManifest, where, what) }
	if there, err := v.there(where); err == nil && !there {
		v.found.addWith(run.ID, CheckMissing, where, "is missing, so that no hash of the run is known",
			"bring the file back from a copy; without one the tables can be read all the same, and this is told until the run is deleted (rolecall gc) or moved away")
		return
	}
	if m.RunID != run.ID || m.RunDate != run.Date {
		tell(fmt.Sprintf("is of run %s of %s, the tables of run %s of %s", m.RunID, m.RunDate, run.ID, run.Date))
	}
	if day := m.Started.UTC().Format(time.DateOnly); day != m.RunDate {
		tell(fmt.Sprintf("says in started_at that the run began on %s, in run_date on %s", day, m.RunDate))
	}
	if m.WithoutTables() {
		tell(fmt.Sprintf("says that the run is %s, and its tables are there", m.Outcome))
	}
	v.listing(run, tell)
}

// listing checks that the manifest lists what the run has, once, and nothing of another.
func (v *verifier) listing(run *dataset.Stored, tell func(string)) {
	p := run.Paths
	listed := map[string]bool{}
	for _, f := range run.Manifest.Files {
		if listed[f.Path] {
			tell("lists " + f.Path + " twice")
		}
		listed[f.Path] = true
		if !isOf(run, f.Path) {
			tell("lists " + f.Path + ", which is not of this run")
		}
		if path.Dir(f.Path) == path.Dir(p.Claims) && f.Rows == nil {
			tell("does not say how many rows " + f.Path + " has")
		}
	}
	for _, name := range []string{p.Claims, p.Documents, p.Conflicts, p.Archive, p.DataPackage, p.Report} {
		if name != "" && !listed[name] {
			tell("does not list " + name)
		}
	}
}

// isOf reports whether a file lies where those of a run do.
func isOf(run *dataset.Stored, name string) bool {
	tables := []string{run.Paths.Claims, run.Paths.Documents, run.Paths.Conflicts}
	return slices.Contains(tables, name) || name == archiveName(run.ID) || name == "datapackage-"+run.ID+".json" ||
		strings.HasPrefix(name, "reports/"+run.ID+"/")
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

// footers holds what the tables' footers tell against the manifest.
func (v *verifier) footers(run *dataset.Stored) {
	for _, table := range dataset.Tables() {
		name := path.Join(path.Dir(run.Paths.Claims), table+".parquet")
		is, err := dataset.ReadFooter(*run, table)
		if err != nil {
			continue // which reading the table tells
		}
		if is.RunID != run.ID || is.Table != table {
			v.found.add(run.ID, CheckTable, name, fmt.Sprintf("says that it is the table %s of run %s", is.Table, is.RunID))
		}
		if says := run.Manifest.SchemaVersion; says != "" && says != is.SchemaVersion {
			v.found.add(run.ID, CheckManifest, run.Paths.Manifest, fmt.Sprintf("says schema version %s, %s has %s", says, name, is.SchemaVersion))
		}
		i := slices.IndexFunc(run.Manifest.Files, func(f dataset.File) bool { return f.Path == name })
		if i < 0 || run.Manifest.Files[i].Rows == nil {
			continue
		}
		if want := *run.Manifest.Files[i].Rows; is.Rows != want {
			v.found.add(run.ID, CheckRows, name, fmt.Sprintf("has %d rows, the manifest says %d", is.Rows, want))
		}
	}
}
