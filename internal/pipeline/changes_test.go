package pipeline

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/claim"
	"rolecall/internal/compare"
	"rolecall/internal/source"
)

// diary is a site of sources with one page or more, "ash" or "ash/2", and the runs over it.
type diary struct {
	t       *testing.T
	out     string
	server  *httptest.Server
	mu      sync.Mutex
	pages   map[string]string // main content; a page without is answered with 404
	version string            // of what reads a page
	hour    int
}

func newDiary(t *testing.T) *diary {
	t.Helper()
	d := &diary{t: t, out: t.TempDir(), pages: map[string]string{}, version: "one"}
	d.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d.mu.Lock()
		defer d.mu.Unlock()
		name := strings.TrimPrefix(r.URL.Path, "/")
		if d.pages[name] == "" {
			http.NotFound(w, r)
			return
		}
		_, _ = io.WriteString(w, "<!DOCTYPE html><html lang=en><title>Roles at "+name+"</title><main><h1>Two chiefs, as "+name+" sees them</h1>"+d.pages[name]+"</main></html>")
	}))
	t.Cleanup(d.server.Close)
	return d
}

// run makes the next run over some sources after pages changed, and gives what changed.
func (d *diary) run(sources []string, pages map[string]string, change func(*Config)) *compare.Changes {
	d.t.Helper()
	d.mu.Lock()
	for name, body := range pages {
		d.pages[name] = body
	}
	d.mu.Unlock()
	d.hour++
	at := time.Date(2026, 1, 2, d.hour, 0, 0, 0, time.UTC)
	cfg := Config{Whole: true, Out: d.out, RunID: fmt.Sprintf("r%d", d.hour), Now: func() time.Time { return at }, Version: "test", AllowPrivateHosts: true}
	for _, id := range sources {
		src := source.Source{ID: id, Name: id}
		for _, page := range []string{id, id + "/2"} {
			if _, known := d.pages[page]; known {
				src.URLs = append(src.URLs, d.server.URL+"/"+page)
			}
		}
		cfg.Sources = append(cfg.Sources, src)
	}
	if change != nil {
		change(&cfg)
	}
	r, err := begin(cfg)
	if err != nil {
		d.t.Fatal(err)
	}
	r.reader.version = d.version
	if _, err := r.all(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
	if err := r.close(); err != nil {
		d.t.Fatal(err)
	}
	return r.changed
}

// said is the counts and the list in words.
func said(c *compare.Changes) []string {
	if c == nil {
		return []string{"nothing to hold it against"}
	}
	var out []string
	for _, s := range c.Sources {
		out = append(out, fmt.Sprintf("%s since %q: %d new, %d gone, %d changed, %d same, %d unverified", s.SourceID, s.Since, s.New, s.Gone, s.Changed, s.Same, s.Unverified))
	}
	for _, change := range c.List {
		line := fmt.Sprintf("%s by %s", change.Kind, change.Cause)
		if e := change.Before; e != nil {
			line += fmt.Sprintf(": (%s) %s (%s)", e.Before, e.Quote, e.After)
		}
		if e := change.Now; e != nil {
			line += fmt.Sprintf(" -> (%s) %s (%s)", e.Before, e.Quote, e.After)
		}
		if change.Passage != "" {
			line += " | " + change.Passage
		}
		out = append(out, line)
	}
	return out
}

// Where no earlier run read anything, nothing is new.
func TestNoChangesAfterFailedRuns(t *testing.T) {
	d := newDiary(t)
	ash := []string{"ash"}
	d.run(ash, map[string]string{"ash": ""}, nil)
	if got := said(d.run(ash, map[string]string{"ash": "<p>The CIO reports to the CFO.</p>"}, nil)); got[0] != "nothing to hold it against" {
		t.Errorf("the first good run: %q", got)
	}
	if got := said(d.run(ash, nil, nil)); got[0] != `ash since "r2": 0 new, 0 gone, 0 changed, 1 same, 0 unverified` {
		t.Errorf("the second good run: %q", got)
	}
}

func TestChanges(t *testing.T) {
	const (
		cfo   = "<p>The CIO reports to the CFO.</p>"
		ceo   = "<p>The CIO reports to the CEO.</p>"
		desk  = "<p>The CIO manages the help desk and its budget.</p>"
		noted = "<p>The CTO reports to the board.</p>"
	)
	both := []string{"ash", "birch"}
	d := newDiary(t)
	for _, step := range []struct {
		name    string
		sources []string
		pages   map[string]string
		version string
		change  func(*Config)
		want    []string
	}{
		{"the first run", both, map[string]string{"ash": cfo + desk, "birch": ceo}, "one", nil, []string{"nothing to hold it against"}},
		{"nothing changed", both, nil, "one", nil, []string{
			`ash since "r1": 0 new, 0 gone, 0 changed, 2 same, 0 unverified`,
			`birch since "r1": 0 new, 0 gone, 0 changed, 1 same, 0 unverified`,
		}},
		{"a source is new, one fails, one changes", []string{"ash", "birch", "cedar"}, map[string]string{"ash": ceo + "<p>The help desk is managed elsewhere.</p>", "birch": "", "cedar": noted}, "one", nil, []string{
			`ash since "r2": 0 new, 1 gone, 1 changed, 0 same, 0 unverified`,
			`birch since "r2": 0 new, 0 gone, 0 changed, 0 same, 1 unverified`,
			`cedar since "": 1 new, 0 gone, 0 changed, 0 same, 0 unverified`,
			`changed by page: (Two chiefs, as ash sees them) The CIO reports to the CFO. (The CIO manages the help desk and its budget.) -> (Two chiefs, as ash sees them) The CIO reports to the CEO. (The help desk is managed elsewhere.)`,
			`gone by page: (The CIO reports to the CFO.) The CIO manages the help desk and its budget. () | The help desk is managed elsewhere.`,
			`new by page -> (Two chiefs, as cedar sees them) The CTO reports to the board. ()`,
		}},
		{"it fails again", []string{"ash", "birch", "cedar"}, nil, "one", nil, []string{
			`ash since "r3": 0 new, 0 gone, 0 changed, 1 same, 0 unverified`,
			`birch since "r2": 0 new, 0 gone, 0 changed, 0 same, 1 unverified`,
			`cedar since "r3": 0 new, 0 gone, 0 changed, 1 same, 0 unverified`,
		}},
		{"it is back, held against what it said last, and another is left out", both, map[string]string{"birch": ceo + noted}, "one", nil, []string{
			`ash since "r4": 0 new, 0 gone, 0 changed, 1 same, 0 unverified`,
			`birch since "r2": 1 new, 0 gone, 0 changed, 1 same, 0 unverified`,
			`new by page -> (The CIO reports to the CEO.) The CTO reports to the board. ()`,
		}},
		{"what was left out is held against its last run", []string{"cedar"}, map[string]string{"cedar": noted + cfo}, "one", func(c *Config) { c.Whole = false }, []string{
			`cedar since "r4": 1 new, 0 gone, 0 changed, 1 same, 0 unverified`,
			`new by page -> (The CTO reports to the board.) The CIO reports to the CFO. ()`,
		}},
		{"a page more", []string{"cedar"}, map[string]string{"cedar/2": desk}, "one", nil, []string{
			`cedar since "r6": 1 new, 0 gone, 0 changed, 2 same, 0 unverified`,
			`new by page -> (Two chiefs, as cedar/2 sees them) The CIO manages the help desk and its budget. ()`,
		}},
		{"one of its pages fails", []string{"cedar"}, map[string]string{"cedar/2": ""}, "one", nil, []string{
			`cedar since "r7": 0 new, 0 gone, 0 changed, 2 same, 1 unverified`,
		}},
		{"and fails again", []string{"cedar"}, nil, "one", nil, []string{
			`cedar since "r8": 0 new, 0 gone, 0 changed, 2 same, 1 unverified`,
		}},
		{"and is back: nothing on it is new", []string{"cedar"}, map[string]string{"cedar/2": desk}, "one", nil, []string{
			`cedar since "r9": 0 new, 0 gone, 0 changed, 3 same, 0 unverified`,
		}},
		{"one of its pages is left out", []string{"cedar"}, nil, "one", func(c *Config) { c.Sources[0].URLs = c.Sources[0].URLs[:1] }, []string{
			`cedar since "r10": 0 new, 0 gone, 0 changed, 2 same, 1 unverified`,
		}},
		{"and taken up again", []string{"cedar"}, nil, "one", nil, []string{
			`cedar since "r11": 0 new, 0 gone, 0 changed, 3 same, 0 unverified`,
		}},
		{"for other roles there is no earlier run", []string{"cedar"}, nil, "one", func(c *Config) { c.Options = map[string]string{"roles": "ciso"} }, []string{"nothing to hold it against"}},
	} {
		d.version = step.version
		if diff := cmp.Diff(step.want, said(d.run(step.sources, step.pages, step.change))); diff != "" {
			t.Fatalf("%s:\n%s", step.name, diff)
		}
	}
}

// A page that failed in the last run has its claims unverified there; in the run after that they are neither new nor forgotten.
func TestUnverifiedClaimsAreCountedAgain(t *testing.T) {
	d := newDiary(t)
	pages := map[string]string{"ash": "<p>The CIO reports to the CFO.</p>", "ash/2": "<p>The CTO reports to the CEO.</p>"}
	d.run([]string{"ash"}, pages, nil)
	for range 2 {
		got := d.run([]string{"ash"}, map[string]string{"ash/2": ""}, nil).Sources[0]
		if got.Same != 1 || got.Unverified != 1 || got.New+got.Gone+got.Changed != 0 {
			t.Errorf("%+v", got)
		}
	}
}

func TestChangesByTheExtractor(t *testing.T) {
	const cio, cto = "<p>The CIO reports to the CFO.</p>", "<p>The CTO reports to the board.</p>"
	d := newDiary(t)
	d.run([]string{"ash"}, map[string]string{"ash": cio + cto}, nil)
	d.version = "two"
	c := d.run([]string{"ash"}, nil, func(c *Config) { c.Roles = []string{"cto"} }) // finds less, as another extractor may
	want := []string{
		`ash since "r1": 0 new, 1 gone, 0 changed, 1 same, 0 unverified`,
		`gone by extractor: (Two chiefs, as ash sees them) The CIO reports to the CFO. (The CTO reports to the board.) | The CIO reports to the CFO.`,
	}
	if diff := cmp.Diff(want, said(c)); diff != "" {
		t.Error(diff)
	}
	d.version = "three"
	c = d.run([]string{"ash"}, map[string]string{"ash": "<p>News.</p>" + cio + cto + "<p>The CIO manages the help desk.</p>"}, nil)
	want = []string{
		`ash since "r2": 2 new, 0 gone, 0 changed, 1 same, 0 unverified`,
		`new by extractor -> (News.) The CIO reports to the CFO. (The CTO reports to the board.)`,
		`new by page -> (The CTO reports to the board.) The CIO manages the help desk. ()`,
	}
	if diff := cmp.Diff(want, said(c)); diff != "" {
		t.Error(diff)
	}
}

// What a source said before it fell silent is what it is held against when it speaks again.
func TestChangesAfterSilence(t *testing.T) {
	d := newDiary(t)
	full := map[string]string{"ash": "<p>The CIO reports to the CFO.</p><p>The CTO reports to the board.</p>"}
	d.run([]string{"ash"}, full, nil)
	d.run([]string{"ash"}, map[string]string{"ash": "<p>We have a new design, and no words yet.</p>"}, nil)
	want := []string{`ash since "r1": 0 new, 0 gone, 0 changed, 2 same, 0 unverified`}
	if diff := cmp.Diff(want, said(d.run([]string{"ash"}, full, nil))); diff != "" {
		t.Error(diff)
	}
}

// The list is bounded, the counts are not.
func TestManyChanges(t *testing.T) {
	var list strings.Builder
	for i := range compare.ChangesShown + 20 {
		fmt.Fprintf(&list, "<li>Manages the budget of office %d", i)
	}
	d := newDiary(t)
	d.run([]string{"ash"}, map[string]string{"ash": "<p>We write about the CIO.</p>"}, nil)
	c := d.run([]string{"ash"}, map[string]string{"ash": "<h2>What does a CIO do?</h2><p>The CIO does this:</p><ul>" + list.String() + "</ul>"}, nil)
	if len(c.List) != compare.ChangesShown || c.Sources[0].New <= compare.ChangesShown {
		t.Errorf("%d changes listed, %+v counted", len(c.List), c.Sources)
	}
	if kind := c.List[0].Now.Kind; kind != claim.Responsibility {
		t.Errorf("the first is of kind %s", kind)
	}
}
