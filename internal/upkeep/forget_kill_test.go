package upkeep_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"rolecall/internal/dataset"
)

// Forgetting that is killed is not begun, or finished by the next run.
func TestForgetKilled(t *testing.T) {
	skipShort(t)
	_, whole := forgettable(t)
	quotes := quotesOf(t, whole, "orgdesk")
	random := rand.New(rand.NewPCG(3, 1))
	prepares, makes := runForget(t, copyOf(t, whole), time.Hour, 0)
	states := map[string]int{}
	for i := range max(3, *commitKills/4) {
		out := copyOf(t, whole)
		if i%3 == 0 {
			runForget(t, out, time.Duration(random.Int64N(int64(prepares))), 0)
		} else {
			runForget(t, out, time.Hour, 1+time.Duration(random.Int64N(int64(makes))))
		}
		pending, err := dataset.PendingChange(out)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := readTables(out); err != nil {
			t.Errorf("a run cannot be read: %v", err)
		}
		run, err := dataset.Begin(out, "next", time.Now())
		if err != nil {
			t.Fatal(err)
		}
		if err := run.Abort(); err != nil {
			t.Fatal(err)
		}
		mustBeWhole(t, out)
		there := len(grep(t, filepath.Join(out, "data"), quotes[0])) > 0
		switch {
		case pending != "" && there:
			t.Error("a change that was written down was not finished")
		case pending != "":
			states["finished by the next run"]++
		case there:
			states["not begun"]++
		default:
			states["done"]++
		}
	}
	t.Logf("prepared in %v, made in %v: %v", prepares, makes, states)
}

// runForget forgets a source and is killed a while after it began, or after the change was written down; 0: not then. It
// gives how long it took until the change was written down, and from there to its end.
func runForget(t *testing.T, out string, killAfter, killAfterPlan time.Duration) (time.Duration, time.Duration) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childForget+"=orgdesk", childOut+"="+out)
	cmd.Stderr = os.Stderr
	began := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	kill := func() { _ = cmd.Process.Kill() } // fails where it has ended, which Wait tells
	defer time.AfterFunc(killAfter, kill).Stop()
	ticker := time.NewTicker(200 * time.Microsecond)
	defer ticker.Stop()
	var planned time.Time
	for {
		select {
		case err := <-ended:
			var exit *exec.ExitError
			if err != nil && (!errors.As(err, &exit) || exit.Exited()) {
				t.Fatal(err)
			}
			return planned.Sub(began), time.Since(planned)
		case <-ticker.C:
			if _, err := os.Stat(filepath.Join(out, ".staging", ".change", "plan.json")); err != nil || !planned.IsZero() {
				continue
			}
			if planned = time.Now(); killAfterPlan > 0 {
				defer time.AfterFunc(killAfterPlan, kill).Stop()
			}
		}
	}
}
