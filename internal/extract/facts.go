package extract

import (
	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// facts reads lists of facts on a page or section about one role: "Reports to: CEO or COO", "Focus: internal".
func facts(d *doc, b *builder) {
	for i := range d.blocks {
		blk := &d.blocks[i]
		role := blk.scope.single()
		if (blk.Kind != page.Term && blk.Kind != page.ListItem) || role == "" || !d.wanted[role] {
			continue
		}
		rest := afterLabel(blk)
		if n := len(blk.tokens) - len(rest); rest == nil || n > 5 {
			continue
		}
		label := blk.tokens[:len(blk.tokens)-len(rest)]
		d.fact(b, blk, role, label, rest)
	}
}

func (d *doc) fact(b *builder, blk *block, role claim.Role, label, rest []lexicon.Token) {
	state := func(kind claim.Kind, values []string) {
		for _, value := range values {
			if value == string(role) {
				continue
			}
			c := b.claim(kind, role, evidence{
				block: blk, start: blk.Start, end: blk.End, form: claim.List, rule: "fact", confidence: 0.8, context: []context{{"role", blk.scope.from}},
			})
			c.Value = value
			b.add(c)
		}
	}
	switch {
	case d.lex.Cues["reports_row"].In(label):
		state(claim.ReportsTo, d.bossesIn(rest))
	case d.lex.Cues["orientation_row"].In(label):
		values := d.direction(rest)
		if len(values) == 0 {
			values = valuesOf(d.lex.Patterns["audience"].Find(rest))
		}
		if len(values) == 1 {
			state(claim.Orientation, values)
		}
	case d.lex.Cues["financial_row"].In(label):
		state(claim.FinancialGoal, d.goals(rest))
	}
}
