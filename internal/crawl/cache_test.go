package crawl

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rolecall/internal/archive"
	"rolecall/internal/source"
)

// memory is a cache and the archive that it speaks of.
type memory struct {
	mu     sync.Mutex
	stored map[string]Stored
	bodies map[string][]byte
}

func (m *memory) Lookup(_ context.Context, url string) (Stored, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, ok := m.stored[url]
	return s, ok, nil
}

func (m *memory) body(file string, _ int64) ([]byte, error) {
	if body, ok := m.bodies[file]; ok {
		return body, nil
	}
	return nil, errors.New("no such archive")
}

// after does what the end of a run does: it keeps what results say, their bodies in the archive.
func (m *memory) after(results []Result) {
	for _, r := range results {
		if r.Stored == nil {
			continue
		}
		s := *r.Stored
		if r.Outcome == OK {
			s.ArchiveFile = s.URL
			m.bodies[s.URL] = r.Body
		}
		m.stored[s.URL] = s
	}
}

func remembering(t *testing.T) (Config, *memory) {
	t.Helper()
	part, err := archive.OpenPart(filepath.Join(t.TempDir(), "part"), "run1")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = part.Close() })
	m := &memory{stored: map[string]Stored{}, bodies: map[string][]byte{}}
	cfg := testConfig()
	cfg.Archive, cfg.Cache, cfg.Body = part, m, m.body
	return cfg, m
}

// validated serves a page with headers and answers conditional requests, and counts requests and those sent in full.
type validated struct {
	header      http.Header
	body        string
	asked, full int
}

func (v *validated) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/robots.txt" {
		http.NotFound(w, r)
		return
	}
	v.asked++
	for name, values := range v.header {
		w.Header()[name] = values
	}
	tag, since := v.header.Get("ETag"), v.header.Get("Last-Modified")
	if tag != "" && r.Header.Get("If-None-Match") == tag || tag == "" && since != "" && r.Header.Get("If-Modified-Since") == since {
		w.Header().Del("Content-Type")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	v.full++
	_, _ = io.WriteString(w, v.body)
}

func TestSecondRun(t *testing.T) {
	const tag, since = `"v1"`, "Mon, 02 Feb 2026 03:04:05 GMT"
	tests := []struct {
		name        string
		header      http.Header
		change      func(*validated, *memory, *Config) // between the runs
		asked, full int                                // in the second run
		outcome     Outcome
		status      int
	}{
		{"tag", http.Header{"Etag": {tag}}, nil, 1, 0, NotModified, 304},
		{"date", http.Header{"Last-Modified": {since}}, nil, 1, 0, NotModified, 304},
		{"date of the second it was sent in", http.Header{"Last-Modified": {since}, "Date": {since}}, nil, 1, 1, OK, 200},
		{"date of a second before", http.Header{"Last-Modified": {since}, "Date": {"Mon, 02 Feb 2026 03:04:06 GMT"}}, nil, 1, 0, NotModified, 304},
		{"no validator", http.Header{}, nil, 1, 1, OK, 200},
		{"page changed", http.Header{"Etag": {tag}}, func(v *validated, _ *memory, _ *Config) {
			v.header, v.body = http.Header{"Etag": {`"v2"`}}, "<p>New words.</p>"
		}, 1, 1, OK, 200},
		{"fresh", http.Header{"Etag": {tag}, "Cache-Control": {"public, max-age=600"}}, nil, 0, 0, NotModified, 200},
		{"stale", http.Header{"Etag": {tag}, "Cache-Control": {"max-age=600"}}, func(_ *validated, _ *memory, c *Config) {
			c.Now = func() time.Time { return fixedNow().Add(11 * time.Minute) }
		}, 1, 0, NotModified, 304},
		{"no-cache", http.Header{"Etag": {tag}, "Cache-Control": {"no-cache, max-age=600"}}, nil, 1, 0, NotModified, 304},
		{"no-store", http.Header{"Etag": {tag}, "Cache-Control": {"No-Store"}}, nil, 1, 1, OK, 200},
		{"varies by all", http.Header{"Etag": {tag}, "Vary": {"Accept, *"}}, nil, 1, 1, OK, 200},
		{"varies by what is equal", http.Header{"Etag": {tag}, "Vary": {"Accept-Encoding, accept"}}, nil, 1, 0, NotModified, 304},
		{"varies by what differs", http.Header{"Etag": {tag}, "Vary": {"User-Agent"}}, func(_ *validated, _ *memory, c *Config) {
			c.Contact = "https://new.example/"
		}, 1, 1, OK, 200},
		{"archive is gone", http.Header{"Etag": {tag}}, func(_ *validated, m *memory, _ *Config) { clear(m.bodies) }, 1, 1, OK, 200},
		{"archive holds another body", http.Header{"Etag": {tag}}, func(_ *validated, m *memory, _ *Config) {
			for file := range m.bodies {
				m.bodies[file] = []byte("other")
			}
		}, 1, 1, OK, 200},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := &validated{header: tt.header.Clone(), body: article}
			v.header.Set("Content-Type", "text/html; charset=utf-8")
			server := serve(t, v)
			cfg, kept := remembering(t)
			first := crawl(t, cfg, urls("s", server.URL+"/page#part"))
			kept.after(first)
			v.asked, v.full = 0, 0
			if tt.change != nil {
				tt.change(v, kept, &cfg)
			}
			got := crawl(t, cfg, urls("s", server.URL+"/page#part"))[0]
			if v.asked != tt.asked || v.full != tt.full || got.Outcome != tt.outcome || got.Status != tt.status || string(got.Body) != v.body {
				t.Errorf("%d requests, %d in full, %s, status %d, %d bytes, %q", v.asked, v.full, got.Outcome, got.Status, len(got.Body), got.Detail)
			}
			if got.Outcome == NotModified && (got.ContentType != "text/html; charset=utf-8" || got.Stored == nil || got.Stored.ArchiveFile == "") {
				t.Errorf("content type %q, stored %+v", got.ContentType, got.Stored)
			}
		})
	}
}

// A redirect is followed anew each time; the page behind it is asked for only if it changed.
func TestSecondRunBehindARedirect(t *testing.T) {
	v := &validated{header: http.Header{"Etag": {`"v1"`}, "Content-Type": {"text/html"}}, body: article}
	mux := http.NewServeMux()
	mux.Handle("/", v)
	mux.HandleFunc("/old", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/new", http.StatusMovedPermanently) })
	server := httptest.NewServer(mux)
	defer server.Close()
	cfg, kept := remembering(t)
	kept.after(crawl(t, cfg, urls("s", server.URL+"/old")))
	got := crawl(t, cfg, urls("s", server.URL+"/old"))[0]
	if got.Outcome != NotModified || got.FinalURL != server.URL+"/new" || v.full != 1 {
		t.Errorf("%s at %s, sent in full %d times", got.Outcome, got.FinalURL, v.full)
	}
}

func TestBrokenCacheEndsTheRun(t *testing.T) {
	server := serve(t, site())
	cfg, _ := remembering(t)
	full := errors.New("disk full")
	cfg.Cache = brokenCache{full}
	err := Run(t.Context(), cfg, []source.Source{urls("s", server.URL+"/page", server.URL+"/empty")}, func(r Result) error {
		t.Errorf("a result: %+v", r)
		return nil
	})
	if !errors.Is(err, full) {
		t.Errorf("Run = %v", err)
	}
}

type brokenCache struct{ err error }

func (b brokenCache) Lookup(context.Context, string) (Stored, bool, error) {
	return Stored{}, false, b.err
}

func TestFreshness(t *testing.T) {
	date := "Mon, 02 Feb 2026 03:04:05 GMT"
	for name, tt := range map[string]struct {
		header string // lines
		want   time.Duration
	}{
		"nothing said":           {"Last-Modified: Mon, 02 Feb 2015 03:04:05 GMT", 0},
		"max-age":                {"Cache-Control: max-age=60", time.Minute},
		"quoted, other case":     {`Cache-Control: MAX-AGE="60"`, time.Minute},
		"less its age":           {"Cache-Control: max-age=60\nAge: 50", 10 * time.Second},
		"older than that":        {"Cache-Control: max-age=60\nAge: 500", 0},
		"expires":                {"Date: " + date + "\nExpires: Mon, 02 Feb 2026 03:05:05 GMT", time.Minute},
		"max-age before expires": {"Cache-Control: max-age=5\nDate: " + date + "\nExpires: Mon, 02 Feb 2026 03:05:05 GMT", 5 * time.Second},
		"expires: 0":             {"Date: " + date + "\nExpires: 0", 0},
		"no-store":               {"Cache-Control: max-age=60, no-store", 0},
		"two lines":              {"Cache-Control: public\nCache-Control: no-cache", 0},
		"a year":                 {"Cache-Control: max-age=31536000", maxFresh},
		"no number":              {"Cache-Control: max-age=soon", 0},
	} {
		header := http.Header{}
		for line := range strings.SplitSeq(tt.header, "\n") {
			key, value, _ := strings.Cut(line, ": ")
			header.Add(key, value)
		}
		if got := freshness(header); got != tt.want {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}
