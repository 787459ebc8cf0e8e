package extract

import (
	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// proseDuties finds sentences that say what a role does: the role as subject, a verb of work, its object. A sentence in
// a list item that names its own subject counts as a list claim.
func proseDuties(d *doc, b *builder) {
	feud := false // the section has come to how the roles fall out: opinions from here on
	for i := range d.blocks {
		blk := &d.blocks[i]
		if blk.Kind == page.Heading {
			feud = false
		}
		if !running(blk) || blk.scope.feud {
			continue
		}
		for j := range blk.sentences {
			s := &blk.sentences[j]
			feud = feud || d.fallsOut(s)
			if feud && blk.Kind == page.Paragraph {
				continue
			}
			if !isQuestion(s) && !d.announces(blk, j) {
				d.sentenceDuties(b, blk, s)
			}
		}
	}
}

// fallsOut reports whether a sentence says that the two roles are at odds.
func (d *doc) fallsOut(s *sentence) bool {
	if !d.lex.Cues["feud"].In(s.tokens) {
		return false
	}
	for i := 1; i < len(s.tokens); i++ {
		if s.tokens[i].Low == "two" && s.tokens[i-1].Low == "the" {
			return true
		}
	}
	return len(d.mentionedAfter(s, 0)) >= 2
}

// announces reports whether a sentence only leads to the list behind it.
func (d *doc) announces(blk *block, j int) bool {
	s := &blk.sentences[j]
	return j == len(blk.sentences)-1 && s.tokens[len(s.tokens)-1].Low == ":" &&
		blk.index+1 < len(d.blocks) && d.blocks[blk.index+1].List > 0
}

func isQuestion(s *sentence) bool { return s.tokens[len(s.tokens)-1].Low == "?" }

func (d *doc) sentenceDuties(b *builder, blk *block, s *sentence) {
	d.passiveDuties(b, blk, s)
	d.bareDuty(b, blk, s)
	for _, cl := range s.subjects {
		p, ok := d.predicateOf(s, cl)
		if !ok {
			continue
		}
		for _, role := range cl.roles {
			if !d.wanted[role] {
				continue
			}
			start, end := s.start, s.end
			form := formOf(blk)
			if form == claim.List {
				start, end = blk.Start, blk.End
			}
			if b.has(claim.Responsibility, role, start, end) {
				continue
			}
			b.duty(role, evidence{
				block: blk, start: start, end: end, form: form, rule: p.rule, confidence: confidence(cl, p),
				context: []context{{"role", cl.from}},
			}, s.tokens[p.at:cl.end], s)
		}
	}
}

// bareDuty reads a sentence without a subject in the answer to "What does a CTO do?": "Determines the direction of ...".
func (d *doc) bareDuty(b *builder, blk *block, s *sentence) {
	if len(s.subjects) > 0 || blk.Kind != page.Paragraph || len(blk.Section) == 0 {
		return
	}
	head := &d.blocks[blk.Section[len(blk.Section)-1]]
	v := d.lex.Verbs[s.tokens[0].Low]
	if !head.heading.question || !head.heading.duty || len(head.heading.roles) != 1 || v.Form&lexicon.Third == 0 || !d.lex.Works(s.tokens, 0) || !hasObject(s.tokens, 0) {
		return
	}
	b.duty(head.heading.roles[0], evidence{
		block: blk, start: s.start, end: s.end, form: claim.Prose, rule: "answer-verb", confidence: 0.7,
		context: []context{{"role", page.Span{Start: head.Start, End: head.End}}},
	}, s.tokens, s)
}

// passiveDuties finds duties said of a role that is no subject: "the budget is managed by the CIO", "it falls to the CIO
// to see that ...".
func (d *doc) passiveDuties(b *builder, blk *block, s *sentence) {
	for _, m := range s.mentions {
		role := claim.Role(m.Role)
		start := d.nounPhraseStart(s.tokens, m.Start)
		if m.Refers != lexicon.Named || !d.wanted[role] || start < 2 || d.oneMan(s, start, m, m.End) {
			continue
		}
		cue := d.passiveCue(s.tokens, start)
		if cue == 0 {
			cue = d.belongs(s.tokens, start, m.End)
		}
		if cue <= 0 || b.has(claim.Responsibility, role, s.start, s.end) {
			continue
		}
		work := s.tokens[:cue]
		for _, before := range s.mentions { // what was said of another role before is no part of it
			if before.Refers == lexicon.Named && before.End <= cue {
				work = s.tokens[before.End:cue]
			}
		}
		if m.End+1 < len(s.tokens) && s.tokens[m.End].Low == "to" {
			work = s.tokens[m.End+1:]
		} else if len(d.lex.Mentions(work)) > 0 || !hasWord(work) || work[0].Low == "it" {
			continue
		}
		b.duty(role, evidence{block: blk, start: s.start, end: s.end, form: formOf(blk), rule: "role-passive", confidence: 0.7}, work, s)
	}
}

// belongs is where "is" stands in "is the CIO's responsibility" at the end of a clause, 0 where it says nothing such.
func (d *doc) belongs(tokens []lexicon.Token, start, end int) int {
	if !isBe(tokens[start-1].Low) || end >= len(tokens) || tokens[end].Low != lexicon.Possessive {
		return 0
	}
	noun, ok := d.dutyNounAfter(tokens, end+1)
	if !ok || noun < len(tokens) && tokens[noun].Kind == lexicon.Word {
		return 0
	}
	return start - 1
}

// passiveCue is where a phrase such as "managed by" starts that ends right before token i, 0 where none does.
func (d *doc) passiveCue(tokens []lexicon.Token, i int) int {
	for from := max(0, i-4); from < i; from++ {
		if n, _ := d.lex.Patterns["passive"].At(tokens, from); n > 0 && from+n == i {
			return from
		}
	}
	if i >= 2 && tokens[i-1].Low == "by" { // "will be drawn up by the CTO"
		at := i - 2
		if low := tokens[at].Low; at > 0 && (low == "up" || low == "out" || low == "down") {
			at--
		}
		if v := d.lex.Verbs[tokens[at].Low]; v.Form&lexicon.Past != 0 && at > 0 {
			return at
		}
	}
	return 0
}

// confidence is how sure a prose duty is: less where the subject is a pronoun or the verb only looks back.
func confidence(cl clause, p predicate) float64 {
	c := 0.8
	if p.strong {
		c = 0.9
	}
	if cl.carried {
		c -= 0.15
	}
	if p.past {
		c -= 0.2
	}
	return c
}

// duty adds a responsibility. work is the tokens that say what is done, from which its category comes.
func (b *builder) duty(role claim.Role, e evidence, work []lexicon.Token, s *sentence) {
	c := b.claim(claim.Responsibility, role, e)
	if len(work) > 0 && (work[0].Start > e.start || work[len(work)-1].End < e.end) {
		c.Context = append(c.Context, claim.Context{Field: "category", Span: b.span(work[0].Start, work[len(work)-1].End)})
	}
	if s != nil {
		c.Modality, c.Condition = b.d.modality(s.tokens), b.d.condition(s.tokens)
	}
	b.add(c)
}
