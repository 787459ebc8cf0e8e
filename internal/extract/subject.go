package extract

import (
	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// clause is a part of a sentence that says something of one or more roles.
type clause struct {
	roles     []claim.Role
	start     int // first token: the subject with its article
	head      int // first token behind the subject
	end       int // behind the last token
	pronoun   bool
	carried   bool // who the pronoun is comes from an earlier sentence
	plural    bool
	joint     bool      // several roles joined, with which a verb can stand in either number ("the CIO or CTO manages")
	possessed bool      // "the CIO's role ...": head stands behind the duty noun
	of        bool      // "the role of the CIO ..."
	from      page.Span // where the role is named, if outside the sentence
}

// carry is whom the text spoke of last.
type carry struct {
	roles []claim.Role
	from  page.Span
	pair  []claim.Role // the last two roles named, for "the former, the latter"
	// running says that the text is a paragraph, in which a sentence can leave its subject out.
	running bool
	firm    bool // the roles were a subject by name, so that "he" can mean the holder
}

// subjects finds the clauses of a sentence, each from its subject to the next.
func (d *doc) subjects(s *sentence, sc scope, c *carry) []clause {
	var out []clause
	for i := 0; i < len(s.mentions); i++ {
		last := i
		for last+1 < len(s.mentions) && d.joined(s, s.mentions[last], s.mentions[last+1]) {
			last++
		}
		cl, ok := d.subject(s, s.mentions[i:last+1], sc, c)
		if ok && !(cl.pronoun && len(out) > 0 && (!cl.carried || cl.possessed)) {
			out = append(out, cl)
		}
		i = last
	}
	for i := range out {
		out[i].end = len(s.tokens)
		if i+1 < len(out) {
			out[i].end = out[i+1].start
		}
		out[i].head = min(out[i].head, out[i].end)
	}
	return out
}

// joined reports whether two mentions are one subject: "the CIO and the CTO", "both CIOs and CTOs".
func (d *doc) joined(s *sentence, a, b lexicon.Mention) bool {
	between := s.tokens[a.End:b.Start]
	if a.Refers == lexicon.Both {
		return len(between) <= 1 && b.Refers == lexicon.Named
	}
	if a.Refers != lexicon.Named || b.Refers != lexicon.Named || len(between) == 0 || len(between) > 3 {
		return false
	}
	joint := false
	for _, t := range between {
		switch t.Low {
		case "and", "or", "&", "/":
			joint = true
		case "the", "a", "an":
		default:
			return false
		}
	}
	return joint
}

// subject decides whether a run of joined mentions is the subject of something said.
func (d *doc) subject(s *sentence, ms []lexicon.Mention, sc scope, c *carry) (clause, bool) {
	roles, cl, ok := d.whom(s, ms, sc, c)
	if !ok {
		return clause{}, false
	}
	cl.roles = roles
	first, end := ms[0], ms[len(ms)-1].End
	cl.plural = len(ms) > 1 || first.Plural
	cl.joint = len(ms) > 1
	cl.start = d.nounPhraseStart(s.tokens, first.Start)
	if first.Start > 0 && s.tokens[first.Start-1].Low == "(" {
		return clause{}, false // "A CTO (Chief Technology Officer) turns ..."
	}
	if d.oneMan(s, cl.start, first, end) && d.addressed(s.tokens, end) == 0 {
		s.person = true
		return clause{}, false
	}
	end, ok = d.place(s, &cl, d.skipOffice(s.tokens, end))
	if !ok {
		return clause{}, false
	}
	if d.dutyPronoun(s, first, end) {
		cl.possessed = true
	}
	end, ok = d.owning(s, &cl, first, end)
	if !ok {
		return clause{}, false
	}
	cl.head = d.skipAsides(s.tokens, end)
	return cl, cl.head < len(s.tokens)
}

// place decides by the word before a mention whether it can be a subject: it gives the end of the subject.
func (d *doc) place(s *sentence, cl *clause, end int) (int, bool) {
	if cl.start == 0 {
		return end, true
	}
	before := s.tokens[cl.start-1].Low
	if (before == "our" || before == "your") && cl.start > 1 && s.tokens[cl.start-2].Low == "as" {
		before = "as"
	}
	if !prepositions[before] {
		return end, !d.objectOf(s.tokens, cl.start-1) || d.askedTo(s, cl, end) || d.inCharge(s, end)
	}
	if at, ok := d.afterPreposition(s, cl, before, end); ok {
		return at, true
	}
	start, ok := d.dutyNounBefore(s.tokens, cl.start-1)
	if ok {
		cl.start, cl.of, cl.possessed = start, true, true
	}
	return end, ok
}

// afterPreposition lists the prepositions behind which a mention can be a subject all the same: "as a CTO, you design",
// "with the CIO managing", "44 percent of CIOs report", "as for the CIO, he", "rely on the CTO to".
func (d *doc) afterPreposition(s *sentence, cl *clause, before string, end int) (int, bool) {
	switch before {
	case "as":
		if you := d.addressed(s.tokens, end); you > 0 {
			cl.plural = true
			return you, true
		}
		return end, d.finite(s.tokens, d.skipAsides(s.tokens, end))
	case "with":
		return end, end < len(s.tokens) && d.lex.Verbs[s.tokens[end].Low].Form == lexicon.Gerund
	case "of":
		if cl.start > 1 && (d.lex.Cues["share"].In(s.tokens[cl.start-2:cl.start-1]) || s.tokens[cl.start-2].Kind == lexicon.Number) {
			cl.start -= 2
			return end, true
		}
		return end, false
	case "for", "on", "to":
		if before == "for" && cl.start > 1 && s.tokens[cl.start-2].Low == "as" {
			return d.skipComma(s.tokens, end), true
		}
		return end, d.askedTo(s, cl, end)
	}
	return end, false
}

func (d *doc) skipComma(tokens []lexicon.Token, i int) int {
	if i < len(tokens) && tokens[i].Low == "," {
		return i + 1
	}
	return i
}

// askedTo reports whether a mention is asked to do something: "expect the CIO to", "look for a CTO to".
func (d *doc) askedTo(s *sentence, cl *clause, end int) bool {
	return end < len(s.tokens) && s.tokens[end].Low == "to" && d.lex.Cues["wants"].In(s.tokens[max(0, cl.start-2):cl.start])
}

// inCharge reports whether what a mention is in charge of follows it: "employ a CIO in charge of ..." is no mere object.
func (d *doc) inCharge(s *sentence, end int) bool {
	n, value := d.lex.Patterns["predicate"].At(s.tokens, min(end, len(s.tokens)-1))
	return n > 0 && value == "doing"
}

// dutyPronoun reports whether a pronoun stands for the work itself: "their job", "it is their role".
func (d *doc) dutyPronoun(s *sentence, m lexicon.Mention, end int) bool {
	low := s.tokens[m.Start].Low
	return m.Refers == lexicon.Pronoun && m.End-m.Start > 1 && d.lex.Duties[s.tokens[end-1].Low] && low != "this" && low != "the" && s.tokens[end-2].Low != "a"
}

// owning reads a possessive behind a mention: "the CIO's role" speaks of the role's duties, "the CTO's responsible for"
// is a verb, "the CIO's office" no subject at all.
func (d *doc) owning(s *sentence, cl *clause, m lexicon.Mention, end int) (int, bool) {
	if end >= len(s.tokens) || s.tokens[end].Low != lexicon.Possessive && (!m.Plural || !isApostrophe(s.tokens[end].Low)) {
		return end, true
	}
	if noun, ok := d.dutyNounAfter(s.tokens, end+1); ok {
		cl.possessed = true
		return noun, true
	}
	return end + 1, d.inCharge(s, end+1)
}

// addressed finds "you" behind "as our CIO" or "as a CTO,": the token behind it, 0 where none is.
func (d *doc) addressed(tokens []lexicon.Token, i int) int {
	i = d.skipComma(tokens, i)
	if i < len(tokens) && tokens[i].Low == "you" {
		return i + 1
	}
	return 0
}

// finite reports whether a token can be the verb of a subject before it.
func (d *doc) finite(tokens []lexicon.Token, i int) bool {
	if i >= len(tokens) {
		return false
	}
	if v, ok := d.lex.Verbs[tokens[i].Low]; ok && v.Form != lexicon.Gerund {
		return true
	}
	n, _ := d.lex.Patterns["predicate"].At(tokens, i)
	m, _ := d.lex.Cues["not_work"].At(tokens, i)
	return n+m > 0
}

// objectOf reports whether what follows token i is its object: a verb, or "has".
func (d *doc) objectOf(tokens []lexicon.Token, i int) bool {
	switch tokens[i].Low {
	case "is", "was":
		return i == 0 || tokens[i-1].Low != "it" // "it is the CIO who ..."
	case "has", "have", "had", "called", "become", "became", "becomes", "becoming", "named", "appointed", "vs", "versus", "being", "are", "were", "be":
		return true
	case ".":
		return i > 0 && tokens[i-1].Low == "vs"
	}
	v, ok := d.lex.Verbs[tokens[i].Low]
	switch {
	case !ok || v.Form == lexicon.Past || i > 0 && tokens[i].Upper:
		return false
	case v.Form&(lexicon.Third|lexicon.Gerund) != 0 || i == 0:
		return true
	}
	return d.verbal(tokens[i-1]) // "plan" is a noun in "on the larger plan the CTO ..."
}

// verbal reports whether the word before a base form makes it a verb: "to hire", "we expect", "companies want".
func (d *doc) verbal(before lexicon.Token) bool {
	switch before.Low {
	case "to", "we", "you", "they", "i", "not", "who", "and", "or", "please", "should", "must", "can", "will", "would", "could", "may", "might":
		return true
	}
	n, _ := d.lex.Patterns["predicate"].At([]lexicon.Token{before}, 0)
	return n > 0 || before.Kind == lexicon.Word && len(before.Low) > 3 && before.Low[len(before.Low)-1] == 's'
}

func isApostrophe(low string) bool { return low == "'" || low == "’" }
