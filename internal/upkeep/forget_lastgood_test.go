package upkeep_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
	"rolecall/internal/source"
)

// dutiful is a page that gives so many claims.
func dutiful(name string, claims int) string {
	duties := []string{
		"manage the IT budget", "run the service desk", "negotiate contracts with vendors", "protect company data against attacks",
		"train employees on new software", "maintain the corporate network",
	}
	text := "<html lang=en><title>" + name + "</title><main><h1>The chief information officer</h1><p>Much has been written about the office and the people in it: " + name + ".</p>"
	if claims > 0 {
		text += "<h2>Responsibilities of a CIO</h2><ul><li>" + strings.Join(duties[:claims], "</li><li>") + "</li></ul>"
	}
	return text + "</main></html>"
}

// A source that fell silent stays silent when one of its pages is forgotten, and is held against what its other pages gave.
func TestForgetPageOfSilentSource(t *testing.T) {
	pages := []struct {
		name   string
		claims int
	}{{"one", 2}, {"two", 4}, {"three", 6}}
	for _, c := range []struct {
		name    string
		gc      bool
		without bool // the page was taken out of the source before it fell silent
		forget  []string
		want    int // claims that it is held against; 0: nothing
	}{
		{"counted in the good run", false, false, []string{"/one.html"}, 10},
		{"in proportion where the good run is deleted", true, false, []string{"/one.html"}, 8},
		{"a page that the silent run did not have", false, true, []string{"/one.html"}, 10},
		{"all but one", false, false, []string{"/one.html", "/three.html"}, 4},
		{"all", false, false, []string{"/one.html", "/two.html", "/three.html"}, 0},
		{"all, the good run deleted", true, false, []string{"/one.html", "/two.html", "/three.html"}, 0},
		{"the source", false, false, []string{"wordy"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, out := newSite(t), filepath.Join(t.TempDir(), "out")
			config := func(id string, day int) pipeline.Config {
				cfg := s.config(out, id, day)
				cfg.Sources = []source.Source{{ID: "wordy", Name: "Wordy", Politeness: source.Politeness{Delay: time.Millisecond, Parallel: 1}}}
				for _, p := range pages {
					cfg.Sources[0].URLs = append(cfg.Sources[0].URLs, s.URL+"/"+p.name+".html")
				}
				return cfg
			}
			for _, p := range pages {
				s.change("/"+p.name+".html", dutiful(p.name, p.claims))
			}
			runOnce(t, config("r1", 1))
			for _, p := range pages {
				s.change("/"+p.name+".html", dutiful(p.name, 0))
			}
			silent := config("r2", 2)
			if c.without {
				silent.Sources[0].URLs = silent.Sources[0].URLs[1:]
			}
			runOnce(t, silent)
			if last := lastGoodOf(t, out, "r2"); last == nil || last.Claims != 12 {
				t.Fatalf("to begin with it is held against %+v", last)
			}
			if c.gc {
				collect(t, out, 1, false)
			}
			for _, what := range c.forget {
				if strings.HasPrefix(what, "/") {
					what = s.URL + what
				}
				forget(t, out, what)
			}
			mustBeWhole(t, out)
			last := lastGoodOf(t, out, "r2")
			if (last != nil) != (c.want > 0) || last != nil && (last.Claims != c.want || last.RunID != "r1" || last.Read != 1) {
				t.Errorf("it is held against %+v, want %d claims", last, c.want)
			}
			next, err := pipeline.Run(t.Context(), config("r3", 3))
			if err != nil {
				t.Fatal(err)
			}
			if next.Sources[0].Silent != (c.want > 0) {
				t.Errorf("the next run finds it silent: %t", next.Sources[0].Silent)
			}
			mustBeWhole(t, out)
		})
	}
}

// lastGoodOf is what a run hands on of its first source; nil where it has none.
func lastGoodOf(t *testing.T, out, id string) *dataset.LastGood {
	t.Helper()
	run := storedRun(t, out, id)
	if len(run.Manifest.Sources) == 0 {
		return nil
	}
	return run.Manifest.Sources[0].LastGood
}
