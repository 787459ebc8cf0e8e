package pipeline_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
	"rolecall/internal/report"
)

const (
	toCFO = "<p>The CIO reports to the CFO.</p>"
	toCEO = "<p>The CIO reports to the CEO.</p>"
	other = "<p>The CIO manages the help desk and its budget.</p>"
)

func disputed(t *testing.T) (*story, chapter) {
	t.Helper()
	s := newStory(t, map[string]string{"ash": toCFO, "birch": toCEO, "cedar": other})
	return s, s.run()
}

func TestDecisionsOverRuns(t *testing.T) {
	kind := string(claim.ReportsTo)
	for _, tc := range []struct {
		name    string
		made    func(*claim.Decision)
		change  func(*story)
		status  claim.Status
		because string // empty: the decision holds
	}{
		{"nothing changes", asRead, func(*story) {}, claim.Open, ""},
		{"one side's page changes", asRead, func(s *story) { s.set("ash", "<p>The CIO of a bank usually reports to the CFO.</p>") }, claim.Open, "where it said \"The CIO reports to the CFO.\""},
		{"only the menu changes", asRead, func(s *story) { s.setMenu("Autumn sale") }, claim.Open, ""},
		{"a page changes elsewhere", asRead, func(s *story) { s.set("ash", "<p>We wrote this page anew.</p>"+toCFO+"<p>Read on.</p>") }, claim.Open, ""},
		{"a third page takes a side", asRead, func(s *story) { s.set("cedar", other+toCEO) }, claim.Open, "the page of cedar now says"},
		{"a page fails", asRead, func(s *story) { s.set("ash", "") }, claim.Unverified, ""},
		{"a page drops the passage", asRead, func(s *story) { s.set("ash", other+"<p>That is all.</p>") }, claim.Resolved, ""},
		{"another extractor read the same bytes", func(d *claim.Decision) {
			for i := range d.Basis {
				b := &d.Basis[i]
				b.TextSHA256, b.EvidenceHash, b.Quote = "other", "other", "never said"
			}
		}, func(*story) {}, claim.Open, ""},
		{"another extractor read the page, which changes elsewhere", func(d *claim.Decision) {
			d.RunID = "of another output folder"
			for i := range d.Basis {
				b := &d.Basis[i]
				b.TextSHA256, b.EvidenceHash, b.Quote = "other", "other", strings.ToUpper(b.Quote)
			}
		}, func(s *story) { s.setMenu("Autumn sale"); s.set("ash", "<p>News.</p>"+toCFO) }, claim.Open, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s, first := disputed(t)
			first.decide(kind, claim.Incomparable, tc.made)
			tc.change(s)
			second := s.run()
			got := second.conflict(kind)
			if got.Status != tc.status {
				t.Errorf("status %q, want %q", got.Status, tc.status)
			}
			reopened := second.summary.Run.Manifest.Reopened
			if tc.because == "" && (got.Decision != "not_comparable" || got.DecidedBy != "Ada" || got.DecisionNote != "seen" || len(reopened) != 0) {
				t.Errorf("the decision does not hold: %+v, %+v", got, reopened)
			}
			if tc.because != "" && (got.Decision+got.DecidedBy+got.DecisionNote != "" || len(reopened) != 1 || !strings.Contains(reopened[0].Because, tc.because)) {
				t.Errorf("decision %q, reopened %+v, want because %q", got.Decision, reopened, tc.because)
			}
		})
	}
}

// A decision that was reopened stays so while the page that was the reason fails, and holds again where it says again what
// it said; one made anew holds.
func TestReopenedOverRuns(t *testing.T) {
	kind := string(claim.ReportsTo)
	s, first := disputed(t)
	first.decide(kind, claim.Contradiction, asRead)
	s.set("cedar", other+toCEO)
	if got := s.run().conflict(kind); got.Decision != "" {
		t.Errorf("with new evidence the decision is %q", got.Decision)
	}
	s.set("cedar", "")
	if got := s.run().conflict(kind); got.Decision != "" || got.Status != claim.Open {
		t.Errorf("while the new page fails: %q, %s", got.Decision, got.Status)
	}
	s.set("cedar", other)
	if got := s.run().conflict(kind); got.Decision != "contradiction" {
		t.Errorf("without the new evidence: %q", got.Decision)
	}
	s.set("cedar", other+toCEO)
	third := s.run()
	if got := third.conflict(kind); got.Decision != "" {
		t.Errorf("with new evidence again: %q", got.Decision)
	}
	third.decide(kind, claim.Ignored, asRead)
	if got := s.run().conflict(kind); got.Decision != "ignore" {
		t.Errorf("decided anew: %q", got.Decision)
	}
}

func TestUndecided(t *testing.T) {
	s, first := disputed(t)
	count := func(c chapter) [3]int {
		return [3]int{c.summary.Undecided(pipeline.UndecidedNew), c.summary.Undecided(pipeline.UndecidedHigh), c.summary.Undecided(pipeline.UndecidedAny)}
	}
	if got := count(first); got != [3]int{1, 0, 1} {
		t.Errorf("first run: new, high, any: %v", got)
	}
	second := s.run()
	if got := count(second); got != [3]int{0, 0, 1} {
		t.Errorf("second run: new, high, any: %v", got)
	}
	second.decide(string(claim.ReportsTo), claim.Contradiction, asRead)
	if got := count(s.run()); got != [3]int{} {
		t.Errorf("decided: new, high, any: %v", got)
	}
	s.set("ash", "<p>The CIO of a bank usually reports to the CFO.</p>")
	reopened := s.run()
	if got := count(reopened); got != [3]int{1, 0, 1} {
		t.Errorf("reopened: new, high, any: %v", got)
	}
	if got := count(s.run()); got != [3]int{0, 0, 1} {
		t.Errorf("still reopened: new, high, any: %v", got)
	}
	if f := reopened.summary.Conflicts[0]; !strings.Contains(f.Reopened, "the page of ash now says") || f.Decided == nil {
		t.Errorf("the summary tells %q", f.Reopened)
	}
}

// Resolved and back: the decision holds as long as the evidence is what it was.
func TestDecisionOfAConflictThatComesBack(t *testing.T) {
	kind := string(claim.ReportsTo)
	s, first := disputed(t)
	first.decide(kind, claim.FixedAtSource, asRead)
	s.set("ash", other+"<p>That is all.</p>")
	if got := s.run().conflict(kind); got.Status != claim.Resolved {
		t.Fatalf("%+v", got)
	}
	s.set("ash", toCFO)
	if got := s.run().conflict(kind); got.Status != claim.New || got.Decision != "fixed_at_source" || got.FirstSeenRun != "r1" {
		t.Errorf("%+v", got)
	}
}

// Decisions taken out of one output folder and into another hold there just the same.
func TestDecisionsMoveBetweenFolders(t *testing.T) {
	kind := string(claim.ReportsTo)
	s, first := disputed(t)
	first.decide(kind, claim.Contradiction, asRead)
	first.decide(kind, claim.Ignored, asRead)
	data, err := os.ReadFile(dataset.DecisionsPath(s.out))
	if err != nil {
		t.Fatal(err)
	}
	list, err := dataset.DecodeDecisions("export", strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	s.out = t.TempDir()
	if _, err := dataset.ImportDecisions(s.out, list); err != nil {
		t.Fatal(err)
	}
	moved, err := os.ReadFile(dataset.DecisionsPath(s.out))
	if err != nil || string(moved) != string(data) {
		t.Errorf("the file came over as\n%s\nnot\n%s\n%v", moved, data, err)
	}
	if got := s.run().conflict(kind); got.Decision != "ignore" {
		t.Errorf("decision %q", got.Decision)
	}
}

func TestBrokenDecisionsStopARunBeforeItBegins(t *testing.T) {
	s := newStory(t, map[string]string{"ash": toCFO})
	if err := os.WriteFile(dataset.DecisionsPath(s.out), []byte("<<<<<<< HEAD\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := pipeline.Run(t.Context(), pipeline.Config{Sources: s.sources(), Out: s.out, Now: nil})
	if err == nil || !strings.Contains(err.Error(), "decisions.jsonl:1") {
		t.Errorf("error %v", err)
	}
}

// The terminal and the report count the same: what stands by what was read, and apart from it what could not be verified.
func TestSummaryAndReportCountAlike(t *testing.T) {
	const some = "<p>In banks the CIO may report to the COO.</p>"
	for _, tc := range []struct {
		name                         string
		ash                          string
		stand, apparent, unconfirmed int
	}{
		{"all is read", toCFO, 1, 0, 0},
		{"a page fails", "", 0, 0, 1},
		{"a page drops the passage", other + "<p>That is all.</p>", 0, 0, 0},
		{"it only looks so", some, 0, 1, 0},
	} {
		s, _ := disputed(t)
		s.set("ash", tc.ash)
		now := s.run()
		r, err := report.Read(filepath.Join(s.out, filepath.Dir(filepath.FromSlash(now.summary.Run.Paths.Report)), "report.json"))
		if err != nil {
			t.Fatal(err)
		}
		want := [3]int{tc.stand, tc.apparent, tc.unconfirmed}
		if got := [3]int{len(now.summary.Conflicts), now.summary.Apparent, now.summary.Unverified}; got != want {
			t.Errorf("%s: the terminal counts %v, want %v", tc.name, got, want)
		}
		if got := [3]int{r.Summary.Comparable, r.Summary.NotComparable, r.Summary.Unverified}; got != want {
			t.Errorf("%s: the report counts %v, want %v", tc.name, got, want)
		}
	}
}

// What reviewers decided holds over failures in between, and what failed does not come back as new.
func TestStatusOverRunsWithFailures(t *testing.T) {
	kind := string(claim.ReportsTo)
	s, first := disputed(t)
	if got := first.conflict(kind); got.Status != claim.New {
		t.Fatalf("first run: %+v", got)
	}
	dropped := other + "<p>That is all.</p>"
	for i, step := range []struct {
		ash, birch string
		want       claim.Status
	}{
		{toCFO, "", claim.Unverified},
		{"", "", claim.Unverified},
		{"", toCEO, claim.Unverified},
		{toCFO, toCEO, claim.Open},
		{dropped, "", claim.Unverified},
		{dropped, toCEO, claim.Resolved},
		{dropped, "", claim.Resolved},
		{toCFO, toCEO, claim.New},
		{toCFO, toCEO, claim.Open},
	} {
		s.set("ash", step.ash)
		s.set("birch", step.birch)
		if got := s.run().conflict(kind); got.Status != step.want || got.FirstSeenRun != "r1" {
			t.Errorf("step %d: status %q, first seen in %q; want %q and r1", i, got.Status, got.FirstSeenRun, step.want)
		}
	}
}
