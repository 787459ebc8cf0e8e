package dataset

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// kill leaves a run as a kill would: its lock is free, its files lie where they are.
func kill(t *testing.T, r *Run) {
	t.Helper()
	if err := os.WriteFile(r.SpoolPath(), []byte("pages so far"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(r.TempDir(), "sort-1.tmp"), []byte("half"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := r.unlock(); err != nil {
		t.Fatal(err)
	}
}

func TestWhichRunsAreResumed(t *testing.T) {
	at := time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC)
	first := Plan{RunID: "r", Now: at, Fingerprint: "a"}
	for name, test := range map[string]struct {
		next    Plan
		resumes bool
	}{
		"the same":               {Plan{RunID: "r", Now: at.Add(time.Hour), Fingerprint: "a"}, true},
		"without an id":          {Plan{Now: at.Add(time.Hour), Fingerprint: "a"}, true},
		"a clock that went back": {Plan{Now: at.Add(-time.Minute), Fingerprint: "a"}, true},
		"another id":             {Plan{RunID: "s", Now: at, Fingerprint: "a"}, false},
		"another plan":           {Plan{RunID: "r", Now: at, Fingerprint: "b"}, false},
		"no plan":                {Plan{RunID: "r", Now: at}, false},
		"a day later":            {Plan{Now: at.Add(24 * time.Hour), Fingerprint: "a"}, false},
		"anew":                   {Plan{Now: at, Fingerprint: "a", Fresh: true}, false},
	} {
		t.Run(name, func(t *testing.T) {
			out := t.TempDir()
			killed, err := BeginPlan(out, first)
			if err != nil {
				t.Fatal(err)
			}
			kill(t, killed)
			next, err := BeginPlan(out, test.next)
			if err != nil {
				t.Fatal(err)
			}
			spool, err := os.ReadFile(next.SpoolPath())
			if next.Resumed() != test.resumes || (err == nil && string(spool) == "pages so far") != test.resumes {
				t.Errorf("resumed: %t, spool %q, %v", next.Resumed(), spool, err)
			}
			if (len(next.Abandoned()) == 0) != test.resumes {
				t.Errorf("abandoned: %v", next.Abandoned())
			}
			if test.resumes && (next.ID() != "r" || !next.Started().Equal(at)) {
				t.Errorf("run %s of %v", next.ID(), next.Started())
			}
			if left, err := os.ReadDir(next.TempDir()); err != nil || len(left) > 0 {
				t.Errorf("temporary files left: %v, %v", left, err)
			}
			if err := next.Abort(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// A run killed at any step of its commit is resumed with its spool file or is committed.
func TestResumeAfterEveryStep(t *testing.T) {
	out := t.TempDir()
	plan := Plan{RunID: "r", Now: time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC), Fingerprint: "a"}
	run, err := BeginPlan(out, plan)
	if err != nil {
		t.Fatal(err)
	}
	fill(t, run, newContents(2, 5))
	if err := os.WriteFile(run.SpoolPath(), []byte("pages so far"), 0o644); err != nil {
		t.Fatal(err)
	}
	resumed, committed := 0, 0
	run.done = func(step string) {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(out)); err != nil {
			t.Fatal(err)
		}
		next, err := BeginPlan(dir, plan)
		if err != nil {
			t.Fatalf("after %q: %v", step, err)
		}
		if next.Resumed() {
			resumed++
			if spool, err := os.ReadFile(next.SpoolPath()); err != nil || string(spool) != "pages so far" {
				t.Errorf("after %q: spool %q, %v", step, spool, err)
			}
		} else {
			committed++
			if next.ID() != "r-2" {
				t.Errorf("after %q the next run is %s", step, next.ID())
			}
		}
		if err := next.Abort(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := run.Commit(manifest(true)); err != nil {
		t.Fatal(err)
	}
	if resumed == 0 || committed == 0 {
		t.Errorf("%d resumed, %d committed", resumed, committed)
	}
}
