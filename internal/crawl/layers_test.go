package crawl

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"rolecall/internal/source"
)

func request(t *testing.T, ctx context.Context, address string) *http.Request { //nolint:revive // t comes first in tests
	t.Helper()
	req, err := http.NewRequestWithContext(withTrip(ctx, &trip{left: time.Minute, limit: 1 << 20}), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

func answer(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: -1}
}

// send sends a request and drops the answer.
func send(layer http.RoundTripper, req *http.Request) error {
	res, err := layer.RoundTrip(req)
	if err == nil {
		return res.Body.Close()
	}
	return err
}

func TestPaceKeepsDelay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		var starts []time.Duration
		layer := newPace(map[string]source.Politeness{"a.example": {Delay: 2 * time.Second, Parallel: 1}},
			roundTripFunc(func(*http.Request) (*http.Response, error) {
				starts = append(starts, time.Since(begin))
				return answer(200, ""), nil
			}))
		for range 3 {
			if err := send(layer, request(t, t.Context(), "https://A.example:443/")); err != nil {
				t.Fatal(err)
			}
		}
		layer.slow("a.example", source.Politeness{}, 5*time.Second)
		for range 2 {
			if err := send(layer, request(t, t.Context(), "https://a.example/")); err != nil {
				t.Fatal(err)
			}
		}
		for i, want := range []time.Duration{0, 2, 4, 9, 14} {
			if starts[i] != want*time.Second {
				t.Errorf("starts at %v", starts)
				break
			}
		}
	})
}

func TestPaceKeepsParallel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var running, most atomic.Int32
		layer := newPace(map[string]source.Politeness{"a.example": {Parallel: 3}},
			roundTripFunc(func(*http.Request) (*http.Response, error) {
				most.Store(max(most.Load(), running.Add(1)))
				time.Sleep(time.Second) // of the fake clock
				running.Add(-1)
				return answer(200, ""), nil
			}))
		begin := time.Now()
		for range 9 {
			go func() { _ = send(layer, request(t, t.Context(), "https://a.example/")) }()
		}
		synctest.Wait()
		time.Sleep(3 * time.Second) // of the fake clock
		synctest.Wait()
		if most.Load() != 3 || running.Load() != 0 {
			t.Errorf("%d at one time, %d still running after %v", most.Load(), running.Load(), time.Since(begin))
		}
	})
}

func TestPaceWaitEndsWithContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		layer := newPace(map[string]source.Politeness{"a.example": {Delay: time.Hour, Parallel: 1}},
			roundTripFunc(func(*http.Request) (*http.Response, error) { return answer(200, ""), nil }))
		if err := send(layer, request(t, t.Context(), "https://a.example/")); err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		err := send(layer, request(t, ctx, "https://a.example/"))
		var known *failure
		if !errors.As(err, &known) || known.outcome != Interrupted || time.Since(begin) != time.Second {
			t.Errorf("%v after %v", err, time.Since(begin))
		}
	})
}

// Time spent waiting for the host's turn is not the page's.
func TestDeadlineLeavesOutWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		layer := newPace(map[string]source.Politeness{"a.example": {Delay: time.Hour, Parallel: 1}},
			limits(roundTripFunc(func(req *http.Request) (*http.Response, error) {
				select {
				case <-time.After(40 * time.Second): // of the fake clock
					return answer(200, ""), nil
				case <-req.Context().Done():
					return nil, req.Context().Err()
				}
			})))
		first := request(t, t.Context(), "https://a.example/")
		if err := send(layer, first); err != nil {
			t.Fatal(err)
		}
		second := request(t, t.Context(), "https://a.example/")
		if err := send(layer, second); err != nil {
			t.Fatal(err)
		}
		var known *failure
		if err := send(layer, second); !errors.As(err, &known) || known.outcome != Timeout {
			t.Errorf("a page of two answers of 40 s each in a minute: %v", err)
		}
	})
}

func TestStrictestPolitenessOfSharedHost(t *testing.T) {
	a := source.Source{ID: "a", URLs: []string{"https://x.example/1"}, Politeness: source.Politeness{Delay: time.Second, Parallel: 4}}
	b := source.Source{ID: "b", URLs: []string{"https://X.example:443/2"}, Politeness: source.Politeness{Delay: 3 * time.Second, Parallel: 6}}
	queues, byHost := plan([]source.Source{b, a})
	if want := (source.Politeness{Delay: 3 * time.Second, Parallel: 4}); byHost["x.example"] != want {
		t.Errorf("politeness %+v", byHost)
	}
	if len(queues) != 1 || len(queues[0].jobs) != 2 || queues[0].jobs[0].sourceID != "a" || queues[0].parallel != 4 {
		t.Errorf("queues %+v", queues)
	}
}

func TestGuardRefusesPrivateAddresses(t *testing.T) {
	reached := roundTripFunc(func(*http.Request) (*http.Response, error) { return answer(200, ""), nil })
	layer := limits(newGuard(Config{}, reached))
	for _, host := range []string{
		"127.0.0.1", "127.0.0.1:8080", "2130706433", "0177.0.0.1", "0x7f.1", "10.1.2.3", "192.168.0.1", "169.254.169.254",
		"0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:a00:1]", "[fe80::1]", "[fd00::1]", "100.64.0.1",
	} {
		var known *failure
		err := send(layer, request(t, t.Context(), "http://"+host+"/"))
		if !errors.As(err, &known) || known.outcome != BlockedAddress {
			t.Errorf("%s: %v", host, err)
		}
	}
	for _, host := range []string{"site.example", "93.184.216.34", "[2606:2800:220:1::1]"} {
		if err := send(layer, request(t, t.Context(), "http://"+host+"/")); err != nil {
			t.Errorf("%s: %v", host, err)
		}
	}
}

func TestGuardBehindProxy(t *testing.T) {
	reached := roundTripFunc(func(*http.Request) (*http.Response, error) { return answer(200, ""), nil })
	layer := newGuard(Config{Proxy: &url.URL{Scheme: "http", Host: "proxy.example"}}, reached)
	layer.lookUp = func(_ context.Context, host string) ([]netip.Addr, error) {
		if host == "inner.example" {
			return []netip.Addr{netip.MustParseAddr("93.184.216.34"), netip.MustParseAddr("::ffff:10.0.0.1")}, nil
		}
		return []netip.Addr{netip.MustParseAddr("93.184.216.34")}, nil
	}
	if err := send(layer, request(t, t.Context(), "http://inner.example/")); !isBlocked(err) {
		t.Errorf("inner: %v", err)
	}
	if err := send(layer, request(t, t.Context(), "http://outer.example/")); err != nil {
		t.Errorf("outer: %v", err)
	}
}

// The dial is guarded too: a name that leads to loopback is refused, and so is a redirect to it.
func TestDialIsGuarded(t *testing.T) {
	server := serve(t, site())
	port := server.URL[strings.LastIndexByte(server.URL, ':'):]
	cfg := testConfig()
	cfg.AllowPrivateHosts = false
	for _, address := range []string{server.URL + "/page", "http://localhost" + port + "/page"} {
		if got := one(t, cfg, address); got.Outcome != BlockedAddress || !strings.Contains(got.Detail, "private") {
			t.Errorf("%s: %s, %q", address, got.Outcome, got.Detail)
		}
	}
}

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
			if asked != 1 {
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

func TestRobotsDelay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		var pages []time.Duration
		paced := newPace(map[string]source.Politeness{}, limits(roundTripFunc(func(req *http.Request) (*http.Response, error) {
			if req.URL.Path == "/robots.txt" {
				return answer(200, "User-agent: *\nCrawl-delay: 7\n"), nil
			}
			pages = append(pages, time.Since(begin))
			return answer(200, ""), nil
		})))
		layer := newRobotsLayer(Config{}.withDefaults(), paced)
		for range 2 {
			if err := send(layer, request(t, t.Context(), "https://a.example/page")); err != nil {
				t.Fatal(err)
			}
		}
		if pages[0] != 7*time.Second || pages[1] != 14*time.Second {
			t.Errorf("pages at %v", pages)
		}
	})
}

func TestNotHTML(t *testing.T) {
	utf16 := "\xFF\xFE"
	for _, c := range article {
		utf16 += string([]byte{byte(c), 0})
	}
	tests := []struct {
		name, contentType, body string
		isPage                  bool
	}{
		{"empty", "text/html", "", true},
		{"fragment", "text/html", "  <div>text</div>", true},
		{"text declared as a page", "text/html", "Budget meetings all day.", true},
		{"wrong type", "application/octet-stream", article, true},
		{"byte order mark", "", "\xEF\xBB\xBF" + article, true},
		{"UTF-16", "text/html; charset=utf-16", utf16, true},
		{"XHTML", "application/xhtml+xml", `<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html/>`, true},
		{"comment first", "text/plain", "<!-- made by hand -->\n<html><p>x", true},
		{"control bytes in a page", "text/html", "<p>\x00\x01</p>", true},
		{"invalid UTF-8", "text/html", "<p>\xff\xfe\xfd</p>", true},
		{"JSON list", "text/html", " [1, 2]", false},
		{"bracketed words", "text/html", "[Sponsored] Two chiefs", true},
		{"drawing", "image/svg+xml", `<svg xmlns="x"></svg>`, false},
		{"text that speaks of tags", "text/plain", "Use <p> for paragraphs.", false},
		{"zip", "text/html", "PK\x03\x04....", false},
		{"no type, no tag", "", "plain words", false},
	}
	for _, tt := range tests {
		if what := notHTML(tt.contentType, []byte(tt.body)); (what == "") != tt.isPage {
			t.Errorf("%s: %q", tt.name, what)
		}
	}
}

func FuzzNotHTML(f *testing.F) {
	f.Add("text/html", "<p>x")
	f.Fuzz(func(t *testing.T, contentType, body string) {
		if what := notHTML(contentType, []byte("<!doctype html>"+body)); what != "" {
			t.Errorf("a doctype, then %q: %s", body, what)
		}
		notHTML(contentType, []byte(body))
	})
}

func TestReadBodyTakesExactlyTheLimit(t *testing.T) {
	for size, fits := range map[int]bool{0: true, 9: true, 10: true, 11: false, 1000: false} {
		res := answer(200, strings.Repeat("x", size))
		body, err := readBody(res, 10)
		if fits != (err == nil) || len(body) != min(size, 10) {
			t.Errorf("%d bytes: %d read, %v", size, len(body), err)
		}
	}
}

func BenchmarkFetch(b *testing.B) {
	page := strings.Repeat("<p>A page about two chiefs.</p>\n", 5000)
	base := limits(roundTripFunc(func(*http.Request) (*http.Response, error) { return answer(200, page), nil }))
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		ctx := withTrip(b.Context(), &trip{left: time.Minute, limit: 1 << 20})
		if err := newCollector(ctx, base).Visit("https://a.example/"); err != nil {
			b.Fatal(err)
		}
	}
}
