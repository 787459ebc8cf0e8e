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
	if cl.possessed {
		return d.possessedDuty(tokens, i)
	}
	return d.verbPhrase(tokens, i, cl, 0)
}

// possessedDuty reads on behind "the CIO's role" or "the job of a CTO": "is to ...", "is managing ...", "involve ...".
func (d *doc) possessedDuty(tokens []lexicon.Token, i int) (predicate, bool) {
	for i < len(tokens) && (d.lex.Patterns["predicate"] != nil) {
		n, value := d.lex.Patterns["predicate"].At(tokens, i)
		if n == 0 {
			return predicate{}, false
		}
		next := skipWeak(tokens, i+n)
		if next < len(tokens) && tokens[next].Low == "to" {
			next = skipWeak(tokens, next+1)
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
		next := skipWeak(tokens, i+n)
		switch value {
		case "bare":
			return d.afterModal(tokens, next, cl, depth)
		case "doing":
			return d.afterDoing(tokens, next)
		case "is":
			return d.afterIs(tokens, next, cl, depth)
		}
	}
	v, ok := d.lex.Verbs[tokens[i].Low]
	if !ok || !d.lex.Works(tokens, i) {
		return predicate{}, false
	}
	third, base := v.Form&lexicon.Third != 0, v.Form&lexicon.Base != 0
	switch {
	case third && !cl.plural, base && cl.plural, base && cl.pronoun && depth == 0 && cl.plural:
		if !hasObject(tokens, i) {
			return predicate{}, false
		}
		return predicate{at: i, rule: "role-verb"}, true
	case v.Form&lexicon.Past != 0:
		return predicate{at: i, rule: "role-verb-past", past: true}, !cl.pronoun && hasObject(tokens, i)
	}
	return predicate{}, false
}

// afterModal reads a base verb ("can oversee"), or a phrase that takes one or a thing ("must be responsible for").
func (d *doc) afterModal(tokens []lexicon.Token, i int, cl clause, depth int) (predicate, bool) {
	if i >= len(tokens) {
		return predicate{}, false
	}
	if tokens[i].Low == "be" {
		i = skipWeak(tokens, i+1)
		if n, _ := d.lex.Patterns["predicate"].At(tokens, i); n == 0 {
			if i < len(tokens) && (tokens[i].Low == "able" || tokens[i].Low == "expected" || tokens[i].Low == "ready") && i+1 < len(tokens) && tokens[i+1].Low == "to" {
				return d.afterModal(tokens, i+2, cl, depth+1)
			}
			return predicate{}, false
		}
	}
	if n, value := d.lex.Patterns["predicate"].At(tokens, i); n > 0 && value != "is" {
		if value == "doing" {
			return d.afterDoing(tokens, skipWeak(tokens, i+n))
		}
		return d.afterModal(tokens, skipWeak(tokens, i+n), cl, depth+1)
	}
	v, ok := d.lex.Verbs[tokens[i].Low]
	if !ok || v.Form&lexicon.Base == 0 || !d.lex.Works(tokens, i) || !hasObject(tokens, i) {
		return predicate{}, false
	}
	return predicate{at: i, rule: "role-modal"}, true
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
			if p, ok := d.verbPhrase(tokens, skipWeak(tokens, j+1), one, depth+1); ok {
				p.rule = "role-definition"
				return p, true
			}
		}
		if n, value := d.lex.Patterns["predicate"].At(tokens, j); n > 0 && value == "doing" {
			return d.afterDoing(tokens, skipWeak(tokens, j+n))
		}
	}
	return predicate{}, false
}

// skipWeak passes over adverbs.
func skipWeak(tokens []lexicon.Token, i int) int {
	for i < len(tokens) && (asides[tokens[i].Low] && tokens[i].Low != "who" && tokens[i].Low != "that" || strings.HasSuffix(tokens[i].Low, "ly") && tokens[i].Kind == lexicon.Word && len(tokens[i].Low) > 4) {
		i++
	}
	return i
}

// hasObject reports whether something follows a verb: what is done to what.
func hasObject(tokens []lexicon.Token, i int) bool {
	words := 0
	for _, t := range tokens[i+1:] {
		if t.Kind == lexicon.Mark && t.Low != "-" && t.Low != "," && t.Low != "\"" && t.Low != "“" {
			break
		}
		if t.Kind == lexicon.Word {
			words++
		}
	}
	return words >= 1
}
