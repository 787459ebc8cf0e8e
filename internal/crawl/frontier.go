package crawl

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"sync"

	whatwg "github.com/nlnwa/whatwg-url/url"

	"rolecall/internal/source"
)

const (
	// maxAddress is the longest address that is followed. Longer ones are made by scripts that count or search.
	maxAddress = 1024
	// maxParameters is how many parameters an address may have before it counts as a search or a filter.
	maxParameters = 6
	// maxRepeats is how often a part of a path may come again, as in /a/b/a/b/a/b of links that are wrongly relative.
	maxRepeats = 2
)

// frontier is what a source has found to fetch.
type frontier struct {
	mu     sync.Mutex // held by who notes pages, as hosts of a source come side by side
	source source.Source
	sites  map[string]bool // in scope
	seen   map[string]bool // addresses that are or were to be fetched, tidied
	left   int             // pages that may still be added
	found  []lead          // for the next round
	twins  *twins
	over   int // leads that the cap left out
}

// lead is an address that was found, and the time its sitemap gives for its last change, if any.
type lead struct {
	url      string
	modified string // as RFC 3339 sorts
}

func newFrontier(s source.Source) *frontier {
	f := &frontier{source: s, sites: map[string]bool{}, seen: map[string]bool{}, left: s.Follow.MaxPages - len(s.URLs), twins: newTwins()}
	for _, list := range [][]string{s.URLs, s.Sitemaps} {
		for _, raw := range list {
			f.sites[siteOf(raw)] = true
		}
	}
	for _, raw := range s.URLs {
		f.seen[tidy(raw)] = true
	}
	return f
}

// add notes a lead for the next round if it is in scope, new and no trap.
func (f *frontier) add(l lead) {
	at, ok := parse(l.url)
	if !ok || len(l.url) > maxAddress {
		return
	}
	address := at.Href(true)
	u, err := url.Parse(address)
	if err != nil || checkAddress(u) != nil || !f.sites[strings.TrimPrefix(hostKey(u), "www.")] || f.seen[address] || isTrap(u) {
		return
	}
	if match := f.source.Follow.Match; match != nil && !match.MatchString(address) {
		return
	}
	f.seen[address] = true
	f.found = append(f.found, lead{url: address, modified: l.modified})
}

// met notes the addresses under which a page is known already, so that links to them lead nowhere new.
func (f *frontier) met(addresses ...string) {
	for _, a := range addresses {
		if a != "" {
			f.seen[tidy(a)] = true
		}
	}
}

// next takes the leads of a round in the order of their addresses; the cap keeps those that changed last.
func (f *frontier) next() []string {
	found := f.found
	f.found = nil
	slices.SortFunc(found, func(a, b lead) int {
		return cmp.Or(cmp.Compare(b.modified, a.modified), cmp.Compare(a.url, b.url))
	})
	if keep := max(0, f.left); len(found) > keep {
		f.over += len(found) - keep
		found = found[:keep]
	}
	f.left -= len(found)
	out := make([]string, len(found))
	for i, l := range found {
		out[i] = l.url
	}
	slices.Sort(out)
	return out
}

// isTrap tells addresses that lead to ever more of their kind.
func isTrap(u *url.URL) bool {
	parts := map[string]int{}
	for part := range strings.SplitSeq(strings.Trim(u.Path, "/"), "/") {
		if parts[part]++; part != "" && parts[part] > maxRepeats {
			return true
		}
	}
	if u.RawQuery != "" && strings.Count(u.RawQuery, "&")+1 > maxParameters {
		return true
	}
	return hasSession(strings.ToLower(u.Path + "?" + u.RawQuery))
}

// hasSession tells addresses that name a visit and are new each time.
func hasSession(address string) bool {
	for _, name := range []string{";jsessionid=", "phpsessid=", "?sid=", "&sid=", "sessionid=", "session_id=", "aspsessionid"} {
		if strings.Contains(address, name) {
			return true
		}
	}
	return false
}

func parse(address string) (*whatwg.Url, bool) {
	at, err := whatwg.Parse(address)
	return at, err == nil
}
