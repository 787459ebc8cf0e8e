package extract

import (
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// bosses are the posts a role can report to.
var bosses = map[string]bool{"ceo": true, "cfo": true, "coo": true, "cio": true, "cto": true, "board": true}

// reportingLines finds who reports to whom: "reports to the CEO or CFO", "has the CIO roll up to them", "the COO is
// the CTO's boss".
func reportingLines(d *doc, b *builder) {
	d.eachClause(func(blk *block, s *sentence, cl clause) {
		d.reportsTo(b, blk, s, cl)
	})
	d.eachRow("reports_row", func(blk *block, cell *page.Cell, role claim.Role) {
		for _, boss := range d.bossesIn(d.span(page.Span{Start: cell.Start, End: cell.End}).tokens) {
			b.row(blk, cell, claim.ReportsTo, role, boss, "reports-row")
		}
	})
}

func (d *doc) reportsTo(b *builder, blk *block, s *sentence, cl clause) {
	for i := cl.start; i < len(s.tokens); i++ {
		n, value := d.lex.Patterns["reports"].At(s.tokens, i)
		if n == 0 || value != "to" {
			continue
		}
		who := d.whoReports(s, cl, i)
		if negated(s.tokens[max(cl.start, i-3):i]) || i >= cl.end && who.roles[0] == cl.roles[0] {
			return
		}
		d.gapped(b, blk, s, i+n)
		for _, boss := range d.bossesBehind(s, cl, who, i, n) {
			if boss != string(who.roles[0]) {
				d.state(b, blk, s, who, claim.ReportsTo, boss, "reports-verb")
			}
		}
		return
	}
	d.bossOf(b, blk, s, cl)
}

// whoReports is the clause's subject, or the role right before the verb: "has the CIO roll up to them".
func (d *doc) whoReports(s *sentence, cl clause, at int) clause {
	for _, m := range s.mentions {
		if m.Refers == lexicon.Named && m.Start >= cl.head && m.End <= at && at-m.End <= 2 && d.wanted[claim.Role(m.Role)] {
			cl.roles = []claim.Role{claim.Role(m.Role)}
		}
	}
	return cl
}

// bossesBehind lists the bosses named behind "reports to", which takes n tokens from at; "them" is the clause's subject,
// "him" the boss named before.
func (d *doc) bossesBehind(s *sentence, cl, who clause, at, n int) []string {
	found := d.bossesIn(s.tokens[at+n : min(len(s.tokens), at+n+bossReach)])
	if len(found) > 0 || at+n >= len(s.tokens) {
		return found
	}
	switch s.tokens[at+n].Low {
	case "them":
		if d.wanted[cl.roles[0]] {
			return []string{string(cl.roles[0])}
		}
	case "him", "her":
		return d.bossBefore(s, at, string(who.roles[0]))
	}
	return nil
}

// bossBefore is the boss named last before a token, "him" in "has the ear of the CEO and reports to him".
func (d *doc) bossBefore(s *sentence, at int, self string) []string {
	var out []string
	for _, m := range s.mentions {
		if m.End <= at && bosses[m.Role] && m.Role != self {
			out = []string{m.Role}
		}
	}
	return out
}

// gapped reads the second half of "the CIO reports to the CFO and the CTO to the CEO", from a token on.
func (d *doc) gapped(b *builder, blk *block, s *sentence, from int) {
	for _, m := range s.mentions {
		role := claim.Role(m.Role)
		if m.Start < from || m.Refers != lexicon.Named || !d.wanted[role] || m.End >= len(s.tokens) || s.tokens[m.End].Low != "to" {
			continue
		}
		for _, boss := range d.bossesIn(s.tokens[m.End+1 : min(len(s.tokens), m.End+1+bossReach)]) {
			if boss != string(role) {
				d.state(b, blk, s, clause{roles: []claim.Role{role}}, claim.ReportsTo, boss, "reports-gap")
			}
		}
		return
	}
}

// gapAt reports whether "the CTO to" stands at token i.
func (d *doc) gapAt(tokens []lexicon.Token, i int) bool {
	found := d.lex.Mentions(tokens[i:min(len(tokens), i+6)])
	if len(found) == 0 || found[0].Start > 1 || found[0].Refers != lexicon.Named {
		return false
	}
	end := i + found[0].End
	return end < len(tokens) && tokens[end].Low == "to"
}

// bossOf reads "the COO is the CTO's boss".
func (d *doc) bossOf(b *builder, blk *block, s *sentence, cl clause) {
	if len(cl.roles) != 1 || !bosses[string(cl.roles[0])] {
		return
	}
	if n, value := d.lex.Patterns["reports"].At(s.tokens, min(cl.head, len(s.tokens)-1)); n > 0 && value == "boss" && d.namedAt(s, cl.head+n) {
		if under := d.mentionedAfter(s, cl.head); len(under) == 1 {
			d.state(b, blk, s, clause{roles: under}, claim.ReportsTo, string(cl.roles[0]), "reports-boss")
		}
	}
	for _, m := range s.mentions {
		if m.Start < cl.head || !d.wanted[claim.Role(m.Role)] || m.End+1 >= len(s.tokens) {
			continue
		}
		if s.tokens[m.End].Low == lexicon.Possessive && (s.tokens[m.End+1].Low == "boss" || s.tokens[m.End+1].Low == "superior" || s.tokens[m.End+1].Low == "supervisor") {
			d.state(b, blk, s, clause{roles: []claim.Role{claim.Role(m.Role)}}, claim.ReportsTo, string(cl.roles[0]), "reports-boss")
		}
	}
}

// namedAt reports whether an office is named at a token, a word such as "their" aside.
func (d *doc) namedAt(s *sentence, at int) bool {
	return slices.ContainsFunc(s.mentions, func(m lexicon.Mention) bool {
		return m.Refers == lexicon.Named && m.Start >= at && m.Start <= at+1
	})
}

// bossReach is how many tokens behind "reports to" a boss can be named.
const bossReach = 14

// bossesIn lists the bosses named from the start of a run of tokens, up to where something else begins.
func (d *doc) bossesIn(tokens []lexicon.Token) []string {
	for i := range tokens {
		if d.endsBosses(tokens, i) {
			tokens = tokens[:i]
			break
		}
	}
	var out []string
	for _, m := range d.lex.Mentions(tokens) {
		if m.Refers == lexicon.Named && bosses[m.Role] {
			out = append(out, m.Role)
		}
	}
	for i := range tokens {
		if d.lex.BoardAt(tokens, i) > 0 {
			return append(out, "board")
		}
	}
	return out
}

// endsBosses reports whether a list of bosses ends before token i: at the end of a clause, or at a comma or "and" that
// no boss follows.
func (d *doc) endsBosses(tokens []lexicon.Token, i int) bool {
	switch tokens[i].Low {
	case ";", ".", ":", "while", "but", "whereas", "–", "—", "not", "never", "rather", "instead":
		return true
	case "and":
		return i+2 < len(tokens) && (d.lex.Verbs[tokens[i+1].Low].Form&(lexicon.Third|lexicon.Past) != 0 || d.gapAt(tokens, i+1))
	case ",":
		return !d.bossNext(tokens[i+1:])
	}
	return false
}

// bossNext reports whether the next words name a boss, and not the subject of something new ("the CTO reports ...").
func (d *doc) bossNext(tokens []lexicon.Token) bool {
	found := d.lex.Mentions(tokens[:min(len(tokens), 8)])
	if len(found) == 0 {
		return d.lex.Cues["share"].In(tokens[:min(len(tokens), 6)])
	}
	return found[0].End >= len(tokens) || !d.finite(tokens, found[0].End)
}
