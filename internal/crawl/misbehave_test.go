package crawl

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"rolecall/internal/source"
)

// misbehaviour is a page that gives trouble and the row that must come of it.
type misbehaviour struct {
	path    string
	outcome Outcome
	status  int
}

func misbehaviours() []misbehaviour {
	return []misbehaviour{
		{"/page", OK, 200},
		{"/moved", OK, 200},
		{"/cookie", OK, 200},
		{"/zipped", OK, 200},
		{"/charset", OK, 200},
		{"/odd-charset", OK, 200},
		{"/500-then-200", OK, 200},
		{"/429-then-200", OK, 200},
		{"/reset-then-200", OK, 200},
		{"/cut-then-200", OK, 200},
		{"/to-other-host", OK, 200},
		{"/401", HTTPError, 401},
		{"/403", HTTPError, 403},
		{"/404", HTTPError, 404},
		{"/410", HTTPError, 410},
		{"/429", HTTPError, 429},
		{"/500", HTTPError, 500},
		{"/503", HTTPError, 503},
		{"/endless-error", HTTPError, 500},
		{"/slow-header", Timeout, 0},
		{"/slow-body", Timeout, 200},
		{"/reset", Connection, 0},
		{"/broken-off", Connection, 200},
		{"/not-zipped", Connection, 200},
		{"/half-zipped", Connection, 200},
		{"/endless", TooLarge, 200},
		{"/announced", TooLarge, 200},
		{"/bomb", TooLarge, 200},
		{"/big-header", TooLarge, 0},
		{"/private/page", RobotsDisallowed, 0},
		{"/to-private", RobotsDisallowed, 0},
		{"/loop-a", BadRedirect, 302},
		{"/stairs/", BadRedirect, 302},
		{"/to-ftp", BadRedirect, 302},
		{"/to-login", BadRedirect, 302},
		{"/to-nonsense", BadRedirect, 302},
		{"/to-nowhere", BadRedirect, 302},
		{"/pdf", NotHTML, 200},
		{"/json", NotHTML, 200},
		{"/feed", NotHTML, 200},
	}
}

// troubled is the site with pages that mend at the second try and one that leads to another host.
func troubled(other string) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", site())
	tries := map[string]*atomic.Int32{}
	first := func(path string, handle http.HandlerFunc) {
		tries[path] = &atomic.Int32{}
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			if tries[path].Add(1) == 1 {
				handle(w, r)
				return
			}
			_, _ = io.WriteString(w, "<p>Well at last: "+path)
		})
	}
	first("/500-then-200", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	first("/429-then-200", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "0")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	first("/reset-then-200", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	first("/cut-then-200", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		_, _ = io.WriteString(w, article)
	})
	mux.HandleFunc("/to-other-host", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other+"/elsewhere", http.StatusFound)
	})
	mux.HandleFunc("/401", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) })
	return mux
}

// All misbehaviours in one run: each ends as it must, and what lies between them is whole.
func TestMisbehaviours(t *testing.T) {
	other := servePages(t, map[string]string{"/elsewhere": "<p>Another host."})
	server := serve(t, troubled(other.URL))
	src := urls("s")
	for i, m := range misbehaviours() {
		src.URLs = append(src.URLs, server.URL+m.path, server.URL+"/page?between="+strconv.Itoa(i))
	}
	src.Politeness.Parallel = 4
	cfg := testConfig()
	cfg.Timeout = 500 * time.Millisecond
	results := crawl(t, cfg, src)
	if len(results) != len(src.URLs) {
		t.Fatalf("%d results of %d pages", len(results), len(src.URLs))
	}
	for i, m := range misbehaviours() {
		got, between := results[2*i], results[2*i+1]
		if got.Outcome != m.outcome || got.Status != m.status || (got.Detail == "") != (m.outcome == OK) {
			t.Errorf("%s: %s, status %d, %q", m.path, got.Outcome, got.Status, got.Detail)
		}
		if between.Outcome != OK || string(between.Body) != article {
			t.Errorf("the page after %s: %s, %d bytes, %q", m.path, between.Outcome, len(between.Body), between.Detail)
		}
	}
}

// Requests go to the proxy, which may be on a private address; pages that are may not be asked of it.
func TestProxy(t *testing.T) {
	var asked []string
	proxy := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.RequestURI)
		if strings.HasSuffix(r.RequestURI, "/robots.txt") {
			http.NotFound(w, r)
			return
		}
		_, _ = io.WriteString(w, article)
	}))
	address, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	direct := httptest.NewServer(site())
	defer direct.Close()
	cfg := testConfig()
	cfg.Proxy = func(u *url.URL) (*url.URL, error) {
		if strings.HasPrefix(u.String(), direct.URL) {
			return nil, nil
		}
		return address, nil
	}
	cfg.AllowPrivateHosts = false
	results := crawl(t, cfg, urls("s", "http://93.184.216.34/page", "http://169.254.169.254/latest", "http://[::ffff:10.0.0.1]/", direct.URL+"/page"))
	for _, r := range results {
		if (r.Outcome == OK) != (r.URL == "http://93.184.216.34/page") || r.Outcome != OK && r.Outcome != BlockedAddress {
			t.Errorf("%s: %s, %q", r.URL, r.Outcome, r.Detail)
		}
	}
	if want := []string{"http://93.184.216.34/robots.txt", "http://93.184.216.34/page"}; strings.Join(asked, " ") != strings.Join(want, " ") {
		t.Errorf("the proxy was asked for %v", asked)
	}
}

func TestNoArchive(t *testing.T) {
	s := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/header" {
			w.Header().Set("X-Robots-Tag", "noarchive")
		}
		w.Header().Set("ETag", `"v"`)
		body := "<p>" + r.URL.Path
		if r.URL.Path == "/meta" {
			body = "<meta name=robots content=noarchive>" + body
		}
		_, _ = io.WriteString(w, body)
	}))
	list := urls("s", s.URL+"/header", s.URL+"/meta", s.URL+"/free")
	for ignore, want := range map[bool][]bool{false: {true, true, false}, true: {false, false, false}} {
		cfg, _ := remembering(t)
		cfg.IgnoreNoArchive = ignore
		for i, r := range crawl(t, cfg, list) {
			if r.NoArchive != want[i] || (r.Stored == nil) != want[i] {
				t.Errorf("%s, ignored %t: %t, stored %+v", r.URL, ignore, r.NoArchive, r.Stored)
			}
		}
	}
}

func TestProgressByHost(t *testing.T) {
	a, b := serve(t, site()), serve(t, site())
	last := map[string]Progress{}
	cfg := testConfig()
	cfg.Progress = func(p Progress) { last[p.Host] = p }
	crawl(t, cfg, []source.Source{urls("s", a.URL+"/page", a.URL+"/404", b.URL+"/page")}...)
	pa, pb := last[hostOf(a.URL)], last[hostOf(b.URL)]
	if pa.HostDone != 2 || pa.HostTotal != 2 || pa.HostFailed != 1 || pb.HostDone != 1 || pb.HostTotal != 1 || pb.HostFailed != 0 {
		t.Errorf("%+v, %+v", pa, pb)
	}
}
