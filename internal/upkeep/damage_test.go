package upkeep_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
	"rolecall/internal/upkeep"
)

// hashesOf describes every file of an output folder.
func hashesOf(t *testing.T, out string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(out, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), "state.db-") {
			return err
		}
		file, err := dataset.Describe(path)
		all[strings.TrimPrefix(path, out)] = file.SHA256
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// What cannot be done on a damaged output folder is refused with the file and a remedy, before anything is changed; the
// remedy helps.
func TestChangesOfDamagedRuns(t *testing.T) {
	skipShort(t)
	whole := twoRuns(t)
	const run = "data/run_date=2026-01-09/run=r2"
	drop := func(names ...string) func(*testing.T, string) {
		return func(t *testing.T, out string) {
			t.Helper()
			for _, name := range names {
				remove(name)(t, out)
			}
		}
	}
	withoutRun := drop(run, "reports/r2", "runs/r2.json")
	for name, test := range map[string]struct {
		damage       func(*testing.T, string)
		tells        []string
		remedy       func(*testing.T, string)
		gcIsPossible bool
	}{
		"a manifest":       {damage: replace("runs/r2.json", "{"), tells: []string{"runs/r2.json is damaged", "delete it"}, remedy: drop("runs/r2.json")},
		"a manifest, cut":  {damage: cut("runs/r1.json", 100), tells: []string{"runs/r1.json is damaged", "delete it"}, remedy: drop("runs/r1.json"), gcIsPossible: true},
		"documents, cut":   {damage: cut(run+"/documents.parquet", -100), tells: []string{run + "/documents.parquet is damaged", "move ", run, "reports/r2"}, remedy: withoutRun},
		"documents, short": {damage: cut(run+"/documents.parquet", 3), tells: []string{run + "/documents.parquet is damaged", "rolecall verify r2"}, remedy: withoutRun},
		"claims, cut":      {damage: cut(run+"/claims.parquet", 5000), tells: []string{run + "/claims.parquet is damaged", "move "}, remedy: withoutRun, gcIsPossible: true},
		"conflicts, none":  {damage: replace(run+"/conflicts.parquet", "PAR1"), tells: []string{run + "/conflicts.parquet is damaged"}, remedy: withoutRun, gcIsPossible: true},
		"conflicts, gone":  {damage: drop(run + "/conflicts.parquet"), tells: []string{run + "/conflicts.parquet is missing", "bring it back from a copy"}, remedy: withoutRun, gcIsPossible: true},
		"state.db, cut":    {damage: cut("state.db", 5000), tells: []string{"state.db is damaged", "delete it"}, remedy: drop("state.db", "state.db-wal", "state.db-shm")},
		"state.db, none":   {damage: replace("state.db", strings.Repeat("no database ", 1000)), tells: []string{"state.db is damaged", "delete it"}, remedy: drop("state.db", "state.db-wal", "state.db-shm")},
		"an archive, cut":  {damage: cut("archive/r1.warc.gz", 5000), tells: []string{"archive/r1.warc.gz", "delete it and state.db"}, remedy: drop("archive/r1.warc.gz", "state.db", "state.db-wal", "state.db-shm"), gcIsPossible: true},
	} {
		t.Run(name, func(t *testing.T) {
			out := copyOf(t, whole)
			test.damage(t, out)
			before := hashesOf(t, out)
			_, forgetErr := upkeep.Forget(t.Context(), out, "orgdesk", time.Now(), false)
			mustTell(t, "forget", forgetErr, test.tells)
			if !test.gcIsPossible {
				_, gcErr := upkeep.GC(t.Context(), out, 1, false)
				mustTell(t, "gc", gcErr, test.tells)
			}
			if diff := cmp.Diff(before, hashesOf(t, out)); diff != "" {
				t.Errorf("something was changed (-before +after):\n%s", diff)
			}
			test.remedy(t, out)
			forget(t, out, "orgdesk")
			collect(t, out, 1, false)
			if found := grep(t, filepath.Join(out, "data"), "orgdesk"); len(found) > 0 {
				t.Errorf("orgdesk stands in %v still", found)
			}
		})
	}
}

func mustTell(t *testing.T, command string, err error, tells []string) {
	t.Helper()
	if err == nil {
		t.Errorf("%s: no error", command)
		return
	}
	for _, text := range tells {
		if !strings.Contains(err.Error(), text) {
			t.Errorf("%s: %q does not say %q", command, err, text)
		}
	}
}

// Whatever byte of a table is wrong, nothing that reads it panics: it fails or gives rows.
func TestNothingPanicsOnDamagedTables(t *testing.T) {
	skipShort(t)
	out := copyOf(t, twoRuns(t))
	first := storedRun(t, out, "r1")
	second := storedRun(t, out, "r2")
	failed := 0
	for _, table := range dataset.Tables() {
		path := second.TablePath(table)
		good, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for at := 3; at < len(good); at += 1 + len(good)/12 {
			bad := slices.Clone(good)
			bad[at] ^= 0x81
			if err := os.WriteFile(path, bad, 0o600); err != nil {
				t.Fatal(err)
			}
			_, diffErr := pipeline.Diff(t.Context(), first, second, func(pipeline.ClaimChange) error { return nil })
			_, archivesErr := dataset.ReadArchives(second)
			for _, err := range []error{diffErr, archivesErr} {
				var damaged *dataset.DamagedError
				if err != nil {
					failed++
				}
				if errors.As(err, &damaged) && (damaged.Path != path || damaged.Remedy == "") {
					t.Errorf("%v", err)
				}
			}
		}
		if err := os.WriteFile(path, good, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if failed == 0 {
		t.Error("no damage was noticed")
	}
}

// The remedy for a table that is damaged holds: the run made anew from the archives has the same claims.
func TestRemedyForATable(t *testing.T) {
	s, out := newSite(t), filepath.Join(t.TempDir(), "out")
	s.run(t, out, "r1", 1)
	s.run(t, out, "r2", 9)
	cfg := s.config(filepath.Join(t.TempDir(), "other"), "r2", 9)
	cfg.Replay = []string{filepath.Join(out, "archive", "r1.warc.gz"), filepath.Join(out, "archive", "r2.warc.gz")}
	runOnce(t, cfg)
	if diff := cmp.Diff(claimIDs(t, out), claimIDs(t, cfg.Out)); diff != "" {
		t.Errorf("claims of the run (-), made anew (+):\n%s", diff)
	}
}

func claimIDs(t *testing.T, out string) []string {
	t.Helper()
	run := storedRun(t, out, "r2")
	var ids []string
	for c, err := range dataset.ReadClaims(run) {
		if err != nil {
			t.Fatal(err)
		}
		if !notArchived(&c) {
			ids = append(ids, c.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// notArchived reports whether a claim is of the page that asks not to be archived.
func notArchived(c *claim.Claim) bool { return strings.Contains(c.URL, "noarchive") }

// A run without a manifest can be changed, too, and gets none.
func TestForgetWithoutManifest(t *testing.T) {
	out := twoRuns(t)
	remove("runs/r2.json")(t, out)
	forget(t, out, "orgdesk")
	if isThere(t, out, "runs/r2.json") || isThere(t, out, "datapackage-r2.json") {
		t.Error("a manifest was made up")
	}
	for _, f := range verify(t, out, "") {
		if f.Check != upkeep.CheckMissing || f.Where != "runs/r2.json" {
			t.Errorf("%s at %s: %s", f.Check, f.Where, f.What)
		}
	}
}

// What is left when a run has been moved away as the remedy says is whole, but for latest.json, which can be deleted.
func TestRunMovedAway(t *testing.T) {
	out := twoRuns(t)
	for _, path := range []string{"data/run_date=2026-01-09/run=r2", "reports/r2", "runs/r2.json", "latest.json"} {
		remove(path)(t, out)
	}
	for _, f := range verify(t, out, "") {
		if f.Check != upkeep.CheckLatest {
			t.Errorf("%s at %s: %s", f.Check, f.Where, f.What)
		}
	}
}
