package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// node is an element or text of the page. Nodes stand in document order, a node's subtree right behind it.
type node struct {
	n      *html.Node
	parent int32
	end    int32 // index past the subtree
	// Of the subtree, in bytes that are not white space, dropped parts left out:
	text  int32
	link  int32 // text in links
	prose int32 // text of blocks that read like running text
	links int32 // number of links
	hint  hint
	// What was decided:
	drop     bool // no content
	why      reason
	barred   bool // no content before the finder looked: by tag or by selector
	chosen   bool // the content, by selector
	isPost   bool // a post of a thread
	isAuthor bool // who wrote a post
}

// tree is a page's elements and texts with what the finder of the content needs to know of them.
type tree struct {
	nodes []node
	body  int32
	head  int32 // -1: none
}

// newTree makes the tree of a page with about so many tags: opening and closing ones are about as many as elements and
// texts.
func newTree(doc *html.Node, tags int) *tree {
	t := &tree{nodes: make([]node, 0, tags+16), head: -1}
	scan := &hintScanner{words: vocabulary()}
	t.add(doc, -1, scan)
	return t
}

// add appends n and its subtree. It recurses at most as deep as the parser lets elements nest.
func (t *tree) add(n *html.Node, parent int32, scan *hintScanner) {
	at := int32(len(t.nodes))
	t.nodes = append(t.nodes, node{n: n, parent: parent})
	if n.DataAtom == atom.Noscript && n.Type == html.ElementNode {
		t.addNoscript(n, at, scan)
		t.nodes[at].end = int32(len(t.nodes))
		return
	}
	if n.Type == html.ElementNode {
		switch n.DataAtom {
		case atom.Body:
			t.body = at
		case atom.Head:
			t.head = at
		}
		t.nodes[at].hint = scan.of(n)
		t.nodes[at].drop = never(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode || c.Type == html.ElementNode {
			t.add(c, at, scan)
		}
	}
	t.nodes[at].end = int32(len(t.nodes))
}

// addNoscript adds what a noscript element shows where scripts do not run, if that is text of the page and not a
// demand to turn scripts on. The parser leaves it as source text.
func (t *tree) addNoscript(n *html.Node, at int32, scan *hintScanner) {
	if n.FirstChild == nil {
		return
	}
	source := n.FirstChild
	body := &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"}
	parts, err := html.ParseFragment(strings.NewReader(source.Data), body)
	if err != nil || t.head >= 0 && n.Parent == t.nodes[t.head].n {
		parts = nil
	}
	for _, part := range parts {
		if part.Type == html.TextNode || part.Type == html.ElementNode {
			t.add(part, at, scan)
		}
	}
	t.nodes[at].end = int32(len(t.nodes))
	text := t.textOf(at)
	lower := strings.ToLower(text)
	if len(text) < 100 || strings.Contains(text, "</") || strings.Contains(text, "<img") || strings.Contains(lower, "javascript") || strings.Contains(lower, "cookies") {
		t.nodes = t.nodes[:at+1]
		t.nodes[at].drop = true
		t.nodes = append(t.nodes, node{n: source, parent: at, end: at + 2})
	}
}

// measure counts text, links and prose of every subtree, dropped parts left out.
func (t *tree) measure() {
	for i := range t.nodes {
		n := &t.nodes[i]
		n.text, n.link, n.prose, n.links = 0, 0, 0, 0
	}
	t.measureBlock(0, false)
	for i := len(t.nodes) - 1; i > 0; i-- {
		n := &t.nodes[i]
		if n.drop {
			continue
		}
		up := &t.nodes[n.parent]
		up.text += n.text
		up.link += n.link
		up.prose += n.prose
		up.links += n.links
	}
}

// flow is the running text of one block while it is measured.
type flow struct{ text, link, stops int32 }

// measureBlock measures the subtree of block element i; inLink says whether it lies in a link.
func (t *tree) measureBlock(i int32, inLink bool) {
	var f flow
	t.measureInline(i, inLink, &f)
	n := &t.nodes[i]
	if f.text >= minProse && f.link*5 < f.text*2 && f.stops > 0 {
		n.prose += f.text - f.link
	}
}

// minProse is the length from which a block can be running text: about ten words.
const minProse = 50

func (t *tree) measureInline(i int32, inLink bool, f *flow) {
	for c := i + 1; c < t.nodes[i].end; c = t.nodes[c].end {
		n := &t.nodes[c]
		if n.drop {
			continue
		}
		if n.n.Type == html.TextNode {
			size, stops := weigh(n.n.Data)
			n.text = size
			f.text += size
			f.stops += stops
			if inLink {
				n.link = size
				f.link += size
			}
			continue
		}
		link := inLink
		if n.n.DataAtom == atom.A {
			n.links = 1
			link = true
		}
		if isBlock(n.n.DataAtom) || custom(n.n) {
			t.measureBlock(c, link)
		} else {
			t.measureInline(c, link, f)
		}
	}
}

// weigh counts the bytes of s that are not white space and show something, and its sentence marks.
func weigh(s string) (int32, int32) {
	var size, stops int32
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c <= ' ' || c == 0x7f:
		case c == '.' || c == '!' || c == '?' || c == ',' || c == ';' || c == ':':
			stops++
			size++
		case c == 0xC2 || c == 0xE2 || c == 0xE3 || c == 0xEF:
			r, n := utf8.DecodeRuneInString(s[i:])
			if !unicode.IsSpace(r) && !invisible(r) && r != '\u2800' {
				size += int32(n)
			}
			if strings.ContainsRune("。、，！？；：", r) {
				stops++
			}
			i += n - 1
		default:
			size++
		}
	}
	return size, stops
}

// never reports elements that hold no text to read wherever they stand.
func never(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Svg, atom.Iframe, atom.Object, atom.Embed, atom.Canvas, atom.Audio,
		atom.Video, atom.Map, atom.Select, atom.Option, atom.Datalist, atom.Input, atom.Textarea, atom.Head,
		atom.Progress, atom.Meter, atom.Noframes, atom.Link, atom.Meta, atom.Title:
		return true
	}
	return false
}

// isBlock reports elements that stand on lines of their own.
func isBlock(tag atom.Atom) bool {
	switch tag {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd, atom.Details,
		atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Legend, atom.Li,
		atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Search, atom.Section, atom.Summary, atom.Table, atom.Tbody,
		atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul, atom.Button:
		return true
	}
	return false
}

// custom reports elements of a page's own making, which stand for boxes.
func custom(n *html.Node) bool {
	return n.DataAtom == 0 && n.Type == html.ElementNode && strings.Contains(n.Data, "-")
}

func attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}

// headingLevel is 1..6 for h1-h6 and elements with the role of a heading, else 0.
func headingLevel(n *html.Node) int {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return int(n.Data[1] - '0')
	}
	if attr(n, "role") != "heading" {
		return 0
	}
	if l := attr(n, "aria-level"); len(l) == 1 && l[0] >= '1' && l[0] <= '6' {
		return int(l[0] - '0')
	}
	return 2
}

// textOf is the text of a subtree, white space folded.
func (t *tree) textOf(i int32) string {
	var b strings.Builder
	for c := i; c < t.nodes[i].end; c++ {
		switch n := &t.nodes[c]; {
		case n.drop:
			c = n.end - 1
		case n.n.Type == html.TextNode:
			b.WriteString(n.n.Data)
		case isBlock(n.n.DataAtom) || n.n.DataAtom == atom.Br:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
