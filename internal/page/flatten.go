package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxDepth is how many nested elements of a page are kept where the parser refuses it (it gives up at 512 open
// elements, and adds some of its own).
const maxDepth = 100

// parse gives the tree of a page, flattened where it is nested too deep for the parser.
func parse(text string) *html.Node {
	if doc, err := html.Parse(strings.NewReader(text)); err == nil {
		return doc
	}
	if doc, err := html.Parse(strings.NewReader(flatten(text))); err == nil {
		return doc
	}
	return &html.Node{Type: html.DocumentNode}
}

// flatten rewrites a page so that no element lies deeper than maxDepth: tags beyond become line breaks. Inline markup
// is left out, so that unclosed elements cannot pile up either.
func flatten(text string) string {
	out := flatWriter{}
	z := html.NewTokenizer(strings.NewReader(text))
	depth := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.b.String()
		case html.TextToken, html.DoctypeToken:
			out.write(string(z.Raw()))
		case html.SelfClosingTagToken:
			out.write(string(z.Raw()))
		case html.StartTagToken:
			raw := string(z.Raw())
			name, _ := z.TagName()
			depth = flatStart(&out, raw, atom.Lookup(name), depth)
		case html.EndTagToken:
			name, _ := z.TagName()
			depth = flatEnd(&out, string(name), depth)
		}
	}
}

// flatWriter writes a flattened page.
type flatWriter struct {
	b     strings.Builder
	broke bool // a line break was written last
}

func (w *flatWriter) write(s string) {
	w.b.WriteString(s)
	w.broke = false
}

// lineBreak writes one break for any number of tags in a row.
func (w *flatWriter) lineBreak() {
	if !w.broke {
		w.b.WriteString("<br>")
		w.broke = true
	}
}

func flatStart(out *flatWriter, raw string, tag atom.Atom, depth int) int {
	switch {
	case standsAlone(tag):
		out.write(raw)
	case !isBlock(tag):
	case depth < maxDepth:
		out.write(raw)
		return depth + 1
	default:
		out.lineBreak()
		return depth + 1
	}
	return depth
}

func flatEnd(out *flatWriter, name string, depth int) int {
	tag := atom.Lookup([]byte(name))
	switch {
	case standsAlone(tag):
		out.write("</" + name + ">")
	case !isBlock(tag) || depth == 0:
	case depth <= maxDepth:
		out.write("</" + name + ">")
		return depth - 1
	default:
		out.lineBreak()
		return depth - 1
	}
	return depth
}

// standsAlone reports tags that cannot pile up: void elements, those whose text the tokenizer reads raw, and those
// that their like closes.
func standsAlone(tag atom.Atom) bool {
	switch tag {
	case atom.Html, atom.Head, atom.Body, atom.Title, atom.Meta, atom.Link, atom.Base, atom.Script, atom.Style, atom.Textarea,
		atom.Noscript, atom.Br, atom.Hr, atom.Img, atom.Input, atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}
