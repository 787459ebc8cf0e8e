package crawl

import (
	"context"
	"fmt"
	"mime"

	"rolecall/internal/archive"
)

// Known gives the result of a page, or of a sitemap or feed, that need not be fetched, because an earlier attempt at the
// run or an archive has it; false where it is to be fetched. An error ends the run.
type Known func(ctx context.Context, sourceID, url string, list bool) (Result, bool, error)

// known asks Config.Known about a page.
func (c *crawler) known(ctx context.Context, j job) (Result, bool, error) {
	if c.cfg.Known == nil {
		return Result{}, false, nil
	}
	res, known, err := c.cfg.Known(ctx, j.source.source.ID, j.url, j.list)
	switch {
	case err != nil || !known:
		return Result{}, false, err
	case res.Outcome == NotModified && res.Body == nil:
		return c.unchanged(ctx, res)
	case c.stack.cache != nil && res.Outcome == OK && !j.list && res.Part.Offset >= 0:
		res.Stored = storable(&res, c.stack.sent)
	}
	return res, true, nil
}

// unchanged gives a page that was found unchanged its body from the archive of the earlier run. Without it the page is
// to be fetched again.
func (c *crawler) unchanged(ctx context.Context, res Result) (Result, bool, error) {
	if c.stack.cache == nil {
		return Result{}, false, nil
	}
	kept, body, err := c.stack.cache.find(ctx, res.FinalURL)
	if err != nil || kept == nil {
		return Result{}, false, err
	}
	kept.confirm(res.Header, res.FetchedAt)
	res.Stored, res.Body, res.ContentType, res.Header = kept, body, kept.ContentType, kept.complete(res.Header)
	return res, true, nil
}

// Facts are what the archive keeps of a page besides its exchanges.
func (r *Result) Facts() archive.Page { return facts(r) }

func facts(res *Result) archive.Page {
	page := archive.Page{
		SourceID: res.SourceID, URL: showAddress(res.URL), FinalURL: res.FinalURL, FetchedAt: res.FetchedAt,
		Outcome: string(res.Outcome), Detail: res.Detail,
		List: res.List, NoArchive: res.NoArchive,
	}
	if _, params, err := mime.ParseMediaType(res.ContentType); err == nil {
		page.Charset = params["charset"]
	}
	return page
}

// Recall makes the result of a page again of the facts and the last answer that were archived. Its Part is the
// caller's to set.
func Recall(page archive.Page, url string, answer *archive.Response) Result {
	return Result{
		SourceID: page.SourceID, URL: url, List: page.List, FinalURL: page.FinalURL, FetchedAt: page.FetchedAt,
		Outcome: Outcome(page.Outcome), Detail: page.Detail,
		Status: answer.Status, ContentType: answer.Header.Get("Content-Type"), Header: answer.Header, Body: answer.Body,
		Part: archive.Group{Offset: -1},
	}
}

// Replay makes the result of a page, or of a sitemap or feed, of the captures that an archive has of it, redirects
// included, and judges it as if it had been fetched. Its Part is the caller's to set.
func Replay(sourceID, url string, list bool, hops []*archive.Capture) Result {
	t := &trip{url: showAddress(url), limit: defaultMaxBody}
	if list {
		t.limit = maxSitemap
	}
	res := Result{SourceID: sourceID, URL: url, List: list, FinalURL: t.url, Part: archive.Group{Offset: -1}}
	if len(hops) == 0 {
		res.Outcome, res.Detail = Connection, t.url+" is not in the archive; replay an archive that has it"
		return res
	}
	last := hops[len(hops)-1]
	t.url, t.status, t.header, t.body = showAddress(last.URL), last.Response.Status, last.Response.Header, last.Response.Body
	t.contentType = t.header.Get("Content-Type")
	res.FinalURL, res.FetchedAt = t.url, last.Time.UTC()
	res.Status, res.ContentType, res.Header, res.Body = t.status, t.contentType, t.header, t.body
	switch target := last.Redirect(); {
	case target != "":
		res.Outcome, res.Detail = BadRedirect, t.url+" redirects to "+showAddress(target)+", which is not in the archive"
	case int64(len(t.body)) > t.limit:
		res.Outcome, res.Detail = TooLarge, fmt.Sprintf("%s is larger than %d bytes; leave the page out", t.url, t.limit)
	default:
		res.Outcome, res.Detail = judgeAnswer(t)
	}
	return res
}

// Address is a URL as results and archives show it: without credentials and fragment.
func Address(url string) string { return showAddress(url) }
