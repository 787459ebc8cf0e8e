package pipeline_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rolecall/internal/claim"
	"rolecall/internal/compare"
	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
	"rolecall/internal/source"
)

// story is a site whose pages change from run to run. A source has one page or more, "ash" or "ash/2"; a page without text
// is answered with 404.
type story struct {
	t      *testing.T
	out    string
	server *httptest.Server
	mu     sync.Mutex
	pages  map[string]string // HTML of the main content by "ash" or "ash/2"
	menu   string            // stands on every page, outside the main content
	hour   int
}

func newStory(t *testing.T, pages map[string]string) *story {
	t.Helper()
	s := &story{t: t, out: t.TempDir(), pages: pages}
	s.server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.server.Close)
	return s
}

func (s *story) serve(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	name := strings.TrimPrefix(r.URL.Path, "/")
	body := s.pages[name]
	if body == "" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(w, "<!DOCTYPE html><html lang=en><title>Roles at "+name+"</title><body><nav><a href=/>"+s.menu+"</a></nav>"+
		"<main><h1>Two chiefs, as "+name+" sees them</h1>"+body+"</main></body></html>")
}

func (s *story) set(page, body string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages[page] = body
}

func (s *story) setMenu(menu string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.menu = menu
}

// sources are the story's sources; a page that is without text from the start is among them.
func (s *story) sources() []source.Source {
	urls := map[string][]string{}
	for page := range s.pages {
		id, _, _ := strings.Cut(page, "/")
		urls[id] = append(urls[id], s.server.URL+"/"+page)
	}
	var list []source.Source
	for id := range urls {
		slices.Sort(urls[id])
		list = append(list, source.Source{ID: id, Name: id, URLs: urls[id]})
	}
	return list
}

// run makes the next run, an hour after the one before.
func (s *story) run() chapter { return s.runWith(func(*pipeline.Config) {}) }

func (s *story) runWith(change func(*pipeline.Config)) chapter {
	s.t.Helper()
	s.hour++
	at := time.Date(2026, 1, 2, s.hour, 0, 0, 0, time.UTC)
	cfg := pipeline.Config{
		Sources: s.sources(), Whole: true, Out: s.out, RunID: fmt.Sprintf("r%d", s.hour), Now: func() time.Time { return at }, Version: "test", AllowPrivateHosts: true,
	}
	change(&cfg)
	summary, err := pipeline.Run(s.t.Context(), cfg)
	if err != nil {
		s.t.Fatal(err)
	}
	return chapter{t: s.t, out: s.out, at: at, summary: summary, conflicts: all(s.t, dataset.ReadConflicts(summary.Run))}
}

// chapter is a run of a story.
type chapter struct {
	t         *testing.T
	out       string
	at        time.Time
	summary   pipeline.Summary
	conflicts []claim.Conflict
}

// conflict gives the run's conflict of a kind; the zero one where there is none.
func (c chapter) conflict(kind string) claim.Conflict {
	for _, found := range c.conflicts {
		if found.Kind == kind {
			return found
		}
	}
	return claim.Conflict{}
}

// decide decides the run's conflict of a kind as a reviewer does who looks at its tables. change makes of it what was
// recorded elsewhere, as with another extractor.
func (c chapter) decide(kind string, verdict claim.Verdict, change func(*claim.Decision)) claim.Decision {
	c.t.Helper()
	f := compare.Finding{Conflict: c.conflict(kind)}
	claims := map[string]claim.Claim{}
	for _, found := range all(c.t, dataset.ReadClaims(c.summary.Run)) {
		claims[found.ID] = found
	}
	pages := map[string]claim.Document{}
	for _, doc := range all(c.t, dataset.ReadDocuments(c.summary.Run)) {
		pages[doc.ID] = doc
	}
	for _, side := range f.Sides {
		var evidence []compare.Evidence
		for _, id := range side.ClaimIDs {
			evidence = append(evidence, compare.Evidence{Claim: claims[id]})
		}
		f.Evidence = append(f.Evidence, evidence)
	}
	d := claim.Decision{ConflictID: f.ID, Verdict: verdict, Note: "seen", By: "Ada", At: c.at, RunID: c.summary.Run.ID, Basis: compare.BasisOf(&f, pages)}
	if len(d.Basis) < 2 {
		c.t.Fatalf("run %s has no evidence of a conflict of kind %s: %+v", c.summary.Run.ID, kind, c.conflicts)
	}
	change(&d)
	written, err := dataset.AppendDecision(c.out, d)
	if err != nil {
		c.t.Fatal(err)
	}
	return written
}

func asRead(*claim.Decision) {}
