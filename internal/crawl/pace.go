package crawl

import (
	"context"
	"net/http"
	"net/http/httptrace"
	"sync"
	"time"

	"rolecall/internal/source"
)

// pace is the layer that keeps each host's delay between two requests, and their number at one time. All that goes to a
// host counts: pages, redirects, retries, robots.txt, sitemaps. Waiting ends with the context.
type pace struct {
	next  http.RoundTripper
	step  time.Duration // the least delay to which a host in trouble is slowed
	mu    sync.Mutex
	hosts map[string]*hostPace
}

// newPace knows the hosts that sources name. Where several name one, the largest delay and the smallest parallel hold.
func newPace(byHost map[string]source.Politeness, step time.Duration, next http.RoundTripper) *pace {
	p := &pace{next: next, step: step, hosts: map[string]*hostPace{}}
	for host, politeness := range byHost {
		p.hosts[host] = newHostPace(politeness)
	}
	return p
}

// strictest joins the politeness of two sources of one host.
func strictest(a, b source.Politeness) source.Politeness {
	return source.Politeness{Delay: max(a.Delay, b.Delay), Parallel: min(a.Parallel, b.Parallel)}
}

func (p *pace) RoundTrip(req *http.Request) (*http.Response, error) {
	h := p.host(hostKey(req.URL), tripOf(req).politeness)
	if rest := h.resting(); rest > 0 {
		return nil, failf(HTTPError, "%s asked to be left alone for another %s; run again after that", req.URL.Host, rest.Round(time.Second))
	}
	if err := h.enter(req.Context()); err != nil {
		return nil, interrupted(showURL(req.URL))
	}
	defer h.leave()
	ctx := httptrace.WithClientTrace(req.Context(), h.trace(req.Context()))
	start := time.Now()
	res, err := p.next.RoundTrip(req.WithContext(ctx))
	h.judge(res, err, time.Since(start), p.step)
	return res, err
}

// host gives the budget of a host. One that no source names, met by a redirect, gets that of the page's source.
func (p *pace) host(key string, fallback source.Politeness) *hostPace {
	p.mu.Lock()
	defer p.mu.Unlock()
	h, ok := p.hosts[key]
	if !ok {
		h = newHostPace(fallback)
		p.hosts[key] = h
	}
	return h
}

// slow makes a host's delay at least that long from its next request on.
func (p *pace) slow(key string, fallback source.Politeness, delay time.Duration) {
	h := p.host(key, fallback)
	h.mu.Lock()
	defer h.mu.Unlock()
	if delay <= h.delay {
		return
	}
	if !h.ready.IsZero() {
		h.ready = h.ready.Add(delay - h.delay)
	}
	h.delay = delay
}

// sleep waits unless the context ends first.
func sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil || d <= 0 {
		return err
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
