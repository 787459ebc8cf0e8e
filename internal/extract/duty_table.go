package extract

import (
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
		tokens := tokensAt(d.page.Text, h.Start, h.End)
		info := d.readHeading(tokens)
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
		sc := d.scopeOf(blk)
		roles, from = sc.roles, sc.from
		if len(roles) != 1 {
			return
		}
	}
	tokens := tokensAt(d.page.Text, cell.Start, cell.End)
	if len(tokens) == 0 || !hasWord(tokens) {
		return
	}
	for _, role := range roles {
		b.duty(role, evidence{
			block: blk, start: cell.Start, end: cell.End, form: claim.Table, rule: "table-cell", confidence: 0.85,
			context: []context{{"role", from}, {"kind", cue}},
		}, nil, nil)
	}
}

func hasWord(tokens []lexicon.Token) bool {
	for _, t := range tokens {
		if t.Kind == lexicon.Word && len(t.Low) > 2 {
			return true
		}
	}
	return false
}
