package pipeline_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
	"rolecall/internal/source"
)

// Two runs over pages of which one changed, one is the same, one is down and one was not there before.
func TestDiff(t *testing.T) {
	pages := map[string]string{
		"/a": "<p>The CIO manages the budget of the company.</p><p>The CIO reports to the CEO.</p><p>The CIO negotiates contracts with vendors.</p>",
		"/b": "<p>The CIO reports to the CEO.</p>",
		"/c": "<p>The CTO leads the development of new products.</p>",
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, there := pages[r.URL.Path]
		if !there {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprintf(w, "<html lang=en><title>Roles</title><article><h1>What the chiefs do</h1>%s</article>", text) // a client that went away does not read on
	}))
	t.Cleanup(server.Close)
	out := t.TempDir()
	var roles []string
	run := func(id string, day int, ids ...string) dataset.Stored {
		cfg := pipeline.Config{
			Whole: true, Out: out, RunID: id, Version: "test", AllowPrivateHosts: true, Roles: roles, Options: map[string]string{"roles": strings.Join(roles, ",")},
			Now: func() time.Time { return time.Date(2026, 1, day, 0, 0, 0, 0, time.UTC) },
		}
		for _, id := range ids {
			cfg.Sources = append(cfg.Sources, source.Source{ID: id, Name: id, URLs: []string{server.URL + "/" + id}, Politeness: source.Politeness{Delay: 1, Parallel: 1}})
		}
		summary, err := pipeline.Run(context.Background(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		return summary.Run
	}
	first := run("r1", 1, "a", "b", "c")
	pages["/a"] = "<p>The CIO manages the budget of the company.</p><p>The CIO reports to the CFO.</p><p>The CIO protects the company against cyber attacks.</p>"
	pages["/d"] = "<p>The CTO manages the budget of the company.</p>"
	delete(pages, "/c")
	second := run("r2", 2, "a", "b", "c", "d")

	var told []string
	diff, err := pipeline.Diff(t.Context(), first, second, func(c pipeline.ClaimChange) error {
		line := c.Change + " " + c.SourceID + " " + c.Kind + " " + c.Cause
		if c.Before != nil {
			line += " was " + c.Before.Quote
		}
		if c.Now != nil {
			line += " is " + c.Now.Quote
		}
		told = append(told, line)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"changed a reports_to page was The CIO reports to the CEO. is The CIO reports to the CFO.",
		"gone a responsibility page was The CIO negotiates contracts with vendors.",
		"new a responsibility page is The CIO protects the company against cyber attacks.",
	}
	slices.Sort(told)
	if d := cmp.Diff(want, told); d != "" {
		t.Errorf("changes (-want +got):\n%s", d)
	}
	sources := []pipeline.SourceDiff{
		{SourceID: "a", New: 1, Gone: 1, Changed: 1, Same: 1}, {SourceID: "b", Same: 1}, {SourceID: "c", Unverified: 1},
	}
	if d := cmp.Diff(sources, diff.Sources); d != "" {
		t.Errorf("sources (-want +got):\n%s", d)
	}
	found := map[string]string{}
	for _, c := range diff.Conflicts {
		found[c.Kind] = c.Change
	}
	if d := cmp.Diff(map[string]string{"reports_to": "new", "attribution": "not_compared"}, found); d != "" {
		t.Errorf("conflicts (-want +got):\n%s", d)
	}
	back, err := pipeline.Diff(t.Context(), second, first, func(pipeline.ClaimChange) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range back.Conflicts {
		if want := map[string]string{"reports_to": "gone", "attribution": "not_compared"}[c.Kind]; c.Change != want {
			t.Errorf("the other way round %s is %s, want %s", c.Kind, c.Change, want)
		}
	}
	if same, err := pipeline.Diff(t.Context(), second, second, func(c pipeline.ClaimChange) error { return fmt.Errorf("%s", c.Change) }); err != nil || len(same.Conflicts) > 0 {
		t.Errorf("a run differs from itself: %v, %v", same.Conflicts, err)
	}

	// b cannot be read: what it is part of is not gone, and not new when it is back
	page := pages["/b"]
	delete(pages, "/b")
	third := run("r3", 3, "a", "b", "c", "d")
	pages["/b"] = page
	checkDiff(t, second, third, "b", pipeline.SourceDiff{SourceID: "b", Unverified: 1}, map[string]string{"reports_to": "unverified"})
	checkDiff(t, third, second, "b", pipeline.SourceDiff{SourceID: "b", FirstRead: 1}, map[string]string{"reports_to": "first_read"})

	// of other roles only what both have is compared, and a conflict of roles that were not asked for is not resolved
	roles = []string{"cto"}
	fourth := run("r4", 4, "a", "b", "c", "d")
	checkDiff(t, second, fourth, "a", pipeline.SourceDiff{SourceID: "a"}, map[string]string{"reports_to": "not_compared", "attribution": "not_compared"})
	checkDiff(t, fourth, second, "d", pipeline.SourceDiff{SourceID: "d", Same: 1}, map[string]string{"reports_to": "not_compared", "attribution": "not_compared"})
	for _, c := range all(t, dataset.ReadConflicts(fourth)) {
		if c.Status != claim.Unverified {
			t.Errorf("%s of %v is %s", c.Kind, c.Roles, c.Status)
		}
	}
	scope, err := pipeline.ScopeOf(first, fourth)
	expected := pipeline.Scope{
		Roles: []string{"cto"}, Sources: []string{"a", "b", "c"}, OnlyBefore: []string{}, OnlyNow: []string{"d"},
		Differences: []pipeline.Setting{{Name: "roles", Before: "cio,cto", Now: "cto"}},
	}
	if d := cmp.Diff(expected, scope); d != "" || err != nil {
		t.Errorf("scope (-want +got), %v:\n%s", err, d)
	}
}

// checkDiff holds what two runs say otherwise of a source and of conflicts, by kind, against what it should be; no claim is new or gone.
func checkDiff(t *testing.T, before, now dataset.Stored, id string, source pipeline.SourceDiff, conflicts map[string]string) {
	t.Helper()
	diff, err := pipeline.Diff(t.Context(), before, now, func(c pipeline.ClaimChange) error { return fmt.Errorf("%s %s", c.Change, c.Kind) })
	if err != nil {
		t.Errorf("from %s to %s: %v", before.ID, now.ID, err)
	}
	found := map[string]string{}
	for _, c := range diff.Conflicts {
		found[c.Kind] = c.Change
	}
	if d := cmp.Diff(conflicts, found); d != "" {
		t.Errorf("from %s to %s conflicts (-want +got):\n%s", before.ID, now.ID, d)
	}
	if i := slices.IndexFunc(diff.Sources, func(s pipeline.SourceDiff) bool { return s.SourceID == id }); i < 0 || diff.Sources[i] != source {
		t.Errorf("from %s to %s: %+v, want %+v", before.ID, now.ID, diff.Sources, source)
	}
}
