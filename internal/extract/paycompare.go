package extract

import (
	"maps"
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
	"rolecall/internal/pay"
)

// payComparisons finds who earns more in words; figures are left to the comparison of sources.
func payComparisons(d *doc, b *builder) {
	for i := range d.blocks {
		blk := &d.blocks[i]
		if blk.Kind == page.Row {
			d.payRow(b, blk)
		}
		if !running(blk) {
			continue
		}
		for j := range blk.sentences {
			s := &blk.sentences[j]
			if isQuestion(s) {
				continue
			}
			for _, r := range d.payRelations(blk, s, j == 0) {
				d.payComparison(b, blk, s, r.value, r.rule)
			}
		}
	}
}

// payRelation is what a sentence says of the two roles' pay, and by which rule.
type payRelation struct{ value, rule string }

// payRelations reads all that a sentence says of the two roles' pay.
func (d *doc) payRelations(blk *block, s *sentence, opening bool) []payRelation {
	relations := d.lex.Patterns["pay_relation"].Find(s.tokens)
	if len(relations) == 0 && !opening {
		return nil
	}
	words := d.lex.Patterns["pay_words"].Find(s.tokens)
	if len(words) == 0 && len(relations) > 0 && mayHoldAmount(s) {
		words = d.amountHits(s)
	}
	if len(words) == 0 {
		if value := d.payAnswer(blk, s); opening && value != "" {
			return []payRelation{{value, "pay-answer"}}
		}
		return nil
	}
	var out []payRelation
	for _, h := range relations {
		switch h.Value {
		case "different":
			if d.ofBoth(s, len(s.tokens), blk) {
				return []payRelation{{"different", "pay-different"}}
			}
		case "equal":
			if nearAny(words, h, s.tokens, 6) && d.ofBoth(s, h.Start, blk) {
				return []payRelation{{"equal", "pay-equal"}}
			}
		default:
			if value := d.payOrder(s, h, words); value != "" {
				out = append(out, payRelation{value, "pay-order"})
			}
		}
	}
	return out
}

// amountHits gives the places of a sentence's amounts as if they were words of pay.
func (d *doc) amountHits(s *sentence) []lexicon.Hit {
	var out []lexicon.Hit
	for _, a := range pay.Find(d.text(s.start, s.end), pay.Options{}) {
		out = append(out, lexicon.Hit{Start: tokenAt(s.tokens, s.start+a.Start), End: tokenAt(s.tokens, s.start+a.End-1) + 1})
	}
	return out
}

// nearAny reports whether a word of pay stands in a hit or within n tokens of it, no comma between.
func nearAny(words []lexicon.Hit, h lexicon.Hit, tokens []lexicon.Token, n int) bool {
	for _, w := range words {
		from, to := w.End, h.Start
		if w.Start >= h.End {
			from, to = h.End, w.Start
		}
		if from > to || to-from <= n && find(tokens, from, to-from, ",") < 0 {
			return true
		}
	}
	return false
}

// ofBoth reports whether a sentence speaks of both roles together before a token: "CIOs and CTOs", "both", "the two
// jobs", "they" of a section on both.
func (d *doc) ofBoth(s *sentence, before int, blk *block) bool {
	var named []claim.Role
	for _, m := range s.mentions {
		switch {
		case m.Refers == lexicon.Both:
			return len(d.pairOf(blk)) == 2
		case m.Refers == lexicon.Named && d.wanted[claim.Role(m.Role)]:
			named = union(named, []claim.Role{claim.Role(m.Role)})
		}
	}
	if len(named) >= 2 {
		return true
	}
	if len(named) == 1 {
		return false
	}
	for i := 0; i+1 < before && i+1 < len(s.tokens); i++ {
		if low := s.tokens[i].Low; low == "two" || low == "they" && i < 3 || (low == "their" || low == "these") && i < 3 {
			return len(d.pairOf(blk)) == 2
		}
	}
	return false
}

// pairOf is the two roles a block's surroundings speak of, if they are two.
func (d *doc) pairOf(blk *block) []claim.Role {
	if sc := blk.scope; len(sc.roles) == 2 {
		return sc.roles
	}
	if len(d.title) == 2 {
		return d.title
	}
	return nil
}

// payOrder reads "X earns more than Y", "X out-earns Y", "it is X who is better paid".
func (d *doc) payOrder(s *sentence, h lexicon.Hit, words []lexicon.Hit) string {
	if !nearAny(words, h, s.tokens, 5) {
		return ""
	}
	subject := claim.Role("")
	for _, m := range s.mentions {
		if m.End <= h.End && m.Refers == lexicon.Named {
			subject = claim.Role(m.Role)
		}
	}
	if !d.wanted[subject] || !bareComparative(s.tokens, h) || negated(s.tokens[max(0, h.Start-4):h.Start]) {
		return ""
	}
	other := d.otherIn(s, h, subject)
	definite := s.tokens[h.Start].Low == "the" && nearAny(words, h, s.tokens, 1) && len(d.mentionedAfter(s, h.End)) == 0
	if other == "" && (d.cleft(s) || d.ofTwo(s, h) || definite) && find(s.tokens, 0, len(s.tokens), "than") < 0 {
		other = d.counterpart(subject)
	}
	if other == "" {
		return ""
	}
	higher := subject
	if h.Value == "less" {
		higher = other
	}
	return string(higher) + "_higher"
}

// bareComparative reports whether "more" or "less" stands alone or before "than" or words of pay, not "more code".
func bareComparative(tokens []lexicon.Token, h lexicon.Hit) bool {
	low := tokens[h.End-1].Low
	if h.End-h.Start > 1 || low != "more" && low != "less" || h.End >= len(tokens) {
		return true
	}
	next := tokens[h.End]
	switch next.Low {
	case "than", "money", "pay", "salary", "today", "now", "overall", "here", "there", "often", "or":
		return true
	}
	return next.Kind == lexicon.Mark || prepositions[next.Low]
}

// otherIn is the role that a comparison sets its subject against.
func (d *doc) otherIn(s *sentence, h lexicon.Hit, subject claim.Role) claim.Role {
	if first := s.tokens[0].Low; (first == "compared" || first == "unlike") && len(s.mentions) > 1 && s.mentions[0].Refers == lexicon.Named {
		if role := claim.Role(s.mentions[0].Role); role != subject && d.wanted[role] && s.mentions[0].Start <= 4 {
			return role
		}
	}
	for _, m := range s.mentions {
		role := claim.Role(m.Role)
		if m.Start < h.End-1 || m.Refers != lexicon.Named || role == subject {
			continue
		}
		if !d.wanted[role] {
			return ""
		}
		between := s.tokens[min(h.End, m.Start):m.Start]
		included := m.End < len(s.tokens) && s.tokens[m.End].Low == "included"
		if included || find(between, 0, len(between), "than") >= 0 || len(between) <= 3 || s.tokens[h.End-1].Low == "than" {
			return role
		}
		return ""
	}
	return ""
}

// cleft reports whether a sentence singles its subject out: "it is X who earns the most".
func (d *doc) cleft(s *sentence) bool {
	for i := 0; i+1 < len(s.tokens); i++ {
		if s.tokens[i].Low == "it" && (s.tokens[i+1].Low == "is" || s.tokens[i+1].Low == "'s") {
			return find(s.tokens, i, 9, "who") > 0 || find(s.tokens, i, 9, "that") > 0
		}
	}
	return false
}

// ofTwo reports whether a comparison is between the two: "the better paid of the two".
func (d *doc) ofTwo(s *sentence, h lexicon.Hit) bool {
	i := find(s.tokens, h.End, 4, "two")
	return i > 1 && s.tokens[i-1].Low == "the" && (s.tokens[i-2].Low == "of" || s.tokens[i-2].Low == "between")
}

// counterpart is the other one of the two roles that the page is read for, or else that its title names, or else that it
// names at all; "" where they are not two.
func (d *doc) counterpart(role claim.Role) claim.Role {
	pair := slices.Collect(maps.Keys(d.wanted))
	if len(pair) > 2 {
		pair = d.title
	}
	if len(pair) != 2 {
		pair = d.namedOnPage()
	}
	if len(pair) != 2 || !slices.Contains(pair, role) {
		return ""
	}
	if pair[0] == role {
		return pair[1]
	}
	return pair[0]
}

// namedOnPage are the wanted roles that any sentence names, sorted.
func (d *doc) namedOnPage() []claim.Role {
	if d.onPage == nil {
		named := map[claim.Role]bool{}
		for i := range d.blocks {
			for _, s := range d.blocks[i].sentences {
				for _, m := range s.mentions {
					if role := claim.Role(m.Role); m.Refers == lexicon.Named && d.wanted[role] {
						named[role] = true
					}
				}
			}
		}
		d.onPage = slices.AppendSeq(make([]claim.Role, 0, len(named)), maps.Keys(named))
		slices.Sort(d.onPage)
	}
	return d.onPage
}

// payAnswer reads a short answer to a heading that asks who earns more: "In most industries the CTO does."
func (d *doc) payAnswer(blk *block, s *sentence) string {
	if len(blk.Section) == 0 || len(s.tokens) > 14 {
		return ""
	}
	head := &d.blocks[blk.Section[len(blk.Section)-1]]
	asks := false
	for _, h := range d.lex.Patterns["pay_relation"].Find(head.tokens) {
		asks = asks || h.Value == "more"
	}
	if !asks || !head.heading.question || !d.lex.Patterns["pay_words"].In(head.tokens) {
		return ""
	}
	var named []claim.Role
	for _, m := range s.mentions {
		if m.Refers == lexicon.Named {
			named = union(named, []claim.Role{claim.Role(m.Role)})
		}
	}
	if len(named) == 1 && d.wanted[named[0]] && d.counterpart(named[0]) != "" {
		return string(named[0]) + "_higher"
	}
	return ""
}

// payRow reads a row on pay without figures: "Pay | higher | lower".
func (d *doc) payRow(b *builder, blk *block) {
	for i := range blk.Cells {
		cell := &blk.Cells[i]
		if cell.Header || cell.End <= cell.Start {
			continue
		}
		about, role := false, claim.Role("")
		for _, h := range append(append([]page.Span{}, cell.RowHead...), cell.ColumnHeads...) {
			tokens := d.span(h).tokens
			if info := d.span(h).heading; len(info.roles) == 1 && !info.others {
				role = info.roles[0]
			}
			about = about || d.lex.Patterns["pay_words"].In(tokens)
		}
		if !about || role == "" {
			continue
		}
		if value := d.payCell(d.span(page.Span{Start: cell.Start, End: cell.End}).tokens, role); value != "" {
			c := b.claim(claim.PayComparison, "", evidence{block: blk, start: blk.Start, end: blk.End, form: claim.Table, rule: "pay-row", confidence: 0.75})
			c.Value = value
			b.add(c)
		}
	}
}

func (d *doc) payCell(tokens []lexicon.Token, role claim.Role) string {
	for _, t := range tokens {
		if t.Kind == lexicon.Number {
			return ""
		}
	}
	other := d.counterpart(role)
	if len(tokens) > 8 || other == "" {
		return ""
	}
	switch single(d.lex.Patterns["pay_relation"].Find(tokens)) {
	case "equal":
		return "equal"
	case "more":
		return string(role) + "_higher"
	case "less":
		return string(other) + "_higher"
	}
	return ""
}

func (d *doc) payComparison(b *builder, blk *block, s *sentence, value, rule string) {
	st := d.settingIn(s)
	var ctx []context
	if st.survey.value == "" && d.lex.PayCues["same_survey"].In(s.tokens) {
		st.survey = d.surveyBefore(blk, s)
		ctx = []context{{"cited_source", st.survey.span}}
	}
	c := b.claim(claim.PayComparison, "", evidence{block: blk, start: s.start, end: s.end, form: formOf(blk), rule: rule, confidence: 0.8, context: ctx})
	c.Value = value
	c.Pay.Region, c.Pay.AsOf, c.Pay.CitedSource = st.region.value, st.asOf.value, st.survey.value
	c.Modality, c.Condition = d.modality(s.tokens), d.condition(s.tokens)
	b.add(c)
}

// surveyBefore is the survey named last before a sentence in its paragraph: "By its reckoning ...".
func (d *doc) surveyBefore(blk *block, s *sentence) fact {
	var last fact
	for i := range blk.sentences {
		before := &blk.sentences[i]
		if before.start >= s.start {
			break
		}
		if st := d.settingIn(before); st.survey.value != "" {
			last = st.survey
		}
	}
	return last
}
