package page

import "slices"

// tableBlocks adds the rows of a table as blocks and remembers what heads them.
type tableBlocks struct {
	b           *builder
	g           *grid
	columnHeads [][]Span
	headRows    int
	rowHeads    []heldHead
}

// heldHead is a cell that heads this and further rows.
type heldHead struct {
	span  Span
	until int // row behind the last it heads
}

// row adds row r. Texts of cells are joined by " | ", empty ones left out.
func (tb *tableBlocks) row(r int) {
	b := tb.b
	b.flush()
	start := len(b.buf)
	var breaks []int
	cells := make([]Cell, 0, len(tb.g.rows[r]))
	for _, c := range tb.g.rows[r] {
		cell := Cell{Start: len(b.buf), End: len(b.buf), Column: c.column, Width: c.width}
		if c.elem >= 0 {
			cell.Header = c.header || c.head || r < tb.headRows
			cell.Start, cell.End = tb.text(c.elem, start, &breaks)
		}
		cells = append(cells, cell)
	}
	tb.heads(r, cells)
	if len(b.buf) > start && b.says(Span{start, len(b.buf)}) {
		b.drafts = append(b.drafts, draft{
			kind: Row, start: start, end: len(b.buf), list: b.at.list, parent: -1, leaf: true,
			post: b.at.post, author: b.at.author, box: b.at.box, elem: b.at.elem, leadIn: -1, cells: cells, breaks: breaks,
		})
	}
	b.run = run{start: len(b.buf)}
}

// text adds the text of a cell to the row that begins at start.
func (tb *tableBlocks) text(elem int32, start int, breaks *[]int) (int, int) {
	b := tb.b
	before := len(b.buf)
	if before > start {
		b.buf = append(b.buf, " | "...)
	}
	from := len(b.buf)
	b.run = run{start: from}
	b.cellText(elem)
	end := len(b.buf)
	for end > from && b.buf[end-1] == ' ' {
		end--
	}
	if end == from {
		b.buf = b.buf[:before]
		return before, before
	}
	b.buf = b.buf[:end]
	for _, at := range b.run.breaks {
		if at > from && at < end {
			*breaks = append(*breaks, at)
		}
	}
	return from, end
}

// cellText gathers the text of a cell; the edges of its blocks are breaks.
func (b *builder) cellText(i int32) {
	t := b.t
	for c := i + 1; c < t.nodes[i].end; c = t.nodes[c].end {
		switch n := &t.nodes[c]; {
		case n.drop:
		case isBlock(n.n.DataAtom) || custom(n.n):
			b.lineBreak()
			b.cellText(c)
			b.lineBreak()
		default:
			b.node(c)
		}
	}
}

// heads notes the header cells of row r, and gives its cells the headers over and beside them.
func (tb *tableBlocks) heads(r int, cells []Cell) {
	if r < tb.headRows {
		for i := range cells {
			c := &cells[i]
			if c.Start == c.End {
				continue
			}
			for k := c.Column; k < min(c.Column+c.Width, tb.g.columns); k++ {
				tb.columnHeads[k] = append(tb.columnHeads[k], Span{c.Start, c.End})
			}
		}
		return
	}
	rowHead := slices.Clip(tb.beside(r, cells)) // the cells share it
	for i := range cells {
		c := &cells[i]
		if c.Start == c.End || c.Header {
			continue
		}
		c.ColumnHeads = tb.columnHeads[c.Column]
		c.RowHead = rowHead
		if last := len(rowHead) - 1; i == 0 && last >= 0 && rowHead[last] == (Span{c.Start, c.End}) {
			c.RowHead = slices.Clip(rowHead[:last]) // the first cell heads the others
		}
	}
}

// beside gives the cells that head row r: its header cells, else its first cell, and those above whose rowspan reaches
// down to it.
func (tb *tableBlocks) beside(r int, cells []Cell) []Span {
	var heads []Span
	kept := tb.rowHeads[:0]
	for _, h := range tb.rowHeads {
		if h.until > r {
			heads = append(heads, h.span)
			kept = append(kept, h)
		}
	}
	tb.rowHeads = kept
	add := func(i int) {
		s := Span{cells[i].Start, cells[i].End}
		heads = append(heads, s)
		if height := tb.g.rows[r][i].height; height > 1 {
			tb.rowHeads = append(tb.rowHeads, heldHead{s, r + height})
		}
	}
	found := false
	for i := range cells {
		if cells[i].Header && cells[i].Start < cells[i].End {
			add(i)
			found = true
		}
	}
	if !found && len(cells) > 1 && cells[0].Start < cells[0].End && cells[0].Width < tb.g.columns {
		add(0)
	}
	return heads
}
