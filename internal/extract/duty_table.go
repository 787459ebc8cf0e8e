package extract

import (
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// tableDuties finds the cells of a row or column of duties.
func tableDuties(d *doc, b *builder) {
	for i := range d.blocks {
		blk := &d.blocks[i]
		if blk.Kind != page.Row {
			continue
		}
		for j := range blk.Cells {
			d.cellDuty(b, blk, &blk.Cells[j])
		}
	}
}

func (d *doc) cellDuty(b *builder, blk *block, cell *page.Cell) {
	if cell.Header || cell.End <= cell.Start || len(cell.RowHead)+len(cell.ColumnHeads) == 0 {
		return
	}
	heads := append(append([]page.Span{}, cell.RowHead...), cell.ColumnHeads...)
	var roles []claim.Role
	var from, cue page.Span
	others := false
	for _, h := range heads {
		tokens := d.span(h).tokens
		info := d.span(h).heading
		if d.lex.Cues["duty_row"].In(tokens) && !info.notDuty {
			cue = h
		}
		if info.names() {
			roles, from, others = info.roles, h, len(info.roles) == 0
		}
	}
	if cue.End == 0 || others {
		return
	}
	if len(roles) == 0 {
		sc := blk.scope
		roles, from = sc.roles, sc.from
		if len(roles) != 1 {
			return
		}
	}
	for _, part := range d.cellParts(blk, cell) {
		if !hasWord(d.tokensAt(part.Start, part.End)) {
			continue
		}
		for _, role := range roles {
			b.duty(role, evidence{
				block: blk, start: part.Start, end: part.End, form: claim.Table, rule: "table-cell", confidence: 0.85,
				context: []context{{"role", from}, {"kind", cue}},
			}, nil, nil)
		}
	}
}

// cellParts parts a cell at the line breaks of its markup, where each line is a duty of its own.
func (d *doc) cellParts(blk *block, cell *page.Cell) []page.Span {
	var out []page.Span
	start := cell.Start
	for _, at := range append(slices.Clone(blk.Breaks), cell.End) {
		if at <= start || at > cell.End {
			continue
		}
		if part := d.trim(page.Span{Start: start, End: at}); part.End > part.Start {
			out = append(out, part)
		}
		start = at
	}
	return out
}

// trim drops the white space at both ends of a span.
func (d *doc) trim(s page.Span) page.Span {
	for s.Start < s.End && d.page.Text[s.Start] == ' ' {
		s.Start++
	}
	for s.End > s.Start && d.page.Text[s.End-1] == ' ' {
		s.End--
	}
	return s
}

func hasWord(tokens []lexicon.Token) bool {
	for _, t := range tokens {
		if t.Kind == lexicon.Word && len(t.Low) > 2 {
			return true
		}
	}
	return false
}
