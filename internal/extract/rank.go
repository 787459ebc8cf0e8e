package extract

import (
	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
)

// ranks finds which role stands above the other: "equally senior", "the CIO outranks the CTO".
func ranks(d *doc, b *builder) {
	d.eachClause(func(blk *block, s *sentence, cl clause) {
		for _, h := range d.lex.Patterns["rank"].Find(s.tokens[cl.head:cl.end]) {
			if d.ofPay(s, cl, h) {
				continue
			}
			value := rankValue(cl, h.Value, d.mentionedAfter(s, cl.head+h.End))
			if value == "" {
				continue
			}
			c := b.claim(claim.Rank, "", evidence{block: blk, start: s.start, end: s.end, form: formOf(blk), rule: "rank-words", confidence: 0.8})
			c.Value = value
			c.Modality, c.Condition = d.modality(s.tokens), d.condition(s.tokens)
			b.add(c)
			return
		}
	})
}

// ofPay reports whether words of rank are about pay: "paid at about the same level", "on a par when it comes to salary",
// "ranks higher in pay".
func (d *doc) ofPay(s *sentence, cl clause, h lexicon.Hit) bool {
	const before, after, afterEqual = 4, 3, 6
	from, to := cl.head+h.Start, cl.head+h.End
	if h.Value != "equal" {
		return d.lex.Patterns["pay_words"].In(s.tokens[from:min(len(s.tokens), to+after)])
	}
	end := to
	for end < min(len(s.tokens), to+afterEqual) && s.tokens[end].Kind != lexicon.Mark && s.tokens[end].Low != "and" && s.tokens[end].Low != "but" {
		end++
	}
	return d.lex.Patterns["pay_words"].In(s.tokens[max(cl.head, from-before):end])
}

// rankValue puts together who stands above whom, or "".
func rankValue(cl clause, relation string, other []claim.Role) string {
	if relation == "equal" {
		if len(union(cl.roles, other)) >= 2 {
			return "equal"
		}
		return ""
	}
	if len(cl.roles) != 1 || len(other) == 0 || other[0] == cl.roles[0] {
		return ""
	}
	above := cl.roles[0]
	if relation == "below" {
		above = other[0]
	}
	return string(above) + "_above"
}

// mentionedAfter lists the wanted roles named from a token on.
func (d *doc) mentionedAfter(s *sentence, from int) []claim.Role {
	var out []claim.Role
	for _, m := range s.mentions {
		if m.Start >= from && m.Refers == lexicon.Named && d.wanted[claim.Role(m.Role)] {
			out = append(out, claim.Role(m.Role))
		}
	}
	return out
}
