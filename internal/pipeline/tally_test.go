package pipeline

import (
	"regexp"
	"strings"
	"testing"

	"rolecall/internal/claim"
	"rolecall/internal/source"
)

func TestJudge(t *testing.T) {
	expect := source.Expect{MinClaims: 100}
	seven := baseline{run: "one", claims: 7, read: 1, newest: true}
	for _, tt := range []struct {
		name            string
		tally           sourceTally
		expect          source.Expect
		before          baseline
		outcome, detail string
	}{
		{"all well", sourceTally{pages: 2, claims: 7}, source.Expect{}, seven, SourceOK, ""},
		{"too few", sourceTally{pages: 2, claims: 7}, expect, seven, SourceShort, "7 claims, 100 are expected"},
		{"a page lost", sourceTally{pages: 50, failed: 1, claims: 200}, expect, seven, SourceFailed, "1 of 50 pages could not be read"},
		{"a page lost and too few", sourceTally{pages: 50, failed: 1, claims: 7}, expect, seven, SourceFailed, "1 of 50 pages could not be read; 7 claims, 100 are expected"},
		{
			"a page lost and the rest silent",
			sourceTally{pages: 2, failed: 1},
			source.Expect{},
			seven, SourceFailed,
			"1 of 2 pages could not be read; no claims; run one had 7: see why its pages are not read; if they are gone for good, take them out or run once with --accept-drop acme",
		},
		{
			"a page lost and a kind",
			sourceTally{pages: 2, failed: 1, claims: 7},
			source.Expect{Kinds: []claim.Kind{claim.Salary}},
			seven, SourceFailed,
			"1 of 2 pages could not be read; no claim of kind salary, which is expected",
		},
		{"nothing reached", sourceTally{pages: 2, failed: 2, passing: 2}, expect, seven, SourceFailed, "2 of 2 pages could not be read"},
		{
			"nothing but walls",
			sourceTally{pages: 2, failed: 2},
			expect,
			seven, SourceFailed,
			"2 of 2 pages could not be read; no claims; run one had 7: see why its pages are not read; if they are gone for good, take them out or run once with --accept-drop acme",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.tally.id = "acme"
			if outcome, detail := tt.tally.judge(tt.expect, tt.before); outcome != tt.outcome || detail != tt.detail {
				t.Errorf("%s: %q, want %s: %q", outcome, detail, tt.outcome, tt.detail)
			}
		})
	}
}

func TestSilence(t *testing.T) {
	good := baseline{"one", 40, 1, true} // in the run before this one
	older := baseline{"one", 40, 1, false}
	half := baseline{"one", 40, 0.5, true}
	for _, tt := range []struct {
		name   string
		tally  sourceTally
		before baseline
		want   string // how it begins; "": not silent
	}{
		{"as before", sourceTally{pages: 4, claims: 40}, good, ""},
		{"half", sourceTally{pages: 4, claims: 20}, good, ""},
		{"less than half", sourceTally{pages: 4, claims: 19}, good, "19 claims, less than half of the 40 of run one: has the page changed"},
		{"nothing", sourceTally{pages: 4}, good, "no claims; run one had 40: "},
		{"one was all", sourceTally{pages: 1}, baseline{"one", 1, 1, true}, "no claims; run one had 1: "},
		{"fewer pages, none failed", sourceTally{pages: 1, claims: 10}, good, "10 claims, less than half"},
		{"no pages", sourceTally{}, good, "no claims; run one had 40: "},
		{"most pages not reached", sourceTally{pages: 4, failed: 3, passing: 3, claims: 10}, good, ""},
		{"most pages not reached and the rest is silent", sourceTally{pages: 4, failed: 3, passing: 3, claims: 4}, good, "4 claims, less than half"},
		{"most pages are walls", sourceTally{pages: 4, failed: 3, claims: 10}, good, "10 claims, less than half of the 40 of run one: see why its pages are not read"},
		{"some not reached, some gone", sourceTally{pages: 4, failed: 3, passing: 1, claims: 14}, good, "14 claims, less than half"},
		{"few pages are walls", sourceTally{pages: 4, failed: 1, claims: 30}, good, ""},
		{"no page reached", sourceTally{pages: 4, failed: 4, passing: 4}, good, ""},
		{"no page reached, nor in the run before", sourceTally{pages: 4, failed: 4, passing: 4}, older, "no claims; run one had 40: see why its pages are not read"},
		{"all pages are walls", sourceTally{pages: 4, failed: 4}, good, "no claims; run one had 40: "},
		{"too few pages to tell", sourceTally{pages: 50, failed: 49, passing: 49}, baseline{"one", 10, 1, true}, ""},
		{"the list of pages not reached", sourceTally{pages: 2, failed: 1, passing: 1, unlisted: true, claims: 1}, good, ""},
		{"nor in the run before", sourceTally{pages: 2, failed: 1, passing: 1, unlisted: true, claims: 1}, older, "1 claims, less than half"},
		{"some failed then, none now", sourceTally{pages: 4, claims: 20}, half, ""},
		{"the same fail now, and the rest is silent", sourceTally{pages: 4, failed: 2, passing: 2, claims: 5}, half, "5 claims, less than half"},
		{"half failed then, half of the rest now", sourceTally{pages: 4, failed: 3, passing: 1, claims: 12}, half, ""},
		{"never spoke", sourceTally{pages: 4, failed: 4}, baseline{}, ""},
		{"spoke of nothing", sourceTally{pages: 4, failed: 4}, baseline{"one", 0, 1, false}, ""},
		{"interrupted", sourceTally{pages: 4, failed: 1, claims: 1, outcomes: map[string]int{"interrupted": 1}}, good, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.tally.silence(tt.before)
			if (got == "") != (tt.want == "") || !strings.HasPrefix(got, tt.want) {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// What a source does not say any more counts as gone only where its pages were read and it has not fallen silent.
func TestHealthy(t *testing.T) {
	sources := []source.Source{{ID: "well"}, {ID: "lost"}, {ID: "silent"}, {ID: "unread"}}
	tally := newTally(sources, map[string]baseline{"well": {"one", 8, 1, true}, "silent": {"one", 8, 1, true}}, nil)
	for id, s := range map[string]sourceTally{
		"well": {pages: 2, fetched: 2, claims: 8}, "lost": {pages: 2, fetched: 1, failed: 1, claims: 8}, "silent": {pages: 2, fetched: 2, claims: 1},
	} {
		*tally.sources[id] = s
	}
	for id, healthy := range tally.healthy() {
		if healthy != (id == "well") {
			t.Errorf("%s: healthy %v", id, healthy)
		}
	}
}

func TestPassing(t *testing.T) {
	for _, tt := range []struct {
		outcome claim.FetchOutcome
		status  int
		want    bool
	}{
		{claim.Timeout, 0, true},
		{claim.Connection, 0, true},
		{claim.TLS, 0, true},
		{claim.RobotsDisallowed, 0, true},
		{claim.HTTPError, 503, true},
		{claim.HTTPError, 429, true},
		{claim.HTTPError, 408, true},
		{claim.HTTPError, 403, false},
		{claim.HTTPError, 404, false},
		{claim.FetchOK, 200, false},
		{claim.NotHTML, 200, false},
		{claim.BadRedirect, 302, false},
		{claim.TooLarge, 200, false},
	} {
		if got := passing(&claim.Document{FetchOutcome: tt.outcome, HTTPStatus: tt.status}); got != tt.want {
			t.Errorf("%s %d: %v", tt.outcome, tt.status, got)
		}
	}
}

// Nobody knows what was lost with a page whose links are followed.
func TestUnlisted(t *testing.T) {
	const named, found = "http://a.example/", "http://a.example/1"
	for _, tt := range []struct {
		name   string
		follow bool
		doc    claim.Document
		list   bool
		want   bool
	}{
		{"a page", false, claim.Document{URL: named, FetchOutcome: claim.Timeout}, false, false},
		{"a page that leads to others", true, claim.Document{URL: named, FetchOutcome: claim.Timeout}, false, true},
		{"a page that it leads to", true, claim.Document{URL: found, FetchOutcome: claim.Timeout}, false, false},
		{"it is gone", true, claim.Document{URL: named, FetchOutcome: claim.HTTPError, HTTPStatus: 404}, false, false},
		{"a sitemap", false, claim.Document{URL: found, FetchOutcome: claim.Timeout}, true, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			src := source.Source{ID: "a", URLs: []string{named}, Follow: source.Follow{Depth: 1}}
			if tt.follow {
				src.Follow.Match = regexp.MustCompile("1")
			}
			tally := newTally([]source.Source{src}, nil, nil)
			tt.doc.SourceID = "a"
			tally.page(&tt.doc, tt.list, false)
			if got := tally.sources["a"].unlisted; got != tt.want {
				t.Errorf("unlisted: %v", got)
			}
		})
	}
}

// A check for robots is one whatever status it comes with; what only says that there is trouble is none.
func TestWalled(t *testing.T) {
	const wall = "<html lang=en><title>Just a moment...</title><h1>Checking your browser</h1><p>Verify you are human to go on.</p></html>"
	r, err := newReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		doc  claim.Document
		body string
		want bool
	}{
		{"503", claim.Document{FetchOutcome: claim.HTTPError, HTTPStatus: 503, ContentType: "text/html"}, wall, true},
		{"429", claim.Document{FetchOutcome: claim.HTTPError, HTTPStatus: 429, ContentType: "text/html; charset=utf-8"}, wall, true},
		{"trouble", claim.Document{FetchOutcome: claim.HTTPError, HTTPStatus: 503, ContentType: "text/html"}, "<title>503</title><h1>Service unavailable</h1><p>The service is under maintenance. Please try again later.</p>", false},
		{"too often", claim.Document{FetchOutcome: claim.HTTPError, HTTPStatus: 429, ContentType: "text/html"}, "<h1>429 Too Many Requests</h1>", false},
		{"no page", claim.Document{FetchOutcome: claim.HTTPError, HTTPStatus: 503, ContentType: "application/json"}, `{"error": "verify you are human"}`, false},
		{"no body", claim.Document{FetchOutcome: claim.HTTPError, HTTPStatus: 503}, "", false},
		{"not excused anyway", claim.Document{FetchOutcome: claim.HTTPError, HTTPStatus: 403, ContentType: "text/html"}, wall, false},
		{"no answer", claim.Document{FetchOutcome: claim.Timeout}, wall, false},
	} {
		if got := r.walled(&tt.doc, []byte(tt.body)); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}
