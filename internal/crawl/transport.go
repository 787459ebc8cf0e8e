package crawl

import (
	"net"
	"net/http"
	"net/url"
	"time"

	"rolecall/internal/source"
)

// stack is the transport of a run: all layers over net/http.
type stack struct {
	top   http.RoundTripper
	bases []*http.Transport
	sent  http.Header // of every request for a page
	cache *cacheLayer // nil: none
}

// newStack builds the layers; byHost is the politeness of the hosts that sources name.
func newStack(cfg Config, byHost map[string]source.Politeness) *stack {
	direct := baseTransport(cfg)
	bases := []*http.Transport{direct}
	var proxied http.RoundTripper
	if cfg.Proxy != nil {
		through := proxyTransport(cfg)
		bases, proxied = append(bases, through), through
	}
	var layer http.RoundTripper = newGuard(cfg, direct, proxied)
	if cfg.Archive != nil {
		layer = recorder(cfg.Now, layer)
	}
	paced := newPace(byHost, cfg.Backoff, limits(layer))
	retried := newRetry(cfg, paced)
	s := &stack{bases: bases, sent: pageHeader(cfg)}
	var pages http.RoundTripper = retried
	if cfg.Cache != nil && cfg.Body != nil {
		s.cache = &cacheLayer{next: retried, cache: cfg.Cache, body: cfg.Body, now: cfg.Now, log: cfg.Logger}
		pages = s.cache
	}
	s.top = headers(s.sent, newRobotsLayer(cfg, paced, retried, pages))
	return s
}

// close drops idle connections.
func (s *stack) close() {
	for _, base := range s.bases {
		base.CloseIdleConnections()
	}
}

// baseTransport dials and speaks HTTP. Each dial is checked after the name was looked up, so that no name leads to a
// private address, not even one that answers differently the second time.
func baseTransport(cfg Config) *http.Transport {
	dialer := &net.Dialer{Timeout: connectTimeout}
	if !cfg.AllowPrivateHosts {
		dialer.Control = guardian().Safe
	}
	return transportOver(dialer)
}

// proxyTransport speaks to the operator's proxy, wherever that is; where pages lie is checked before they are asked for.
func proxyTransport(cfg Config) *http.Transport {
	t := transportOver(&net.Dialer{Timeout: connectTimeout})
	t.Proxy = func(req *http.Request) (*url.URL, error) { return cfg.Proxy(req.URL) }
	return t
}

func transportOver(dialer *net.Dialer) *http.Transport {
	return &http.Transport{
		DialContext:            dialer.DialContext,
		DisableCompression:     true,
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    maxParallel,
		IdleConnTimeout:        maxCrawlDelay,
		TLSHandshakeTimeout:    connectTimeout,
		ExpectContinueTimeout:  time.Second,
		MaxResponseHeaderBytes: maxHeader,
	}
}
