package review

import (
	"cmp"
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rolecall/internal/claim"
)

// wanted is a stretch of a document's clean text to be marked.
type wanted struct {
	claim.Span
	class string // "": the quote that is looked at
}

// stretch is a stretch of one text node to be marked, in bytes.
type stretch struct {
	from, to int
	order    int // of what is wanted: the first has precedence
}

// mark marks in a page what is wanted of its clean text, the first with the id "q", and tells what was found. Stretches
// may overlap: then the one that is named first shows.
func mark(p *inertPage, text string, want []wanted) []bool {
	found := make([]bool, len(want))
	cuts := map[*html.Node][]stretch{}
	var nodes []*html.Node
	for _, footnotes := range []bool{true, false} {
		l := lettersOfPage(p.root, footnotes)
		for i, w := range want {
			if found[i] {
				continue
			}
			all, s := lettersOfText(text, w.Span)
			if s, ok := find(l.text, all, s); ok {
				found[i] = true
				nodes = l.cut(cuts, nodes, s, i)
			}
		}
		if !slices.Contains(found, false) {
			break
		}
	}
	slices.SortStableFunc(nodes, func(a, b *html.Node) int { return cmp.Compare(first(cuts[a]), first(cuts[b])) })
	named := false
	for _, n := range nodes {
		named = split(n, cuts[n], want, named) || named
	}
	p.prune(text)
	return found
}

func first(all []stretch) int {
	least := all[0].order
	for _, s := range all {
		least = min(least, s.order)
	}
	return least
}

// cut notes on each text node which part of it lies in a span of the letters.
func (l *pageLetters) cut(cuts map[*html.Node][]stretch, nodes []*html.Node, s span, order int) []*html.Node {
	for i := s.from; i < s.to; {
		end := i
		for end < s.to && l.node[end] == l.node[i] {
			end++
		}
		from, last := l.place(i), l.place(end-1)
		if len(cuts[from.node]) == 0 {
			nodes = append(nodes, from.node)
		}
		cuts[from.node] = append(cuts[from.node], stretch{from.at, last.at + runeSize(last), order})
		i = end
	}
	return nodes
}

func runeSize(p textPlace) int {
	for i := range p.node.Data[p.at:] {
		if i > 0 {
			return i
		}
	}
	return len(p.node.Data) - p.at
}

// split replaces a text node by its parts, those of stretches in mark elements. It reports whether one of them was
// named "q"; that is done once, for the first mark of what was named first.
func split(n *html.Node, all []stretch, want []wanted, named bool) bool {
	ends := []int{0, len(n.Data)}
	for _, s := range all {
		ends = append(ends, s.from, s.to)
	}
	slices.Sort(ends)
	ends = slices.Compact(ends)
	for i := 1; i < len(ends); i++ {
		part := &html.Node{Type: html.TextNode, Data: n.Data[ends[i-1]:ends[i]]}
		order := -1
		for _, s := range all {
			if s.from <= ends[i-1] && s.to >= ends[i] && (order < 0 || s.order < order) {
				order = s.order
			}
		}
		if order < 0 {
			n.Parent.InsertBefore(part, n)
			continue
		}
		m := element(atom.Mark)
		if order == 0 && !named {
			m.Attr, named = []html.Attribute{{Key: "id", Val: "q"}}, true
		}
		if class := want[order].class; class != "" {
			m.Attr = append(m.Attr, html.Attribute{Key: "class", Val: class})
		}
		m.AppendChild(part)
		n.Parent.InsertBefore(m, n)
	}
	n.Parent.RemoveChild(n)
	return named
}
