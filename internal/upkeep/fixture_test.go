package upkeep_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
	"rolecall/internal/source"
	"rolecall/internal/upkeep"
	"rolecall/testdata"
)

// site serves the fixture pages in all the ways in which an archive keeps them: fetched, unchanged since, not to be
// archived, moved, missing, and the same under several addresses and sources.
type site struct {
	*httptest.Server
	mu      sync.Mutex
	changed map[string]string // what a page reads now, by path
	held    string            // path of a page that is never answered
}

// change gives a page another text.
func (s *site) change(path, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changed[path] = text
}

// hold leaves a page unanswered; "" none.
func (s *site) hold(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held = path
}

// now is what a page reads now, nil where that has not changed, and whether it is held.
func (s *site) now(path string) (*string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if text, ok := s.changed[path]; ok {
		return &text, false
	}
	return nil, path == s.held
}

// shortened is a page of fewer claims that stands in for another.
const shortened = `<html lang="en"><title>Roles</title><article><h1>What does a CIO do?</h1><p>The CIO manages the budget of the company and reports to the CEO.</p></article>`

// skipShort leaves out what repeats one thing at a time.
func skipShort(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("repeats one thing at a time")
	}
}

// storedRun is a committed run.
func storedRun(t *testing.T, out, id string) dataset.Stored {
	t.Helper()
	data, err := dataset.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	run, err := data.Run(id)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{changed: map[string]string{}}
	pages := testdata.Handler()
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if rest, ok := strings.CutPrefix(r.URL.RequestURI(), "/moved"); ok {
			http.Redirect(w, r, rest, http.StatusFound)
			return
		}
		text, held := s.now(r.URL.Path)
		if text != nil {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = io.WriteString(w, *text) // the run says what did not come
			return
		}
		if held {
			<-r.Context().Done()
			return
		}
		w.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		if r.URL.Query().Get("noarchive") != "" {
			w.Header().Set("X-Robots-Tag", "noarchive")
		}
		pages.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// sourcesOf are the sources of a site at an address.
func sourcesOf(site string) []source.Source {
	of := func(id string, paths ...string) source.Source {
		src := source.Source{ID: id, Name: id, Politeness: source.Politeness{Delay: time.Millisecond, Parallel: 2}}
		for _, path := range paths {
			src.URLs = append(src.URLs, site+path)
		}
		return src
	}
	linked := of("linked", "/moved/harbourline.html")
	linked.Follow = source.Follow{Match: regexp.MustCompile("nothing"), Depth: 1, MaxPages: 5}
	return []source.Source{
		of("codeforge", "/codeforge.html"),
		of("copies", "/codeforge.html?copy=1", "/northlight.html"),
		linked,
		of("northlight", "/northlight.html", "/gone.html"),
		of("orgdesk", "/orgdesk.html", "/paylens.html?noarchive=1"),
	}
}

// day is a time of a day of January 2026.
func (s *site) day(day int) time.Time { return dayOf(day) }

func dayOf(day int) time.Time { return time.Date(2026, 1, day, 3, 4, 5, 0, time.UTC) }

func (s *site) config(out, id string, day int) pipeline.Config { return configOf(s.URL, out, id, day) }

func configOf(site, out, id string, day int) pipeline.Config {
	return pipeline.Config{
		Sources: sourcesOf(site), Whole: true, Out: out, RunID: id, Now: func() time.Time { return dayOf(day) }, Version: "test", AllowPrivateHosts: true,
	}
}

// part makes a run over one of the sources.
func (s *site) part(t *testing.T, out, id string, day int) {
	t.Helper()
	cfg := s.config(out, id, day)
	cfg.Sources, cfg.Whole = cfg.Sources[:1], false
	if _, err := pipeline.Run(context.Background(), cfg); err != nil {
		t.Fatal(err)
	}
}

func runOnce(t *testing.T, cfg pipeline.Config) {
	t.Helper()
	if _, err := pipeline.Run(context.Background(), cfg); err != nil {
		t.Fatal(err)
	}
}

// runInterrupted makes a run that is cancelled as soon as a page came in.
func runInterrupted(t *testing.T, cfg pipeline.Config) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	cfg.Progress = func(p pipeline.Progress) {
		if p.Done > 0 {
			cancel()
		}
	}
	if _, err := pipeline.Run(ctx, cfg); err != nil {
		t.Fatal(err)
	}
}

// run makes a run over the site; its clock stands at a day of January 2026.
func (s *site) run(t *testing.T, out, id string, day int) dataset.Stored {
	t.Helper()
	summary, err := pipeline.Run(context.Background(), s.config(out, id, day))
	if err != nil {
		t.Fatal(err)
	}
	if summary.Fetched < 7 {
		t.Fatalf("%d pages fetched, want 7: %v", summary.Fetched, summary.Failures)
	}
	return summary.Run
}

// verify gives the findings on an output folder.
func verify(t *testing.T, out, run string) []upkeep.Finding {
	t.Helper()
	var list []upkeep.Finding
	checked, err := upkeep.Verify(t.Context(), out, run, func(f upkeep.Finding) { list = append(list, f) })
	if err != nil {
		t.Fatal(err)
	}
	if checked.Findings < len(list) {
		t.Errorf("%d findings are counted, %d told", checked.Findings, len(list))
	}
	return list
}

func mustBeWhole(t *testing.T, out string) {
	t.Helper()
	for _, f := range verify(t, out, "") {
		t.Errorf("run %s, %s, %s: %s", f.RunID, f.Check, f.Where, f.What)
	}
}

// copyOf copies an output folder.
func copyOf(t *testing.T, out string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "out")
	if err := os.CopyFS(to, os.DirFS(out)); err != nil {
		t.Fatal(err)
	}
	return to
}

// edit changes a file.
func edit(t *testing.T, path string, change func([]byte) []byte) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, change(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// editManifest changes a run's manifest.
func editManifest(t *testing.T, out, id string, change func(*dataset.Manifest)) {
	t.Helper()
	edit(t, filepath.Join(out, "runs", id+".json"), func(data []byte) []byte {
		var m dataset.Manifest
		if err := json.Unmarshal(data, &m); err != nil {
			t.Fatal(err)
		}
		change(&m)
		data, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		return data
	})
}

// acknowledge makes a manifest agree with the files as they are, but for their rows.
func acknowledge(t *testing.T, out, id string) {
	t.Helper()
	editManifest(t, out, id, func(m *dataset.Manifest) {
		for i := range m.Files {
			is, err := dataset.Describe(filepath.Join(out, filepath.FromSlash(m.Files[i].Path)))
			if err != nil {
				t.Fatal(err)
			}
			m.Files[i].Bytes, m.Files[i].SHA256 = is.Bytes, is.SHA256
		}
	})
}

func names(list []upkeep.Finding) string {
	var b strings.Builder
	for _, f := range list {
		fmt.Fprintf(&b, "%s %s %s: %s\n", f.RunID, f.Check, f.Where, f.What)
	}
	return b.String()
}
