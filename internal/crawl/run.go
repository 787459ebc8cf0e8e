package crawl

import (
	"context"
	"maps"
	"net/url"

	"golang.org/x/sync/errgroup"

	"rolecall/internal/source"
)

// Run fetches every URL of the sources, and the pages that their sitemaps, feeds and links lead to, and hands each result
// to handle, which is called by one goroutine at a time. Hosts are visited in parallel; the pages of a host come in order
// of source id and file, found ones after them in order of their addresses. An error of handle, the archive or the cache
// ends the run and is returned. When ctx is cancelled, pages not finished come out as Interrupted and Run returns the
// context's error.
func Run(ctx context.Context, cfg Config, sources []source.Source, handle func(Result) error) error {
	cfg = cfg.withDefaults()
	sites := plan(sources)
	byHost := map[string]source.Politeness{}
	for _, s := range sites {
		maps.Copy(byHost, s.byHost)
	}
	c := &crawler{cfg: cfg, stack: newStack(cfg, byHost), hosts: make(chan struct{}, cfg.Parallel)}
	defer c.stack.close()
	inner, stop := context.WithCancel(ctx)
	defer stop()
	out := newSink(handle, cfg.Progress, stop)
	var all errgroup.Group
	for _, s := range sites {
		all.Go(func() error { return c.run(inner, s, out) })
	}
	if err := all.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

// crawler is one run.
type crawler struct {
	cfg   Config
	stack *stack
	hosts chan struct{} // as many as hosts at one time
}

// hostOf is the hostKey of a URL as Colly will request it: names in Unicode and odd spellings of addresses come in
// their one form. What is no URL shares the queue of the empty host.
func hostOf(raw string) string {
	parsed, ok := parse(raw)
	if !ok {
		return ""
	}
	u, err := url.Parse(parsed.Href(true))
	if err != nil {
		return ""
	}
	return hostKey(u)
}
