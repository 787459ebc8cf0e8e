package crawl

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"rolecall/internal/source"
)

func quiet() *log.Logger { return log.New(io.Discard, "", 0) }

// testMaxBody is the limit of a body in these tests.
const testMaxBody = 64 << 10

func fixedNow() time.Time { return time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC) }

func testConfig() Config {
	return Config{AllowPrivateHosts: true, Timeout: 20 * time.Second, MaxBody: testMaxBody, Now: fixedNow, Backoff: time.Millisecond}
}

// urls makes a source without delay.
func urls(id string, addresses ...string) source.Source {
	return source.Source{ID: id, URLs: addresses, Politeness: source.Politeness{Parallel: 1}}
}

func crawl(t *testing.T, cfg Config, sources ...source.Source) []Result {
	t.Helper()
	var results []Result
	err := Run(t.Context(), cfg, sources, func(r Result) error {
		results = append(results, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return results
}

func one(t *testing.T, cfg Config, address string) Result {
	t.Helper()
	results := crawl(t, cfg, urls("s", address))
	if len(results) != 1 {
		t.Fatalf("%d results of one URL", len(results))
	}
	return results[0]
}

func TestOutcomes(t *testing.T) {
	server := serve(t, site())
	tests := []struct {
		path    string
		outcome Outcome
		status  int
		detail  string // words it must have
		body    string
	}{
		{"/page", OK, 200, "", article},
		{"/page#part", OK, 200, "", article},
		{"/empty", OK, 200, "", ""},
		{"/plain-type", OK, 200, "", article},
		{"/page.xml.gz", OK, 200, "", article},
		{"/no-type", OK, 200, "", article},
		{"/charset", OK, 200, "", "<p>caf\xe9</p>"},
		{"/odd-charset", OK, 200, "", "<p>text</p>"},
		{"/zipped", OK, 200, "", article},
		{"/moved", OK, 200, "", article},
		{"/cookie", OK, 200, "", article},
		{"/203", OK, 203, "", article},
		{"/204", OK, 204, "", ""},
		{"/206", HTTPError, 206, "206 Partial Content", article},
		{"/304", HTTPError, 304, "nothing asked for that", ""},
		{"/403", HTTPError, 403, "does not show it to crawlers", article},
		{"/404", HTTPError, 404, "check the address", article},
		{"/429", HTTPError, 429, "politeness.delay", article},
		{"/500", HTTPError, 500, "try again later", article},
		{"/pdf", NotHTML, 200, "application/pdf", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"},
		{"/image", NotHTML, 200, "image/png", "\x89PNG\x0d\x0a\x1a\x0a\x00\x00"},
		{"/json", NotHTML, 200, "JSON", `{"html": "<p>not a page</p>"}`},
		{"/binary", NotHTML, 200, "binary", "\x00\x01\x02\x03\x04"},
		{"/feed", NotHTML, 200, "XML", `<?xml version="1.0"?><rss><channel><title>x</title></channel></rss>`},
		{"/notes", NotHTML, 200, "text/plain", "Nothing but notes, no tags."},
		{"/packed", NotHTML, 200, `"compress"`, ""},
		{"/reset", Connection, 0, "broke off", ""},
		{"/broken-off", Connection, 200, "broke off", ""},
		{"/not-zipped", Connection, 200, "unpacked", ""},
		{"/half-zipped", Connection, 200, "broke off", ""},
		{"/endless", TooLarge, 200, "65536 bytes", ""},
		{"/announced", TooLarge, 200, "65536 bytes", ""},
		{"/bomb", TooLarge, 200, "65536 bytes", ""},
		{"/endless-error", HTTPError, 500, "500", ""},
		{"/big-header", TooLarge, 0, "headers", ""},
		{"/private/page", RobotsDisallowed, 0, "robots.txt", ""},
		{"/to-private", RobotsDisallowed, 0, "/private/page", ""},
		{"/to-ftp", BadRedirect, 302, "ftp", ""},
		{"/to-login", BadRedirect, 302, "user name or password", ""},
		{"/to-nonsense", BadRedirect, 302, "no address", ""},
		{"/to-nowhere", BadRedirect, 302, "without saying where", ""},
		{"/loop-a", BadRedirect, 302, "circle", ""},
		{"/stairs/", BadRedirect, 302, "more than 10", ""},
	}
	for _, tt := range tests {
		t.Run(strings.TrimPrefix(tt.path, "/"), func(t *testing.T) {
			got := one(t, testConfig(), server.URL+tt.path)
			if got.Outcome != tt.outcome || got.Status != tt.status || string(got.Body) != tt.body && tt.outcome != BadRedirect {
				t.Errorf("outcome %s, status %d, body of %d bytes, detail %q", got.Outcome, got.Status, len(got.Body), got.Detail)
			}
			if !strings.Contains(got.Detail, tt.detail) || (tt.outcome == OK) != (got.Detail == "") {
				t.Errorf("detail %q, want one with %q", got.Detail, tt.detail)
			}
			if got.SourceID != "s" || got.URL != server.URL+tt.path || !got.FetchedAt.Equal(fixedNow()) || got.Part.Offset != -1 {
				t.Errorf("result %+v", got)
			}
			if strings.Contains(got.Detail+got.FinalURL, "hush") {
				t.Errorf("credentials show: %q %q", got.Detail, got.FinalURL)
			}
		})
	}
}

func TestFinalURL(t *testing.T) {
	server := serve(t, site())
	got := one(t, testConfig(), server.URL+"/moved#part")
	if got.FinalURL != server.URL+"/page" || got.ContentType != "text/html" || got.Header.Get("Date") == "" {
		t.Errorf("final URL %s, content type %s, header %v", got.FinalURL, got.ContentType, got.Header)
	}
}

func TestTimeouts(t *testing.T) {
	server := serve(t, site())
	cfg := testConfig()
	cfg.Timeout = 50 * time.Millisecond
	for _, path := range []string{"/slow-header", "/slow-body"} {
		if got := one(t, cfg, server.URL+path); got.Outcome != Timeout || !strings.Contains(got.Detail, "in time") {
			t.Errorf("%s: %s, %q", path, got.Outcome, got.Detail)
		}
	}
}

func TestUnreachable(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	secure := httptest.NewUnstartedServer(site())
	secure.Config.ErrorLog = quiet()
	secure.StartTLS()
	t.Cleanup(secure.Close)
	open := serve(t, site())
	tests := []struct {
		address string
		outcome Outcome
		detail  string
	}{
		{gone.URL + "/page", Connection, "refuses"},
		{secure.URL + "/page", TLS, "certificate"},
		{strings.Replace(open.URL, "http:", "https:", 1) + "/page", TLS, "TLS"},
		{"http://me:hush@" + strings.TrimPrefix(open.URL, "http://") + "/page", BlockedAddress, "password"},
		{"http://me:hush@[::1/page", Connection, "check the address"},
		{"ftp://files.example/page", BlockedAddress, "http and https"},
		{"", Connection, "check the address"},
	}
	for _, tt := range tests {
		got := one(t, testConfig(), tt.address)
		if got.Outcome != tt.outcome || !strings.Contains(got.Detail, tt.detail) || strings.Contains(got.Detail, "hush") {
			t.Errorf("%s: %s, %q", tt.address, got.Outcome, got.Detail)
		}
	}
}

// Settings for Colly in the environment must not reach the crawl.
func TestEnvironmentHasNoEffect(t *testing.T) {
	for name, value := range map[string]string{
		"COLLY_MAX_BODY_SIZE": "5", "COLLY_USER_AGENT": "other", "COLLY_DISALLOWED_DOMAINS": "127.0.0.1",
		"COLLY_FOLLOW_REDIRECTS": "no", "COLLY_MAX_REQUESTS": "1", "COLLY_CACHE_DIR": t.TempDir(),
	} {
		t.Setenv(name, value)
	}
	server := serve(t, site())
	if got := one(t, testConfig(), server.URL+"/moved"); got.Outcome != OK || string(got.Body) != article {
		t.Errorf("%s, %q, body of %d bytes", got.Outcome, got.Detail, len(got.Body))
	}
}

func TestHeadersSent(t *testing.T) {
	var page, robotsTxt http.Header
	server := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			robotsTxt = r.Header
			http.NotFound(w, r)
			return
		}
		page = r.Header
		_, _ = io.WriteString(w, article)
	}))
	cfg := testConfig()
	cfg.UserAgent, cfg.Contact = "walker/2.0", "crawl@site.example"
	one(t, cfg, server.URL+"/page")
	for name, want := range map[string]string{
		"User-Agent": "walker/2.0 (+crawl@site.example)", "From": "crawl@site.example",
		"Accept-Encoding": "gzip", "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
	} {
		if got := page.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if got := robotsTxt.Get("User-Agent"); got != "walker/2.0 (+crawl@site.example)" {
		t.Errorf("robots.txt was asked for by %q", got)
	}
}

// Pages of a host come in order of source and file, whatever the order of the sources; the same URL in two sources
// gives two results.
func TestOrderAndSharedURLs(t *testing.T) {
	server := serve(t, site())
	a := urls("a", server.URL+"/page", server.URL+"/empty")
	b := urls("b", server.URL+"/page", server.URL+"/404")
	var got []string
	for _, r := range crawl(t, testConfig(), b, a) {
		got = append(got, r.SourceID+strings.TrimPrefix(r.URL, server.URL))
	}
	if want := []string{"a/page", "a/empty", "b/page", "b/404"}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
}

func TestHostsInParallel(t *testing.T) {
	const hosts = 4
	var arrived atomic.Int32
	all := make(chan struct{})
	var list []string
	for range hosts {
		server := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/page" && arrived.Add(1) == hosts {
				close(all)
			}
			if r.URL.Path == "/page" {
				select {
				case <-all:
				case <-r.Context().Done():
				}
			}
			_, _ = io.WriteString(w, article)
		}))
		list = append(list, server.URL+"/page")
	}
	inHandle := atomic.Bool{}
	err := Run(t.Context(), testConfig(), []source.Source{urls("s", list...)}, func(r Result) error {
		if !inHandle.CompareAndSwap(false, true) {
			t.Error("handle is called twice at one time")
		}
		defer inHandle.Store(false)
		if r.Outcome != OK {
			t.Errorf("%s: %s", r.URL, r.Detail)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestCancellation(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	server := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/hang" {
			cancel()
			<-r.Context().Done()
		}
		_, _ = io.WriteString(w, article)
	}))
	slow := urls("s", server.URL+"/page", server.URL+"/hang", server.URL+"/page2", server.URL+"/page3")
	var outcomes []Outcome
	err := Run(ctx, testConfig(), []source.Source{slow}, func(r Result) error {
		outcomes = append(outcomes, r.Outcome)
		if r.Outcome == Interrupted && r.Detail == "" {
			t.Error("no detail")
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Run = %v", err)
	}
	if want := []Outcome{OK, Interrupted, Interrupted, Interrupted}; !slices.Equal(outcomes, want) {
		t.Errorf("outcomes %v, want %v", outcomes, want)
	}
}

func TestHandleErrorEndsRun(t *testing.T) {
	server := serve(t, site())
	full := errors.New("disk full")
	calls := 0
	err := Run(t.Context(), testConfig(), []source.Source{urls("s", server.URL+"/page", server.URL+"/empty")}, func(Result) error {
		calls++
		return full
	})
	if !errors.Is(err, full) || calls != 1 {
		t.Errorf("Run = %v after %d calls", err, calls)
	}
}

func TestProgress(t *testing.T) {
	server := serve(t, site())
	var seen []Progress
	cfg := testConfig()
	cfg.Progress = func(p Progress) { seen = append(seen, p) }
	crawl(t, cfg, urls("s", server.URL+"/page", server.URL+"/404"))
	if len(seen) != 4 || seen[3].Done != 2 || seen[3].Total != 2 || seen[3].Outcome != HTTPError || seen[2].Outcome != "" {
		t.Errorf("progress %+v", seen)
	}
}
