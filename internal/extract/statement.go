package extract

import (
	"rolecall/internal/claim"
	"rolecall/internal/page"
)

// eachClause calls f for every clause about a wanted role in running text and items, questions left out.
func (d *doc) eachClause(f func(blk *block, s *sentence, cl clause)) {
	for i := range d.blocks {
		blk := &d.blocks[i]
		if !running(blk) {
			continue
		}
		for j := range blk.sentences {
			s := &blk.sentences[j]
			if isQuestion(s) {
				continue
			}
			for _, cl := range s.subjects {
				f(blk, s, cl)
			}
		}
	}
}

// running reports whether a block is the author's own running text or an item of it: no heading, no table, and no
// quotation, which repeats what stands elsewhere.
func running(blk *block) bool {
	switch blk.Kind {
	case page.Paragraph, page.ListItem, page.Term:
		return true
	case page.Heading, page.Row, page.Caption, page.Quote, page.Pre:
	}
	return false
}

// state adds a statement about each role of a clause; its quote is the whole sentence.
func (d *doc) state(b *builder, blk *block, s *sentence, cl clause, kind claim.Kind, value, rule string) {
	for _, role := range cl.roles {
		if !d.wanted[role] {
			continue
		}
		c := b.claim(kind, role, evidence{
			block: blk, start: s.start, end: s.end, form: formOf(blk), rule: rule, confidence: statementConfidence(cl),
			context: []context{{"role", cl.from}},
		})
		c.Value = value
		c.Modality, c.Condition = d.modality(s.tokens), d.condition(s.tokens)
		b.add(c)
	}
}

func statementConfidence(cl clause) float64 {
	if cl.carried {
		return 0.7
	}
	return 0.85
}

// eachRow calls f for each cell of the rows (or columns) with a head from a list of cues, with the role that heads the
// cell the other way.
func (d *doc) eachRow(cue string, f func(blk *block, cell *page.Cell, role claim.Role)) {
	for i := range d.blocks {
		blk := &d.blocks[i]
		if blk.Kind != page.Row {
			continue
		}
		for j := range blk.Cells {
			cell := &blk.Cells[j]
			if cell.Header || cell.End <= cell.Start {
				continue
			}
			named, role := false, claim.Role("")
			for _, h := range append(append([]page.Span{}, cell.RowHead...), cell.ColumnHeads...) {
				tokens, info := d.span(h).tokens, d.span(h).heading
				switch {
				case len(info.roles) == 1 && !info.others:
					role = info.roles[0]
				case len(tokens) <= 6 && d.lex.Cues[cue].In(tokens):
					named = true
				}
			}
			if named && role != "" {
				f(blk, cell, role)
			}
		}
	}
}

// row adds a statement whose quote is the whole row.
func (b *builder) row(blk *block, cell *page.Cell, kind claim.Kind, role claim.Role, value, rule string) {
	var ctx []context
	for _, h := range cell.ColumnHeads {
		ctx = append(ctx, context{"role", h})
	}
	c := b.claim(kind, role, evidence{block: blk, start: blk.Start, end: blk.End, form: claim.Table, rule: rule, confidence: 0.85, context: ctx})
	c.Value = value
	b.add(c)
}
