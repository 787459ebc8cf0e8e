package page

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// gridTable reads a table made of divs: rows of the same number of cells, by role or by class. It reports whether
// element i is one.
func (b *builder) gridTable(i int32) bool {
	n := &b.t.nodes[i]
	if n.hint&hintTable == 0 || n.n.DataAtom == atom.P || b.has(i, atom.Table) {
		return false
	}
	g := &grid{caption: -1}
	b.gridRows(i, g)
	if len(g.rows) < 2 || g.columns < 2 || !b.plainCells(g) {
		return false
	}
	for _, row := range g.rows {
		if len(row) != g.columns {
			return false
		}
	}
	b.at.kind = Paragraph
	b.at.item = -1
	b.rows(g)
	return true
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
		cell := gridCell{elem: c, row: len(g.rows), column: len(row), width: 1, height: 1,
			header: role == "columnheader" || role == "rowheader"}
		g.headers = g.headers || cell.header
		row = append(row, cell)
	}
	if len(row) > 0 {
		g.rows = append(g.rows, row)
		g.columns = max(g.columns, len(row))
	}
}
