package page

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// Options say what is known of a page besides its bytes. The zero value reads any page.
type Options struct {
	ContentType string // the HTTP header, for the charset
	URL         string // the final URL, to resolve the canonical link
	Select      Select
	Trace       bool // also give Page.Dropped
}

// Select names by CSS the parts of a page that the general reader gets wrong. Empty fields change nothing.
type Select struct {
	Content string   // the main content; several matches are read in order
	Exclude []string // dropped from the content
	Answer  string   // one post of a thread each
	Author  string   // inside a post: who wrote it
}

// Read turns the bytes of an HTML page into its main text, blocks and metadata. It gives an error only for a selector
// that is not CSS; a page without readable text has an Outcome other than OK.
func Read(body []byte, opt Options) (*Page, error) {
	sel, err := compile(opt.Select)
	if err != nil {
		return nil, err
	}
	doc, text, p := source(body, opt.ContentType)

	t := newTree(doc, strings.Count(text, "<"))
	f := readMeta(p, t, opt.URL)
	p.Unmatched = sel.mark(doc, t)
	content := findContent(t, f, sel)
	b := newBuilder(t, content)
	b.trace = opt.Trace
	b.build()
	b.arrange(p.Author)
	if opt.Trace {
		p.Dropped = dropped(t, content, b.lost)
	}
	p.Outcome = outcome(p.Title, b, t)
	b.t = nil // the blocks of a large page need the memory of its tree
	b.assemble(p)
	finishMeta(p, content)
	return p, nil
}

// Parse gives the tree of a page as Read reads it: decoded, mojibake repaired, flattened where it is nested too deep.
// What noscript elements hold is left as source text.
func Parse(body []byte, contentType string) *html.Node {
	doc, _, _ := source(body, contentType)
	return doc
}

// source decodes and parses a page: its tree, its source text and what is known by then.
func source(body []byte, contentType string) (*html.Node, string, *Page) {
	text, charset := decode(body, contentType)
	text, repaired := repairMojibake(text)
	return parse(text), text, &Page{Charset: charset, Repaired: repaired}
}

// selectors is a compiled Select: what to note on the parts that each rule matches.
type selectors struct {
	content bool // there is a rule for the main content
	rules   []rule
}

type rule struct {
	name    string // as in a source file: select.content "main article"
	matches goquery.Matcher
	note    func(*node)
}

// Check reports the first selector that is not CSS, nil where all are well formed.
func (s Select) Check() error {
	_, err := compile(s)
	return err
}

func compile(s Select) (*selectors, error) {
	c := &selectors{content: s.Content != ""}
	add := func(name, css string, note func(*node)) error {
		if css == "" && name != "exclude" {
			return nil
		}
		matches, err := cascadia.Compile(css)
		if err != nil {
			return fmt.Errorf("select.%s %q: %w", name, css, err)
		}
		c.rules = append(c.rules, rule{fmt.Sprintf("select.%s %q", name, css), matches, note})
		return nil
	}
	err := cmp.Or(
		add("content", s.Content, func(n *node) { n.chosen = true }),
		add("answer", s.Answer, func(n *node) { n.isPost = true }),
		add("author", s.Author, func(n *node) { n.isAuthor = true }))
	for _, css := range s.Exclude {
		err = cmp.Or(err, add("exclude", css, func(n *node) { n.drop, n.why = true, cmp.Or(n.why, byExclude) }))
	}
	if err != nil {
		return nil, err
	}
	return c, nil
}

// mark notes on the tree what the selectors match in the document, and names those that match nothing.
func (s *selectors) mark(doc *html.Node, t *tree) []string {
	if len(s.rules) == 0 {
		return nil
	}
	var unmatched []string
	at := make(map[*html.Node]int, len(t.nodes))
	for i := range t.nodes {
		at[t.nodes[i].n] = i
	}
	page := goquery.NewDocumentFromNode(doc)
	for _, r := range s.rules {
		found := page.FindMatcher(r.matches).Nodes
		if len(found) == 0 {
			unmatched = append(unmatched, r.name)
		}
		for _, n := range found {
			if i, ok := at[n]; ok {
				r.note(&t.nodes[i])
			}
		}
	}
	return unmatched
}
