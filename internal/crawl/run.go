package crawl

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"sync"

	whatwg "github.com/nlnwa/whatwg-url/url"
	"golang.org/x/sync/errgroup"

	"rolecall/internal/archive"
	"rolecall/internal/source"
)

// Run fetches every URL of the sources and hands each result to handle, which is called by one goroutine at a time.
// Hosts are visited in parallel; the pages of a host in order of source id and file. An error of handle or of the
// archive ends the run and is returned. When ctx is cancelled, pages not finished come out as Interrupted and Run
// returns the context's error.
func Run(ctx context.Context, cfg Config, sources []source.Source, handle func(Result) error) error {
	cfg = cfg.withDefaults()
	queues, byHost := plan(sources)
	c := &crawler{cfg: cfg, politeness: map[string]source.Politeness{}, stack: newStack(cfg, byHost)}
	defer c.stack.close()
	for _, s := range sources {
		c.politeness[s.ID] = s.Politeness
	}
	inner, stop := context.WithCancel(ctx)
	defer stop()
	out := &sink{handle: handle, progress: cfg.Progress, stop: stop}
	var hosts errgroup.Group
	hosts.SetLimit(cfg.Parallel)
	for _, q := range queues {
		out.total += len(q.jobs)
	}
	for _, q := range queues {
		hosts.Go(func() error { return c.drain(inner, q, out) })
	}
	if err := hosts.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

// crawler is one run.
type crawler struct {
	cfg        Config
	stack      *stack
	politeness map[string]source.Politeness // by source id
}

// queue holds the pages of one host in the order in which they are fetched.
type queue struct {
	host     string
	parallel int
	jobs     []job
}

// plan sorts the pages of all sources into queues by host, and joins the politeness of sources that share one.
func plan(sources []source.Source) ([]*queue, map[string]source.Politeness) {
	ordered := slices.Clone(sources)
	slices.SortStableFunc(ordered, func(a, b source.Source) int { return cmp.Compare(a.ID, b.ID) })
	var queues []*queue
	index := map[string]*queue{}
	byHost := map[string]source.Politeness{}
	for _, s := range ordered {
		for _, raw := range s.URLs {
			host := hostOf(raw)
			q, ok := index[host]
			if !ok {
				q = &queue{host: host}
				index[host], byHost[host] = q, s.Politeness
				queues = append(queues, q)
			}
			byHost[host] = strictest(byHost[host], s.Politeness)
			q.jobs = append(q.jobs, job{sourceID: s.ID, url: raw})
		}
	}
	for _, q := range queues {
		q.parallel = max(1, byHost[q.host].Parallel)
	}
	return queues, byHost
}

// hostOf is the hostKey of a URL as Colly will request it: names in Unicode and odd spellings of addresses come in
// their one form. What is no URL shares the queue of the empty host.
func hostOf(raw string) string {
	parsed, err := whatwg.Parse(raw)
	if err != nil {
		return ""
	}
	u, err := url.Parse(parsed.Href(true))
	if err != nil {
		return ""
	}
	return hostKey(u)
}

// drain fetches the pages of one host.
func (c *crawler) drain(ctx context.Context, q *queue, out *sink) error {
	var pages errgroup.Group
	pages.SetLimit(q.parallel)
	for _, j := range q.jobs {
		pages.Go(func() error {
			if ctx.Err() != nil {
				return out.deliver(c.skipped(j))
			}
			out.started(j)
			res, err := c.fetch(ctx, j)
			if err != nil {
				return out.fail(err)
			}
			return out.deliver(res)
		})
	}
	return pages.Wait()
}

// skipped is the result of a page that the run did not come to.
func (c *crawler) skipped(j job) Result {
	return Result{
		SourceID: j.sourceID, URL: j.url, FinalURL: showAddress(j.url), FetchedAt: c.cfg.Now().UTC(),
		Outcome: Interrupted, Detail: interrupted(showAddress(j.url)).detail, Part: archive.Group{Offset: -1},
	}
}

// sink hands results on one at a time until there is an error, which stops the run.
type sink struct {
	handle   func(Result) error
	progress func(Progress)
	stop     context.CancelFunc
	total    int

	mu   sync.Mutex
	done int
	err  error
}

func (s *sink) started(j job) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.progress(Progress{SourceID: j.sourceID, URL: showAddress(j.url), Done: s.done, Total: s.total})
}

func (s *sink) deliver(res Result) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return s.err
	}
	if err := s.handle(res); err != nil {
		s.err = err
		s.stop()
		return err
	}
	s.done++
	s.progress(Progress{SourceID: res.SourceID, URL: showAddress(res.URL), Outcome: res.Outcome, Done: s.done, Total: s.total})
	return nil
}

func (s *sink) fail(err error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		s.err = err
		s.stop()
	}
	return s.err
}
