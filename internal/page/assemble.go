package page

import (
	"bytes"
	"sort"
	"strings"
)

// assemble writes the drafts into the page: texts joined by newlines, all offsets those of Page.Text.
func (b *builder) assemble(p *Page) {
	var text strings.Builder
	text.Grow(len(b.buf) + len(b.drafts))
	p.Blocks = make([]Block, 0, len(b.drafts))
	moved := make([]int, len(b.drafts)) // how far each draft's text moved
	for i := range b.drafts {
		if i > 0 {
			text.WriteByte('\n')
		}
		moved[i] = text.Len() - b.drafts[i].start
		text.Write(b.textOf(&b.drafts[i]))
	}
	p.Text = text.String()
	heads := headMoves{b: b, moved: moved}
	for i := range b.drafts {
		p.Blocks = append(p.Blocks, heads.block(i))
	}
}

// size is the length of the text that the drafts make, in bytes, and the number of its words.
func (b *builder) size() (int, int) {
	size, words := max(len(b.drafts)-1, 0), 0
	for i := range b.drafts {
		d := &b.drafts[i]
		size += d.end - d.start
		if words < fewLetters {
			words += len(bytes.Fields(b.textOf(d)))
		}
	}
	return size, words
}

// headMoves turns offsets of the buffer into offsets of the text.
type headMoves struct {
	b     *builder
	moved []int
}

func (m *headMoves) block(i int) Block {
	d, by := &m.b.drafts[i], m.moved[i]
	out := Block{
		Kind: d.kind, Start: d.start + by, End: d.end + by, Level: d.level, Section: d.section, List: d.list, Parent: d.parent,
		LeadIn: d.leadIn, Leaf: d.leaf, Label: d.start + by, Post: d.post, Author: d.author,
	}
	if d.label > d.start && d.label < d.end {
		out.Label = d.label + by
	}
	for _, at := range d.breaks {
		if at > d.start && at < d.end {
			out.Breaks = append(out.Breaks, at+by)
		}
	}
	for _, c := range d.cells {
		c.Start, c.End = c.Start+by, c.End+by
		c.RowHead = m.spans(i, c.RowHead)
		c.ColumnHeads = m.spans(i, c.ColumnHeads)
		out.Cells = append(out.Cells, c)
	}
	return out
}

// spans moves spans of header cells, which lie in draft i or in one before it.
func (m *headMoves) spans(i int, spans []Span) []Span {
	if len(spans) == 0 {
		return nil
	}
	out := make([]Span, 0, len(spans))
	for _, s := range spans {
		k := sort.Search(i, func(k int) bool { return m.b.drafts[k+1].start > s.Start })
		out = append(out, Span{s.Start + m.moved[k], s.End + m.moved[k]})
	}
	return out
}
