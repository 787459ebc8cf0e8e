package upkeep_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
	"rolecall/internal/upkeep"
)

// forgettable makes an output folder of three runs, the last over changed pages, and decisions.
func forgettable(t *testing.T) (*site, string) {
	t.Helper()
	s, out := newSite(t), filepath.Join(t.TempDir(), "out")
	first := s.run(t, out, "r1", 1)
	s.run(t, out, "r2", 9)
	s.change("/orgdesk.html", shortened)
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
	run := storedRun(t, out, "r3")
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

// A dry run leaves a state.db of another version as it is.
func TestDryRunsOfAnotherVersion(t *testing.T) {
	s, out := newSite(t), filepath.Join(t.TempDir(), "out")
	s.run(t, out, "r1", 1)
	path := filepath.Join(out, "state.db")
	edit(t, path, func(data []byte) []byte { data[63]++; return data }) // the last byte of user_version
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := upkeep.Forget(t.Context(), out, "orgdesk", s.day(2), true); err != nil || got.Documents != 2 {
		t.Errorf("forget: %d documents, %v", got.Documents, err)
	}
	collect(t, out, 1, true)
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) || isThere(t, out, "state.db-wal") {
		t.Errorf("state.db changed, %v", err)
	}
}
