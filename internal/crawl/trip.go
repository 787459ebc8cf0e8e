package crawl

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"rolecall/internal/archive"
	"rolecall/internal/source"
)

// trip is what the layers are told and note about one page on its way, redirects included. One goroutine at a time
// uses it.
type trip struct {
	politeness source.Politeness // of the page's source, for hosts that no source names
	left       time.Duration     // of the page's time on the network
	attempt    time.Duration     // most of it that one attempt may take; 0: all
	attempts   int               // further ones that the page may make
	limit      int64             // bytes of the body, decoded
	cut        bool              // a longer body is cut instead of refused: robots.txt only

	url         string // last requested, without credentials
	status      int    // 0: no answer yet
	header      http.Header
	contentType string
	body        []byte
	exchanges   []archive.Exchange
	kept        *Stored // what the page was taken from instead of the network; nil: nothing
}

// begin forgets the last answer, as another request goes out.
func (t *trip) begin(u *url.URL) {
	t.url = showURL(u)
	t.status, t.header, t.contentType, t.body, t.kept = 0, nil, "", nil, nil
}

// allowance is the time that the next attempt may take.
func (t *trip) allowance() time.Duration {
	if t.attempt > 0 {
		return min(t.attempt, t.left)
	}
	return t.left
}

type tripKey struct{}

func withTrip(ctx context.Context, t *trip) context.Context {
	return context.WithValue(ctx, tripKey{}, t)
}

// tripOf gives the trip that a request belongs to. All requests of this package belong to one.
func tripOf(req *http.Request) *trip {
	t, ok := req.Context().Value(tripKey{}).(*trip)
	if !ok {
		return &trip{left: defaultTimeout, limit: defaultMaxBody}
	}
	return t
}

// roundTripFunc makes a function an http.RoundTripper.
type roundTripFunc func(*http.Request) (*http.Response, error)

func (f roundTripFunc) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// hostKey names the host whose pace a URL shares: in lower case, with the port where it is not the scheme's.
func hostKey(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	port := u.Port()
	if port == "" || u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		return host
	}
	return host + ":" + port
}

// showURL is a URL as it may be shown and stored: without credentials, and without its fragment, which is never sent.
func showURL(u *url.URL) string {
	bare := *u
	bare.User, bare.Fragment, bare.RawFragment = nil, "", ""
	return bare.String()
}

// showAddress is showURL of a URL that may not be one.
func showAddress(raw string) string {
	u, err := url.Parse(raw)
	if err == nil {
		return showURL(u)
	}
	if at := strings.LastIndexByte(raw, '@'); at >= 0 {
		return "…" + raw[at:]
	}
	return raw
}
