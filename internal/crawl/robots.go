package crawl

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"rolecall/internal/robots"
)

const (
	// maxRobots is how much of a robots.txt is read, as RFC 9309 has it.
	maxRobots = 500 << 10
	// maxRobotsRedirects is how many redirects of a robots.txt are followed, as RFC 9309 has it.
	maxRobotsRedirects = 5
)

// robotsLayer is the layer that asks a host's robots.txt about each request. It reads the file once a host, through
// the layers below it, and again when it is a day old, or sooner where it could not be had.
type robotsLayer struct {
	next    http.RoundTripper // for robots.txt
	pages   http.RoundTripper
	pace    *pace
	agent   string
	timeout time.Duration
	retries int
	log     *slog.Logger
	header  http.Header

	mu    sync.Mutex
	hosts map[string]*hostRules
}

// hostRules is what a host's robots.txt says, once done is closed.
type hostRules struct {
	done    chan struct{}
	until   time.Time // when it is to be read again; set before done is closed
	file    *robots.File
	refusal *failure // the file could not be had in a way that forbids everything
}

func newRobotsLayer(cfg Config, p *pace, next, pages http.RoundTripper) *robotsLayer {
	return &robotsLayer{
		next: next, pages: pages, pace: p, retries: cfg.Retries, agent: cfg.UserAgent, timeout: cfg.Timeout, log: cfg.Logger,
		header: http.Header{"User-Agent": {cfg.Agent()}, "Accept": {"text/plain,*/*;q=0.5"}, "Accept-Encoding": {"gzip"}},
		hosts:  map[string]*hostRules{},
	}
}

func (l *robotsLayer) RoundTrip(req *http.Request) (*http.Response, error) {
	if wrong := checkAddress(req.URL); wrong != nil {
		return nil, wrong
	}
	rules, err := l.rulesFor(req)
	if err != nil {
		return nil, err
	}
	if rules.refusal != nil {
		return nil, rules.refusal
	}
	if !rules.file.Allowed(l.agent, showURL(req.URL)) {
		return nil, failf(RobotsDisallowed, "robots.txt of %s disallows %s for %s; leave the page out or ask the site",
			req.URL.Host, showURL(req.URL), l.agent)
	}
	return l.pages.RoundTrip(req)
}

// rulesFor gives the rules of a request's host. The first request of a host fetches them, others wait for it.
func (l *robotsLayer) rulesFor(req *http.Request) (*hostRules, error) {
	key := req.URL.Scheme + "://" + hostKey(req.URL)
	l.mu.Lock()
	rules, known := l.hosts[key]
	if known && rules.expired() {
		known = false
	}
	if !known {
		rules = &hostRules{done: make(chan struct{})}
		l.hosts[key] = rules
	}
	l.mu.Unlock()
	if known {
		select {
		case <-rules.done:
			return rules, nil
		case <-req.Context().Done():
			return nil, interrupted(showURL(req.URL))
		}
	}
	defer close(rules.done)
	rules.file, rules.refusal = l.fetch(req)
	rules.until = time.Now().Add(robotsLifetime)
	if rules.refusal != nil {
		rules.until = time.Now().Add(robotsPause)
	}
	if rules.refusal != nil {
		l.log.DebugContext(req.Context(), "robots.txt forbids all", "host", key, "reason", rules.refusal.detail)
		return rules, nil
	}
	l.slowDown(req, rules.file)
	return rules, nil
}

// expired reports whether rules that are there are too old.
func (r *hostRules) expired() bool {
	select {
	case <-r.done:
		return time.Now().After(r.until)
	default:
		return false
	}
}

// slowDown takes over the Crawl-delay of a host, up to a limit.
func (l *robotsLayer) slowDown(req *http.Request, file *robots.File) {
	asked, ok := file.CrawlDelay(l.agent)
	if !ok {
		return
	}
	delay := min(asked, maxCrawlDelay)
	l.log.DebugContext(req.Context(), "robots.txt asks for a delay", "host", req.URL.Host, "asked", asked, "kept", delay)
	l.pace.slow(hostKey(req.URL), tripOf(req).politeness, delay)
}

// fetch reads the robots.txt of a request's host, over its redirects. A file that is not there, or not to be found
// behind its redirects, allows everything; one that cannot be had for now forbids everything.
func (l *robotsLayer) fetch(req *http.Request) (*robots.File, *failure) {
	target := &url.URL{Scheme: req.URL.Scheme, Host: req.URL.Host, Path: "/robots.txt"}
	for range maxRobotsRedirects + 1 {
		t := &trip{politeness: tripOf(req).politeness, left: pageTimeouts * l.timeout, attempt: l.timeout, attempts: l.retries, limit: maxRobots, cut: true}
		res, refusal := l.get(withTrip(req.Context(), t), target) //nolint:bodyclose // read whole by the layer below
		if refusal != nil {
			return nil, refusal
		}
		switch status := t.status; {
		case status == http.StatusTooManyRequests || status >= 500:
			return nil, failf(RobotsDisallowed, "robots.txt of %s answers %d, which forbids all its pages; try again later", target.Host, status)
		case status >= 400:
			return &robots.File{}, nil
		case status >= 300:
			target = redirectTarget(res)
			if target == nil {
				return &robots.File{}, nil
			}
		default:
			return robots.Parse(t.body), nil
		}
	}
	return &robots.File{}, nil
}

// redirectTarget is where an answer leads, nil where that is no address to fetch.
func redirectTarget(res *http.Response) *url.URL {
	next, err := res.Location()
	if err != nil || checkAddress(next) != nil {
		return nil
	}
	return next
}

func (l *robotsLayer) get(ctx context.Context, target *url.URL) (*http.Response, *failure) {
	req := (&http.Request{Method: http.MethodGet, URL: target, Host: target.Host, Header: l.header.Clone()}).WithContext(ctx)
	res, err := l.next.RoundTrip(req)
	if err == nil {
		return res, nil
	}
	var known *failure
	switch {
	case !errors.As(err, &known):
		return nil, failf(Connection, "robots.txt of %s could not be read: %v", target.Host, err)
	case known.outcome == Timeout:
		return nil, failf(Timeout, "robots.txt of %s did not come in time, without which nothing is fetched; try again later", target.Host)
	}
	return nil, known
}
