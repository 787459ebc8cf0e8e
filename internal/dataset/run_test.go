package dataset

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func manifest(latest bool) Manifest {
	return Manifest{
		Started: clock(), Finished: clock(), RolecallVersion: "test", ExtractorVersion: "1",
		Options: map[string]string{"sources": "all"}, Outcome: "ok", Latest: latest,
		Sources: []SourceResult{{ID: "alpha", Pages: 2, Fetched: 2, Outcome: "ok"}},
	}
}

// fill writes all that a run has: tables, report and archive.
func fill(t *testing.T, run *Run, c contents) {
	t.Helper()
	c.write(t, run)
	for path, data := range map[string]string{
		filepath.Join(run.ReportDir(), "index.html"): "<p>report</p>",
		filepath.Join(run.ReportDir(), "report.md"):  "# report",
		run.ArchivePath(): "archive",
	} {
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func commit(t *testing.T, outDir, id string, c contents, m Manifest) Stored {
	t.Helper()
	run := begin(t, outDir, id)
	fill(t, run, c)
	stored, err := run.Commit(m)
	if err != nil {
		t.Fatal(err)
	}
	return stored
}

// tree maps the files under root to what they hold.
func tree(t *testing.T, root string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		below, _ := filepath.Rel(root, path)
		files[filepath.ToSlash(below)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func names(files map[string]string) []string {
	list := make([]string, 0, len(files))
	for name := range files {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

func TestCommitLeavesTheLayout(t *testing.T) {
	out := filepath.Join(t.TempDir(), "not", "there", "yet")
	want := newContents(1, 50)
	stored := commit(t, out, "", want, manifest(true))
	id := "20261122T060000Z"
	tables := "data/run_date=2026-11-22/run=" + id
	layout := []string{
		"archive/" + id + ".warc.gz",
		tables + "/claims.parquet", tables + "/conflicts.parquet", tables + "/documents.parquet",
		"datapackage-" + id + ".json", "latest.json", "reports/" + id + "/index.html", "reports/" + id + "/report.md", "runs/" + id + ".json",
	}
	if diff := cmp.Diff(layout, names(tree(t, out))); diff != "" {
		t.Errorf("layout (-), found (+):\n%s", diff)
	}
	// An empty folder would not show in the layout.
	if _, err := os.Stat(filepath.Join(out, staging)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("staging is left: %v", err)
	}
	d, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	latest, err := d.Latest()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(stored, latest, cmp.AllowUnexported(Stored{})); diff != "" {
		t.Errorf("committed (-), read back (+):\n%s", diff)
	}
	for i := range want.claims {
		want.claims[i].RunID, want.documents[i].RunID, want.conflicts[i].RunID = id, id, id
	}
	if diff := cmp.Diff(want, readContents(t, latest), cmp.AllowUnexported(contents{})); diff != "" {
		t.Errorf("written (-), read (+):\n%s", diff)
	}
}

func TestManifestTellsTheFiles(t *testing.T) {
	out := t.TempDir()
	stored := commit(t, out, "r1", newContents(1, 30), manifest(true))
	rows := map[string]int64{}
	for _, file := range stored.Manifest.Files {
		found, err := describe(filepath.Join(out, filepath.FromSlash(file.Path)))
		if err != nil {
			t.Fatal(err)
		}
		if found.SHA256 != file.SHA256 || found.Bytes != file.Bytes {
			t.Errorf("%s: manifest says %d bytes, %s; is %d, %s", file.Path, file.Bytes, file.SHA256, found.Bytes, found.SHA256)
		}
		if file.Rows != nil {
			rows[file.Path] = *file.Rows
		}
	}
	want := map[string]int64{stored.Paths.Claims: 30, stored.Paths.Documents: 30, stored.Paths.Conflicts: 30}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("rows (-), in the manifest (+):\n%s", diff)
	}
	if len(stored.Manifest.Files) != 7 {
		t.Errorf("%d files, want 7", len(stored.Manifest.Files))
	}
}

func TestSameRunSameBytes(t *testing.T) {
	one, other := t.TempDir(), t.TempDir()
	for _, out := range []string{one, other} {
		commit(t, out, "r1", newContents(4, 200), manifest(true))
	}
	if diff := cmp.Diff(tree(t, one), tree(t, other)); diff != "" {
		t.Errorf("two runs on the same input differ:\n%s", diff)
	}
}

func TestTakenIDsGetASuffix(t *testing.T) {
	out := t.TempDir()
	for _, want := range []string{"r1", "r1-2", "r1-3"} {
		if got := commit(t, out, "r1", newContents(1, 1), manifest(true)).ID; got != want {
			t.Errorf("id %s, want %s", got, want)
		}
	}
	if err := os.WriteFile(filepath.Join(out, "archive", "r2.warc.gz"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if got := begin(t, out, "r2").ID(); got != "r2-2" {
		t.Errorf("id %s where an archive lies under r2, want r2-2", got)
	}
}

func TestBeginRefusesIDs(t *testing.T) {
	for _, id := range []string{".", "..", "../x", "a/b", `a\b`, ".hidden", "-x", "a b", "a\n", "run=1", "*", strings.Repeat("x", 101)} {
		if run, err := Begin(t.TempDir(), id, clock()); err == nil {
			t.Errorf("%q: no error", id)
			_ = run.Abort()
		}
	}
}

func TestSecondRunIsRefused(t *testing.T) {
	out := t.TempDir()
	first := begin(t, out, "r1")
	_, err := Begin(out, "r2", clock())
	if !errors.Is(err, ErrLocked) {
		t.Fatalf("error %v, want ErrLocked", err)
	}
	host, _ := os.Hostname()
	for _, part := range []string{"process ", host, "since "} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error %q does not say %q", err, part)
		}
	}
	if err := first.Abort(); err != nil {
		t.Fatal(err)
	}
	begin(t, out, "r2")
}

func TestLockOfADeadProcessIsTakenOver(t *testing.T) {
	out := t.TempDir()
	data, err := json.Marshal(holder{PID: 1, Host: "gone", Since: clock()})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(out, ".lock"), data, 0o644); err != nil {
		t.Fatal(err)
	}
	begin(t, out, "r1")
}

func TestAbortLeavesNothing(t *testing.T) {
	out := t.TempDir()
	commit(t, out, "r1", newContents(1, 5), manifest(true))
	before := tree(t, out)
	run := begin(t, out, "r2")
	fill(t, run, newContents(2, 5))
	if err := run.Abort(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, tree(t, out)); diff != "" {
		t.Errorf("before (-), after (+):\n%s", diff)
	}
}

func TestCommitNeedsAllTables(t *testing.T) {
	out := t.TempDir()
	run := begin(t, out, "r1")
	if err := run.WriteClaims(Values(newContents(1, 2).claims)); err != nil {
		t.Fatal(err)
	}
	if _, err := run.Commit(manifest(true)); err == nil || !strings.Contains(err.Error(), "documents") {
		t.Errorf("error %v, want one that names documents", err)
	}
}

func TestLatest(t *testing.T) {
	later := manifest(true)
	later.Started = clock().Add(time.Hour)
	for name, test := range map[string]struct {
		runs []Manifest
		want string
	}{
		"none":                       {nil, ""},
		"only a part of the sources": {[]Manifest{manifest(false)}, ""},
		"a part after the whole":     {[]Manifest{manifest(true), manifest(false)}, "r1"},
		"the newest by the clock":    {[]Manifest{later, manifest(true)}, "r1"},
		"the same time":              {[]Manifest{manifest(true), manifest(true)}, "r1-2"},
	} {
		t.Run(name, func(t *testing.T) {
			out := t.TempDir()
			for _, m := range test.runs {
				commit(t, out, "r1", newContents(1, 1), m)
			}
			if got := latestID(t, out); got != test.want {
				t.Errorf("latest %q, want %q", got, test.want)
			}
		})
	}
}

func latestID(t *testing.T, out string) string {
	t.Helper()
	d, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	run, err := d.Latest()
	if err != nil && !errors.Is(err, ErrNoRun) {
		t.Fatal(err)
	}
	return run.ID
}

func TestLatestWhereTheRunIsGone(t *testing.T) {
	out := t.TempDir()
	commit(t, out, "r1", newContents(1, 1), manifest(true))
	gone := commit(t, out, "r2", newContents(1, 1), manifest(true))
	if err := os.RemoveAll(gone.tables); err != nil {
		t.Fatal(err)
	}
	if got := latestID(t, out); got != "r1" {
		t.Errorf("latest %q, want r1", got)
	}
}

func TestRunsAndRun(t *testing.T) {
	out := t.TempDir()
	for _, id := range []string{"b", "a"} {
		commit(t, out, id, newContents(1, 1), manifest(false))
	}
	d, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	runs, err := d.Runs()
	if err != nil || len(runs) != 2 || runs[0].ID != "a" || runs[1].ID != "b" {
		t.Errorf("runs %v, %v, want a and b", runs, err)
	}
	next, err := Begin(out, "next", clock().Add(24*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	fill(t, next, newContents(1, 1))
	if _, err := next.Commit(manifest(false)); err != nil {
		t.Fatal(err)
	}
	var newest []string
	for run, err := range d.Newest() {
		if err != nil {
			t.Fatal(err)
		}
		newest = append(newest, run.ID)
	}
	if !slices.Equal(newest, []string{"next", "b", "a"}) {
		t.Errorf("the newest first: %v, want next, b and a", newest)
	}
	if run, err := d.Run("b"); err != nil || run.ID != "b" || run.Date != "2026-11-22" {
		t.Errorf("run b: %v, %v", run, err)
	}
	if _, err := d.Run("c"); !errors.Is(err, ErrNoRun) {
		t.Errorf("run c: %v, want ErrNoRun", err)
	}
	if _, err := Open(filepath.Join(out, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
}
