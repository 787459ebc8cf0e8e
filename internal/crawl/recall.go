package crawl

import (
	"context"
	"mime"

	"rolecall/internal/archive"
)

// Known gives the result of a page that need not be fetched, because an earlier attempt at the run or an archive has
// it; false where the page is to be fetched. An error ends the run.
type Known func(ctx context.Context, sourceID, url string) (Result, bool, error)

// known asks Config.Known about a page.
func (c *crawler) known(ctx context.Context, j job) (Result, bool, error) {
	if c.cfg.Known == nil {
		return Result{}, false, nil
	}
	return c.cfg.Known(ctx, j.sourceID, j.url)
}

// facts are what the archive keeps of a page besides its exchanges.
func facts(res *Result) archive.Page {
	page := archive.Page{
		SourceID: res.SourceID, URL: showAddress(res.URL), FinalURL: res.FinalURL, FetchedAt: res.FetchedAt,
		Outcome: string(res.Outcome), Detail: res.Detail,
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
		SourceID: page.SourceID, URL: url, FinalURL: page.FinalURL, FetchedAt: page.FetchedAt,
		Outcome: Outcome(page.Outcome), Detail: page.Detail,
		Status: answer.Status, ContentType: answer.Header.Get("Content-Type"), Header: answer.Header, Body: answer.Body,
		Part: archive.Group{Offset: -1},
	}
}
