package pipeline_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
	"rolecall/internal/source"
)

// changing is a page whose state each run sets: "full", "half", "less", "empty", "down".
type changing struct{ state atomic.Value }

func (c *changing) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	duties := []string{
		"manage the IT budget", "run the service desk", "negotiate contracts with vendors", "protect company data against attacks",
		"train employees on new software", "maintain the corporate network", "plan the disaster recovery", "lead the IT department",
	}
	page := c.state.Load().(string)
	switch page {
	case "down":
		w.WriteHeader(http.StatusForbidden)
		return
	case "half":
		duties = duties[:4]
	case "less":
		duties = duties[:2]
	case "empty":
		duties = nil
	}
	fmt.Fprint(w, `<html lang="en"><title>The CIO</title><main><h1>The chief information officer</h1><p>Much has been written about the office and the people in it.</p>`)
	if len(duties) > 0 {
		fmt.Fprint(w, `<h2>Responsibilities of a CIO</h2><ul><li>`+strings.Join(duties, "</li><li>")+`</li></ul>`)
	}
	fmt.Fprint(w, `</main></html>`)
}

// A source is held against its last good fetch: not against a run that could not fetch it, nor against one that found it silent.
func TestSourceFallsSilent(t *testing.T) {
	page := &changing{}
	server := httptest.NewServer(page)
	defer server.Close()
	out := t.TempDir()
	at := time.Date(2026, 1, 30, 0, 0, 0, 0, time.UTC)
	run := func(state string, change func(*pipeline.Config)) pipeline.Summary {
		t.Helper()
		page.state.Store(state)
		at = at.Add(24 * time.Hour)
		now := at
		cfg := pipeline.Config{
			Sources: []source.Source{{ID: "wavering", Name: "Wavering", URLs: []string{server.URL + "/page"}}},
			Whole:   true, Out: out, Now: func() time.Time { return now }, Version: "test", AllowPrivateHosts: true, Options: map[string]string{"roles": "cio,cto"},
		}
		if change != nil {
			change(&cfg)
		}
		summary, err := pipeline.Run(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		return summary
	}
	check := func(step string, s pipeline.Summary, outcome pipeline.Outcome, source string, silent bool, detail string) dataset.SourceResult {
		t.Helper()
		got := s.Sources[0]
		if s.Outcome != outcome || got.Outcome != source || got.Silent != silent || !strings.Contains(got.Detail, detail) {
			t.Errorf("%s: %s, source %s, silent %v: %q; want %s, %s, %v: %q", step, s.Outcome, got.Outcome, got.Silent, got.Detail, outcome, source, silent, detail)
		}
		return got
	}
	first := check("first run", run("full", nil), pipeline.OK, "ok", false, "")
	if first.Claims < 8 {
		t.Fatalf("the page gave %d claims", first.Claims)
	}
	check("half", run("half", nil), pipeline.OK, "ok", false, "")
	full := run("full", nil)
	check("full again", full, pipeline.OK, "ok", false, "")
	check("down", run("down", nil), pipeline.Failed, "failed", false, "1 of 1 pages could not be read")
	before := fmt.Sprintf("less than half of the %d of run %s", full.Sources[0].Claims, full.Run.ID)
	check("less, after a failed run", run("less", nil), pipeline.Partial, "silent", true, before)
	check("still less", run("less", nil), pipeline.Partial, "silent", true, before)
	check("empty", run("empty", nil), pipeline.Partial, "silent", true, "no claims; run "+full.Run.ID)
	check("other roles", run("empty", func(c *pipeline.Config) {
		c.Roles, c.Options = []string{"cfo"}, map[string]string{"roles": "cfo"}
	}), pipeline.OK, "ok", false, "")
	check("after other roles", run("empty", nil), pipeline.Partial, "silent", true, "no claims")
	check("one source alone", run("less", func(c *pipeline.Config) { c.Whole = false }), pipeline.Partial, "silent", true, before)
	check("accepted", run("less", func(c *pipeline.Config) { c.AcceptDrop = []string{"wavering"} }), pipeline.OK, "ok", false, "")
	check("after it was accepted", run("less", nil), pipeline.OK, "ok", false, "")
	check("empty then", run("empty", nil), pipeline.Partial, "silent", true, "no claims")
	check("back", run("full", nil), pipeline.OK, "ok", false, "")
}
