package review

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rolecall/internal/claim"
	"rolecall/internal/page"
)

// fate is what becomes of an element of an archived page.
type fate struct {
	as   atom.Atom // the element that stands for it; 0: none
	open bool      // without an element of its own, its content stays
}

// fates lists every element that an inert page may hold, and what others become. An element that is not listed is
// replaced by a div or a span. Nothing listed here loads, runs, submits, navigates or is read by a parser in a way of
// its own, and no attribute but those of inertAttributes goes with it.
func fates() map[atom.Atom]fate {
	table := map[atom.Atom]fate{
		atom.Menu: {as: atom.Ul}, atom.Dir: {as: atom.Ul}, atom.Strike: {as: atom.S}, atom.Tt: {as: atom.Code},
		atom.Xmp: {as: atom.Pre}, atom.Listing: {as: atom.Pre}, atom.Plaintext: {as: atom.Pre},
		atom.Html: {open: true}, atom.Body: {open: true}, atom.Picture: {open: true},
	}
	for _, a := range []atom.Atom{
		atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Caption, atom.Col, atom.Colgroup, atom.Dd, atom.Details, atom.Div,
		atom.Dl, atom.Dt, atom.Figcaption, atom.Figure, atom.Footer, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header,
		atom.Hgroup, atom.Hr, atom.Li, atom.Main, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody,
		atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul,
		atom.A, atom.Abbr, atom.B, atom.Bdi, atom.Bdo, atom.Br, atom.Cite, atom.Code, atom.Del, atom.Dfn, atom.Em, atom.I, atom.Ins, atom.Kbd,
		atom.Q, atom.Rp, atom.Rt, atom.Ruby, atom.S, atom.Samp, atom.Small, atom.Span, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.U,
		atom.Var, atom.Wbr,
	} {
		table[a] = fate{as: a}
	}
	for _, a := range []atom.Atom{
		atom.Center, atom.Dialog, atom.Fieldset, atom.Form, atom.Search, atom.Legend, atom.Marquee,
	} {
		table[a] = fate{as: atom.Div}
	}
	for _, a := range []atom.Atom{ // gone with what they hold
		atom.Applet, atom.Area, atom.Audio, atom.Base, atom.Basefont, atom.Bgsound, atom.Canvas, atom.Datalist, atom.Embed, atom.Frame,
		atom.Frameset, atom.Head, atom.Iframe, atom.Img, atom.Image, atom.Input, atom.Link, atom.Map, atom.Math, atom.Meta, atom.Meter,
		atom.Noembed, atom.Noframes, atom.Object, atom.Optgroup, atom.Option, atom.Param, atom.Progress, atom.Script, atom.Select,
		atom.Source, atom.Style, atom.Svg, atom.Template, atom.Textarea, atom.Title, atom.Track, atom.Video,
	} {
		table[a] = fate{}
	}
	return table
}

// inertAttributes lists the attributes that are kept and the values that they may have. None of them holds an address.
func inertAttributes() map[string]func(string) bool {
	digits := func(v string) bool { return v != "" && len(v) <= 4 && strings.Trim(v, "0123456789") == "" }
	tag := func(v string) bool {
		return v != "" && len(v) <= 35 && strings.Trim(strings.ToLower(v), "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
	}
	one := func(values ...string) func(string) bool {
		return func(v string) bool {
			for _, w := range values {
				if v == w {
					return true
				}
			}
			return false
		}
	}
	return map[string]func(string) bool{
		"colspan": digits, "rowspan": digits, "span": digits, "start": digits, "value": digits, "lang": tag,
		"dir": one("ltr", "rtl", "auto"), "scope": one("row", "col", "rowgroup", "colgroup"),
	}
}

// inertPage is an archived page without anything that acts or asks: elements and text.
type inertPage struct {
	root   *html.Node   // a div
	hidden []*html.Node // elements that the page itself does not show
}

// inertOf makes a tree of its own from that of an archived page. It holds only the elements and attributes that are
// listed above, so nothing in it can run, load or lead anywhere.
func inertOf(doc *html.Node) *inertPage {
	p := &inertPage{root: element(atom.Div)}
	c := &inertCopy{page: p, fates: fates(), attributes: inertAttributes()}
	c.children(p.root, doc)
	loosen(p.root)
	return p
}

// loosen makes plain boxes of tables that only lay a page out: without the page's styles their columns would be
// narrow. A table that holds headings or other tables is one of these.
func loosen(root *html.Node) {
	var tables []*html.Node
	for n := range root.Descendants() {
		if n.DataAtom == atom.Table && laysOut(n) {
			tables = append(tables, n)
		}
	}
	for _, table := range tables {
		for n := range table.Descendants() {
			switch n.DataAtom {
			case atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption, atom.Colgroup, atom.Col:
				if tableOf(n) == table {
					n.DataAtom, n.Data, n.Attr = atom.Div, atom.Div.String(), nil
				}
			}
		}
		table.DataAtom, table.Data = atom.Div, atom.Div.String()
	}
}

func laysOut(table *html.Node) bool {
	for n := range table.Descendants() {
		switch n.DataAtom {
		case atom.Table, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			return true
		}
	}
	return false
}

// tableOf is the table that a part of one belongs to.
func tableOf(n *html.Node) *html.Node {
	for n != nil && n.DataAtom != atom.Table {
		n = n.Parent
	}
	return n
}

type inertCopy struct {
	page       *inertPage
	fates      map[atom.Atom]fate
	attributes map[string]func(string) bool
}

func (c *inertCopy) children(to, from *html.Node) {
	for n := from.FirstChild; n != nil; n = n.NextSibling {
		switch n.Type {
		case html.TextNode:
			to.AppendChild(&html.Node{Type: html.TextNode, Data: n.Data})
		case html.ElementNode:
			c.element(to, n)
		case html.DocumentNode:
			c.children(to, n)
		}
	}
}

func (c *inertCopy) element(to, n *html.Node) {
	if n.Namespace != "" { // of svg or math
		return
	}
	if n.DataAtom == atom.Noscript {
		c.noscript(to, n)
		return
	}
	f, listed := c.fates[n.DataAtom]
	switch {
	case f.open:
		c.children(to, n)
		return
	case !listed && strings.Contains(n.Data, "-"):
		f.as = atom.Div
	case !listed:
		f.as = atom.Span
	case f.as == 0:
		return
	}
	e := element(f.as)
	for _, a := range n.Attr {
		if fits := c.attributes[a.Key]; a.Namespace == "" && fits != nil && fits(a.Val) {
			e.Attr = append(e.Attr, html.Attribute{Key: a.Key, Val: a.Val})
		}
	}
	if f.as == atom.Details {
		e.Attr = append(e.Attr, html.Attribute{Key: "open"})
	}
	if isHidden(n) {
		c.page.hidden = append(c.page.hidden, e)
	}
	to.AppendChild(e)
	c.children(e, n)
}

// noscript adds what the page shows where scripts do not run. The parser leaves it as source text.
func (c *inertCopy) noscript(to, n *html.Node) {
	if n.FirstChild == nil || n.FirstChild.Type != html.TextNode {
		return
	}
	body := element(atom.Body)
	parts, err := html.ParseFragment(strings.NewReader(n.FirstChild.Data), body)
	if err != nil {
		return
	}
	for _, part := range parts {
		body.AppendChild(part)
	}
	c.children(to, body)
}

// isHidden reports whether an element says of itself that it is not shown.
func isHidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return a.Val != "until-found"
		case "style":
			style := strings.ToLower(strings.ReplaceAll(a.Val, " ", ""))
			return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
		}
	}
	return false
}

// prune takes out what the page itself does not show and what was not read from it either: menus, pop-ups, templates.
// Answers that open on a click are read.
func (p *inertPage) prune(text string) {
	if len(p.hidden) == 0 {
		return
	}
	read, _ := lettersOfText(text, claim.Span{})
	for _, n := range p.hidden {
		own := lettersOfPage(n, true).text
		if n.Parent != nil && !holdsMark(n) && (own == "" || !strings.Contains(read, own[:min(len(own), longestStart)])) {
			n.Parent.RemoveChild(n)
		}
	}
}

// longestStart is how much of a hidden part, in bytes, is looked for in the text.
const longestStart = 60

func holdsMark(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.DataAtom == atom.Mark {
			return true
		}
	}
	return false
}

// inertText is a page's clean text as a tree: a paragraph a line.
func inertText(text string) *inertPage {
	p := &inertPage{root: element(atom.Div)}
	for line := range strings.Lines(text) {
		e := element(atom.P)
		e.AppendChild(&html.Node{Type: html.TextNode, Data: strings.TrimRight(line, "\n")})
		p.root.AppendChild(e)
	}
	return p
}

// inertBody makes a tree of the body of an archived page.
func inertBody(body []byte, contentType string) *inertPage {
	return inertOf(page.Parse(body, contentType))
}

func element(a atom.Atom) *html.Node {
	return &html.Node{Type: html.ElementNode, DataAtom: a, Data: a.String()}
}
