package crawl

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rolecall/internal/source"
)

func TestRobotsStatuses(t *testing.T) {
	tests := []struct {
		status  int
		body    string
		outcome Outcome
	}{
		{200, "User-agent: *\nDisallow: /other\n", OK},
		{200, "User-agent: *\nDisallow: /\n", RobotsDisallowed},
		{200, "User-agent: *\nDisallow: /\nUser-agent: rolecall\nAllow: /\n", OK},
		{200, "<!doctype html><p>No such page, but a friendly one.</p>", OK},
		{200, "User-agent: *\nCrawl-delay: fast\n", OK},
		{200, strings.Repeat("# filler\n", maxRobots/9+9) + "User-agent: *\nDisallow: /\n", OK},
		{204, "", OK},
		{401, "", OK},
		{404, "User-agent: *\nDisallow: /\n", OK},
		{410, "", OK},
		{429, "", RobotsDisallowed},
		{500, "", RobotsDisallowed},
		{503, "", RobotsDisallowed},
	}
	for i, tt := range tests {
		t.Run(strconv.Itoa(i)+" "+strconv.Itoa(tt.status), func(t *testing.T) {
			asked := 0
			server := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/robots.txt" {
					_, _ = io.WriteString(w, article)
					return
				}
				asked++
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.body)
			}))
			for _, got := range crawl(t, testConfig(), urls("s", server.URL+"/page", server.URL+"/page2")) {
				if got.Outcome != tt.outcome || (got.Outcome != OK) != strings.Contains(got.Detail, "robots.txt") {
					t.Errorf("%s, %q", got.Outcome, got.Detail)
				}
			}
			want := 1
			if passingStatus(tt.status) {
				want += defaultRetries
			}
			if asked != want {
				t.Errorf("robots.txt was fetched %d times", asked)
			}
		})
	}
}

func TestRobotsRedirects(t *testing.T) {
	for _, tt := range []struct {
		steps   int
		outcome Outcome
	}{{1, RobotsDisallowed}, {maxRobotsRedirects, RobotsDisallowed}, {maxRobotsRedirects + 1, OK}} {
		server := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			step := 0
			if r.URL.Path != "/robots.txt" {
				step, _ = strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
			}
			switch {
			case r.URL.Path == "/page":
				_, _ = io.WriteString(w, article)
			case step == tt.steps:
				_, _ = io.WriteString(w, "User-agent: *\nDisallow: /\n")
			default:
				http.Redirect(w, r, "/"+strconv.Itoa(step+1), http.StatusFound)
			}
		}))
		if got := one(t, testConfig(), server.URL+"/page"); got.Outcome != tt.outcome {
			t.Errorf("after %d redirects: %s, %q", tt.steps, got.Outcome, got.Detail)
		}
	}
}

// A robots.txt that hangs uses up its own time, once, and forbids the host.
func TestRobotsTimeout(t *testing.T) {
	server := serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	cfg := testConfig()
	cfg.Timeout = 50 * time.Millisecond
	for _, got := range crawl(t, cfg, urls("s", server.URL+"/page", server.URL+"/page2")) {
		if got.Outcome != Timeout || !strings.Contains(got.Detail, "robots.txt") {
			t.Errorf("%s, %q", got.Outcome, got.Detail)
		}
	}
}

// A Crawl-delay is kept, but not one that would keep the run from ending.
func TestRobotsDelay(t *testing.T) {
	for asked, kept := range map[string]time.Duration{"7": 7 * time.Second, "3600": maxCrawlDelay, "fast": 0} {
		synctest.Test(t, func(t *testing.T) {
			begin := time.Now()
			var pages []time.Duration
			paced := newPace(map[string]source.Politeness{}, time.Second, limits(roundTripFunc(func(req *http.Request) (*http.Response, error) {
				if req.URL.Path == "/robots.txt" {
					return answer(200, "User-agent: *\nCrawl-delay: "+asked+"\n"), nil
				}
				pages = append(pages, time.Since(begin))
				return answer(200, ""), nil
			})))
			layer := newRobotsLayer(Config{}.withDefaults(), paced, paced, paced)
			for range 2 {
				if err := send(layer, request(t.Context(), t, "https://a.example/page")); err != nil {
					t.Fatal(err)
				}
			}
			if pages[0] != kept || pages[1] != 2*kept {
				t.Errorf("asked for %s: pages at %v", asked, pages)
			}
		})
	}
}
