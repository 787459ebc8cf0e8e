package pipeline_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
	"rolecall/internal/source"
)

// A conflict is new where both sides are said on pages that the earlier run could read, whatever other pages of these sources it
// could not.
func TestConflictsOfPagesFirstRead(t *testing.T) {
	const ceo, cfo, other = "<p>The CIO reports to the CEO.</p>", "<p>The CIO reports to the CFO.</p>", "<p>The CIO manages the budget of the company.</p>"
	for _, c := range []struct {
		name             string
		q1, q2           string
		then1, then2     string // in the later run
		want             string
		firstRead, fresh int // claims
	}{
		{"on a page that was down", other, "", other, cfo, "first_read", 1, 0},
		{"on a page that was read", other, "", cfo, other, "new", 1, 1},
		{"on both", other, "", cfo, cfo + other, "new", 2, 1},
		{"on a page that was read, all pages read", other, other, other, cfo, "new", 0, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			pages := map[string]string{"/p": ceo, "/q1": c.q1, "/q2": c.q2}
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if pages[r.URL.Path] == "" {
					http.NotFound(w, r)
					return
				}
				_, _ = fmt.Fprintf(w, "<html lang=en><title>%s</title><article><h1>What the chiefs do</h1>%s</article>", r.URL.Path, pages[r.URL.Path]) // a client that went away does not read on
			}))
			defer server.Close()
			out := t.TempDir()
			run := func(id string, day int) dataset.Stored {
				cfg := pipeline.Config{
					Whole: true, Out: out, RunID: id, Version: "test", AllowPrivateHosts: true,
					Now: func() time.Time { return time.Date(2026, 1, day, 0, 0, 0, 0, time.UTC) },
					Sources: []source.Source{
						{ID: "p", Name: "P", URLs: []string{server.URL + "/p"}, Politeness: source.Politeness{Delay: 1, Parallel: 1}},
						{ID: "q", Name: "Q", URLs: []string{server.URL + "/q1", server.URL + "/q2"}, Politeness: source.Politeness{Delay: 1, Parallel: 1}},
					},
				}
				summary, err := pipeline.Run(t.Context(), cfg)
				if err != nil {
					t.Fatal(err)
				}
				return summary.Run
			}
			before := run("r1", 1)
			pages["/q1"], pages["/q2"] = c.then1, c.then2
			now := run("r2", 2)
			diff, err := pipeline.Diff(t.Context(), before, now, func(pipeline.ClaimChange) error { return nil })
			if err != nil {
				t.Fatal(err)
			}
			if len(diff.Conflicts) != 1 || diff.Conflicts[0].Change != c.want {
				t.Errorf("conflicts %+v, want one that is %s", diff.Conflicts, c.want)
			}
			if q := diff.Sources[1]; q.FirstRead != c.firstRead || q.New != c.fresh {
				t.Errorf("claims: %+v", q)
			}
		})
	}
}
