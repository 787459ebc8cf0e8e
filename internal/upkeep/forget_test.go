package upkeep_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
	"rolecall/internal/upkeep"
)

// unpacked is data and everything that is packed in it: gzip, zstd, and both in base64.
func unpacked(t *testing.T, data []byte, depth int) [][]byte {
	t.Helper()
	out := [][]byte{data}
	if depth == 0 {
		return out
	}
	for at := 0; ; at++ {
		next := bytes.Index(data[at:], []byte{0x1f, 0x8b, 8})
		if next < 0 {
			break
		}
		at += next
		if z, err := gzip.NewReader(bytes.NewReader(data[at:])); err == nil {
			z.Multistream(false)
			plain, _ := io.ReadAll(z) // what can be read of it
			out = append(out, unpacked(t, plain, depth-1)...)
		}
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		t.Fatal(err)
	}
	defer decoder.Close()
	for at := 0; ; at++ {
		next := bytes.Index(data[at:], []byte{0x28, 0xb5, 0x2f, 0xfd})
		if next < 0 {
			break
		}
		at += next
		if err := decoder.Reset(bytes.NewReader(data[at:])); err == nil {
			plain, _ := io.ReadAll(decoder) // likewise; what follows the frame is none
			out = append(out, plain)
		}
	}
	for _, text := range regexp.MustCompile(`[A-Za-z0-9+/]{200,}={0,2}`).FindAll(data, -1) {
		if plain, err := base64.StdEncoding.DecodeString(string(text)); err == nil {
			out = append(out, unpacked(t, plain, depth-1)...)
		}
	}
	return out
}

// grep lists the files of a folder that hold one of some texts, packed or not.
func grep(t *testing.T, root string, texts ...string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		plain := bytes.Join(unpacked(t, data, 3), nil)
		if slices.ContainsFunc(texts, func(text string) bool { return bytes.Contains(plain, []byte(text)) }) {
			name, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			found = append(found, filepath.ToSlash(name))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// quotesOf gives plain quotes of a source that no other has.
func quotesOf(t *testing.T, out, source string) []string {
	t.Helper()
	data, err := dataset.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	runs, err := data.Runs()
	if err != nil {
		t.Fatal(err)
	}
	own, others := map[string]bool{}, map[string]bool{}
	for _, run := range runs {
		for c, err := range dataset.ReadClaims(run) {
			if err != nil {
				t.Fatal(err)
			}
			if c.SourceID != source {
				others[c.Quote] = true
			} else if regexp.MustCompile(`^[A-Za-z0-9 ,.]{20,}$`).MatchString(c.Quote) {
				own[c.Quote] = true
			}
		}
	}
	var quotes []string
	for q := range own {
		if !others[q] {
			quotes = append(quotes, q)
		}
	}
	slices.Sort(quotes)
	if len(quotes) < 3 {
		t.Fatalf("%d quotes of %s", len(quotes), source)
	}
	return quotes
}

// forgettable makes an output folder of three runs, the last over changed pages, and decisions.
func forgettable(t *testing.T) (*site, string) {
	t.Helper()
	s, out := newSite(t), filepath.Join(t.TempDir(), "out")
	first := s.run(t, out, "r1", 1)
	s.run(t, out, "r2", 9)
	s.changed["/orgdesk.html"] = `<html lang="en"><title>Roles</title><article><h1>What does a CIO do?</h1><p>The CIO manages the budget of the company and reports to the CEO.</p></article>`
	s.run(t, out, "r3", 12)
	for c, err := range dataset.ReadClaims(first) {
		if err != nil {
			t.Fatal(err)
		}
		if c.SourceID != "orgdesk" {
			continue
		}
		_, err := dataset.AppendDecision(out, claim.Decision{
			ConflictID: claim.ConflictID("attribution", "x", nil), Verdict: claim.Ignored, By: "jdoe", At: s.day(2), RunID: "r1", Note: "it says: " + c.Quote,
			Basis: []claim.Basis{{Position: "cio", SourceID: c.SourceID, DocumentID: c.DocumentID, ClaimKey: c.Key, EvidenceHash: c.EvidenceHash, Quote: c.Quote}},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	mustBeWhole(t, out)
	return s, out
}

func forget(t *testing.T, out, what string) upkeep.Forgotten {
	t.Helper()
	got, err := upkeep.Forget(t.Context(), out, what, time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC), false)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// A source that is forgotten stands nowhere in the output folder any more, packed or not, and the rest is whole.
func TestForgetSource(t *testing.T) {
	s, out := forgettable(t)
	quotes := quotesOf(t, out, "orgdesk")
	before := grep(t, out, quotes...)
	for _, name := range []string{
		"data/run_date=2026-01-01/run=r1/claims.parquet", "data/run_date=2026-01-01/run=r1/documents.parquet", "archive/r1.warc.gz",
		"reports/r1/report.json", "reports/r1/report.md", "reports/r1/index.html", "reports/r3/report.json", "state.db", "decisions.jsonl",
	} {
		if !slices.Contains(before, name) {
			t.Errorf("the quotes are not found in %s to begin with", name)
		}
	}
	kept := quotesOf(t, out, "linked")
	got := forget(t, out, "orgdesk")
	if len(got.Runs) != 3 || got.Documents < 3 || got.Claims < 20 || got.Archived == 0 || got.Decisions == 0 {
		t.Errorf("forgotten: %+v", got)
	}
	if found := grep(t, out, quotes...); len(found) > 0 {
		t.Errorf("quotes stand in %v still", found)
	}
	if len(grep(t, out, kept[0])) < 5 {
		t.Errorf("%q of another source is gone", kept[0])
	}
	mustBeWhole(t, out)
	note, err := os.ReadFile(filepath.Join(out, "forgotten.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var noted upkeep.Forgotten
	if err := json.Unmarshal(note, &noted); err != nil || noted.Source != "orgdesk" || noted.Claims != got.Claims {
		t.Errorf("noted: %s, %v", note, err)
	}
	if list, err := dataset.ReadDecisions(out); err != nil || len(list) != got.Decisions || strings.Contains(list[0].Note, list[0].Basis[0].Quote+"x") {
		t.Errorf("decisions: %v, %v", list, err)
	}
	if _, err := upkeep.Forget(t.Context(), out, "orgdesk", s.day(30), false); !errors.Is(err, upkeep.ErrNothingToForget) {
		t.Errorf("again: %v", err)
	}

	// A later run without the source does not bring it back, and one with it fetches it anew.
	cfg := s.config(out, "r4", 20)
	cfg.Sources = slices.Delete(cfg.Sources, 4, 5)
	runOnce(t, cfg)
	if found := grep(t, out, quotes...); len(found) > 0 {
		t.Errorf("after another run quotes stand in %v again", found)
	}
	mustBeWhole(t, out)
	run := s.run(t, out, "r5", 21)
	for d, err := range dataset.ReadDocuments(run) {
		if err != nil {
			t.Fatal(err)
		}
		if d.SourceID == "orgdesk" && d.FetchOutcome == claim.NotModified {
			t.Errorf("%s comes from memory", d.URL)
		}
	}
	mustBeWhole(t, out)
}

// A page that others had from the archive of the page that is forgotten keeps its body.
func TestForgetPageThatOthersShare(t *testing.T) {
	s, out := forgettable(t)
	got := forget(t, out, "codeforge")
	if got.Documents != 3 {
		t.Errorf("%d documents", got.Documents)
	}
	mustBeWhole(t, out)
	page := forget(t, out, s.URL+"/northlight.html#part")
	if len(page.Sources) != 2 || page.Documents != 6 {
		t.Errorf("of the page in two sources %d documents of %v go", page.Documents, page.Sources)
	}
	mustBeWhole(t, out)
	data, err := dataset.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	run, err := data.Run("r3")
	if err != nil {
		t.Fatal(err)
	}
	for d, err := range dataset.ReadDocuments(run) {
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(d.URL, "codeforge.html?copy=1") && (d.ArchiveOffset == nil || d.ArchiveFile == "") {
			t.Errorf("%s lost its archived page", d.URL)
		}
		if strings.HasSuffix(d.URL, "/northlight.html") {
			t.Errorf("%s is there still", d.URL)
		}
	}
	if next := s.run(t, out, "r4", 20); next.ID != "r4" {
		t.Errorf("the next run is %s", next.ID)
	}
	mustBeWhole(t, out)
}

// A dry run and a name that nobody has change nothing.
func TestForgetNothing(t *testing.T) {
	_, out := forgettable(t)
	before, err := dataset.Describe(filepath.Join(out, "state.db"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := upkeep.Forget(t.Context(), out, "orgdesk", time.Now(), true)
	if err != nil || got.Documents == 0 {
		t.Errorf("a dry run: %+v, %v", got, err)
	}
	for _, what := range []string{"nobody", "https://example.com/"} {
		if _, err := upkeep.Forget(t.Context(), out, what, time.Now(), false); !errors.Is(err, upkeep.ErrNothingToForget) {
			t.Errorf("%s: %v", what, err)
		}
	}
	after, err := dataset.Describe(filepath.Join(out, "state.db"))
	if err != nil || after != before || len(grep(t, out, quotesOf(t, out, "orgdesk")[0])) == 0 {
		t.Errorf("something changed: %v", err)
	}
	mustBeWhole(t, out)
}

// Forgetting that is killed is not begun, or finished by the next run.
func TestForgetKilled(t *testing.T) {
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

// The note of a decision stands in the conflicts of later runs, too: quotes of what is forgotten go there as well.
func TestForgetInNotesOfLaterRuns(t *testing.T) {
	s, out := newSite(t), filepath.Join(t.TempDir(), "out")
	first := s.run(t, out, "r1", 1)
	claims := map[string]claim.Claim{}
	for c, err := range dataset.ReadClaims(first) {
		if err != nil {
			t.Fatal(err)
		}
		claims[c.ID] = c
	}
	quote := ""
	for c, err := range dataset.ReadConflicts(first) {
		if err != nil {
			t.Fatal(err)
		}
		for _, side := range c.Sides {
			for _, id := range side.ClaimIDs {
				if said := claims[id]; said.SourceID == "orgdesk" && quote == "" {
					quote = said.Quote
					if _, err := dataset.AppendDecision(out, claim.Decision{
						ConflictID: c.ID, Verdict: claim.Ignored, By: "jdoe", At: s.day(2), RunID: "r1", Note: "it says: " + quote,
						Basis: []claim.Basis{{Position: side.Position, SourceID: said.SourceID, DocumentID: said.DocumentID, ClaimKey: said.Key, EvidenceHash: said.EvidenceHash, Quote: quote}},
					}); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
	second := s.run(t, out, "r2", 9)
	noted := func(run dataset.Stored) bool {
		for c, err := range dataset.ReadConflicts(run) {
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(c.DecisionNote, quote) {
				return true
			}
		}
		return false
	}
	if quote == "" || !noted(second) {
		t.Fatalf("the quote %q is in no note to begin with", quote)
	}
	forget(t, out, "orgdesk")
	if noted(second) {
		t.Errorf("%q stands in a note still", quote)
	}
	mustBeWhole(t, out)
}
