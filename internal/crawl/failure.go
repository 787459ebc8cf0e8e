package crawl

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"
	"time"

	"code.dny.dev/ssrf"

	"rolecall/internal/archive"
)

// failure is why a page could not be fetched: the outcome and a detail for a person. It never shows credentials.
type failure struct {
	outcome Outcome
	detail  string
	passing bool // another attempt may go better
}

func (f *failure) Error() string { return f.detail }

func failf(outcome Outcome, format string, args ...any) *failure {
	return &failure{outcome: outcome, detail: fmt.Sprintf(format, args...)}
}

func (f *failure) mayPass(passing bool) *failure {
	f.passing = passing
	return f
}

var (
	errDeadline = errors.New("the page's time is up")
	errTooLarge = errors.New("the body is too large")
)

func interrupted(what string) *failure {
	return failf(Interrupted, "the run was stopped before %s was fetched; run again", what)
}

// networkFailure says what an error of the network means for the page at host. The context is that of the request,
// whose cause tells the page's deadline from the end of the run.
func networkFailure(ctx context.Context, host string, t *trip, err error) *failure {
	var known *failure
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(context.Cause(ctx), errDeadline):
		return failf(Timeout, "%s did not arrive in time; try again later", cmp.Or(t.url, host)).mayPass(true)
	case ctx.Err() != nil:
		return interrupted(cmp.Or(t.url, host))
	case errors.Is(err, errTooLarge):
		return failf(TooLarge, "%s is larger than %d bytes, the most that is read; leave the page out", cmp.Or(t.url, host), t.limit)
	case errors.Is(err, archive.ErrEncoding):
		return failf(NotHTML, "%s sent the page in an encoding that was not asked for: %v", host, err)
	}
	for _, rule := range networkRules() {
		if rule.is(err) {
			return failf(rule.outcome, rule.detail, host).mayPass(rule.passing)
		}
	}
	return failf(Connection, "the connection to %s failed: %v; try again later", host, err).mayPass(true)
}

// networkRule tells one kind of error by its type or, where the library has none, its text.
type networkRule struct {
	is      func(error) bool
	outcome Outcome
	passing bool
	detail  string // with a place for the host
}

func networkRules() []networkRule {
	return []networkRule{
		{isBlocked, BlockedAddress, false, "%s is a loopback, private or otherwise special address; --allow-private-hosts allows it if it is meant"},
		{says("response headers exceeded"), TooLarge, false, "%s sent more headers than are read; leave the page out"},
		{isTLS, TLS, false, "%s has no valid certificate or speaks no proper TLS; check the address, or tell the site"},
		{isNoHost, Connection, false, "the host %s is not found; check the address"},
		{isTimeout, Timeout, true, "%s did not answer in time; try again later"},
		{is(syscall.ECONNREFUSED), Connection, true, "%s refuses the connection; check the address and port, or try again later"},
		{is(syscall.ECONNRESET), Connection, true, "%s broke off the connection; try again later"},
		{isPacking, Connection, false, "%s sent a body that cannot be unpacked; try again later"},
		{says("EOF"), Connection, true, "%s broke off before the page was complete; try again later"},
	}
}

func is(target error) func(error) bool {
	return func(err error) bool { return errors.Is(err, target) }
}

func says(text string) func(error) bool {
	return func(err error) bool { return strings.Contains(err.Error(), text) }
}

func isBlocked(err error) bool {
	return errors.Is(err, ssrf.ErrProhibitedIP) || errors.Is(err, ssrf.ErrProhibitedNetwork) ||
		errors.Is(err, ssrf.ErrProhibitedPort) || errors.Is(err, ssrf.ErrInvalidHostPort)
}

func isTLS(err error) bool {
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	return errors.As(err, &certificate) || errors.As(err, &record) || errors.As(err, &alert) ||
		strings.Contains(err.Error(), "tls: ") || strings.Contains(err.Error(), "HTTP response to HTTPS client")
}

// isPacking tells errors of the decoders, which name their package.
func isPacking(err error) bool {
	return says("gzip: ")(err) || says("flate: ")(err) || says("zlib: ")(err)
}

func isNoHost(err error) bool {
	var dns *net.DNSError
	return errors.As(err, &dns) && dns.IsNotFound
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}

// statusRemedy says what to do about an answer that is no page.
func statusRemedy(status int) string {
	switch {
	case status == 401 || status == 403 || status == 451:
		return "the site does not show it to crawlers; leave the page out or ask the site"
	case status == 404 || status == 410:
		return "the page is gone or has moved; check the address"
	case status == 429:
		return "the site wants fewer requests; raise politeness.delay and try again later"
	case status == 206 || status == 304:
		return "nothing asked for that; the site or a proxy before it has a fault"
	case status >= 500:
		return "the site has a fault; try again later"
	}
	return "check the address in a browser"
}

// short shows a length of time to the tenth of a second.
func short(d time.Duration) string { return d.Round(100 * time.Millisecond).String() }
