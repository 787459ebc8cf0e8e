package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// gridTable reads a table made of boxes: rows of the same number of cells, by role or by class, or by their short
// texts and figures. It reports whether element i is one.
func (b *builder) gridTable(i int32) bool {
	t := b.t
	n := &t.nodes[i]
	if n.text < 8 || !isBox(n.n) {
		return false
	}
	g := &grid{caption: -1}
	called := n.hint&hintTable != 0
	if called && !b.has(i, atom.Table) {
		b.gridRows(i, g)
	} else {
		called = b.likeRows(i, g)
	}
	if len(g.rows) < 2 || g.columns < 2 || g.columns > 12 || !b.plainCells(g) {
		return false
	}
	for _, row := range g.rows {
		if len(row) != g.columns {
			return false
		}
	}
	if !called && !b.figures(g) {
		return false
	}
	b.at.kind = Paragraph
	b.at.item = -1
	b.rows(g)
	return true
}

// likeRows reads the children of element i as rows where all are alike and hold short texts only. It reports whether
// their classes call them rows or cells.
func (b *builder) likeRows(i int32, g *grid) bool {
	t := b.t
	first := int32(-1)
	called := true
	for c := i + 1; c < t.nodes[i].end; c = t.nodes[c].end {
		n := &t.nodes[c]
		if n.drop || n.text == 0 {
			continue
		}
		if first < 0 {
			first = c
		}
		if n.n.DataAtom != atom.Div || n.text > 400 || n.hint&hintClosed != 0 || !alike(n.n, t.nodes[first].n) {
			g.rows = nil
			return false
		}
		called = called && n.hint&hintRow != 0 && b.shortCells(c, 90)
		if !b.shortCells(c, 60) && !called {
			g.rows = nil
			return false
		}
		b.gridRow(c, g)
	}
	return called
}

// shortCells reports whether all children of a row are boxes of one short text.
func (b *builder) shortCells(i, limit int32) bool {
	t := b.t
	cells := 0
	for c := i + 1; c < t.nodes[i].end; c = t.nodes[c].end {
		n := &t.nodes[c]
		if n.drop || n.text == 0 {
			continue
		}
		if n.n.Type != html.ElementNode || n.text > limit || n.prose > 0 && limit < 90 || headingLevel(n.n) > 0 || b.has(c, atom.P) && limit < 90 {
			return false
		}
		if n.hint&hintTitle != 0 || n.links > 0 {
			return false
		}
		cells++
	}
	return cells > 1
}

// figures reports whether the rows of a grid, its first aside, have figures behind their first cell.
func (b *builder) figures(g *grid) bool {
	if len(g.rows) < 3 {
		return false
	}
	n := 0
	for _, row := range g.rows[1:] {
		if strings.ContainsAny(b.t.textOf(row[len(row)-1].elem), "0123456789") {
			n++
		}
	}
	return n*4 >= (len(g.rows)-1)*3
}

func (b *builder) gridRows(i int32, g *grid) {
	t := b.t
	for c := i + 1; c < t.nodes[i].end; c = t.nodes[c].end {
		n := &t.nodes[c]
		switch {
		case n.drop || n.n.Type != html.ElementNode:
		case n.hint&hintRow != 0:
			b.gridRow(c, g)
		case isBox(n.n):
			b.gridRows(c, g)
		}
	}
}

func (b *builder) gridRow(i int32, g *grid) {
	t := b.t
	var row []gridCell
	for c := i + 1; c < t.nodes[i].end; c = t.nodes[c].end {
		n := &t.nodes[c]
		if n.drop || n.n.Type != html.ElementNode {
			continue
		}
		role := attr(n.n, "role")
		cell := gridCell{
			elem: c, row: len(g.rows), column: len(row), width: 1, height: 1,
			header: role == "columnheader" || role == "rowheader",
		}
		g.headers = g.headers || cell.header
		row = append(row, cell)
	}
	if len(row) > 0 {
		g.rows = append(g.rows, row)
		g.columns = max(g.columns, len(row))
	}
}
