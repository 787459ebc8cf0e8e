package compare

import (
	"testing"
	"time"

	"rolecall/internal/claim"
)

func TestSince(t *testing.T) {
	found := func(topic string) Finding {
		return Finding{Conflict: claim.Conflict{ID: topic, Topic: topic, Comparable: true}}
	}
	before := func(topic string, status claim.Status, sources ...string) claim.Conflict {
		return claim.Conflict{
			ID: topic, Topic: topic, RunID: "r1", FirstSeenRun: "r0", Status: status, Decision: "noted",
			Sides: []claim.Side{{SourceIDs: sources[:1]}, {SourceIDs: sources[1:]}},
		}
	}
	prev := []claim.Conflict{
		before("stays", claim.New, "ash", "birch"),
		before("stays unseen", claim.Unverified, "ash", "birch"),
		before("comes back", claim.Resolved, "ash", "birch"),
		before("gone", claim.Open, "ash", "birch"),
		before("gone, a source failed", claim.Open, "ash", "cedar"),
		before("gone, a source left out", claim.Open, "ash", "dogwood"),
		before("gone long ago", claim.Resolved, "ash", "cedar"),
	}
	now := []Finding{found("stays"), found("stays unseen"), found("comes back"), found("is new")}
	looked := func(c *claim.Conflict) bool { // cedar failed, dogwood was left out
		other := c.Sides[1].SourceIDs[0]
		return other != "cedar" && other != "dogwood"
	}

	got := map[string]Finding{}
	for _, f := range Since("r2", prev, now, looked) {
		got[f.Topic] = f
		if f.RunID != "r2" || len(f.Evidence) != len(f.Sides) {
			t.Errorf("%s: run %s, %d lists of evidence for %d sides", f.Topic, f.RunID, len(f.Evidence), len(f.Sides))
		}
	}
	for topic, want := range map[string]struct {
		status claim.Status
		first  string
	}{
		"stays":                   {claim.Open, "r0"},
		"stays unseen":            {claim.Open, "r0"},
		"comes back":              {claim.New, "r0"},
		"is new":                  {claim.New, "r2"},
		"gone":                    {claim.Resolved, "r0"},
		"gone, a source failed":   {claim.Unverified, "r0"},
		"gone, a source left out": {claim.Unverified, "r0"},
		"gone long ago":           {claim.Resolved, "r0"},
	} {
		f, there := got[topic]
		if !there || f.Status != want.status || f.FirstSeenRun != want.first {
			t.Errorf("%s: status %q first seen %q (there: %v), want %q %q", topic, f.Status, f.FirstSeenRun, there, want.status, want.first)
		}
	}
	if len(got) != 8 {
		t.Errorf("%d rows, want 8", len(got))
	}
}

func TestStale(t *testing.T) {
	day := func(s string) *time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return &d
	}
	for _, tc := range []struct {
		asOf                string
		published, modified *time.Time
		want                bool
	}{
		{"2022", day("2024-01-01"), nil, true},
		{"2022", day("2023-12-31"), nil, false},
		{"2022-11", day("2024-10-31"), nil, false},
		{"2022-11", day("2024-11-01"), nil, true},
		{"2022", day("2022-06-01"), day("2024-06-01"), true},
		{"2022", nil, day("2024-06-01"), true},
		{"2022", nil, nil, false},
		{"", day("2024-01-01"), nil, false},
		{"last year", day("2024-01-01"), nil, false},
	} {
		if got := Stale(tc.asOf, tc.published, tc.modified); got != tc.want {
			t.Errorf("figure of %q, page of %v / %v: stale %v", tc.asOf, tc.published, tc.modified, got)
		}
	}
}
