package upkeep_test

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rolecall/internal/archive"
	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
	"rolecall/internal/state"
	"rolecall/internal/upkeep"
)

// killedDay is the day of January 2026 on which the run begins that is killed.
const killedDay = 20

const spool = ".staging/killed/exchanges.warc.gz.part"

// killRun starts the run "killed" over the site in a process of its own and kills it once it has fetched and read
// all pages but the last, which never comes.
func killRun(t *testing.T, s *site, out string) {
	t.Helper()
	s.hold("/paylens.html")
	defer s.hold("")
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childSite+"="+s.URL, childOut+"="+out, childRun+"=killed")
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ticker := time.NewTicker(time.Millisecond)
	defer ticker.Stop()
	deadline := time.After(20 * time.Second)
	for len(fetchedIn(t, out)) < 7 || len(remembered(t, out)) < 6 {
		select {
		case <-deadline:
			t.Fatalf("only %v was fetched, %v read", fetchedIn(t, out), remembered(t, out))
		case <-ticker.C:
		}
	}
	_ = cmd.Process.Kill() // fails where it has ended, which Wait tells
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.Exited() {
		t.Fatalf("it was not killed: %v", err)
	}
}

// fetchedIn lists the addresses that the killed run had fetched.
func fetchedIn(t *testing.T, out string) []string {
	t.Helper()
	found, err := archive.ReadSpool(filepath.Join(out, spool))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	var list []string
	for _, s := range found {
		list = append(list, s.Page.SourceID+" "+s.Page.URL)
	}
	slices.Sort(list)
	return list
}

// remembered lists the sources of the pages whose reading state.db remembers.
func remembered(t *testing.T, out string) []string {
	t.Helper()
	document, err := pipeline.Remembered()
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	err = state.Readings(t.Context(), filepath.Join(out, "state.db"), func(id string, reading []byte) {
		d, known := document(id, reading)
		if !known {
			t.Errorf("the reading of %s cannot be read", id)
		}
		list = append(list, d.SourceID)
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// quotesOfPage gives quotes of a source from a run of its own, elsewhere.
func quotesOfPage(t *testing.T, s *site, source string) []string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "elsewhere")
	s.run(t, out, "r1", 1)
	return quotesOf(t, out, source)
}

// What only a killed run fetched is taken out of it and of what state.db remembers of it; the run is taken up with the rest.
func TestForgetWhatOnlyAKilledRunFetched(t *testing.T) {
	for name, what := range map[string]func(*site) string{
		"a source": func(*site) string { return "orgdesk" },
		"a page":   func(s *site) string { return s.URL + "/orgdesk.html#top" },
	} {
		t.Run(name, func(t *testing.T) {
			s, out := newSite(t), filepath.Join(t.TempDir(), "out")
			quotes := quotesOfPage(t, s, "orgdesk")
			kept := quotesOfPage(t, s, "linked")
			killRun(t, s, out)
			before, had := hashesOf(t, out), fetchedIn(t, out)
			if !slices.Contains(grep(t, out, quotes...), spool) || !slices.Contains(remembered(t, out), "orgdesk") {
				t.Error("the source is not there to begin with")
			}
			if _, err := upkeep.Forget(t.Context(), out, "nobody", time.Now(), false); !errors.Is(err, upkeep.ErrNothingToForget) {
				t.Errorf("nobody: %v", err)
			}
			got, err := upkeep.Forget(t.Context(), out, what(s), time.Now(), true)
			if err != nil || got.Fetched == 0 || !slices.Equal(got.Killed, []string{"killed"}) || hashesOf(t, out)["/"+spool] != before["/"+spool] {
				t.Errorf("a dry run: %+v, %v", got, err)
			}
			got = forget(t, out, what(s))
			left := slices.DeleteFunc(slices.Clone(had), func(page string) bool {
				return strings.HasPrefix(page, "orgdesk ") && (name == "a source" || strings.HasSuffix(page, "/orgdesk.html"))
			})
			if got.Fetched != len(had)-len(left) || len(got.Sources) != 1 || len(got.Addresses) != got.Fetched {
				t.Errorf("forgotten: %+v", got)
			}
			if is := fetchedIn(t, out); !slices.Equal(is, left) {
				t.Errorf("the run has %v, want %v", is, left)
			}
			if found := grep(t, out, quotes...); len(found) > 0 {
				t.Errorf("quotes stand in %v still", found)
			}
			if slices.Contains(remembered(t, out), "orgdesk") {
				t.Error("state.db remembers the source still")
			}
			if len(grep(t, out, kept...)) == 0 {
				t.Error("what others said is gone, too")
			}
			mustNote(t, out, &got)
			takeUp(t, s, out, len(left))
		})
	}
}

// mustNote holds the last line of forgotten.jsonl against what was forgotten.
func mustNote(t *testing.T, out string, got *upkeep.Forgotten) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(out, "forgotten.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var noted upkeep.Forgotten
	if err := json.Unmarshal(text, &noted); err != nil || !slices.Equal(noted.Killed, got.Killed) || noted.Fetched != got.Fetched || !slices.Equal(noted.Runs, got.Runs) {
		t.Errorf("noted: %s, %v", text, err)
	}
}

// takeUp takes up the killed run, which is to have so many pages, and checks what becomes of it.
func takeUp(t *testing.T, s *site, out string, pages int) {
	t.Helper()
	summary, err := pipeline.Run(t.Context(), s.config(out, "killed", killedDay))
	if err != nil {
		t.Fatal(err)
	}
	if !summary.TakenUp || summary.Resumed != pages || summary.Run.ID != "killed" || summary.Pages != 8 {
		t.Errorf("run %s of %d pages, taken up %t with %d, want %d", summary.Run.ID, summary.Pages, summary.TakenUp, summary.Resumed, pages)
	}
	mustBeWhole(t, out)
}

// A page that committed runs have goes from the killed one, too, and one that the killed run does not have leaves it as it is.
func TestForgetBesideAKilledRun(t *testing.T) {
	s, out := newSite(t), filepath.Join(t.TempDir(), "out")
	first := s.run(t, out, "r1", 1)
	s.change("/orgdesk.html", shortened)
	killRun(t, s, out)
	had := fetchedIn(t, out)
	edit(t, filepath.Join(out, spool), func(data []byte) []byte { return append(data, "a torn tail"...) })
	before := hashesOf(t, out)["/"+spool]
	got := forget(t, out, s.URL+"/paylens.html?noarchive=1")
	if !slices.Equal(got.Runs, []string{"r1"}) || got.Fetched != 0 || before != hashesOf(t, out)["/"+spool] {
		t.Errorf("the killed run was changed: %+v", got)
	}
	got = forget(t, out, "northlight")
	if !slices.Equal(got.Runs, []string{"r1"}) || got.Fetched != 2 || !slices.Equal(got.Killed, []string{"killed"}) {
		t.Errorf("forgotten: %+v", got)
	}
	for d, err := range dataset.ReadDocuments(first) {
		if err != nil {
			t.Fatal(err)
		}
		if d.SourceID == "northlight" {
			t.Errorf("%s is there still", d.URL)
		}
	}
	mustBeWhole(t, out)
	takeUp(t, s, out, len(had)-2)
}

// What a killed run had read is forgotten also when the run was given up since, and only state.db remembers it.
func TestForgetWhatOnlyStateRemembers(t *testing.T) {
	s, out := newSite(t), filepath.Join(t.TempDir(), "out")
	killRun(t, s, out)
	cfg := s.config(out, "r2", killedDay+1)
	cfg.Sources = cfg.Sources[:2]
	runOnce(t, cfg)
	if isThere(t, out, spool) || !slices.Contains(remembered(t, out), "orgdesk") {
		t.Fatal("the run was not given up, or nothing remembers the source")
	}
	if got := forget(t, out, "orgdesk"); got.Documents+got.Fetched+got.Archived > 0 || len(got.Addresses) != 1 {
		t.Errorf("forgotten: %+v", got)
	}
	if list := remembered(t, out); slices.Contains(list, "orgdesk") || len(list) != 5 {
		t.Errorf("state.db remembers pages of %v", list)
	}
	mustBeWhole(t, out)
}

// Forgetting what a killed run fetched can itself be killed.
func TestForgetFetchedIsKilled(t *testing.T) {
	skipShort(t)
	s, whole := newSite(t), filepath.Join(t.TempDir(), "out")
	s.run(t, whole, "r1", 1)
	quotes := quotesOf(t, whole, "orgdesk")
	killRun(t, s, whole)
	states := map[string]int{}
	for i := range max(3, *commitKills/4) {
		out := copyOf(t, whole)
		runForget(t, out, time.Hour, 1+time.Duration(i)*3*time.Millisecond)
		pending, err := dataset.PendingChange(out)
		if err != nil {
			t.Fatal(err)
		}
		change, err := dataset.BeginChange(out, "finish")
		if err != nil {
			t.Fatal(err)
		}
		if err := change.Close(); err != nil {
			t.Fatal(err)
		}
		if found := grep(t, out, quotes...); len(found) > 0 {
			t.Errorf("quotes stand in %v still", found)
		}
		if slices.ContainsFunc(fetchedIn(t, out), func(page string) bool { return strings.HasPrefix(page, "orgdesk") }) {
			t.Error("the killed run has the source still")
		}
		mustBeWhole(t, out)
		states[map[bool]string{true: "finished by the next", false: "done"}[pending != ""]]++
	}
	t.Log(states)
}
