package pipeline_test

import (
	"net/http/httptest"
	"testing"
	"time"

	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
	"rolecall/internal/source"
	"rolecall/testdata"
)

func TestEveryBrokenPageBecomesARowThatSaysSo(t *testing.T) {
	server := httptest.NewServer(testdata.Handler())
	defer server.Close()
	list, err := source.Load(testdata.BrokenSources(server.URL), "broken")
	if err != nil {
		t.Fatal(err)
	}
	summary, err := pipeline.Run(t.Context(), pipeline.Config{
		Sources: list, Whole: true, Out: t.TempDir(), Now: time.Now, Version: "test", AllowPrivateHosts: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	type outcome struct{ fetch, extract string }
	got := map[string]outcome{}
	rows := all(t, dataset.ReadDocuments(summary.Run))
	for _, d := range rows {
		got[d.SourceID] = outcome{string(d.FetchOutcome), string(d.ExtractOutcome)}
		if (d.Detail == "") != (d.FetchOutcome.Fetched() && d.ExtractOutcome == "ok") {
			t.Errorf("%s: outcome %s, %s with the detail %q", d.SourceID, d.FetchOutcome, d.ExtractOutcome, d.Detail)
		}
	}
	want := testdata.BrokenPages()
	if len(rows) != len(want) || summary.Pages != len(want) {
		t.Errorf("%d rows and %d pages in the summary for %d pages", len(rows), summary.Pages, len(want))
	}
	for _, p := range want {
		if (got[p.ID] != outcome{p.Fetch, p.Extract}) {
			t.Errorf("%s: got %v, want %s %s", p.ID, got[p.ID], p.Fetch, p.Extract)
		}
	}
	if summary.Outcome != pipeline.Partial {
		t.Errorf("the run is %s, want %s: two of its pages can be read", summary.Outcome, pipeline.Partial)
	}
}
