package pipeline_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"rolecall/internal/pipeline"
	"rolecall/internal/source"
)

// changing is a page whose state each run sets: "full", "half", "less", "empty", "wall", "fault with a wall", "gone", "refused", "fault", "nothing".
type changing struct{ state atomic.Value }

func (c *changing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	duties := []string{
		"manage the IT budget", "run the service desk", "negotiate contracts with vendors", "protect company data against attacks",
		"train employees on new software", "maintain the corporate network", "plan the disaster recovery", "lead the IT department",
	}
	page := c.state.Load().(string)
	switch page {
	case "refused", "fault", "gone":
		w.WriteHeader(map[string]int{"refused": http.StatusForbidden, "fault": http.StatusNotImplemented, "gone": http.StatusNotFound}[page])
		return
	case "wall", "fault with a wall":
		switch {
		case page == "wall":
		case r.URL.Path == "/robots.txt":
			w.WriteHeader(http.StatusNotFound)
		default:
			w.WriteHeader(http.StatusNotImplemented)
		}
		fmt.Fprint(w, `<html lang="en"><title>Just a moment...</title><body><h1>Checking your browser before accessing the site</h1><p>Please verify that you are human.</p></body></html>`)
		return
	case "nothing":
		fmt.Fprint(w, `<html lang="en"><title>CIO</title><body></body></html>`)
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
	fmt.Fprintf(w, `</main><!-- %s --></html>`, r.URL.Path) // pages of the same bytes are one
}

// wavering runs a source of one page day after day.
type wavering struct {
	t      *testing.T
	page   changing
	server *httptest.Server
	out    string
	at     time.Time
}

func newWavering(t *testing.T) *wavering {
	t.Helper()
	w := &wavering{t: t, out: t.TempDir(), at: time.Date(2026, 1, 30, 0, 0, 0, 0, time.UTC)}
	w.server = httptest.NewServer(&w.page)
	t.Cleanup(w.server.Close)
	return w
}

func (w *wavering) run(state string, change func(*pipeline.Config)) pipeline.Summary {
	w.t.Helper()
	w.page.state.Store(state)
	w.at = w.at.Add(24 * time.Hour)
	now := w.at
	cfg := pipeline.Config{
		Sources: []source.Source{{ID: "wavering", Name: "Wavering", URLs: []string{w.server.URL + "/page"}, Politeness: source.Politeness{Delay: 1, Parallel: 1}}},
		Whole:   true, Out: w.out, Now: func() time.Time { return now }, Version: "test", AllowPrivateHosts: true, Options: map[string]string{"roles": "cio,cto"},
	}
	if change != nil {
		change(&cfg)
	}
	summary, err := pipeline.Run(w.t.Context(), cfg)
	if err != nil {
		w.t.Fatal(err)
	}
	return summary
}

func (w *wavering) check(step string, s pipeline.Summary, outcome pipeline.Outcome, source string, silent bool, detail string) {
	w.t.Helper()
	got := s.Sources[0]
	if s.Outcome != outcome || got.Outcome != source || got.Silent != silent || !strings.Contains(got.Detail, detail) {
		w.t.Errorf("%s: %s, source %s, silent %v: %q; want %s, %s, %v: %q", step, s.Outcome, got.Outcome, got.Silent, got.Detail, outcome, source, silent, detail)
	}
}

func accept(c *pipeline.Config) { c.AcceptDrop = []string{"wavering"} }

// A source is held against its last good fetch: not against a run that could not fetch it, nor against one that found it silent.
func TestSourceFallsSilent(t *testing.T) {
	w := newWavering(t)
	run, check := w.run, w.check
	first := run("full", nil)
	check("first run", first, pipeline.OK, "ok", false, "")
	if first.Sources[0].Claims < 8 {
		t.Fatalf("the page gave %d claims", first.Sources[0].Claims)
	}
	check("half", run("half", nil), pipeline.OK, "ok", false, "")
	full := run("full", nil)
	check("full again", full, pipeline.OK, "ok", false, "")
	check("a fault", run("fault", nil), pipeline.Failed, "failed", false, "1 of 1 pages could not be read")
	before := fmt.Sprintf("less than half of the %d of run %s", full.Sources[0].Claims, full.Run.ID)
	check("less, after a failed run", run("less", nil), pipeline.Partial, "silent", true, before)
	check("still less", run("less", nil), pipeline.Partial, "silent", true, before)
	check("empty", run("empty", nil), pipeline.Partial, "silent", true, "no claims; run "+full.Run.ID)
	check("other roles", run("empty", func(c *pipeline.Config) {
		c.Roles, c.Options = []string{"cfo"}, map[string]string{"roles": "cfo"}
	}), pipeline.OK, "ok", false, "")
	check("after other roles", run("empty", nil), pipeline.Partial, "silent", true, "no claims")
	check("one source alone", run("less", func(c *pipeline.Config) { c.Whole = false }), pipeline.Partial, "silent", true, before)
	check("accepted", run("less", accept), pipeline.OK, "ok", false, "")
	check("after it was accepted", run("less", nil), pipeline.OK, "ok", false, "")
	check("empty then", run("empty", nil), pipeline.Partial, "silent", true, "no claims")
	check("back", run("full", nil), pipeline.OK, "ok", false, "")
}

// A page that is answered by something else silences its source at once, whatever it is, until it is back or the drop is accepted.
func TestUnreadPagesSilence(t *testing.T) {
	for _, state := range []string{"wall", "fault with a wall", "gone", "refused", "nothing"} {
		t.Run(state, func(t *testing.T) {
			w := newWavering(t)
			w.check("never good", w.run(state, nil), pipeline.Failed, "failed", false, "")
			w.check("good", w.run("full", nil), pipeline.OK, "ok", false, "")
			for range 3 {
				w.check("again and again", w.run(state, nil), pipeline.Failed, "failed", true, "1 of 1 pages could not be read; no claims; run 20260201T000000Z had ")
			}
			w.check("a fault between", w.run("fault", nil), pipeline.Failed, "failed", true, "no claims")
			w.check("accepted", w.run(state, accept), pipeline.Failed, "failed", false, "1 of 1 pages could not be read")
			w.check("after it was accepted", w.run(state, nil), pipeline.Failed, "failed", false, "1 of 1 pages could not be read")
			w.check("back", w.run("full", nil), pipeline.OK, "ok", false, "")
			w.check("and lost again", w.run(state, nil), pipeline.Failed, "failed", true, "no claims")
		})
	}
}

// A site that is not to be reached is excused once.
func TestPassingTrouble(t *testing.T) {
	w := newWavering(t)
	w.check("good", w.run("full", nil), pipeline.OK, "ok", false, "")
	w.check("once", w.run("fault", nil), pipeline.Failed, "failed", false, "1 of 1 pages could not be read")
	w.check("back", w.run("full", nil), pipeline.OK, "ok", false, "")
	w.check("once more", w.run("fault", nil), pipeline.Failed, "failed", false, "1 of 1 pages could not be read")
	w.check("and still", w.run("fault", nil), pipeline.Failed, "failed", true, "no claims; run 20260202T000000Z")
}

// The last good fetch is known when its run is deleted.
func TestSilenceOutlastsTheGoodRun(t *testing.T) {
	w := newWavering(t)
	good := w.run("full", nil)
	w.run("wall", nil)
	for _, path := range []string{filepath.Dir(filepath.FromSlash(good.Run.Paths.Claims)), filepath.FromSlash(good.Run.Paths.Manifest)} {
		if err := os.RemoveAll(filepath.Join(w.out, path)); err != nil {
			t.Fatal(err)
		}
	}
	w.check("the good run is gone", w.run("wall", nil), pipeline.Failed, "failed", true, "no claims; run "+good.Run.ID)
}

// A sitemap that is not to be reached takes its pages with it: that is excused once, too.
func TestSitemapNotReached(t *testing.T) {
	w := newWavering(t)
	w.page.state.Store("full")
	up := true
	lists := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path != "/sitemap.xml":
			w.page.ServeHTTP(rw, r)
		case !up:
			rw.WriteHeader(http.StatusNotImplemented)
		default:
			for _, name := range []string{"one", "two", "three"} {
				fmt.Fprintf(rw, "http://%s/%s\n", r.Host, name)
			}
		}
	}))
	defer lists.Close()
	listed := func(c *pipeline.Config) {
		c.Sources[0].URLs = []string{lists.URL + "/page"}
		c.Sources[0].Follow.MaxPages = 10
		c.Sources[0].Sitemaps = []string{lists.URL + "/sitemap.xml"}
	}
	good := w.run("full", listed)
	w.check("all pages", good, pipeline.OK, "ok", false, "")
	if good.Pages != 4 {
		t.Fatalf("%d pages", good.Pages)
	}
	up = false
	w.check("one is left", w.run("full", listed), pipeline.Partial, "failed", false, "1 of 2 pages could not be read")
	w.check("again", w.run("full", listed), pipeline.Partial, "failed", true, "1 of 2 pages could not be read; 8 claims, less than half of the 32 of run "+good.Run.ID)
	up = true
	w.check("back", w.run("full", listed), pipeline.OK, "ok", false, "")
}
