package cli

import (
	"slices"
	"strings"
	"testing"

	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
)

func TestSummaryWarns(t *testing.T) {
	var out strings.Builder
	printSummary(&out, "output", &pipeline.Summary{Warnings: []string{"half of it is missing"}})
	if want := "\nWarning    half of it is missing\n"; !strings.Contains(out.String(), want) {
		t.Errorf("%q is not in\n%s", want, out.String())
	}
}

func TestSummaryCountsWhatCouldNotBeVerified(t *testing.T) {
	for n, want := range []string{"0 contradictions, 2 that only look so\n", "0 contradictions, 2 that only look so; 1 more could not be verified this time\n"} {
		var out strings.Builder
		printSummary(&out, "output", &pipeline.Summary{Apparent: 2, Unverified: n})
		if !strings.Contains(out.String(), "Conflicts  "+want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
}

func TestSummaryOfARunThatWasTakenUp(t *testing.T) {
	for _, tt := range []struct {
		name    string
		summary pipeline.Summary
		want    string
	}{
		{"a new run", pipeline.Summary{Pages: 4, Fetched: 3}, "3 fetched of 4\n"},
		{"taken up", pipeline.Summary{Pages: 4, Fetched: 3, TakenUp: true, Resumed: 2}, "3 fetched of 4; resumed: 2 pages were at hand\n"},
		{"one page", pipeline.Summary{Pages: 4, Fetched: 3, TakenUp: true, Resumed: 1}, "3 fetched of 4; resumed: 1 page was at hand\n"},
		{"killed before a page", pipeline.Summary{Pages: 4, Fetched: 3, TakenUp: true}, "3 fetched of 4; resumed: 0 pages were at hand\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out strings.Builder
			printSummary(&out, "output", &tt.summary)
			if want := "Pages      " + tt.want; !strings.Contains(out.String(), want) {
				t.Errorf("%q is not in\n%s", want, out.String())
			}
		})
	}
}

func TestSummaryOfSourcesThatGaveTooLittle(t *testing.T) {
	s := pipeline.Summary{Sources: []dataset.SourceResult{
		{ID: "half", Outcome: "failed", Pages: 2, Failed: 1, Detail: "1 of 2 pages could not be read; 7 claims, 100 are expected"},
		{ID: "gone", Outcome: "failed", Pages: 1, Failed: 1, Detail: "1 of 1 pages could not be read"},
		{ID: "silent", Outcome: "silent", Pages: 1, Detail: "no claims", Silent: true},
		{ID: "short", Outcome: "short", Pages: 1, Detail: "1 claims, 3 are expected"},
	}}
	var out strings.Builder
	printSummary(&out, "output", &s)
	for _, want := range []string{"Source half is failed: 1 of 2 pages could not be read; 7 claims, 100 are expected\n", "\nSILENT     silent: no claims\n", "Source short is short: 1 claims, 3 are expected\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "Source gone") || strings.Contains(out.String(), "Source silent") {
		t.Errorf("what its only page says is said twice in\n%s", out.String())
	}
}

func TestSummaryOfDecisions(t *testing.T) {
	type told struct{ decision, reopened string }
	for _, tt := range []struct {
		name      string
		conflicts []told
		want      string // empty: no word of decisions
	}{
		{"none", []told{{}}, ""},
		{
			"decided and reopened",
			[]told{{"ignore", ""}, {"", "the page of ash changed"}, {}},
			"Decisions  1 of 3 contradictions decided, 1 reopened\n  reopened Whom the CIO reports to.\n           because the page of ash changed\n",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out strings.Builder
			var s pipeline.Summary
			s.Conflicts = slices.Grow(s.Conflicts, len(tt.conflicts))[:len(tt.conflicts)]
			for i, c := range tt.conflicts {
				s.Conflicts[i].Explanation, s.Conflicts[i].Decision, s.Conflicts[i].Reopened = "Whom the CIO reports to.", c.decision, c.reopened
			}
			printSummary(&out, "output", &s)
			if !strings.Contains(out.String(), tt.want) || strings.Contains(out.String(), "Decisions") != (tt.want != "") {
				t.Errorf("%q is not in\n%s", tt.want, out.String())
			}
		})
	}
}
