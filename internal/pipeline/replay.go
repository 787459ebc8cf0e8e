package pipeline

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"rolecall/internal/archive"
	"rolecall/internal/crawl"
	"rolecall/internal/source"
)

// ErrReplay says that the archives to replay hold nothing to read.
var ErrReplay = errors.New("no page in the archives")

// openReplay opens the archives and, where no source is named, makes a source of each host that has pages there.
func (r *run) openReplay() error {
	if len(r.Replay) == 0 {
		return nil
	}
	hosts := map[string]string{} // by source id
	var seen func(*archive.Capture)
	if len(r.Sources) == 0 {
		seen = func(c *archive.Capture) {
			if host := hostOf(c.URL); c.IsPage() && (hosts[sourceOf(host)] == "" || host < hosts[sourceOf(host)]) {
				hosts[sourceOf(host)] = host
			}
		}
	}
	collection, err := archive.OpenCollection(r.out.TempDir(), r.Replay, seen)
	if err != nil {
		return err
	}
	r.replay = collection
	for _, unread := range collection.Unread {
		r.warn(fmt.Sprintf("the rest of an archive cannot be read: %v", unread))
	}
	if seen == nil {
		return nil
	}
	r.everyPage = true
	for id, host := range hosts {
		r.Sources = append(r.Sources, source.Source{ID: id, Name: host})
	}
	slices.SortFunc(r.Sources, func(a, b source.Source) int { return strings.Compare(a.ID, b.ID) })
	if len(r.Sources) == 0 {
		return fmt.Errorf("%w: %s", ErrReplay, strings.Join(r.Replay, ", "))
	}
	return nil
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}

// sourceOf is the id of the source that a host's pages belong to.
func sourceOf(host string) string {
	id := strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			return c
		}
		return '-'
	}, host)
	return strings.Trim(id, "-")
}

// replayed gives the result of a page as the archives have it, and takes its exchanges over into the run's own.
func (r *run) replayed(_ context.Context, sourceID, address string, list bool) (crawl.Result, bool, error) {
	hops, err := r.replay.Lookup(address)
	if err != nil {
		return crawl.Result{}, false, err
	}
	res, err := r.taken(sourceID, address, list, hops)
	return res, err == nil, err
}

// taken makes a result of captures.
func (r *run) taken(sourceID, address string, list bool, hops []*archive.Capture) (crawl.Result, error) {
	res := crawl.Replay(sourceID, address, list, hops)
	if res.FetchedAt.IsZero() {
		res.FetchedAt = r.started
	}
	if len(hops) == 0 {
		return res, nil
	}
	exchanges := make([]archive.Exchange, len(hops))
	for i, hop := range hops {
		exchanges[i] = hop.Exchange()
	}
	group, err := r.store.part.Append(res.Facts(), exchanges)
	res.Part = group
	return res, err
}

// replayPages hands every page in the archives to handle.
func (r *run) replayPages(ctx context.Context, handle func(crawl.Result) error) error {
	return r.replay.Pages(func(c *archive.Capture) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		res, err := r.taken(sourceOf(hostOf(c.URL)), c.URL, false, []*archive.Capture{c})
		if err != nil {
			return err
		}
		return handle(res)
	})
}
