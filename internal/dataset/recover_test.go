package dataset

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A run killed after any step leaves earlier runs as they were, and the next Begin leaves either nothing of it or all.
func TestKilledAtEveryStep(t *testing.T) {
	out := t.TempDir()
	commit(t, out, "r1", newContents(1, 20), manifest(true))
	before := tree(t, out)

	run := begin(t, out, "r2")
	kills := map[string]string{} // by step, a copy of the output folder as a kill there would leave it
	keep := func(step string) {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(out)); err != nil {
			t.Fatal(err)
		}
		kills[step] = dir
	}
	keep("begin")
	fill(t, run, newContents(2, 20))
	keep("write")
	run.done = keep
	m := manifest(true)
	if _, err := run.Commit(m); err != nil {
		t.Fatal(err)
	}
	after := tree(t, out)

	committed := 0
	for step, dir := range kills {
		t.Run(step, func(t *testing.T) {
			found := tree(t, dir)
			tables := "data/run_date=2026-11-22/run=r2/"
			_, visible := found[tables+"claims.parquet"]
			for name, data := range before {
				if found[name] != data && name != "latest.json" {
					t.Errorf("%s of the earlier run changed", name)
				}
			}
			next := begin(t, dir, "r3")
			if abandoned := len(next.Abandoned()) > 0; abandoned == visible {
				t.Errorf("tables visible: %t, abandoned: %v", visible, next.Abandoned())
			}
			if err := next.Abort(); err != nil {
				t.Fatal(err)
			}
			want := before
			if visible {
				want = after
				committed++
			}
			got := tree(t, dir)
			if !visible {
				if !strings.Contains(got["runs/r2.json"], `"outcome": "abandoned"`) {
					t.Errorf("the manifest is %q", got["runs/r2.json"])
				}
				delete(got, "runs/r2.json")
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("expected (-), after recovery (+):\n%s", diff)
			}
		})
	}
	if committed == 0 || committed == len(kills) {
		t.Errorf("%d of %d kills came after the commit", committed, len(kills))
	}
}

// Recovery that is itself killed is done again by the next.
func TestRecoveryKilled(t *testing.T) {
	out := t.TempDir()
	run := begin(t, out, "r1")
	fill(t, run, newContents(2, 5))
	killed := t.TempDir()
	run.done = func(step string) {
		if step == "place manifest" {
			if err := os.CopyFS(killed, os.DirFS(out)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := run.Commit(manifest(true)); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(killed, "reports", "r1")); err != nil { // the first thing recovery does
		t.Fatal(err)
	}
	next := begin(t, killed, "r2")
	if diff := cmp.Diff([]string{"r1"}, next.Abandoned()); diff != "" {
		t.Errorf("abandoned:\n%s", diff)
	}
	if err := next.Abort(); err != nil {
		t.Fatal(err)
	}
	if left := tree(t, killed); len(left) != 1 || left["runs/r1.json"] == "" {
		t.Errorf("left: %v", names(left))
	}
}

func TestCommitThatFailsLeavesEarlierRuns(t *testing.T) {
	out := t.TempDir()
	commit(t, out, "r1", newContents(1, 5), manifest(true))
	before := tree(t, out)
	run := begin(t, out, "r2")
	fill(t, run, newContents(2, 5))
	// A file lies where the folder of a later date is to be made.
	run.now = run.now.AddDate(0, 0, 1)
	block := filepath.Join(out, "data", "run_date=2026-11-23")
	if err := os.WriteFile(block, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := run.Commit(manifest(true))
	if err == nil || !strings.Contains(err.Error(), block) || !strings.Contains(err.Error(), "another output folder") {
		t.Errorf("error %v, want one that names %s and a remedy", err, block)
	}
	if err := run.Abort(); err != nil {
		t.Fatal(err)
	}
	after := tree(t, out)
	maps.DeleteFunc(after, func(name, _ string) bool { return name == "data/run_date=2026-11-23" })
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("before (-), after (+):\n%s", diff)
	}
}

func TestExplain(t *testing.T) {
	for cause, want := range map[error]string{
		syscall.ENOSPC: "free some space", syscall.EROFS: "can be written to", fs.ErrPermission: "right to write",
		syscall.EXDEV: "one file system",
	} {
		err := explain(&fs.PathError{Op: "write", Path: "/out/x", Err: cause})
		if !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "/out/x") || !errors.Is(err, cause) {
			t.Errorf("explain(%v) = %q, want the path and %q", cause, err, want)
		}
		if again := explain(err); again.Error() != err.Error() {
			t.Errorf("explained twice: %q", again)
		}
	}
	if plain := explain(errors.New("odd")); plain.Error() != "odd" {
		t.Errorf("an error without a remedy became %q", plain)
	}
}
