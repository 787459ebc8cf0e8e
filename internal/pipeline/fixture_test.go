package pipeline_test

import (
	"iter"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
	"rolecall/internal/source"
	"rolecall/testdata"
)

// fixture is a run over the fixture site.
type fixture struct {
	summary   pipeline.Summary
	claims    []claim.Claim
	documents []claim.Document
	conflicts []claim.Conflict
	report    string // report.md, with http://site.test for the site's address
}

// runFixture runs the pipeline over the fixture site with a fixed id and clock.
func runFixture(t *testing.T) fixture {
	t.Helper()
	server := httptest.NewServer(testdata.Handler())
	defer server.Close()
	list, err := source.Load(testdata.Sources(server.URL), "site")
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	summary, err := pipeline.Run(t.Context(), pipeline.Config{
		Sources: list, Whole: true, Out: out, RunID: "20260102T030405Z", Now: func() time.Time { return at },
		Version: "test", AllowPrivateHosts: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(out, filepath.Dir(filepath.FromSlash(summary.Run.Paths.Report)), "report.md"))
	if err != nil {
		t.Fatal(err)
	}
	return fixture{
		summary:   summary,
		claims:    all(t, dataset.ReadClaims(summary.Run)),
		documents: all(t, dataset.ReadDocuments(summary.Run)),
		conflicts: all(t, dataset.ReadConflicts(summary.Run)),
		report:    strings.ReplaceAll(string(text), server.URL, "http://site.test"),
	}
}

func all[T any](t *testing.T, rows iter.Seq2[T, error]) []T {
	t.Helper()
	var list []T
	for row, err := range rows {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, row)
	}
	return list
}
