package page

import (
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// facts are what a page says of itself, by name of its meta elements and from its JSON-LD.
type facts struct {
	meta   map[string]string
	robots []string
	title  string
	lang   string
	link   string // canonical
	ld     linkedData
	times  []timeElement
}

// timeElement is a time element with what it is called.
type timeElement struct {
	value string
	hint  string // its class, itemprop and the text around
}

// readMeta fills in the page's metadata.
func readMeta(p *Page, t *tree, pageURL string) *facts {
	f := gatherFacts(t)
	p.Heading = firstHeading(t)
	p.Title = cleanTitle(f, p.Heading)
	p.Author = f.author(t)
	p.Language = f.language()
	p.Canonical = absolute(pageURL, firstOf(f.link, f.meta["og:url"]))
	p.Robots = strings.Join(f.robots, ", ")
	p.Published = firstDate(f.ld.published, f.meta["article:published_time"], f.meta["og:article:published_time"], f.meta["datepublished"],
		f.meta["date"], f.meta["dc.date"], f.meta["dc.date.issued"], f.meta["dcterms.created"], f.meta["publishdate"],
		f.meta["pubdate"], f.meta["publish-date"], f.meta["parsely-pub-date"], f.meta["sailthru.date"], f.meta["citation_date"],
		f.meta["citation_publication_date"], f.timeOf(false))
	p.Modified = firstDate(f.ld.modified, f.meta["article:modified_time"], f.meta["og:updated_time"], f.meta["datemodified"],
		f.meta["last-modified"], f.meta["dcterms.modified"], f.meta["lastmod"], f.timeOf(true))
	published, modified := bylineDates(t)
	if p.Published == nil {
		p.Published = published
	}
	if p.Modified == nil {
		p.Modified = modified
	}
	return f
}

// mostTimes is how many time elements are asked for the page's dates; those far down are of comments and teasers.
const mostTimes = 12

func gatherFacts(t *tree) *facts {
	f := &facts{meta: map[string]string{}}
	for i := range t.nodes {
		n := t.nodes[i].n
		switch n.DataAtom {
		case atom.Html:
			f.lang = firstOf(attr(n, "lang"), attr(n, "xml:lang"))
		case atom.Title:
			if f.title == "" && n.FirstChild != nil && n.Namespace == "" {
				f.title = fold(n.FirstChild.Data)
			}
		case atom.Meta:
			f.addMeta(n)
		case atom.Link:
			if f.link == "" && strings.EqualFold(attr(n, "rel"), "canonical") {
				f.link = strings.TrimSpace(attr(n, "href"))
			}
		case atom.Script:
			if strings.EqualFold(attr(n, "type"), "application/ld+json") && n.FirstChild != nil {
				f.ld.read(n.FirstChild.Data)
			}
		case atom.Time:
			if len(f.times) < mostTimes {
				f.addTime(t, int32(i))
			}
		}
		if i > int(t.body) && len(n.Attr) > 1 && len(f.times) < mostTimes {
			f.addTitled(n)
		}
	}
	return f
}

func (f *facts) addMeta(n *html.Node) {
	name := strings.ToLower(strings.TrimSpace(firstOf(attr(n, "name"), attr(n, "property"), attr(n, "itemprop"), attr(n, "http-equiv"))))
	value := strings.TrimSpace(attr(n, "content"))
	if name == "" || value == "" {
		return
	}
	if name == "robots" || name == "googlebot" {
		f.addRobots(value)
		return
	}
	if _, ok := f.meta[name]; !ok {
		f.meta[name] = value
	}
}

func (f *facts) addRobots(value string) {
	for d := range strings.SplitSeq(strings.ToLower(value), ",") {
		d = strings.TrimSpace(d)
		seen := d == ""
		for _, have := range f.robots {
			seen = seen || have == d
		}
		if !seen {
			f.robots = append(f.robots, d)
		}
	}
}

func (f *facts) addTime(t *tree, i int32) {
	n := t.nodes[i].n
	value := firstOf(attr(n, "datetime"), attr(n, "content"), t.textOf(i))
	called := attr(n, "class") + " " + attr(n, "itemprop")
	if up := t.nodes[i].parent; up >= 0 {
		called += " " + attr(t.nodes[up].n, "class")
		if text := t.textBefore(up, i); len(text) < 60 {
			called += " " + text
		}
	}
	f.times = append(f.times, timeElement{value, strings.ToLower(called)})
}

// addTitled notes an element that shows a time in short and has it in full as its title.
func (f *facts) addTitled(n *html.Node) {
	title := attr(n, "title")
	if len(title) < 8 || len(title) > 40 || parseDate(title) == nil {
		return
	}
	f.times = append(f.times, timeElement{title, strings.ToLower(attr(n, "class"))})
}

// textBefore is the text of parent before child.
func (t *tree) textBefore(parent, child int32) string {
	var b strings.Builder
	for c := parent + 1; c < child && b.Len() < 80; c++ {
		if t.nodes[c].n.Type == html.TextNode {
			b.WriteString(t.nodes[c].n.Data)
		}
	}
	return fold(b.String())
}

// timeOf gives the value of the first time element that is, or is not, called an update.
func (f *facts) timeOf(modified bool) string {
	for _, e := range f.times {
		update := strings.Contains(e.hint, "updat") || strings.Contains(e.hint, "modif") || strings.Contains(e.hint, "review")
		if update == modified && parseDate(e.value) != nil {
			return e.value
		}
	}
	return ""
}

func (f *facts) language() string {
	for _, l := range []string{f.lang, f.meta["og:locale"], f.meta["content-language"], f.meta["dc.language"], f.meta["language"]} {
		l = strings.ReplaceAll(strings.TrimSpace(l), "_", "-")
		l, _, _ = strings.Cut(l, ",")
		if isLanguage(l) {
			return l
		}
	}
	return ""
}

// isLanguage reports whether s has the shape of a BCP 47 tag.
func isLanguage(s string) bool {
	primary, _, _ := strings.Cut(s, "-")
	if len(primary) < 2 || len(primary) > 3 || len(s) > 35 {
		return false
	}
	for _, c := range primary {
		if c < 'A' || c > 'Z' && c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

func firstHeading(t *tree) string {
	for i := range t.nodes {
		if t.nodes[i].n.DataAtom == atom.H1 {
			if text := t.textOf(int32(i)); text != "" {
				return text
			}
		}
	}
	return ""
}

// separators stand between a page's title and the name of its site.
func separators() []string {
	return []string{" | ", " – ", " — ", " - ", " · ", " • ", " » ", " :: ", " < "}
}

// cleanTitle is the page's title without the name of the site.
func cleanTitle(f *facts, heading string) string {
	title := firstOf(f.title, fold(f.meta["og:title"]), heading)
	site := fold(f.meta["og:site_name"])
	if og := fold(f.meta["og:title"]); og != "" && og != title && strings.HasPrefix(title, og) {
		return trimSite(og, site, heading)
	}
	return trimSite(title, site, heading)
}

// trimSite cuts the name of the site off a title: the last part behind a separator, where it is the site's name, a few
// words, or not in the heading that the rest agrees with.
func trimSite(title, site, heading string) string {
	for range 2 {
		cut, width := -1, 0
		for _, sep := range separators() {
			if at := strings.LastIndex(title, sep); at > cut {
				cut, width = at, len(sep)
			}
		}
		if cut < 0 {
			break
		}
		tail := title[cut+width:]
		known := strings.EqualFold(tail, site)
		few := len(strings.Fields(tail)) <= 4 && len(tail)*2 <= cut+20
		agrees := heading != "" && strings.Contains(strings.ToLower(heading), strings.ToLower(title[:cut])) &&
			!strings.Contains(strings.ToLower(heading), strings.ToLower(tail))
		if !known && !few && !agrees {
			break
		}
		title = title[:cut]
	}
	return title
}

func absolute(base, ref string) string {
	if ref == "" {
		return ""
	}
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	if b, err := url.Parse(base); err == nil && base != "" {
		u = b.ResolveReference(u)
	}
	if u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func firstDate(values ...string) *time.Time {
	for _, v := range values {
		if d := parseDate(v); d != nil {
			return d
		}
	}
	return nil
}

// fold trims white space and makes each run of it one space.
func fold(s string) string { return strings.Join(strings.Fields(s), " ") }
