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

// A source that did not go well is named with what went wrong, in Markdown and in JSON.
func TestSourceThatFellSilent(t *testing.T) {
	r := Build(Input{Sources: []SourceInfo{
		{ID: "s", Name: "Sa|lt", Outcome: "silent", Silent: true, Detail: "no claims; run one had 7"}, {ID: "t", Name: "T", Outcome: "ok"},
	}})
	var b bytes.Buffer
	r.mdSources(&b)
	if want := "\n\n- **Sa\\|lt is silent**: no claims; run one had 7\n"; !strings.HasSuffix(b.String(), want) {
		t.Errorf("%q does not end in %q", b.String(), want)
	}
	if got := r.Summary.Sentences[0]; got != "Sa|lt fell silent: less than half of the claims of its last good fetch." || len(r.Summary.SilentSources) != 1 {
		t.Errorf("the first sentence is %q", got)
	}
	if s := r.Sources[0]; s.State != "silent" || s.Detail == "" || r.Sources[1].State != "ok" {
		t.Errorf("sources %+v", r.Sources)
	}
}
