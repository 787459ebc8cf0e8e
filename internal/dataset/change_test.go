package dataset

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// aChange replaces the tables of r1, a file and a file that is not there yet, and deletes r2.
func aChange(t *testing.T, out string) *Change {
	t.Helper()
	c, err := BeginChange(out, "test")
	if err != nil {
		t.Fatal(err)
	}
	put := func(path, text string) {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{"archive/r1.warc.gz", "new.jsonl"} {
		staged, err := c.Replace(path)
		if err != nil {
			t.Fatal(err)
		}
		put(staged, "changed")
	}
	tables, err := c.Replace("data/run_date=2026-11-22/run=r1")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range Tables() {
		put(filepath.Join(tables, name+".parquet"), "changed "+name)
	}
	c.Delete("data/run_date=2026-11-23/run=r2")
	c.Delete("reports/r2")
	c.Delete("nothing")
	return c
}

func changeable(t *testing.T) string {
	t.Helper()
	out := t.TempDir()
	commit(t, out, "r1", newContents(1, 20), manifest(true))
	run := begin(t, out, "r2")
	run.now = run.now.AddDate(0, 0, 1)
	fill(t, run, newContents(2, 20))
	if _, err := run.Commit(manifest(false)); err != nil {
		t.Fatal(err)
	}
	return out
}

// A change killed after any step is not begun, or is finished by the next; each folder of tables is the old or the new.
func TestChangeKilledAtEveryStep(t *testing.T) {
	out := changeable(t)
	before := tree(t, out)
	kills := map[string]string{}
	c := aChange(t, out)
	c.done = func(step string) {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(out)); err != nil {
			t.Fatal(err)
		}
		kills[step] = dir
	}
	c.done("staged")
	if err := c.Commit(); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	after := tree(t, out)
	if after["data/run_date=2026-11-22/run=r1/claims.parquet"] != "changed claims" || after["archive/r1.warc.gz"] != "changed" || after["new.jsonl"] != "changed" {
		t.Error("not replaced")
	}
	for name := range after {
		if strings.Contains(name, "data/run_date=2026-11-23") || strings.HasPrefix(name, "reports/r2") || strings.HasPrefix(name, ".staging") {
			t.Errorf("%s is there still", name)
		}
	}
	if len(kills) < 8 {
		t.Fatalf("%d steps", len(kills))
	}
	for step, dir := range kills {
		t.Run(step, func(t *testing.T) {
			changed := 0
			for _, name := range Tables() {
				if tree(t, dir)["data/run_date=2026-11-22/run=r1/"+name+".parquet"] == "changed "+name {
					changed++
				}
			}
			if changed != 0 && changed != 3 {
				t.Errorf("%d tables of three are new", changed)
			}
			pending, err := PendingChange(dir)
			if err != nil || (pending == "") != (step == "staged" || step == "end") {
				t.Errorf("pending %q, %v", pending, err)
			}
			if err := begin(t, dir, "r3").Abort(); err != nil {
				t.Fatal(err)
			}
			want := after
			if step == "staged" {
				want = before
			}
			if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
				t.Errorf("expected (-), after recovery (+):\n%s", diff)
			}
		})
	}
}

// A folder that was exchanged already is not exchanged back, also where the system exchanges in two renames.
func TestChangeKilledBetweenTheHalvesOfAStep(t *testing.T) {
	for name, half := range map[string]func(staged, final, trash string) error{
		"exchanged": func(staged, final, _ string) error {
			swap := staged + "-swap"
			for _, move := range [][2]string{{final, swap}, {staged, final}, {swap, staged}} {
				if err := os.Rename(move[0], move[1]); err != nil {
					return err
				}
			}
			return nil
		},
		"moved away": func(_, final, trash string) error {
			if err := os.MkdirAll(filepath.Dir(trash), 0o755); err != nil {
				return err
			}
			return os.Rename(final, trash)
		},
	} {
		t.Run(name, func(t *testing.T) {
			out := changeable(t)
			c := aChange(t, out)
			if err := c.writePlan(); err != nil {
				t.Fatal(err)
			}
			if err := half(filepath.Join(c.dir(), "new", "2"), filepath.Join(out, "data/run_date=2026-11-22/run=r1"), filepath.Join(c.dir(), "old", "2")); err != nil {
				t.Fatal(err)
			}
			if err := c.Close(); err != nil {
				t.Fatal(err)
			}
			if err := begin(t, out, "r3").Abort(); err != nil {
				t.Fatal(err)
			}
			if got := tree(t, out)["data/run_date=2026-11-22/run=r1/claims.parquet"]; got != "changed claims" {
				t.Errorf("claims: %.20q", got)
			}
		})
	}
}

func TestChangeThatIsNotCommittedLeavesNothing(t *testing.T) {
	out := changeable(t)
	before := tree(t, out)
	if err := aChange(t, out).Close(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, tree(t, out)); diff != "" {
		t.Errorf("before (-), after (+):\n%s", diff)
	}
}
