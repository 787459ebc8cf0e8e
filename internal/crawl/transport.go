package crawl

import (
	"net"
	"net/http"
	"time"

	"rolecall/internal/source"
)

// stack is the transport of a run: all layers over net/http.
type stack struct {
	top   http.RoundTripper
	base  *http.Transport
	sent  http.Header // of every request for a page
	cache *cacheLayer // nil: none
}

// newStack builds the layers; byHost is the politeness of the hosts that sources name.
func newStack(cfg Config, byHost map[string]source.Politeness) *stack {
	base := baseTransport(cfg)
	var layer http.RoundTripper = newGuard(cfg, base)
	if cfg.Archive != nil {
		layer = recorder(cfg.Now, layer)
	}
	paced := newPace(byHost, cfg.Backoff, limits(layer))
	retried := newRetry(cfg, paced)
	s := &stack{base: base, sent: pageHeader(cfg)}
	var pages http.RoundTripper = retried
	if cfg.Cache != nil && cfg.Body != nil {
		s.cache = &cacheLayer{next: retried, cache: cfg.Cache, body: cfg.Body, now: cfg.Now, log: cfg.Logger}
		pages = s.cache
	}
	s.top = headers(s.sent, newRobotsLayer(cfg, paced, retried, pages))
	return s
}

// close drops idle connections.
func (s *stack) close() { s.base.CloseIdleConnections() }

// baseTransport dials and speaks HTTP. Each dial is checked after the name was looked up, so that no name leads to a
// private address; behind a proxy the only dial is that to the proxy, which the operator chose.
func baseTransport(cfg Config) *http.Transport {
	dialer := &net.Dialer{Timeout: connectTimeout}
	t := &http.Transport{
		DialContext:            dialer.DialContext,
		DisableCompression:     true,
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    2,
		IdleConnTimeout:        maxCrawlDelay,
		TLSHandshakeTimeout:    connectTimeout,
		ExpectContinueTimeout:  time.Second,
		MaxResponseHeaderBytes: maxHeader,
	}
	switch {
	case cfg.Proxy != nil:
		t.Proxy = http.ProxyURL(cfg.Proxy)
	case !cfg.AllowPrivateHosts:
		dialer.Control = guardian().Safe
	}
	return t
}
