package crawl

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/gocolly/colly/v2"

	"rolecall/internal/archive"
)

// job is one URL of one source to fetch.
type job struct {
	source *frontier
	url    string
	follow bool // its links lead to more pages
	list   bool // a sitemap or feed
}

// fetch gets one page and says what became of it and what the page says to crawlers. An error is one of the archive or
// the cache, which ends the run.
func (c *crawler) fetch(ctx context.Context, j job) (Result, looks, error) {
	if res, known, err := c.known(ctx, j); known || err != nil {
		return res, c.look(j, &res), err
	}
	t := c.trip(j)
	err := newCollector(withTrip(ctx, t), c.stack.top).Visit(j.url)
	if broke := cacheBroke(err); broke != nil {
		return Result{}, looks{}, broke
	}
	res := c.result(j, t)
	res.Outcome, res.Detail = judge(ctx, j, t, err)
	seen := c.look(j, &res)
	if err := c.record(t, &res); err != nil {
		return res, seen, err
	}
	c.keep(t, &res)
	c.cfg.Logger.DebugContext(ctx, "page", "source", res.SourceID, "url", showAddress(j.url), "outcome", string(res.Outcome),
		"status", res.Status, "bytes", len(res.Body), "took", short(res.Duration), "detail", res.Detail)
	return res, seen, nil
}

// trip begins the way of a page.
func (c *crawler) trip(j job) *trip {
	return &trip{
		politeness: j.source.source.Politeness, left: c.cfg.PageTimeout, attempt: c.cfg.Timeout, attempts: c.cfg.Retries,
		limit: c.cfg.MaxBody, url: showAddress(j.url),
	}
}

// look reads what a page that was fetched says to crawlers.
func (c *crawler) look(j job, res *Result) looks {
	if res.Outcome != OK && res.Outcome != NotModified {
		return looks{}
	}
	seen := scan(res.Body, res.FinalURL, res.Header, c.cfg.UserAgent, j.follow)
	res.NoArchive = seen.noArchive && !c.cfg.IgnoreNoArchive
	return seen
}

// newCollector makes the collector of one page, with cookies of its own. Init, unlike colly.NewCollector, reads no
// COLLY_* variables; all that Colly would do about robots.txt, limits, sizes, caches and charsets is off, as the
// transport does it.
func newCollector(ctx context.Context, transport http.RoundTripper) *colly.Collector {
	col := &colly.Collector{}
	col.Init()
	col.Context = ctx
	col.MaxBodySize = 0
	col.AllowURLRevisit = true
	col.ParseHTTPErrorResponse = true
	col.SetRequestTimeout(0)
	col.SetRedirectHandler(checkRedirect)
	col.WithTransport(transport)
	return col
}

// checkRedirect decides whether a redirect is followed. To the same address it may lead once, as pages do that set a
// cookie first.
func checkRedirect(req *http.Request, via []*http.Request) error {
	if wrong := checkAddress(req.URL); wrong != nil {
		return failf(BadRedirect, "%s redirects to an address that is not fetched: %s", via[0].URL.Host, wrong.detail)
	}
	if len(via) > maxRedirects {
		return failf(BadRedirect, "%s redirects more than %d times; check the address in a browser", via[0].URL.Host, maxRedirects)
	}
	seen := 0
	for _, earlier := range via {
		if earlier.URL.String() == req.URL.String() {
			seen++
		}
	}
	if seen > 1 {
		return failf(BadRedirect, "%s redirects in a circle at %s; check the address in a browser", via[0].URL.Host, showURL(req.URL))
	}
	return nil
}

// result holds what came in, before it is judged.
func (c *crawler) result(j job, t *trip) Result {
	return Result{
		SourceID: j.source.source.ID, URL: j.url, List: j.list, FinalURL: t.url, FetchedAt: c.cfg.Now().UTC(),
		Status: t.status, ContentType: t.contentType, Header: t.header, Body: t.body,
		Duration: c.cfg.PageTimeout - t.left, Part: archive.Group{Offset: -1},
	}
}

// judge says how a fetch ended.
func judge(ctx context.Context, j job, t *trip, err error) (Outcome, string) {
	var known *failure
	switch {
	case errors.As(err, &known) && known.outcome == TooLarge && t.status >= 400:
		return judgeStatus(t)
	case errors.As(err, &known):
		return known.outcome, known.detail
	case err != nil && ctx.Err() != nil:
		return Interrupted, interrupted(showAddress(j.url)).detail
	case err != nil && strings.Contains(err.Error(), "Location"):
		return BadRedirect, t.url + " redirects to something that is no address; check it in a browser"
	case err != nil:
		return Connection, showAddress(j.url) + " cannot be fetched; check the address"
	}
	return judgeAnswer(t)
}

// judgeAnswer says what an answer that came whole is.
func judgeAnswer(t *trip) (Outcome, string) {
	if t.kept != nil {
		return NotModified, ""
	}
	if outcome, detail := judgeStatus(t); outcome != OK {
		return outcome, detail
	}
	if what := NoPage(t.contentType, t.body); what != "" {
		return NotHTML, t.url + " is no HTML page but " + what + "; leave it out"
	}
	return OK, ""
}

// judgeStatus says what an answer's status means. 203 is a page that a proxy changed; 204 and 205 are pages without
// content.
func judgeStatus(t *trip) (Outcome, string) {
	answer := t.url + " answered " + statusText(t.status)
	switch t.status {
	case http.StatusOK, http.StatusNonAuthoritativeInfo, http.StatusNoContent, http.StatusResetContent:
		return OK, ""
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return BadRedirect, answer + " without saying where to; check the address in a browser"
	}
	return HTTPError, answer + "; " + statusRemedy(t.status)
}

// record appends the exchanges of a page to the archive where its last answer came in whole.
func (c *crawler) record(t *trip, res *Result) error {
	n := len(t.exchanges)
	if c.cfg.Archive == nil || n == 0 || res.Status == 0 || t.exchanges[n-1].URL != res.FinalURL {
		return nil
	}
	group, err := c.cfg.Archive.Append(facts(res), t.exchanges)
	if err != nil {
		return err
	}
	res.Part = group
	return nil
}

// keep says what the cache is to know of a page.
func (c *crawler) keep(t *trip, res *Result) {
	switch {
	case t.kept != nil && res.Outcome == NotModified:
		res.Stored = t.kept
	case c.cfg.Cache != nil && res.Outcome == OK && res.Part.Offset >= 0 && !res.NoArchive:
		res.Stored = storable(res, c.stack.sent)
	}
}

// statusText is a status with its name, where it has one.
func statusText(status int) string {
	return strings.TrimSpace(strconv.Itoa(status) + " " + http.StatusText(status))
}
