package pipeline

import (
	"strings"
	"testing"

	"rolecall/internal/claim"
	"rolecall/internal/source"
)

func TestJudge(t *testing.T) {
	expect := source.Expect{MinClaims: 100}
	seven := baseline{run: "one", claims: 7, read: 1}
	for _, tt := range []struct {
		name            string
		tally           sourceTally
		expect          source.Expect
		before          baseline
		outcome, detail string
	}{
		{"all well", sourceTally{pages: 2, claims: 7}, source.Expect{}, seven, sourceOK, ""},
		{"too few", sourceTally{pages: 2, claims: 7}, expect, seven, sourceShort, "7 claims, 100 are expected"},
		{"a page lost", sourceTally{pages: 50, failed: 1, claims: 200}, expect, seven, sourceFailed, "1 of 50 pages could not be read"},
		{"a page lost and too few", sourceTally{pages: 50, failed: 1, claims: 7}, expect, seven, sourceFailed, "1 of 50 pages could not be read; 7 claims, 100 are expected"},
		{
			"a page lost and the rest silent",
			sourceTally{pages: 2, failed: 1},
			source.Expect{},
			seven, sourceFailed,
			"1 of 2 pages could not be read; no claims; run one had 7: has the page changed its layout? If it is right, run once with --accept-drop",
		},
		{
			"a page lost and a kind",
			sourceTally{pages: 2, failed: 1, claims: 7},
			source.Expect{Kinds: []claim.Kind{claim.Salary}},
			seven, sourceFailed,
			"1 of 2 pages could not be read; no claim of kind salary, which is expected",
		},
		{"nothing read", sourceTally{pages: 2, failed: 2}, expect, seven, sourceFailed, "2 of 2 pages could not be read"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if outcome, detail := tt.tally.judge(tt.expect, tt.before); outcome != tt.outcome || detail != tt.detail {
				t.Errorf("%s: %q, want %s: %q", outcome, detail, tt.outcome, tt.detail)
			}
		})
	}
}

func TestSilence(t *testing.T) {
	for _, tt := range []struct {
		name   string
		tally  sourceTally
		before baseline
		want   string // how it begins; "": not silent
	}{
		{"as before", sourceTally{pages: 4, claims: 40}, baseline{"one", 40, 1}, ""},
		{"half", sourceTally{pages: 4, claims: 20}, baseline{"one", 40, 1}, ""},
		{"less than half", sourceTally{pages: 4, claims: 19}, baseline{"one", 40, 1}, "19 claims, less than half of the 40 of run one: "},
		{"nothing", sourceTally{pages: 4}, baseline{"one", 40, 1}, "no claims; run one had 40: "},
		{"one was all", sourceTally{pages: 1}, baseline{"one", 1, 1}, "no claims; run one had 1: "},
		{"fewer pages, none failed", sourceTally{pages: 1, claims: 10}, baseline{"one", 40, 1}, "10 claims, less than half"},
		{"most pages failed", sourceTally{pages: 4, failed: 3, claims: 10}, baseline{"one", 40, 1}, ""},
		{"most pages failed and the rest is silent", sourceTally{pages: 4, failed: 3, claims: 4}, baseline{"one", 40, 1}, "4 claims, less than half"},
		{"all pages failed", sourceTally{pages: 4, failed: 4}, baseline{"one", 40, 1}, ""},
		{"too few pages to tell", sourceTally{pages: 50, failed: 49}, baseline{"one", 10, 1}, ""},
		{"some failed then, none now", sourceTally{pages: 4, claims: 20}, baseline{"one", 40, 0.5}, ""},
		{"never spoke", sourceTally{pages: 4}, baseline{}, ""},
		{"interrupted", sourceTally{pages: 4, failed: 1, claims: 1, outcomes: map[string]int{"interrupted": 1}}, baseline{"one", 40, 1}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.tally.silence(tt.before)
			if (got == "") != (tt.want == "") || !strings.HasPrefix(got, tt.want) {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// What a source does not say any more counts as gone only where its pages were read and it has not fallen silent.
func TestHealthy(t *testing.T) {
	sources := []source.Source{{ID: "well"}, {ID: "lost"}, {ID: "silent"}, {ID: "unread"}}
	tally := newTally(sources, map[string]baseline{"well": {"one", 8, 1}, "silent": {"one", 8, 1}})
	for id, s := range map[string]sourceTally{
		"well": {pages: 2, fetched: 2, claims: 8}, "lost": {pages: 2, fetched: 1, failed: 1, claims: 8}, "silent": {pages: 2, fetched: 2, claims: 1},
	} {
		*tally.sources[id] = s
	}
	for id, healthy := range tally.healthy() {
		if healthy != (id == "well") {
			t.Errorf("%s: healthy %v", id, healthy)
		}
	}
}
