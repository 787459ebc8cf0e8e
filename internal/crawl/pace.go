package crawl

import (
	"context"
	"net/http"
	"sync"
	"time"

	"rolecall/internal/source"
)

// pace is the layer that keeps each host's delay between the starts of two requests, and their number at one time.
// Waiting ends with the context.
type pace struct {
	next  http.RoundTripper
	mu    sync.Mutex
	hosts map[string]*hostPace
}

// hostPace is the one budget of a host, shared by all its sources.
type hostPace struct {
	slots chan struct{} // as many as requests at one time
	mu    sync.Mutex
	delay time.Duration
	ready time.Time // when the next request may start
}

// newPace knows the hosts that sources name. Where several name one, the largest delay and the smallest parallel hold.
func newPace(byHost map[string]source.Politeness, next http.RoundTripper) *pace {
	p := &pace{next: next, hosts: map[string]*hostPace{}}
	for host, politeness := range byHost {
		p.hosts[host] = newHostPace(politeness)
	}
	return p
}

func newHostPace(p source.Politeness) *hostPace {
	return &hostPace{slots: make(chan struct{}, max(1, p.Parallel)), delay: max(0, p.Delay)}
}

// strictest joins the politeness of two sources of one host.
func strictest(a, b source.Politeness) source.Politeness {
	return source.Politeness{Delay: max(a.Delay, b.Delay), Parallel: min(a.Parallel, b.Parallel)}
}

func (p *pace) RoundTrip(req *http.Request) (*http.Response, error) {
	h := p.host(hostKey(req.URL), tripOf(req).politeness)
	if err := h.enter(req.Context()); err != nil {
		return nil, interrupted(showURL(req.URL))
	}
	defer h.leave()
	return p.next.RoundTrip(req)
}

// host gives the budget of a host; one met by a redirect only gets that of the page's source.
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

// enter waits for a free slot and the host's turn.
func (h *hostPace) enter(ctx context.Context) error {
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := sleep(ctx, h.turn()); err != nil {
		h.leave()
		return err
	}
	return nil
}

func (h *hostPace) leave() { <-h.slots }

// turn books the next start and says how long it is until then.
func (h *hostPace) turn() time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := time.Now()
	start := now
	if h.ready.After(now) {
		start = h.ready
	}
	h.ready = start.Add(h.delay)
	return start.Sub(now)
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
