package cli

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// monitor is a service that is pinged: what it was told, in order, and what it answers.
type monitor struct {
	mu     sync.Mutex
	told   []string // "POST /path text"
	answer func(n int) int
}

func (m *monitor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	text, _ := io.ReadAll(r.Body)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.told = append(m.told, strings.TrimSpace(r.Method+" "+r.RequestURI+" "+string(text)))
	if m.answer != nil {
		w.WriteHeader(m.answer(len(m.told)))
	}
}

func (m *monitor) heard() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.told
}

// testPinger is a pinger that does not wait between attempts and notes how long it would have.
func testPinger(t *testing.T, address string, proxy func(*url.URL) (*url.URL, error)) (*pinger, *[]time.Duration) {
	t.Helper()
	p, err := newPinger(address, proxy)
	if err != nil {
		t.Fatal(err)
	}
	var waits []time.Duration
	p.pause = func(_ context.Context, d time.Duration) { waits = append(waits, d) }
	return p, &waits
}

func TestPing(t *testing.T) {
	for _, tt := range []struct {
		name   string
		answer func(n int) int
		tries  int
		want   string // in the error; "": none
	}{
		{"well", nil, 1, ""},
		{"trouble that passes", func(n int) int { return map[bool]int{true: 200, false: 503}[n == 3] }, 3, ""},
		{"trouble that stays", func(int) int { return 500 }, 3, "it answered 500"},
		{"too many requests", func(int) int { return 429 }, 3, "it answered 429"},
		{"no such check", func(int) int { return 404 }, 1, "it answered 404"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := &monitor{answer: tt.answer}
			server := httptest.NewServer(m)
			defer server.Close()
			p, waits := testPinger(t, server.URL+"/ping/secret-uuid?create=1", nil)
			err := p.send(t.Context(), "start", "text")
			if (err == nil) != (tt.want == "") || err != nil && (!strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "secret")) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
			heard := m.heard()
			if len(heard) != tt.tries || len(*waits) != tt.tries-1 || heard[0] != "POST /ping/secret-uuid/start?create=1 text" {
				t.Errorf("%q after %v", heard, *waits)
			}
		})
	}
}

// Whoever knows the address of a check can ping it: errors name the host only.
func TestPingNeverShowsTheAddress(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	for _, address := range []string{strings.Replace(server.URL, "http://", "http://me:hush@", 1) + "/hush", "ftp://me:hush@x/hush", "https:hush", "http://%zz/hush", "hush"} {
		p, err := newPinger(address, nil)
		if err == nil {
			p.pause = func(context.Context, time.Duration) {}
			err = p.send(t.Context(), "", "")
		}
		if err == nil || strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestPingThroughProxy(t *testing.T) {
	m := &monitor{}
	proxy := httptest.NewServer(m)
	defer proxy.Close()
	address, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := testPinger(t, "http://monitor.invalid/uuid", func(*url.URL) (*url.URL, error) { return address, nil })
	if err := p.send(t.Context(), "", "done"); err != nil {
		t.Fatal(err)
	}
	if heard := m.heard(); len(heard) != 1 || heard[0] != "POST http://monitor.invalid/uuid done" {
		t.Errorf("the proxy got %q", heard)
	}
}
