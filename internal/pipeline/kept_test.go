package pipeline_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
	"rolecall/internal/source"
)

// A second run takes unchanged pages from the archive of the first: same text and claims, nothing sent again. Two addresses of
// one page are one document.
func TestUnchangedPagesComeFromTheArchive(t *testing.T) {
	full := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"one"`)
		switch {
		case r.URL.Path == "/robots.txt":
			http.NotFound(w, r)
		case r.Header.Get("If-None-Match") == `"one"`:
			w.WriteHeader(http.StatusNotModified)
		default:
			full++
			_, _ = io.WriteString(w, "<html lang=en><title>CIO</title><main><h1>What a CIO does</h1><p>The CIO manages the help desk and its budget.</p></main>")
		}
	}))
	defer server.Close()
	src := source.Source{ID: "s", Name: "S", URLs: []string{server.URL + "/a", server.URL + "/b"}}
	out := t.TempDir()
	var runs [2]claim.Document
	var summaries [2]pipeline.Summary
	for i := range runs {
		summary, err := pipeline.Run(t.Context(), pipeline.Config{
			Sources: []source.Source{src}, Whole: true, Out: out, Now: time.Now, Version: "test", AllowPrivateHosts: true,
		})
		if err != nil {
			t.Fatal(err)
		}
		rows := all(t, dataset.ReadDocuments(summary.Run))
		if len(rows) != 1 || !slices.Equal(rows[0].Aliases, []string{server.URL + "/b"}) {
			t.Fatalf("run %d: %+v", i, rows)
		}
		runs[i], summaries[i] = rows[0], summary
	}
	first, second := runs[0], runs[1]
	if second.FetchOutcome != claim.NotModified || !second.FromArchive || second.Text != first.Text || second.ClaimCount != first.ClaimCount ||
		second.ArchiveFile != first.ArchiveFile || *second.ArchiveOffset != *first.ArchiveOffset || first.ClaimCount == 0 {
		t.Errorf("first %+v\nsecond %+v", first, second)
	}
	if summaries[0].Recalled != 0 || summaries[1].Recalled != 1 {
		t.Errorf("not read again: %d, then %d pages; want 0 and 1", summaries[0].Recalled, summaries[1].Recalled)
	}
	if full > 3 { // the second address lies in no archive of its own
		t.Errorf("%d pages sent in full", full)
	}
}
