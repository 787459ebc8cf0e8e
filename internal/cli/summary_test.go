package cli

import (
	"strings"
	"testing"

	"rolecall/internal/pipeline"
)

func TestSummaryWarns(t *testing.T) {
	var out strings.Builder
	printSummary(&out, "output", &pipeline.Summary{Warnings: []string{"half of it is missing"}})
	if want := "\nWarning    half of it is missing\n"; !strings.Contains(out.String(), want) {
		t.Errorf("%q is not in\n%s", want, out.String())
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
