package pipeline_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
	"rolecall/internal/source"
)

// A run that is killed after a page was found unchanged does not ask for that page again: what it leaves is what it would
// have left. The kill is a copy of the output folder at that moment.
func TestUnchangedPagesAreNotAskedForTwice(t *testing.T) {
	out, killed := t.TempDir(), filepath.Join(t.TempDir(), "killed")
	asked, snapshot := map[string]int{}, func() {}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked[r.URL.Path]++
		if r.URL.Path == "/b" {
			snapshot()
		}
		tag := `"` + r.URL.Path + `"`
		switch w.Header().Set("ETag", tag); {
		case r.URL.Path == "/robots.txt":
			http.NotFound(w, r)
		case r.Header.Get("If-None-Match") == tag:
			w.WriteHeader(http.StatusNotModified)
		default:
			w.Header().Set("X-Robots-Tag", "nofollow")
			_, _ = io.WriteString(w, "<html lang=en><title>CIO</title><main><h1>What a CIO does at "+r.URL.Path+"</h1><p>The CIO manages the help desk and its budget.</p></main>")
		}
	}))
	defer server.Close()
	run := func(out, id string) pipeline.Summary {
		t.Helper()
		at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
		summary, err := pipeline.Run(t.Context(), pipeline.Config{
			Sources: []source.Source{{ID: "s", Name: "S", URLs: []string{server.URL + "/a", server.URL + "/b"}}},
			Whole:   true, Out: out, RunID: id, Now: func() time.Time { return at }, Version: "test", AllowPrivateHosts: true,
		})
		if err != nil {
			t.Fatal(err)
		}
		return summary
	}
	run(out, "one")
	snapshot = func() {
		if err := os.CopyFS(killed, os.DirFS(out)); err != nil {
			t.Error(err)
		}
	}
	undisturbed := run(out, "two")
	snapshot = func() {}
	clear(asked)
	resumed := run(killed, "two")
	if !resumed.TakenUp || resumed.Resumed != 1 || asked["/a"] != 0 || asked["/b"] != 1 {
		t.Errorf("taken up: %t with %d pages; asked for %v", resumed.TakenUp, resumed.Resumed, asked)
	}
	want, got := all(t, dataset.ReadDocuments(undisturbed.Run)), all(t, dataset.ReadDocuments(resumed.Run))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("documents, undisturbed (-), resumed (+):\n%s", diff)
	}
	if len(got) != 2 || got[0].FetchOutcome != claim.NotModified || got[0].RobotsDirectives != "nofollow" {
		t.Errorf("documents %+v", got)
	}
	if diff := cmp.Diff(all(t, dataset.ReadClaims(undisturbed.Run)), all(t, dataset.ReadClaims(resumed.Run))); diff != "" {
		t.Errorf("claims, undisturbed (-), resumed (+):\n%s", diff)
	}
}
