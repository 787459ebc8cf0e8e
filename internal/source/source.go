// Package source reads the definitions of the sources to crawl: one strict YAML file a source. All problems of all
// files are reported together, each with its file, line and remedy.
package source

import (
	"regexp"
	"time"

	"rolecall/internal/claim"
)

// Source is one site, blog or thread to take claims from.
type Source struct {
	ID         string // [a-z0-9-]+
	Name       string
	URLs       []string // the pages to fetch, in file order
	Sitemaps   []string // sitemaps or feeds to find more pages in
	Follow     Follow
	Select     Select
	Politeness Politeness
	Expect     Expect
	File       string // where it is defined, for messages
}

// Follow says which links of a source's pages lead to more of its pages. A nil Match follows none.
type Follow struct {
	Match    *regexp.Regexp // tried on the whole URL
	Depth    int            // links away from the pages of URLs
	MaxPages int            // of the source, all together
}

// Select holds CSS selectors for pages that the general reader gets wrong. Empty ones select nothing.
type Select struct {
	Content string   // the main content
	Exclude []string // what to leave out of it
	Answer  string   // one answer of a thread
	Author  string   // who wrote an answer, inside it
}

// Politeness bounds the requests to a source's host.
type Politeness struct {
	Delay    time.Duration // between the starts of two requests
	Parallel int           // requests at one time
}

// Expect is what a healthy fetch of the source yields; less is a warning that it fell silent.
type Expect struct {
	MinClaims int
	Kinds     []claim.Kind
}

const (
	// defaultDelay is a second because small sites feel more and a run of a few hundred pages needs no less.
	defaultDelay = time.Second
	// defaultParallel is one because pages of one host then arrive in file order and never compete.
	defaultParallel = 1
	// defaultDepth is one: articles that matter are linked from the pages named.
	defaultDepth = 1
	// defaultMaxPages keeps a pattern that matches more than was meant from crawling a whole site.
	defaultMaxPages = 50
)

// defaults is a source before its file is read.
func defaults() Source {
	return Source{
		Politeness: Politeness{Delay: defaultDelay, Parallel: defaultParallel},
		Follow:     Follow{Depth: defaultDepth, MaxPages: defaultMaxPages},
	}
}
