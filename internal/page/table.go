package page

import (
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds of a table. One beyond them is read as a layout table, cell by cell.
const (
	maxSpan    = 100     // of colspan and rowspan: more is a mistake of the page
	maxColumns = 1000    // no table that people read is wider
	maxSpanned = 200_000 // places of the grid that spans cover beyond the cells themselves: 20 kB of markup can ask for millions
)

// gridCell is a cell of a table while it is read.
type gridCell struct {
	elem   int32 // -1 where cells of rows above cover the columns
	row    int
	column int
	width  int
	height int
	header bool
	head   bool // in thead
}

// grid is a table as rows of cells in their columns.
type grid struct {
	rows    [][]gridCell
	columns int
	headers bool // it has th
	caption int32
	spanned int // places that spans cover
}

// tooLarge reports whether a table is beyond the bounds.
func (g *grid) tooLarge() bool { return g.columns > maxColumns || g.spanned > maxSpanned }

// table walks a table: a data table gives a row a block, a layout table what lies in its cells.
func (b *builder) table(i int32) {
	b.at.kind = Paragraph
	b.at.depth, b.at.item = 0, -1
	g := b.readTable(i)
	if g == nil || !b.isData(i, g) {
		b.at.list = 0
		b.children(i)
		return
	}
	b.rows(g)
}

// readTable places the cells of a table in a grid; nil where it has none or too many.
func (b *builder) readTable(i int32) *grid {
	g := &grid{caption: -1}
	var open []int // rows that a cell of a column still covers
	b.tableRows(i, false, g, &open)
	if len(g.rows) == 0 || g.tooLarge() {
		return nil
	}
	return g
}

func (b *builder) tableRows(i int32, head bool, g *grid, open *[]int) {
	t := b.t
	for c := i + 1; c < t.nodes[i].end && !g.tooLarge(); c = t.nodes[c].end {
		n := &t.nodes[c]
		if n.drop || n.n.Type != html.ElementNode {
			continue
		}
		switch n.n.DataAtom {
		case atom.Caption:
			g.caption = c
		case atom.Thead:
			b.tableRows(c, true, g, open)
		case atom.Tbody, atom.Tfoot:
			b.tableRows(c, false, g, open)
		case atom.Tr:
			b.tableRow(c, head, g, open)
		}
	}
}

func (b *builder) tableRow(i int32, head bool, g *grid, open *[]int) {
	t := b.t
	var row []gridCell
	column := 0
	skip := func() { // covered columns side by side are one cell
		from := column
		for column < len(*open) && (*open)[column] > 0 {
			(*open)[column]--
			column++
		}
		if column > from {
			row = append(row, gridCell{elem: -1, row: len(g.rows), column: from, width: column - from})
			g.spanned += column - from
		}
	}
	for c := i + 1; c < t.nodes[i].end && column <= maxColumns; c = t.nodes[c].end {
		n := &t.nodes[c]
		if n.drop || n.n.DataAtom != atom.Td && n.n.DataAtom != atom.Th {
			continue
		}
		skip()
		cell := gridCell{
			elem: c, row: len(g.rows), column: column, width: span(n.n, "colspan"), height: span(n.n, "rowspan"),
			header: n.n.DataAtom == atom.Th, head: head,
		}
		g.headers = g.headers || cell.header
		for range cell.width {
			if column == len(*open) {
				*open = append(*open, 0)
			}
			(*open)[column] = cell.height - 1
			column++
		}
		g.spanned += cell.width - 1
		row = append(row, cell)
	}
	skip()
	if len(row) > 0 {
		g.rows = append(g.rows, row)
		g.columns = max(g.columns, column)
	}
}

func span(n *html.Node, key string) int {
	v, err := strconv.Atoi(attr(n, key))
	if err != nil || v < 1 {
		return 1
	}
	return min(v, maxSpan)
}

// isData reports whether a table holds data and does not lay out the page.
func (b *builder) isData(i int32, g *grid) bool {
	n := b.t.nodes[i].n
	switch attr(n, "role") {
	case "presentation", "none":
		return false
	}
	if b.has(i, atom.Table) {
		return false
	}
	if g.columns < 2 {
		return false
	}
	if g.headers || g.caption >= 0 {
		return true
	}
	return len(g.rows) >= 2 && b.plainCells(g)
}

// has reports whether an element holds one of a kind.
func (b *builder) has(i int32, tag atom.Atom) bool {
	for c := i + 1; c < b.t.nodes[i].end; c++ {
		if b.t.nodes[c].n.DataAtom == tag {
			return true
		}
	}
	return false
}

// plainCells reports whether most rows have several cells with text, and no cell reads like a page.
func (b *builder) plainCells(g *grid) bool {
	full := 0
	for _, row := range g.rows {
		texts := 0
		for _, c := range row {
			if c.elem < 0 {
				continue
			}
			n := &b.t.nodes[c.elem]
			if n.text > 0 {
				texts++
			}
			if n.text > 900 || n.prose > 600 {
				return false
			}
		}
		if texts >= 2 {
			full++
		}
	}
	return full*2 > len(g.rows)
}

// rows adds a block for the caption and one for each row.
func (b *builder) rows(g *grid) {
	b.lists++
	b.at.list = b.lists
	if g.caption >= 0 {
		b.at.kind = Caption
		b.cardText(g.caption)
		b.flush()
	}
	tb := &tableBlocks{b: b, g: g, columnHeads: make([][]Span, g.columns), headRows: b.headRows(g)}
	for r := range g.rows {
		tb.row(r)
	}
}

// headRows is how many rows at the top head the columns.
func (b *builder) headRows(g *grid) int {
	n := 0
	for _, row := range g.rows {
		if !b.isHeadRow(row) {
			break
		}
		n++
	}
	if n == 0 && !g.headers && len(g.rows) > 1 && b.readsLikeHead(g) {
		return 1
	}
	if n == len(g.rows) {
		return min(n, 1)
	}
	return n
}

func (b *builder) isHeadRow(row []gridCell) bool {
	for i, c := range row {
		if c.elem < 0 || c.head {
			continue
		}
		n := &b.t.nodes[c.elem]
		if !c.header && n.text > 0 && !(i == 0 && len(row) > 2 && b.rest(row)) {
			return false
		}
	}
	return true
}

// rest reports whether all cells but the first are header cells.
func (b *builder) rest(row []gridCell) bool {
	for _, c := range row[1:] {
		if !c.header && !c.head {
			return false
		}
	}
	return true
}

// readsLikeHead reports whether the first row of a table without header cells is one: bold, or short words over longer
// cells or figures.
func (b *builder) readsLikeHead(g *grid) bool {
	bold, short, digits := true, true, false
	for i, c := range g.rows[0] {
		if c.elem < 0 {
			continue
		}
		text := b.t.textOf(c.elem)
		if text == "" {
			if i > 0 {
				return false
			}
			continue
		}
		bold = bold && b.allBold(c.elem)
		short = short && len(text) <= 45
		for k := range len(text) {
			digits = digits || text[k] == '$' || text[k] >= '0' && text[k] <= '9' && i > 0
		}
	}
	if bold {
		return true
	}
	return short && !digits && len(g.rows) > 2
}

// allBold reports whether all text of an element is bold.
func (b *builder) allBold(i int32) bool {
	t := b.t
	var bold int32
	for c := i; c < t.nodes[i].end; c++ {
		if n := &t.nodes[c]; n.n.Type == html.ElementNode && isBold(n) {
			bold += n.text
			c = n.end - 1
		}
	}
	return bold > 0 && bold >= t.nodes[i].text
}
