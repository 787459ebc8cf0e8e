package pipeline

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"rolecall/internal/crawl"
	"rolecall/internal/page"
	"rolecall/internal/source"
)

// crawl fetches every page and reads what comes in while others are under way. A cancelled context is no error here:
// the pages it left out say so.
func (r *run) crawl(ctx context.Context) error {
	selects := map[string]source.Select{}
	for _, s := range r.Sources {
		selects[s.ID] = s.Select
	}
	results := make(chan crawl.Result, runtime.GOMAXPROCS(0))
	group, work := errgroup.WithContext(context.WithoutCancel(ctx))
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			for res := range results {
				if err := r.take(context.WithoutCancel(ctx), res, selects[res.SourceID]); err != nil {
					return err
				}
			}
			return nil
		})
	}
	crawlCtx, stop := context.WithCancel(ctx)
	defer stop()
	unhook := context.AfterFunc(work, stop) // a full disk ends the crawl at once
	defer unhook()
	err := r.fetch(crawlCtx, func(res crawl.Result) error {
		select {
		case results <- res:
			return nil
		case <-work.Done():
			return context.Cause(work)
		}
	})
	close(results)
	if workErr := group.Wait(); workErr != nil {
		return workErr
	}
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return nil
	}
	return err
}

// fetch hands the result of each page to handle: from the network, from what a killed run had, or from archives.
func (r *run) fetch(ctx context.Context, handle func(crawl.Result) error) error {
	cfg := r.crawlConfig()
	switch {
	case r.replay != nil:
		defer r.warnTorn()
		if r.everyPage {
			return r.replayPages(ctx, handle)
		}
		cfg.Known = r.replayed
		sources, err := r.offline()
		if err != nil {
			return err
		}
		return crawl.Run(ctx, cfg, sources, handle)
	case r.out.Resumed():
		cfg.Known = newFinished(r.store.part).known
	}
	return crawl.Run(ctx, cfg, r.Sources, handle)
}

// warnTorn says that archives do not stand by themselves.
func (r *run) warnTorn() {
	if r.replay.Torn() {
		r.warn("some answers in the archives say only that a page had not changed; replay the archives of the earlier runs together with them")
	}
}

// offline are the sources with those of their sitemaps and feeds that the archives have.
func (r *run) offline() ([]source.Source, error) {
	out := slices.Clone(r.Sources)
	for i := range out {
		var there []string
		for _, address := range out[i].Sitemaps {
			hops, err := r.replay.Lookup(address)
			if err != nil {
				return nil, err
			}
			if len(hops) > 0 {
				there = append(there, address)
				continue
			}
			r.warn(fmt.Sprintf("%s of %s is not in the archives; name the pages that only it lists under urls, or replay without sources", crawl.Address(address), out[i].ID))
		}
		out[i].Sitemaps = there
	}
	return out, nil
}

func (r *run) crawlConfig() crawl.Config {
	cfg := crawl.Config{
		UserAgent:         "rolecall/" + r.Version,
		Contact:           r.Contact,
		Now:               r.Now,
		AllowPrivateHosts: r.AllowPrivateHosts,
		Logger:            r.logger,
		Archive:           r.store.part,
		Progress:          r.Progress,
		Proxy:             r.Proxy,
		IgnoreNoArchive:   r.IgnoreNoArchive,
		Listed:            r.lists.add,
	}
	if r.kept != nil {
		cfg.Cache, cfg.Body = r.kept.db, r.kept.body
	}
	return cfg
}

// take turns one fetched page into rows.
func (r *run) take(ctx context.Context, res crawl.Result, sel source.Select) error {
	if res.AliasOf != "" {
		r.logger.Info("page", "source", res.SourceID, "url", res.URL, "same_as", res.AliasOf)
		r.aliases.add(&res)
		return nil
	}
	got, err := r.read(ctx, res, sel)
	if err != nil {
		return err
	}
	doc := &got.doc
	doc.FromArchive = r.replay != nil && res.Part.Offset >= 0
	walled := r.reader.walled(doc, res.Body)
	if walled {
		doc.Detail = joined(doc.Detail, unread[page.BotWall])
	}
	r.tally.page(doc, res.List, walled)
	for i := range got.claims {
		r.Rates.convert(&got.claims[i].Pay, doc.PublishedAt) // here, as what is recalled is kept without rates
		r.tally.claim(&got.claims[i].Claim)
	}
	if doc.Detail != "" {
		r.logger.Warn("page", "source", doc.SourceID, "url", doc.URL, "fetch", string(doc.FetchOutcome), "extract", string(doc.ExtractOutcome), "detail", doc.Detail)
	} else {
		r.logger.Info("page", "source", doc.SourceID, "url", doc.URL, "fetch", string(doc.FetchOutcome), "extract", string(doc.ExtractOutcome), "claims", doc.ClaimCount)
	}
	return r.store.add(pageRow{Document: *doc, Archived: res.Part, Stored: res.Stored}, got.claims)
}
