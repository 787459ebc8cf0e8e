package crawl

import (
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// retry is the layer that tries again what may pass: timeouts, connections that broke off, 429 and faults of the
// server. Each attempt takes the host's turn. What will not pass goes up at once.
type retry struct {
	next    http.RoundTripper
	pace    *pace
	backoff time.Duration
	random  func() float64
	log     *slog.Logger
}

func newRetry(cfg Config, p *pace) *retry {
	return &retry{next: p, pace: p, backoff: cfg.Backoff, random: cfg.Random, log: cfg.Logger}
}

func (r *retry) RoundTrip(req *http.Request) (*http.Response, error) {
	t := tripOf(req)
	host := r.pace.host(hostKey(req.URL), t.politeness)
	kept := len(t.exchanges)
	for attempt := 0; ; attempt++ {
		res, err := r.next.RoundTrip(req)
		if !passing(res, err) {
			host.went(true)
			return res, err
		}
		if !r.again(t, host, res) {
			host.went(false)
			return res, err
		}
		t.attempts--
		wait := r.wait(attempt)
		r.log.DebugContext(req.Context(), "try again", "url", showURL(req.URL), "attempt", attempt+2, "after", short(wait), "because", reason(res, err))
		if err := sleep(req.Context(), wait); err != nil {
			return nil, interrupted(showURL(req.URL))
		}
		t.exchanges = t.exchanges[:kept]
		t.begin(req.URL)
	}
}

// again reports whether the page may make another attempt: it has some and time left, and the host neither failed
// many pages in a row nor asks for a longer rest than the run takes.
func (r *retry) again(t *trip, host *hostPace, res *http.Response) bool {
	if t.attempts <= 0 || t.left <= 0 || host.hopeless() {
		return false
	}
	if res == nil {
		return true
	}
	asked, ok := retryAfter(res.Header, time.Now())
	return !ok || asked <= maxRetryAfter
}

// wait is the time before an attempt, counted from 0: doubled each time, half of it by chance, so that pages that
// failed together do not come back together.
func (r *retry) wait(attempt int) time.Duration {
	whole := maxBackoff
	if attempt < 16 {
		whole = min(maxBackoff, r.backoff<<attempt)
	}
	return whole/2 + time.Duration(r.random()*float64(whole/2))
}

// passing reports whether an answer or error may be another one the next time.
func passing(res *http.Response, err error) bool {
	var known *failure
	if err != nil {
		return errors.As(err, &known) && known.passing
	}
	return passingStatus(res.StatusCode)
}

func passingStatus(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return true
	case http.StatusNotImplemented, http.StatusHTTPVersionNotSupported, http.StatusNetworkAuthenticationRequired:
		return false
	}
	return status >= 500
}

func reason(res *http.Response, err error) string {
	if err != nil {
		return err.Error()
	}
	return statusText(res.StatusCode)
}

// retryAfter reads how long an answer asks to be left alone: seconds, or a date, which is held against the answer's own
// Date where it has one, so that clocks need not agree.
func retryAfter(header http.Header, now time.Time) (time.Duration, bool) {
	value := strings.TrimSpace(header.Get("Retry-After"))
	if value == "" {
		return 0, false
	}
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second, true
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	if sent, err := http.ParseTime(header.Get("Date")); err == nil {
		now = sent
	}
	return max(0, at.Sub(now)), true
}
