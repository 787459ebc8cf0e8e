package pipeline

import (
	"testing"

	"rolecall/internal/claim"
	"rolecall/internal/source"
)

func TestJudge(t *testing.T) {
	expect := source.Expect{MinClaims: 100}
	for _, tt := range []struct {
		name            string
		tally           sourceTally
		expect          source.Expect
		before          int
		outcome, detail string
	}{
		{"all well", sourceTally{pages: 2, claims: 7}, source.Expect{}, 7, sourceOK, ""},
		{"too few", sourceTally{pages: 2, claims: 7}, expect, 7, sourceShort, "7 claims, 100 are expected"},
		{"a page lost", sourceTally{pages: 50, failed: 1, claims: 200}, expect, 7, sourceFailed, "1 of 50 pages could not be read"},
		{"a page lost and too few", sourceTally{pages: 50, failed: 1, claims: 7}, expect, 7, sourceFailed, "1 of 50 pages could not be read; 7 claims, 100 are expected"},
		{
			"a page lost and the rest silent",
			sourceTally{pages: 2, failed: 1},
			source.Expect{},
			7, sourceFailed,
			"1 of 2 pages could not be read; no claims; the last run had 7: has the page changed its layout?",
		},
		{
			"a page lost and a kind",
			sourceTally{pages: 2, failed: 1, claims: 7},
			source.Expect{Kinds: []claim.Kind{claim.Salary}},
			7, sourceFailed,
			"1 of 2 pages could not be read; no claim of kind salary, which is expected",
		},
		{"nothing read", sourceTally{pages: 2, failed: 2}, expect, 7, sourceFailed, "2 of 2 pages could not be read"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if outcome, detail := tt.tally.judge(tt.expect, tt.before); outcome != tt.outcome || detail != tt.detail {
				t.Errorf("%s: %q, want %s: %q", outcome, detail, tt.outcome, tt.detail)
			}
		})
	}
}
