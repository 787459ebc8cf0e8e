package upkeep_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
	"rolecall/internal/upkeep"
)

var commitKills = flag.Int("commit-kills", 2, "runs that the test of commits kills")

// Variables of the environment that make this test program a run from an archive instead of tests.
const (
	childArchive = "ROLECALL_TEST_ARCHIVE"
	childOut     = "ROLECALL_TEST_OUT"
	childRun     = "ROLECALL_TEST_RUN"
	childForget  = "ROLECALL_TEST_FORGET"
	childSite    = "ROLECALL_TEST_SITE"
)

func TestMain(m *testing.M) {
	if archive := os.Getenv(childArchive); archive != "" {
		_, err := pipeline.Run(context.Background(), pipeline.Config{
			Replay: []string{archive}, Whole: true, Out: os.Getenv(childOut), RunID: os.Getenv(childRun), Now: time.Now, Version: "test",
		})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if site := os.Getenv(childSite); site != "" {
		if _, err := pipeline.Run(context.Background(), configOf(site, os.Getenv(childOut), os.Getenv(childRun), killedDay)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if what := os.Getenv(childForget); what != "" {
		if _, err := upkeep.Forget(context.Background(), os.Getenv(childOut), what, time.Now(), false); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// manyPages makes an archive of many pages.
func manyPages(t *testing.T) string {
	t.Helper()
	s, out := newSite(t), filepath.Join(t.TempDir(), "pages")
	cfg := s.config(out, "pages", 1)
	for i := range cfg.Sources {
		for copied := range 5 {
			cfg.Sources[i].URLs = append(cfg.Sources[i].URLs, fmt.Sprintf("%s/%s.html?page=%d", s.URL, []string{"codeforge", "harbourline", "northlight", "orgdesk", "paylens"}[i], copied))
		}
		cfg.Sources[i].Politeness.Delay = 1
	}
	summary, err := pipeline.Run(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(out, filepath.FromSlash(summary.Run.Paths.Archive))
}

// commitKiller kills runs into one output folder while a reader looks on.
type commitKiller struct {
	archive, out string
	readable     sync.RWMutex // held by the reader while it reads, by the test while it deletes runs
}

// A run that is killed while it commits is there as a whole or not at all, the earlier ones stay whole, and a reader that
// looks on never fails.
func TestKilledCommits(t *testing.T) {
	if testing.Short() {
		t.Skip("kills and repeats runs")
	}
	k := &commitKiller{archive: manyPages(t), out: filepath.Join(t.TempDir(), "out")}
	var lasts [2]time.Duration // from the begin of the commit, and from its first rename
	for i := range min(4, *commitKills) {
		took, killed := k.run(t, fmt.Sprintf("quiet%d", i), i%2 == 1, 0)
		if killed {
			t.Fatal("a run that was left alone was killed")
		}
		lasts[i%2] = max(lasts[i%2], took)
	}
	old := k.runs(t)
	stop, reads := k.read(t)
	random := rand.New(rand.NewPCG(2, uint64(*commitKills)))
	states := map[string]int{}
	for n, try := 0, 0; n < *commitKills; try++ {
		id := fmt.Sprintf("r%d", try)
		took, killed := k.run(t, id, n%2 == 1, 1+time.Duration(random.Int64N(int64(lasts[n%2])*11/10)))
		after := k.runs(t)
		if is := append(slices.Clone(old), id); !slices.Equal(after, old) && !slices.Equal(after, is) {
			t.Fatalf("kill %d: runs %v, before %v", n, after, old)
		}
		if found := verify(t, k.out, ""); len(found) > 0 {
			t.Fatalf("kill %d: not whole:\n%s", n, names(found))
		}
		if !killed {
			k.keep(t, 2)
			old = k.runs(t)
			lasts[n%2] = max(took, time.Millisecond) // it was done before; the machine has more time now
			continue
		}
		states[k.state(t, id)]++
		n++
		k.keep(t, 2)
		old = k.runs(t)
	}
	stop()
	mustBeWhole(t, k.out)
	if *commitKills >= 100 && len(states) < 4 {
		t.Errorf("the kills hit few of the steps: %v", states)
	}
	t.Logf("%d kills within the %v of a commit, half of them within the %v of its renames, by what was done: %v; the reader read all runs %d times",
		*commitKills, lasts[0].Round(time.Millisecond), lasts[1].Round(time.Millisecond), states, reads.Load())
}

// run makes a run and kills it a while after its commit began or, where placing says so, after the first rename of it; 0: not
// at all. It gives how long that took to its end.
func (k *commitKiller) run(t *testing.T, id string, placing bool, killAfter time.Duration) (time.Duration, bool) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childArchive+"="+k.archive, childOut+"="+k.out, childRun+"="+id)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	ticker := time.NewTicker(200 * time.Microsecond)
	defer ticker.Stop()
	signs := []string{filepath.Join(k.out, "reports", id)}
	if !placing {
		signs = append(signs, filepath.Join(k.out, ".staging", id, "reports", "report.json")) // written right before the commit
	}
	for {
		select {
		case err := <-ended:
			if err != nil {
				t.Fatal(err)
			}
			return 0, false // too fast to be seen
		case <-ticker.C:
			if slices.ContainsFunc(signs, func(path string) bool { _, err := os.Stat(path); return err == nil }) {
				return k.finish(t, cmd, ended, killAfter)
			}
		}
	}
}

func (k *commitKiller) finish(t *testing.T, cmd *exec.Cmd, ended chan error, killAfter time.Duration) (time.Duration, bool) {
	t.Helper()
	began := time.Now()
	if killAfter > 0 {
		timer := time.AfterFunc(killAfter, func() { _ = cmd.Process.Kill() }) // fails where it has ended, which Wait tells
		defer timer.Stop()
	}
	err := <-ended
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.Exited()) {
		t.Fatal(err)
	}
	return time.Since(began), err != nil
}

// runs lists the committed runs and reads all their tables.
func (k *commitKiller) runs(t *testing.T) []string {
	t.Helper()
	ids, err := readAll(k.out)
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// readAll is readTables of runs over many pages.
func readAll(out string) ([]string, error) {
	rows, err := readTables(out)
	var ids []string
	for _, r := range rows {
		if r.claims < 500 || r.documents < 25 || r.conflicts < 1 {
			err = errors.Join(err, fmt.Errorf("run %s has %d claims, %d documents, %d conflicts", r.id, r.claims, r.documents, r.conflicts))
		}
		ids = append(ids, r.id)
	}
	return ids, err
}

// tableRows counts the rows of a run.
type tableRows struct {
	id                           string
	claims, documents, conflicts int
}

// readTables reads every table of every run that a pattern of paths finds, as an analyst does.
func readTables(out string) ([]tableRows, error) {
	found, err := filepath.Glob(filepath.Join(out, "data", "*", "*", "claims*.parquet"))
	if err != nil {
		return nil, err
	}
	data, err := dataset.Open(out)
	if err != nil {
		return nil, err
	}
	var runs []dataset.Stored
	for _, path := range found {
		run, err := data.Run(filepath.Base(filepath.Dir(path))[len("run="):])
		if err != nil {
			return nil, err
		}
		runs = append(runs, run)
	}
	slices.SortFunc(runs, func(a, b dataset.Stored) int { return a.Manifest.Started.Compare(b.Manifest.Started) })
	var list []tableRows
	for _, run := range runs {
		claims, documents, conflicts := 0, 0, 0
		for _, err := range dataset.ReadClaims(run) {
			if claims++; err != nil {
				return nil, err
			}
		}
		for _, err := range dataset.ReadDocuments(run) {
			if documents++; err != nil {
				return nil, err
			}
		}
		for _, err := range dataset.ReadConflicts(run) {
			if conflicts++; err != nil {
				return nil, err
			}
		}
		list = append(list, tableRows{run.ID, claims, documents, conflicts})
	}
	return list, nil
}

// read reads all runs again and again until stop is called.
func (k *commitKiller) read(t *testing.T) (func(), *atomic.Int64) {
	t.Helper()
	done, ended := make(chan struct{}), make(chan struct{})
	var reads atomic.Int64
	go func() {
		defer close(ended)
		for {
			select {
			case <-done:
				return
			default:
			}
			k.readable.RLock()
			_, err := readAll(k.out)
			k.readable.RUnlock()
			if err != nil {
				t.Errorf("the reader failed: %v", err)
				return
			}
			reads.Add(1)
		}
	}()
	stop := sync.OnceFunc(func() { close(done); <-ended })
	t.Cleanup(stop)
	return stop, &reads
}

// keep settles what the kill left and deletes all but the newest runs.
func (k *commitKiller) keep(t *testing.T, runs int) {
	t.Helper()
	k.readable.Lock()
	defer k.readable.Unlock()
	run, err := dataset.Begin(k.out, "settle", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Abort(); err != nil {
		t.Fatal(err)
	}
	if _, err := upkeep.GC(t.Context(), k.out, runs, false); err != nil {
		t.Fatal(err)
	}
}

// state says which step of its commit a killed run had come to.
func (k *commitKiller) state(t *testing.T, id string) string {
	t.Helper()
	steps := []struct{ name, path string }{
		{"8 all but the lock freed", ".staging/" + id},
		{"7 latest.json replaced", ""},
		{"6 tables placed", "data/*/run=" + id},
		{"5 manifest placed", "runs/" + id + ".json"},
		{"4 data package placed", "datapackage-" + id + ".json"},
		{"3 archive placed", "archive/" + id + ".warc.gz"},
		{"2 report placed", "reports/" + id},
		{"1 manifest written", ".staging/" + id + "/manifest.json"},
	}
	for i, step := range steps {
		found, err := filepath.Glob(filepath.Join(k.out, step.path))
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case i == 0 && len(found) == 0:
			return step.name
		case i == 1:
			data, err := os.ReadFile(filepath.Join(k.out, "latest.json"))
			if err == nil && strings.Contains(string(data), `"`+id+`"`) {
				return step.name
			}
		case i > 1 && len(found) > 0:
			return step.name
		}
	}
	return "0 report written"
}
