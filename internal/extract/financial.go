package extract

import (
	"strings"

	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// financialGoals finds the money a role is to make or save: in a clause about it, or in an item of its duties that has
// no subject of its own.
func financialGoals(d *doc, b *builder) {
	d.eachClause(func(blk *block, s *sentence, cl clause) {
		tokens := s.tokens[cl.head:cl.end]
		if d.lex.PayCues["pay_only"].In(tokens) || d.effect(tokens) {
			return
		}
		for _, value := range d.goals(tokens) {
			d.state(b, blk, s, cl, claim.FinancialGoal, value, "goal-words")
		}
	})
	for i := range b.claims {
		c := b.claims[i]
		if c.Kind != claim.Responsibility || c.Form == claim.Prose || strings.HasPrefix(c.Rule, "role-") {
			continue
		}
		tokens := d.lex.Tokenize(c.Quote)
		if d.namesBoth(tokens) { // each has a clause of its own
			continue
		}
		for _, value := range d.goals(tokens) {
			goal := c
			goal.Kind, goal.Value, goal.Rule = claim.FinancialGoal, value, "goal-duty"
			b.add(goal)
		}
	}
	d.eachRow("financial_row", func(blk *block, cell *page.Cell, role claim.Role) {
		for _, value := range d.goals(d.span(page.Span{Start: cell.Start, End: cell.End}).tokens) {
			b.row(blk, cell, claim.FinancialGoal, role, value, "goal-row")
		}
	})
}

// namesBoth reports whether words name two of the roles that are looked for.
func (d *doc) namesBoth(tokens []lexicon.Token) bool {
	named := map[string]bool{}
	for _, m := range d.lex.Mentions(tokens) {
		if m.Refers == lexicon.Named && d.wanted[claim.Role(m.Role)] {
			named[m.Role] = true
		}
	}
	return len(named) > 1
}

// goals gives the financial goals that words name.
func (d *doc) goals(tokens []lexicon.Token) []string {
	hits := d.lex.Patterns["money"].Find(tokens)
	kept := hits[:0]
	for _, h := range hits {
		if h.End < len(tokens) && tokens[h.End].Low == "of" && h.End+1 < len(tokens) && (tokens[h.End+1].Kind != lexicon.Word || largeNumber[tokens[h.End+1].Low]) {
			continue // the size of a firm: "a revenue of ten million"
		}
		kept = append(kept, h)
	}
	return valuesOf(kept)
}

// largeNumber are words that open a sum.
var largeNumber = map[string]bool{"one": true, "two": true, "five": true, "ten": true, "twenty": true, "fifty": true, "hundred": true, "a": true, "several": true, "more": true, "up": true, "over": true, "at": true}

// effect reports whether words speak of a possible effect rather than a goal.
func (d *doc) effect(tokens []lexicon.Token) bool {
	for i, t := range tokens {
		switch t.Low {
		case "impact", "contribute", "contributes", "effect", "influence", "affect", "affects":
			return i < 8
		}
	}
	return false
}
