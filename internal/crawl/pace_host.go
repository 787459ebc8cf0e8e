package crawl

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptrace"
	"sync"
	"time"

	"rolecall/internal/source"
)

// hostPace is the one budget of a host, shared by all its sources.
type hostPace struct {
	slots chan struct{} // as many as requests at one time

	mu     sync.Mutex
	delay  time.Duration // asked for by sources and robots.txt
	extra  time.Duration // delay while the host is in trouble; 0: it is not
	ready  time.Time     // when the next request may start
	rest   time.Time     // until when the host asked to be left alone for longer than the run waits
	usual  time.Duration // how long answers took of late
	failed int           // pages in a row that failed in spite of retries
}

const (
	// slowAnswer is what an answer must take before it counts as a sign of trouble.
	slowAnswer = 500 * time.Millisecond
	// growth is how many times as long as usual it must take besides.
	growth = 2
)

func newHostPace(p source.Politeness) *hostPace {
	return &hostPace{slots: make(chan struct{}, max(1, p.Parallel)), delay: max(0, p.Delay)}
}

// enter waits for a free slot and the host's turn.
func (h *hostPace) enter(ctx context.Context) error {
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := h.wait(ctx); err != nil {
		h.leave()
		return err
	}
	return nil
}

func (h *hostPace) leave() { <-h.slots }

// wait takes the next turn. While it waits the turn may move, as when another answer asks for more time.
func (h *hostPace) wait(ctx context.Context) error {
	for {
		left := h.take()
		if left <= 0 {
			return ctx.Err()
		}
		if err := sleep(ctx, left); err != nil {
			return err
		}
	}
}

// take takes the turn if it has come, else says how long it is until then.
func (h *hostPace) take() time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := time.Now()
	if left := h.ready.Sub(now); left > 0 {
		return left
	}
	h.ready = now.Add(h.pause())
	return 0
}

// pause is the delay at present. It is never less than what was asked for.
func (h *hostPace) pause() time.Duration { return max(h.delay, h.extra) }

// trace counts the delay from when the host has surely seen the request: a slow connection would else bring two requests
// closer together than they left. A request that net/http itself sends again on a new connection waits for a turn, the
// delay counted from when the first connection is known to have broken.
func (h *hostPace) trace(ctx context.Context) *httptrace.ClientTrace {
	asked := false
	trace := &httptrace.ClientTrace{GetConn: func(string) {
		if asked {
			h.seen()
			_ = h.wait(ctx) // where the context ended, so does the request
		}
		asked = true
	}}
	if cap(h.slots) == 1 {
		trace.GotFirstResponseByte = h.seen
	} else {
		trace.WroteRequest = func(httptrace.WroteRequestInfo) { h.seen() }
	}
	return trace
}

func (h *hostPace) seen() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.postpone(h.pause())
}

func (h *hostPace) postpone(d time.Duration) {
	if next := time.Now().Add(d); next.After(h.ready) {
		h.ready = next
	}
}

// judge learns from an answer: 429, 503, timeouts and answers that take much longer than usual slow the host down, good
// ones bring it back to its delay by and by. A Retry-After holds the whole host.
func (h *hostPace) judge(res *http.Response, err error, took, step time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var known *failure
	switch {
	case err != nil:
		if errors.As(err, &known) && known.outcome == Timeout {
			h.extra = min(maxSlowdown, max(2*h.pause(), step))
		}
	case res.StatusCode == http.StatusTooManyRequests || res.StatusCode == http.StatusServiceUnavailable:
		h.extra = min(maxSlowdown, max(2*h.pause(), step))
		h.hold(res.Header)
	case took > slowAnswer && h.usual > 0 && took > growth*h.usual:
		h.extra = min(maxSlowdown, max(h.extra, took))
	default:
		h.extra = h.extra * 3 / 4
		if h.extra < step/4 {
			h.extra = 0
		}
	}
	if err == nil {
		h.usual = average(h.usual, took)
	}
	h.postpone(h.pause())
}

// average follows a value that changes, an eighth of the way each time.
func average(old, now time.Duration) time.Duration {
	if old == 0 {
		return now
	}
	return old + (now-old)/8
}

// hold keeps every request of the host back as its answer asks, up to a limit. Beyond it the host is left alone.
func (h *hostPace) hold(header http.Header) {
	asked, ok := retryAfter(header, time.Now())
	switch {
	case !ok:
	case asked > maxRetryAfter:
		h.rest = time.Now().Add(asked)
	default:
		h.postpone(asked)
	}
}

// resting is how long the host still wants to be left alone; 0: it does not.
func (h *hostPace) resting() time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	return max(0, time.Until(h.rest))
}

// went notes how a page of the host ended after all its attempts.
func (h *hostPace) went(well bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if well {
		h.failed = 0
		return
	}
	h.failed++
}

// hopeless reports whether so many pages failed in a row that attempts at more of them are a waste.
func (h *hostPace) hopeless() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.failed >= patience
}
