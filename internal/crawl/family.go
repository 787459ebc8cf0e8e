package crawl

import (
	"cmp"
	"context"
	"slices"

	"golang.org/x/sync/errgroup"

	"rolecall/internal/archive"
	"rolecall/internal/source"
)

// family is a group of sources that share hosts. Its pages are fetched in rounds: those that the sources name, those that
// their sitemaps and feeds list, those that the pages of the round before link to. A round ends before the next begins and
// is in the order of its addresses, so that the same pages give the same order.
type family struct {
	sources []*frontier // by id
	byHost  map[string]source.Politeness
}

// queue holds the pages of one host in the order in which they are fetched.
type queue struct {
	host     string
	parallel int
	jobs     []job
}

// plan groups sources into families, in the order of their first ids.
func plan(sources []source.Source) []*family {
	ordered := slices.Clone(sources)
	slices.SortStableFunc(ordered, func(a, b source.Source) int { return cmp.Compare(a.ID, b.ID) })
	var sites []*family
	for _, s := range ordered {
		f := newFrontier(s)
		joined := &family{sources: []*frontier{f}, byHost: hostsOf(s)}
		sites = slices.DeleteFunc(sites, func(other *family) bool {
			if !other.shares(f) {
				return false
			}
			joined.sources = append(other.sources, joined.sources...)
			for host, politeness := range other.byHost {
				if mine, both := joined.byHost[host]; both {
					politeness = strictest(mine, politeness)
				}
				joined.byHost[host] = politeness
			}
			return true
		})
		slices.SortStableFunc(joined.sources, func(a, b *frontier) int { return cmp.Compare(a.source.ID, b.source.ID) })
		sites = append(sites, joined)
	}
	return sites
}

func hostsOf(s source.Source) map[string]source.Politeness {
	out := map[string]source.Politeness{}
	for _, list := range [][]string{s.URLs, s.Sitemaps} {
		for _, raw := range list {
			out[hostOf(raw)] = s.Politeness
		}
	}
	return out
}

func (s *family) shares(f *frontier) bool {
	for _, other := range s.sources {
		for host := range other.sites {
			if f.sites[host] {
				return true
			}
		}
	}
	return false
}

// run fetches all pages of a family, round by round.
func (c *crawler) run(ctx context.Context, s *family, out *sink) error {
	var first []job
	for _, f := range s.sources {
		for _, address := range f.source.URLs {
			first = append(first, job{source: f, url: address, follow: f.source.Follow.Match != nil && f.source.Follow.Depth > 0})
		}
	}
	if err := c.round(ctx, s, first, out); err != nil || ctx.Err() != nil {
		return err
	}
	linked := s.take(1) // from the pages named; kept apart from what the sitemaps list
	if err := c.lists(ctx, s, out); err != nil {
		return err
	}
	round := append(linked, s.take(0)...)
	for depth := 1; len(round) > 0 && ctx.Err() == nil; depth++ {
		if err := c.round(ctx, s, round, out); err != nil {
			return err
		}
		round = s.take(depth + 1)
	}
	for _, f := range s.sources {
		if f.over > 0 {
			c.cfg.Logger.WarnContext(ctx, "more pages were found than may be fetched; raise follow.max_pages to have them",
				"source", f.source.ID, "max_pages", f.source.Follow.MaxPages, "left_out", f.over)
		}
	}
	return nil
}

// take makes a round of what was found. Depth counts the links from the pages that the source or its lists name.
func (s *family) take(depth int) []job {
	var jobs []job
	for _, f := range s.sources {
		for _, address := range f.next() {
			jobs = append(jobs, job{source: f, url: address, follow: f.source.Follow.Match != nil && depth < f.source.Follow.Depth})
		}
	}
	return jobs
}

// round fetches pages, hosts in parallel.
func (c *crawler) round(ctx context.Context, s *family, jobs []job, out *sink) error {
	out.expect(jobs)
	var hosts errgroup.Group
	for _, q := range s.queues(jobs) {
		hosts.Go(func() error {
			c.hosts <- struct{}{}
			defer func() { <-c.hosts }()
			return c.drain(ctx, q, out)
		})
	}
	return hosts.Wait()
}

// queues sorts the pages of a round by host.
func (s *family) queues(jobs []job) []*queue {
	var queues []*queue
	index := map[string]*queue{}
	for _, j := range jobs {
		host := hostOf(j.url)
		q, ok := index[host]
		if !ok {
			politeness, named := s.byHost[host]
			if !named {
				politeness = j.source.source.Politeness
			}
			q = &queue{host: host, parallel: max(1, politeness.Parallel)}
			index[host] = q
			queues = append(queues, q)
		}
		q.jobs = append(q.jobs, j)
	}
	return queues
}

// drain fetches the pages of one host and delivers them in their order, so that of two equal pages it is always the same
// that counts as the first. A few pages wait for those before them.
func (c *crawler) drain(ctx context.Context, q *queue, out *sink) error {
	var pages errgroup.Group
	pages.SetLimit(q.window())
	before := make(chan struct{})
	close(before)
	for _, j := range q.jobs {
		turn, done := before, make(chan struct{})
		before = done
		pages.Go(func() error {
			defer close(done)
			if ctx.Err() != nil {
				<-turn
				return out.deliver(c.skipped(j))
			}
			out.started(j)
			res, seen, err := c.fetch(ctx, j)
			<-turn
			if err != nil {
				return out.fail(err)
			}
			c.follow(j, &res, seen)
			return out.deliver(res)
		})
	}
	return pages.Wait()
}

// window is how many pages of a host are under way or wait for those before them.
func (q *queue) window() int {
	if q.parallel == 1 {
		return 1
	}
	return 2 * q.parallel
}

// follow notes what a page leads to and whether it is the same as an earlier one.
func (c *crawler) follow(j job, res *Result, seen looks) {
	f := j.source
	f.mu.Lock()
	defer f.mu.Unlock()
	res.AliasOf = f.twins.twin(res, seen.canonical)
	if res.Outcome != OK && res.Outcome != NotModified {
		return
	}
	f.met(res.FinalURL)
	if !j.follow || seen.noFollow || res.AliasOf != "" {
		return
	}
	for _, link := range seen.links {
		f.add(lead{url: link})
	}
}

// skipped is the result of a page that the run did not come to.
func (c *crawler) skipped(j job) Result {
	return Result{
		SourceID: j.source.source.ID, URL: j.url, FinalURL: showAddress(j.url), FetchedAt: c.cfg.Now().UTC(),
		Outcome: Interrupted, Detail: interrupted(showAddress(j.url)).detail, Part: archive.Group{Offset: -1},
	}
}

// lists reads the sitemaps and feeds of a family's sources. One that cannot be read is a result that says so.
func (c *crawler) lists(ctx context.Context, s *family, out *sink) error {
	var all errgroup.Group
	for _, f := range s.sources {
		all.Go(func() error {
			if len(f.source.Sitemaps) == 0 {
				return nil
			}
			c.hosts <- struct{}{}
			defer func() { <-c.hosts }()
			return c.readLists(ctx, f, out)
		})
	}
	return all.Wait()
}

func (c *crawler) readLists(ctx context.Context, f *frontier, out *sink) error {
	waiting := slices.Clone(f.source.Sitemaps)
	read := map[string]bool{}
	for len(waiting) > 0 && len(read) < maxSitemaps {
		address := waiting[0]
		waiting = waiting[1:]
		if read[tidy(address)] {
			continue
		}
		read[tidy(address)] = true
		res, found, err := c.list(ctx, job{source: f, url: address, list: true})
		if err != nil {
			return out.fail(err)
		}
		if res.Outcome != OK {
			out.expect([]job{{source: f, url: address}})
			if err := out.deliver(res); err != nil {
				return err
			}
		} else if c.cfg.Listed != nil && res.Part.Offset >= 0 {
			c.cfg.Listed(res)
		}
		for _, l := range found.pages {
			f.add(l)
		}
		for _, next := range found.sitemaps {
			if f.sites[siteOf(next)] {
				waiting = append(waiting, next)
			}
		}
	}
	return nil
}

// list fetches one sitemap or feed and reads it; one that is not OK may list some pages all the same. An error is one of
// the archive, which ends the run.
func (c *crawler) list(ctx context.Context, j job) (Result, listing, error) {
	res, known, err := c.known(ctx, j)
	if err != nil {
		return res, listing{}, err
	}
	t := c.trip(j)
	if !known {
		t.limit = maxSitemap
		err := newCollector(withTrip(ctx, t), c.stack.top).Visit(j.url)
		res = c.result(j, t)
		res.Outcome, res.Detail = judge(ctx, j, t, err)
	}
	var found listing
	if res.Outcome == OK || res.Outcome == NotHTML {
		res.Outcome, res.Detail = OK, ""
		if found, err = readList(res.Body); err != nil {
			res.Outcome, res.Detail = NotHTML, res.FinalURL+" cannot be read as a sitemap or feed: "+err.Error()
		}
	}
	if known {
		return res, found, nil
	}
	return res, found, c.record(t, &res)
}
