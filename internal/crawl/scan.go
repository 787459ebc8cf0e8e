package crawl

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	// maxHead is how much of a page is searched for what its head says.
	maxHead = 1 << 20
	// maxLinks is how many links of a page are looked at.
	maxLinks = 5000
)

// looks is what a page says to crawlers.
type looks struct {
	canonical string   // absolute; empty: none
	links     []string // absolute, in page order
	noArchive bool
	noFollow  bool
}

// scan reads what a page says to crawlers in its head and, where links are wanted, its links. Addresses are resolved
// against the page's own or its <base>.
func scan(body []byte, address string, header http.Header, agent string, links bool) looks {
	var out looks
	for _, line := range header.Values("X-Robots-Tag") {
		out.obey(robotsLine(line, agent))
	}
	base, err := url.Parse(address)
	if err != nil {
		return out
	}
	if !links {
		body = body[:min(len(body), maxHead)]
	}
	tokens := html.NewTokenizer(bytes.NewReader(body))
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return out
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := tokens.TagName()
			tag := atom.Lookup(name)
			if tag == atom.Body && !links {
				return out
			}
			if more && (tag == atom.A || tag == atom.Link || tag == atom.Meta || tag == atom.Base) {
				base = out.take(tag, attributes(tokens), base, agent)
			}
		}
	}
}

// take notes what a tag says and gives the base of the addresses behind it.
func (l *looks) take(tag atom.Atom, attr map[string]string, base *url.URL, agent string) *url.URL {
	switch tag {
	case atom.Base:
		if at, err := base.Parse(strings.TrimSpace(attr["href"])); err == nil && attr["href"] != "" {
			return at
		}
	case atom.Link:
		if at, err := base.Parse(strings.TrimSpace(attr["href"])); err == nil && attr["href"] != "" && l.canonical == "" &&
			strings.EqualFold(strings.TrimSpace(attr["rel"]), "canonical") {
			l.canonical = at.String()
		}
	case atom.Meta:
		if name := strings.ToLower(strings.TrimSpace(attr["name"])); name == "robots" || name == product(agent) {
			l.obey(attr["content"])
		}
	case atom.A:
		at, err := base.Parse(strings.TrimSpace(attr["href"]))
		if _, there := attr["href"]; there && err == nil && len(l.links) < maxLinks {
			l.links = append(l.links, at.String())
		}
	}
	return base
}

func attributes(tokens *html.Tokenizer) map[string]string {
	out := map[string]string{}
	for {
		key, value, more := tokens.TagAttr()
		if _, there := out[string(key)]; !there {
			out[string(key)] = string(value)
		}
		if !more {
			return out
		}
	}
}

// obey reads directives, separated by commas.
func (l *looks) obey(list string) {
	for word := range strings.SplitSeq(list, ",") {
		switch strings.ToLower(strings.TrimSpace(word)) {
		case "noarchive":
			l.noArchive = true
		case "nofollow", "none":
			l.noFollow = true
		}
	}
}

// robotsLine gives the directives of an X-Robots-Tag line that are for us: "name: directives" speaks to one crawler.
func robotsLine(line, agent string) string {
	name, rest, named := strings.Cut(line, ":")
	name = strings.ToLower(strings.TrimSpace(name))
	if !named || strings.ContainsAny(name, ", ") || name == "unavailable_after" || strings.HasPrefix(name, "max-") {
		return line
	}
	if name == product(agent) {
		return rest
	}
	return ""
}

// product is the name by which pages speak to a crawler.
func product(agent string) string {
	name, _, _ := strings.Cut(agent, "/")
	return strings.ToLower(name)
}
