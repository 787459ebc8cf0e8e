package extract

import (
	"strings"

	"rolecall/internal/lexicon"
)

// predicate is what a clause says its subject does.
type predicate struct {
	at     int // first token of what is done: a verb or a thing
	rule   string
	past   bool // only said of the past
	strong bool // the words themselves say duty ("is responsible for")
}

// predicateOf reads the duty that a clause states, if it states one.
func (d *doc) predicateOf(s *sentence, cl clause) (predicate, bool) {
	tokens := s.tokens[:cl.end]
	i := cl.head
	if i >= len(tokens) {
		return predicate{}, false
	}
	if cl.start > 0 && asking[s.tokens[cl.start-1].Low] {
		return predicate{}, false
	}
	if cl.possessed {
		return d.possessedDuty(tokens, i)
	}
	if denied(s.tokens[cl.start:i]) {
		return predicate{}, false
	}
	if cl.start > 0 && tokens[cl.start-1].Low == "with" && d.lex.Verbs[tokens[i].Low].Form == lexicon.Gerund {
		return predicate{at: i, rule: "role-participle"}, d.lex.Works(tokens, i) && hasObject(tokens, i)
	}
	if p, ok := d.verbPhrase(tokens, i, cl, 0); ok {
		return p, true
	}
	if cl.pronoun && d.lex.Verbs[tokens[i].Low].Base == "" && i > 0 && d.lex.Offices[tokens[i-1].Low] { // "the post includes ..."
		return d.possessedDuty(tokens, i)
	}
	return d.coordinated(tokens, i, cl)
}

// reach is how far behind a subject a second verb of it can stand.
const reach = 24

// coordinated reads a second verb of the subject ("faces outward and picks the technology", "might report to the CIO
// and be responsible for ...") or a participle that goes with it (", developing products").
func (d *doc) coordinated(tokens []lexicon.Token, i int, cl clause) (predicate, bool) {
	if !d.finite(tokens, i) && !d.facing(tokens, i) || i+1 < len(tokens) && tokens[i+1].Low == "to" && !strings.HasPrefix(tokens[i].Low, "report") && !strings.HasPrefix(tokens[i].Low, "answer") {
		return predicate{}, false
	}
	if cl.start > 0 && (tokens[cl.start-1].Low == "though" || tokens[cl.start-1].Low == "although") {
		return predicate{}, false
	}
	for j := i + 1; j < len(tokens) && j < i+reach; j++ {
		switch tokens[j].Low {
		case ";", ":", "because", "if", "when", "that", "which", "who", "whose", "than", "so", "but":
			return predicate{}, false
		case "and", ",":
			at := d.skipWeak(tokens, j+1)
			if at >= len(tokens) {
				return predicate{}, false
			}
			if p, ok := d.second(tokens, at, cl, tokens[j].Low == ","); ok {
				return p, true
			}
		}
	}
	return predicate{}, false
}

// second reads the second verb itself.
func (d *doc) second(tokens []lexicon.Token, at int, cl clause, comma bool) (predicate, bool) {
	if tokens[at].Low == "be" {
		if n, value := d.lex.Patterns["predicate"].At(tokens, at); n > 0 && value == "doing" {
			return d.afterDoing(tokens, d.skipWeak(tokens, at+n))
		}
		return predicate{}, false
	}
	v, ok := d.lex.Verbs[tokens[at].Low]
	if !ok || !d.lex.Works(tokens, at) || !hasObject(tokens, at) {
		return predicate{}, false
	}
	agrees := v.Form&lexicon.Third != 0 && !cl.plural || v.Form&lexicon.Base != 0 && cl.plural
	if agrees && !comma || comma && v.Form&lexicon.Gerund != 0 {
		return predicate{at: at, rule: "role-second-verb"}, true
	}
	return predicate{}, false
}

// facing reports whether a verb of direction stands at a token ("faces outward", "looks inward").
func (d *doc) facing(tokens []lexicon.Token, i int) bool {
	n, _ := d.lex.Patterns["faces"].At(tokens, i)
	return n > 0 || tokens[i].Low == "looks" || tokens[i].Low == "look" || tokens[i].Low == "faces" || tokens[i].Low == "face" || tokens[i].Low == "sits" || tokens[i].Low == "sit"
}

// possessedDuty reads on behind "the CIO's role" or "the job of a CTO": "is to ...", "is managing ...", "involve ...".
func (d *doc) possessedDuty(tokens []lexicon.Token, i int) (predicate, bool) {
	if i+1 < len(tokens) && tokens[i].Low == "to" {
		at := d.skipWeak(tokens, i+1)
		if at < len(tokens) && d.lex.Verbs[tokens[at].Low].Form&lexicon.Base != 0 && d.lex.Works(tokens, at) {
			return predicate{at: at, rule: "role-noun", strong: true}, true
		}
	}
	for i < len(tokens) {
		n, value := d.lex.Patterns["predicate"].At(tokens, i)
		if n == 0 {
			return predicate{}, false
		}
		next := d.skipWeak(tokens, i+n)
		if next < len(tokens) && tokens[next].Low == "to" {
			next = d.skipWeak(tokens, next+1)
		}
		if next >= len(tokens) {
			return predicate{}, false
		}
		if v, ok := d.lex.Verbs[tokens[next].Low]; ok && (v.Form&(lexicon.Base|lexicon.Gerund) != 0) && d.lex.Works(tokens, next) {
			return predicate{at: next, rule: "role-noun", strong: true}, true
		}
		if tokens[next].Low == "on" || tokens[next].Low == "spent" {
			return predicate{at: next, rule: "role-noun", strong: true}, true
		}
		if value == "doing" {
			return predicate{at: next, rule: "role-noun", strong: true}, true
		}
		if n2, _ := d.lex.Patterns["predicate"].At(tokens, next); n2 > 0 {
			i = next
			continue
		}
		// "includes oversight of ..." names the work as a thing
		return predicate{at: next, rule: "role-noun"}, value == "is" && tokens[i].Low != "is" && tokens[i].Low != "are" && tokens[i].Low != "was"
	}
	return predicate{}, false
}

// verbPhrase reads what stands behind the subject: modals, "is expected to", "is responsible for", a plain verb.
func (d *doc) verbPhrase(tokens []lexicon.Token, i int, cl clause, depth int) (predicate, bool) {
	if i >= len(tokens) || depth > 3 {
		return predicate{}, false
	}
	if n, value := d.lex.Patterns["predicate"].At(tokens, i); n > 0 {
		return d.afterPhrase(tokens, i, n, value, cl, depth)
	}
	if tokens[i].Low == "to" && depth == 0 {
		return d.toVerb(tokens, i, cl)
	}
	return d.plainVerb(tokens, i, cl)
}

// afterPhrase reads on behind a phrase of the predicate list.
func (d *doc) afterPhrase(tokens []lexicon.Token, i, n int, value string, cl clause, depth int) (predicate, bool) {
	next := d.skipWeak(tokens, i+n)
	if denied(tokens[i+n : min(next+1, len(tokens))]) {
		return predicate{}, false
	}
	switch value {
	case "bare":
		return d.afterModal(tokens, next, cl, depth)
	case "doing":
		if isFocus(tokens[i:i+n]) && !d.workAhead(tokens, next) {
			return predicate{}, false
		}
		return d.afterDoing(tokens, next)
	}
	if isBe(tokens[i].Low) && d.doingNow(tokens, next) {
		return predicate{at: next, rule: "role-verb"}, hasObject(tokens, next)
	}
	return d.afterIs(tokens, next, cl, depth)
}

// doingNow reports whether a gerund of work stands at a token: "is managing", not "is looking for".
func (d *doc) doingNow(tokens []lexicon.Token, i int) bool {
	if i >= len(tokens) || d.lex.Verbs[tokens[i].Low].Form != lexicon.Gerund || !d.lex.Works(tokens, i) {
		return false
	}
	return tokens[i].Low != "looking" || i+1 < len(tokens) && tokens[i+1].Low == "after"
}

// toVerb reads "one person, a CIO, to support ...", "expect the CIO to show ...".
func (d *doc) toVerb(tokens []lexicon.Token, i int, cl clause) (predicate, bool) {
	if cl.start < 1 || i+1 >= len(tokens) || d.lex.Verbs[tokens[i+1].Low].Form&lexicon.Base == 0 || !d.lex.Works(tokens, i+1) {
		return predicate{}, false
	}
	wanted := cl.start > 1 && d.lex.Cues["wants"].In(tokens[cl.start-2:cl.start]) && !negated(tokens[max(0, cl.start-4):cl.start])
	return predicate{at: i + 1, rule: "role-to"}, wanted || tokens[i-1].Low == ","
}

// plainVerb reads a verb that agrees with the subject.
func (d *doc) plainVerb(tokens []lexicon.Token, i int, cl clause) (predicate, bool) {
	v, ok := d.lex.Verbs[tokens[i].Low]
	if !ok {
		return predicate{at: i, rule: "role-other-verb"}, !cl.plural && !cl.pronoun && d.unlisted(tokens, i) && hasObject(tokens, i)
	}
	if !d.lex.Works(tokens, i) || v.Base == "spend" && !d.spentOn(tokens, i) {
		return predicate{}, false
	}
	third, base := v.Form&lexicon.Third != 0, v.Form&lexicon.Base != 0
	if third && (!cl.plural || cl.joint) || base && cl.plural {
		return predicate{at: i, rule: "role-verb"}, hasObject(tokens, i)
	}
	return predicate{at: i, rule: "role-verb-past", past: true}, v.Form&lexicon.Past != 0 && !cl.pronoun && hasObject(tokens, i)
}

// afterModal reads a base verb ("can oversee"), or a phrase that takes one or a thing ("must be responsible for").
func (d *doc) afterModal(tokens []lexicon.Token, i int, cl clause, depth int) (predicate, bool) {
	if i >= len(tokens) {
		return predicate{}, false
	}
	if tokens[i].Low == "be" {
		return d.afterBe(tokens, d.skipWeak(tokens, i+1), cl, depth)
	}
	if n, value := d.lex.Patterns["predicate"].At(tokens, i); n > 0 && value != "is" {
		if value == "doing" {
			next := d.skipWeak(tokens, i+n)
			if isFocus(tokens[i:i+n]) && !d.workAhead(tokens, next) {
				return predicate{}, false
			}
			return d.afterDoing(tokens, next)
		}
		return d.afterModal(tokens, d.skipWeak(tokens, i+n), cl, depth+1)
	}
	v, ok := d.lex.Verbs[tokens[i].Low]
	if !ok {
		return predicate{at: i, rule: "role-modal"}, d.unlistedBase(tokens, i) && hasObject(tokens, i) && !d.qualification(tokens, i)
	}
	if v.Form&lexicon.Base == 0 || !d.lex.Works(tokens, i) || !hasObject(tokens, i) || d.qualification(tokens, i) {
		return predicate{}, false
	}
	return predicate{at: i, rule: "role-modal"}, true
}

// afterBe reads what follows "must be": "responsible for ...", "able to ...", "more strategic and focused on ...", a
// gerund ("implementing ...").
func (d *doc) afterBe(tokens []lexicon.Token, i int, cl clause, depth int) (predicate, bool) {
	for j := i; j < len(tokens) && j < i+6; j++ {
		if n, value := d.lex.Patterns["predicate"].At(tokens, j); n > 0 && value == "doing" {
			return d.afterDoing(tokens, d.skipWeak(tokens, j+n))
		}
		if tokens[j].Low == "to" && j > i && j <= i+2 && j+1 < len(tokens) {
			return d.afterModal(tokens, d.skipWeak(tokens, j+1), cl, depth+1)
		}
		if tokens[j].Kind == lexicon.Mark && tokens[j].Low != "-" {
			break
		}
	}
	if i < len(tokens) && d.lex.Verbs[tokens[i].Low].Form&lexicon.Gerund != 0 && d.lex.Works(tokens, i) {
		return predicate{at: i, rule: "role-modal"}, hasObject(tokens, i)
	}
	return predicate{}, false
}

// qualification reports whether a verb's object is something to bring along: "must embrace soft skills".
func (d *doc) qualification(tokens []lexicon.Token, i int) bool {
	for j := i + 1; j < len(tokens) && j < i+6; j++ {
		if n, _ := d.lex.Cues["qualification"].At(tokens, j); n > 0 && !d.lex.Cues["whose_experience"].In(tokens[j-1:j]) {
			return true
		}
	}
	return false
}

// isFocus reports whether a predicate only says where the attention goes.
func isFocus(tokens []lexicon.Token) bool {
	for _, t := range tokens {
		if strings.HasPrefix(t.Low, "focus") || strings.HasPrefix(t.Low, "concentrat") || t.Low == "concerned" {
			return true
		}
	}
	return false
}

// workAhead reports whether a gerund or a piece of work follows, not just a direction.
func (d *doc) workAhead(tokens []lexicon.Token, i int) bool {
	if i >= len(tokens) {
		return false
	}
	if v, ok := d.lex.Verbs[tokens[i].Low]; ok && v.Form&lexicon.Gerund != 0 {
		return true
	}
	end := i
	for end < len(tokens) && end < i+7 && (tokens[end].Kind != lexicon.Mark || tokens[end].Low == "-" || tokens[end].Low == "&") {
		end++
	}
	return d.lex.Cues["work_thing"].In(tokens[i:end])
}

// spentOn reports whether time is spent doing something: "spends much of the day on budgets", "spend time coaching".
func (d *doc) spentOn(tokens []lexicon.Token, i int) bool {
	for j := i + 1; j < len(tokens) && j < i+10; j++ {
		if tokens[j].Low == "on" || d.lex.Verbs[tokens[j].Low].Form&lexicon.Gerund != 0 {
			return true
		}
		if tokens[j].Low == "with" || tokens[j].Low == "," {
			return false
		}
	}
	return false
}

// afterDoing reads a gerund or a thing ("is responsible for the networks").
func (d *doc) afterDoing(tokens []lexicon.Token, i int) (predicate, bool) {
	if i >= len(tokens) || tokens[i].Kind == lexicon.Mark {
		return predicate{}, false
	}
	return predicate{at: i, rule: "role-charge", strong: true}, true
}

// afterIs reads "is the executive who manages ...", "is the one that ...", "is a leader responsible for ...".
func (d *doc) afterIs(tokens []lexicon.Token, i int, cl clause, depth int) (predicate, bool) {
	if depth > 0 {
		return predicate{}, false
	}
	for j := i; j < len(tokens) && j < i+14; j++ {
		if tokens[j].Low == ";" || tokens[j].Low == ":" {
			break
		}
		if tokens[j].Low == "who" || tokens[j].Low == "that" || tokens[j].Low == "whose" {
			one := cl
			one.plural = cl.plural
			if p, ok := d.verbPhrase(tokens, d.skipWeak(tokens, j+1), one, depth+1); ok {
				p.rule = "role-definition"
				return p, true
			}
		}
		if n, value := d.lex.Patterns["predicate"].At(tokens, j); n > 0 && value == "doing" {
			return d.afterDoing(tokens, d.skipWeak(tokens, j+n))
		}
	}
	return predicate{}, false
}
