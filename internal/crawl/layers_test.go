package crawl

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strings"
	"testing"
	"time"
)

func request(ctx context.Context, t *testing.T, address string) *http.Request {
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

// HTTP/2 is spoken where a site offers it, and recorded as HTTP/1.1.
func TestHTTP2(t *testing.T) {
	server := httptest.NewUnstartedServer(site())
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	cfg := testConfig()
	base := baseTransport(cfg)
	t.Cleanup(base.CloseIdleConnections)
	pool := x509.NewCertPool()
	pool.AddCert(server.Certificate())
	base.TLSClientConfig = &tls.Config{RootCAs: pool}
	noted := &trip{left: time.Minute, limit: 1 << 20}
	layers := headers(pageHeader(cfg), limits(recorder(fixedNow, base)))
	if err := newCollector(withTrip(t.Context(), noted), layers).Visit(server.URL + "/zipped"); err != nil {
		t.Fatal(err)
	}
	if string(noted.body) != article || len(noted.exchanges) != 1 {
		t.Fatalf("body of %d bytes, %d exchanges", len(noted.body), len(noted.exchanges))
	}
	e := noted.exchanges[0]
	if !strings.HasPrefix(string(e.ResponseHead), "HTTP/1.1 200 OK\r\n") || !bytes.Equal(e.Body, zip(article)) || e.IP == "" {
		t.Errorf("recorded %q, %d bytes from %q", e.ResponseHead, len(e.Body), e.IP)
	}
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
		if what := NoPage(tt.contentType, []byte(tt.body)); (what == "") != tt.isPage {
			t.Errorf("%s: %q", tt.name, what)
		}
	}
}

func FuzzNotHTML(f *testing.F) {
	f.Add("text/html", "<p>x")
	f.Fuzz(func(t *testing.T, contentType, body string) {
		if what := NoPage(contentType, []byte("<!doctype html>"+body)); what != "" {
			t.Errorf("a doctype, then %q: %s", body, what)
		}
		NoPage(contentType, []byte(body))
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

func withHooks(ctx context.Context, trace *httptrace.ClientTrace) context.Context {
	return httptrace.WithClientTrace(ctx, trace)
}
