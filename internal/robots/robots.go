// Package robots reads robots.txt files after RFC 9309 and, where the RFC leaves room, as the parser that Google
// publishes does: lines with common slips are understood, broken ones passed over. In one thing it is stricter than the
// RFC, as that parser is: an Allow rule opens only the spelling of a path that it has. It is pure.
package robots

import (
	"slices"
	"strings"
	"time"
)

// maxSize is how much of a file is read: the 500 KiB that RFC 9309 asks of every crawler.
const maxSize = 500 << 10

// File is a parsed robots.txt. The zero File allows everything.
type File struct {
	groups   []group
	sitemaps []string
}

// group is one run of user-agent lines and what stands under them.
type group struct {
	agents []string // product tokens in lower case; "*" for all
	rules  []rule
	// delays holds the crawl-delay of each agent; a delay speaks for the agents named before it.
	delays map[string]time.Duration
}

// rule allows or disallows the paths that its pattern matches.
type rule struct {
	allow   bool
	pattern pattern
}

// anyAgent is the token of the group for crawlers that no other group names.
const anyAgent = "*"

// Allowed reports whether robots.txt lets agent, a product token such as "rolecall" or "rolecall/1.0", fetch a URL.
// The groups that name the agent count together; where there are none, those for "*". The longest matching pattern
// decides, and between equals the one that allows. What no pattern matches is allowed, and robots.txt itself always.
// The URL is one as it is requested, with bytes beyond ASCII escaped.
func (f *File) Allowed(agent, rawURL string) bool {
	raw := pathOf(rawURL)
	path, _ := normalize(raw, false, equivalent)
	if path == "/robots.txt" {
		return true
	}
	spelt, _ := normalize(raw, false, requested)
	allow, disallow := 0, 0
	for _, g := range f.groupsNaming(f.nameFor(agent)) {
		for _, r := range g.rules {
			switch {
			case r.allow && r.pattern.matches(spelt):
				allow = max(allow, r.pattern.length())
			case !r.allow && r.pattern.matches(path):
				disallow = max(disallow, r.pattern.length())
			}
		}
	}
	return disallow <= allow
}

// CrawlDelay is the longest delay that the groups for agent ask for between two requests.
func (f *File) CrawlDelay(agent string) (time.Duration, bool) {
	name := f.nameFor(agent)
	longest, found := time.Duration(0), false
	for _, g := range f.groupsNaming(name) {
		if delay, ok := g.delays[name]; ok {
			longest, found = max(longest, delay), true
		}
	}
	return longest, found
}

// Sitemaps lists the addresses of sitemaps in file order, as written. They belong to no group.
func (f *File) Sitemaps() []string { return f.sitemaps }

// nameFor is the name by which the file speaks to agent: its token where a group has it, else "*".
func (f *File) nameFor(agent string) string {
	token := productToken(agent)
	if len(f.groupsNaming(token)) > 0 {
		return token
	}
	return anyAgent
}

func (f *File) groupsNaming(token string) []group {
	var found []group
	for _, g := range f.groups {
		if slices.Contains(g.agents, token) {
			found = append(found, g)
		}
	}
	return found
}

// productToken drops the version from a crawler's name.
func productToken(agent string) string {
	name, _, _ := strings.Cut(agent, "/")
	return strings.ToLower(strings.TrimSpace(name))
}
