package pipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"rolecall/internal/archive"
	"rolecall/internal/crawl"
	"rolecall/internal/extract"
	"rolecall/internal/source"
)

// fingerprint names what a run fetches and by which program: a run that was killed is taken up by one with the same.
// A run from archives has none, as it fetches nothing.
func fingerprint(cfg *Config) (string, error) {
	if len(cfg.Replay) > 0 {
		return "", nil
	}
	plan := struct {
		Version, Extractor string
		AllowPrivateHosts  bool
		Sources            []source.Source
	}{cfg.Version, extract.Version, cfg.AllowPrivateHosts, cfg.Sources}
	data, err := json.Marshal(plan)
	if err != nil {
		return "", fmt.Errorf("describe the run: %w", err)
	}
	return hash(data), nil
}

// finished finds the pages that the run had fetched and archived before it was killed. It is read only once made.
type finished struct {
	part  *archive.Part
	pages map[string]archive.Spooled
}

func newFinished(part *archive.Part) *finished {
	f := &finished{part: part, pages: map[string]archive.Spooled{}}
	for _, s := range part.Found() {
		f.pages[pageKey(s.Page.SourceID, s.Page.URL, s.Page.List)] = s
	}
	return f
}

// pageKey tells pages apart, and sitemaps and feeds from pages, as archived: white space in an address is folded there.
func pageKey(sourceID, url string, list bool) string {
	return sourceID + " " + strconv.FormatBool(list) + " " + strings.Join(strings.Fields(crawl.Address(url)), " ")
}

// known gives the result of a page that was fetched before. One that had not changed since an earlier run comes without
// its body, which lies in the archive of that run.
func (f *finished) known(_ context.Context, sourceID, url string, list bool) (crawl.Result, bool, error) {
	spooled, ok := f.pages[pageKey(sourceID, url, list)]
	if !ok {
		return crawl.Result{}, false, nil
	}
	record, err := f.part.Answer(spooled.Group)
	if err != nil {
		return crawl.Result{}, false, err
	}
	answer, err := record.Response()
	if err != nil {
		return crawl.Result{}, false, nil //nolint:nilerr // an answer that was refused for its encoding; it is asked for again
	}
	res := crawl.Recall(spooled.Page, url, answer)
	res.Part = spooled.Group
	if res.Outcome == crawl.NotModified {
		res.Body = nil
	}
	return res, true, nil
}
