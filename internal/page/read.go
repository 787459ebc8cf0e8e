package page

import (
	"fmt"

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
	text, charset := decode(body, opt.ContentType)
	text, repaired := repairMojibake(text)
	doc := parse(text)
	p := &Page{Charset: charset, Repaired: repaired}

	t := newTree(doc, len(text))
	f := readMeta(p, t, opt.URL)
	sel.mark(t)
	content := findContent(t, f, sel)
	b := newBuilder(t, content)
	b.trace = opt.Trace
	b.build()
	b.arrange(p.Author)
	b.assemble(p)
	if opt.Trace {
		p.Dropped = dropped(t, content, b.lost)
	}
	finishMeta(p, content)
	p.Outcome = outcome(p, t)
	return p, nil
}

// selectors is a compiled Select.
type selectors struct {
	content, answer, author cascadia.SelectorGroup
	exclude                 []cascadia.SelectorGroup
}

// Check reports the first selector that is not CSS, nil where all are well formed.
func (s Select) Check() error {
	_, err := compile(s)
	return err
}

func compile(s Select) (*selectors, error) {
	c := &selectors{}
	for _, f := range []struct {
		name, css string
		to        *cascadia.SelectorGroup
	}{{"content", s.Content, &c.content}, {"answer", s.Answer, &c.answer}, {"author", s.Author, &c.author}} {
		if f.css == "" {
			continue
		}
		group, err := cascadia.ParseGroup(f.css)
		if err != nil {
			return nil, fmt.Errorf("select.%s %q: %w", f.name, f.css, err)
		}
		*f.to = group
	}
	for _, css := range s.Exclude {
		group, err := cascadia.ParseGroup(css)
		if err != nil {
			return nil, fmt.Errorf("select.exclude %q: %w", css, err)
		}
		c.exclude = append(c.exclude, group)
	}
	return c, nil
}

// mark notes on the tree what the selectors match.
func (s *selectors) mark(t *tree) {
	if s.content == nil && s.answer == nil && s.author == nil && s.exclude == nil {
		return
	}
	for i := range t.nodes {
		n := &t.nodes[i]
		if n.n.Type != html.ElementNode {
			continue
		}
		for _, x := range s.exclude {
			if !n.drop && x.Match(n.n) {
				n.drop, n.why = true, byExclude
			}
		}
		n.chosen = s.content != nil && s.content.Match(n.n)
		n.isPost = s.answer != nil && s.answer.Match(n.n)
		n.isAuthor = s.author != nil && s.author.Match(n.n)
	}
}
