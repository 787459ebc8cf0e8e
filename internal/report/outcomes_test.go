package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/claim"
)

// A page counts once, under the stage at which it ended.
func TestOutcomesOfASource(t *testing.T) {
	page := func(path string, fetch claim.FetchOutcome, extract claim.ExtractOutcome) claim.Document {
		return claim.Document{ID: path, SourceID: "s", URL: "https://s.example/" + path, FetchOutcome: fetch, ExtractOutcome: extract}
	}
	other := page("f", claim.FetchOK, claim.ExtractOK)
	other.SourceID = "t"
	got := Build(Input{
		Sources: []SourceInfo{{ID: "s", Name: "S"}, {ID: "t", Name: "T"}, {ID: "u", Name: "U"}},
		Documents: []claim.Document{
			page("a", claim.FetchOK, claim.ExtractOK), page("b", claim.NotModified, claim.ExtractOK), page("c", claim.FetchOK, claim.NeedsScript),
			page("d", claim.HTTPError, ""), page("e", claim.Timeout, ""), other,
		},
	})
	want := []map[string]int{{"ok": 2, "needs_script": 1, "http_error": 1, "timeout": 1}, {"ok": 1}, {}}
	for i := range want {
		if diff := cmp.Diff(want[i], got.Sources[i].Outcomes); diff != "" {
			t.Errorf("source %s (-want +got):\n%s", got.Sources[i].ID, diff)
		}
	}
	if got.Sources[0].Failed != 3 {
		t.Errorf("%d failed, want 3", got.Sources[0].Failed)
	}
}

// A source that fell silent is told before those that failed, with what its pages answered.
func TestWhySourcesFellSilent(t *testing.T) {
	page := func(source, path string, fetch claim.FetchOutcome, status int, extract claim.ExtractOutcome) claim.Document {
		return claim.Document{ID: source + path, SourceID: source, URL: "https://s.example/" + path, FetchOutcome: fetch, HTTPStatus: status, ExtractOutcome: extract}
	}
	r := Build(Input{
		Sources: []SourceInfo{
			{ID: "a", Name: "A", Outcome: "failed", Detail: "1 of 1 pages could not be read"},
			{ID: "b", Name: "B", Outcome: "failed", Silent: true, Detail: "no claims"},
			{ID: "c", Name: "C", Outcome: "silent", Silent: true, Detail: "2 claims"},
		},
		Documents: []claim.Document{
			page("a", "1", claim.Timeout, 0, ""), page("b", "1", claim.FetchOK, 200, claim.BotWall), page("b", "2", claim.HTTPError, 404, ""),
			page("b", "3", claim.HTTPError, 404, ""), page("c", "1", claim.FetchOK, 200, claim.ExtractOK),
		},
	})
	want := "B (server answered 404: 2 pages, turned robots away: 1 page) and C fell silent: less than half of the claims of their last good fetch."
	if got := r.Summary.Sentences[0]; got != want {
		t.Errorf("the first sentence is\n%q, want\n%q", got, want)
	}
	var told []string
	for _, s := range newView(r).Trouble {
		told = append(told, s.Name+" "+strings.Join(s.States, ", ")+": "+s.Why)
	}
	wantTold := []string{
		"B fell silent, failed: server answered 404: 2 pages; turned robots away: 1 page; no claims", "C fell silent: 2 claims",
		"A failed: timed out: 1 page; 1 of 1 pages could not be read",
	}
	if diff := cmp.Diff(wantTold, told); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var b bytes.Buffer
	r.mdSources(&b)
	for _, want := range []string{"\n| B *fell silent, failed* |", "\n| C *fell silent* |", "\n\n- **B fell silent, failed**: server answered 404: 2 pages;"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q lacks %q", b.String(), want)
		}
	}
}

// A source that did not go well is named with what went wrong, in Markdown and in JSON.
func TestSourceThatFellSilent(t *testing.T) {
	r := Build(Input{Sources: []SourceInfo{
		{ID: "s", Name: "Sa|lt", Outcome: "silent", Silent: true, Detail: "no claims; run one had 7"}, {ID: "t", Name: "T", Outcome: "ok"},
	}})
	var b bytes.Buffer
	r.mdSources(&b)
	if want := "\n\n- **Sa\\|lt fell silent**: no claims; run one had 7\n"; !strings.HasSuffix(b.String(), want) {
		t.Errorf("%q does not end in %q", b.String(), want)
	}
	if got := r.Summary.Sentences[0]; got != "Sa|lt fell silent: less than half of the claims of its last good fetch." || len(r.Summary.SilentSources) != 1 {
		t.Errorf("the first sentence is %q", got)
	}
	if s := r.Sources[0]; s.State != "silent" || s.Detail == "" || r.Sources[1].State != "ok" {
		t.Errorf("sources %+v", r.Sources)
	}
}
