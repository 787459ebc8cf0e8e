package extract

import (
	"rolecall/internal/lexicon"
)

// prepositions before a role keep it from being a subject.
var prepositions = map[string]bool{
	"of": true, "for": true, "to": true, "with": true, "by": true, "from": true, "between": true, "as": true, "under": true, "than": true, "like": true, "unlike": true, "about": true,
	"on": true, "into": true, "against": true, "among": true, "via": true, "per": true, "toward": true, "towards": true, "without": true, "alongside": true, "behind": true, "over": true, "through": true, "in": true, "at": true,
}

// determiners open a noun phrase.
var determiners = map[string]bool{
	"the": true, "a": true, "an": true, "every": true, "each": true, "any": true, "most": true, "many": true, "some": true, "all": true, "these": true, "those": true, "such": true, "one": true, "another": true, "other": true,
	"more": true, "no": true, "today": true, "both": true, "your": true, "few": true, "several": true, "this": true, "that": true,
}

// nounPhraseStart walks back from a role over its articles and adjectives.
func (d *doc) nounPhraseStart(tokens []lexicon.Token, i int) int {
	for i > 0 {
		t := tokens[i-1]
		switch {
		case determiners[t.Low]:
			return i - 1
		case t.Low == lexicon.Possessive && i > 1 && tokens[i-2].Low == "today":
			return i - 2
		case t.Low == "-" && i > 1 && t.End == tokens[i].Start:
			i -= 2
		case d.lex.IsModifier(tokens, i-1) > 0:
			i--
		default:
			return i
		}
	}
	return i
}

// oneMan reports whether a mention is one particular person: "our CTO", "Jane Doe, CIO of Acme, ...".
func (d *doc) oneMan(s *sentence, start int, m lexicon.Mention, end int) bool {
	if m.Refers != lexicon.Named || m.Plural {
		return false
	}
	if start > 0 && d.lex.Cues["person"].In(s.tokens[start-1:start]) {
		return true
	}
	for _, t := range s.tokens[start:m.Start] {
		if t.Low == "former" || t.Low == "ex" {
			return true
		}
	}
	if d.apposed(s, start, m, end) {
		return true
	}
	if end+1 < len(s.tokens) && (s.tokens[end].Low == "of" || s.tokens[end].Low == "at" || s.tokens[end].Low == "for") {
		next := s.tokens[end+1]
		return next.Kind == lexicon.Word && next.Upper && !determiners[next.Low] && s.tokens[start].Low != "a" && s.tokens[start].Low != "an"
	}
	return end < len(s.tokens) && start == m.Start && s.tokens[end].Upper && s.tokens[end].Kind == lexicon.Word && !m.Plural &&
		end+1 < len(s.tokens) && s.tokens[end+1].Upper && s.tokens[end+1].Kind == lexicon.Word // "CIO Jane Doe"
}

// apposed reports whether a mention is what a named person is: "Jane Doe, CIO of a bank, ...".
func (d *doc) apposed(s *sentence, start int, m lexicon.Mention, end int) bool {
	if start != m.Start || start < 2 || s.tokens[start-1].Low != "," || end >= len(s.tokens) {
		return false
	}
	name := s.tokens[start-2]
	behind := s.tokens[end].Low
	return name.Kind == lexicon.Word && name.Upper && (behind == "of" || behind == "at" || behind == "," || behind == "for" || behind == "and")
}

// skipOffice passes over "role", "position", "function" behind a role.
func (d *doc) skipOffice(tokens []lexicon.Token, i int) int {
	if i < len(tokens) && d.lex.Offices[tokens[i].Low] {
		return i + 1
	}
	return i
}

// dutyNounBefore finds "the (main) role of" that ends at token i, the preposition: its first token.
func (d *doc) dutyNounBefore(tokens []lexicon.Token, i int) (int, bool) {
	if i < 1 || tokens[i].Low != "of" || !d.lex.Duties[tokens[i-1].Low] {
		return 0, false
	}
	start := i - 1
	for start > 0 && i-start < 6 && tokens[start-1].Kind == lexicon.Word && !prepositions[tokens[start-1].Low] && tokens[start-1].Low != "is" {
		start--
		if determiners[tokens[start].Low] {
			break
		}
	}
	return start, true
}

// dutyNounAfter finds "(main) role" within a few words from i: the token behind it.
func (d *doc) dutyNounAfter(tokens []lexicon.Token, i int) (int, bool) {
	for j := i; j < len(tokens) && j < i+5 && tokens[j].Kind == lexicon.Word; j++ {
		if d.lex.Duties[tokens[j].Low] {
			for j+2 < len(tokens) && tokens[j+1].Low == "and" && d.lex.Duties[tokens[j+2].Low] {
				j += 2
			}
			return j + 1, true
		}
	}
	return 0, false
}

// asides are words that may stand between a subject and its verb.
var asides = map[string]bool{
	"also": true, "often": true, "always": true, "never": true, "now": true, "then": true, "still": true, "alone": true, "therefore": true, "thus": true, "even": true, "just": true, "only": true, "sometimes": true, "today": true,
	"meanwhile": true, "instead": true, "both": true, "each": true, "too": true, "ultimately": true, "himself": true, "herself": true, "themselves": true, "not": true, "first": true,
}

// skipAsides passes over adverbs, bracketed remarks and short remarks between commas.
func (d *doc) skipAsides(tokens []lexicon.Token, i int) int {
	for i < len(tokens) {
		t := tokens[i]
		switch {
		case (t.Low == "vs" || t.Low == "versus") && i+3 < len(tokens):
			next := d.lex.Mentions(tokens[i+1 : min(i+6, len(tokens))])
			if len(next) == 0 {
				return i
			}
			i += 1 + next[0].End
		case (t.Low == "who" || t.Low == "that") && d.cleftBefore(tokens, i):
			i++
		case asides[t.Low], d.adverb(t):
			i++
		case placing[t.Low]:
			verb := d.verbBehind(tokens, i)
			if verb < 0 {
				return i
			}
			i = verb
		case t.Low == "(":
			end := find(tokens, i+1, 25, ")")
			if end < 0 {
				return i
			}
			i = end + 1
		case t.Low == "," || t.Low == "–" || t.Low == "—":
			end := find(tokens, i+1, 9, t.Low)
			if end < 0 {
				return i
			}
			i = end + 1
		default:
			return i
		}
	}
	return i
}

// placing prepositions open a phrase that tells which holders of a role are meant: "a CTO at a small firm manages ...".
var placing = map[string]bool{"at": true, "in": true, "of": true, "from": true, "with": true, "within": true, "inside": true}

// verbBehind finds the verb behind a prepositional phrase that starts at token i, -1 where none follows closely.
func (d *doc) verbBehind(tokens []lexicon.Token, i int) int {
	for j := i + 2; j < len(tokens) && j < i+9; j++ {
		t := tokens[j]
		if t.Kind == lexicon.Mark && t.Low != "-" {
			return -1
		}
		n, _ := d.lex.Patterns["predicate"].At(tokens, j)
		if v := d.lex.Verbs[t.Low]; n > 0 || v.Form&lexicon.Third != 0 && d.lex.Works(tokens, j) {
			return j
		}
	}
	return -1
}

// cleftBefore reports whether "it is" opens what ends before token i: "it is the CIO who ...".
func (d *doc) cleftBefore(tokens []lexicon.Token, i int) bool {
	for j := max(0, i-6); j+1 < i; j++ {
		if tokens[j].Low == "it" && (tokens[j+1].Low == "is" || tokens[j+1].Low == "was" || tokens[j+1].Low == lexicon.Possessive) {
			return true
		}
	}
	return false
}

func find(tokens []lexicon.Token, from, within int, low string) int {
	for i := from; i < len(tokens) && i < from+within; i++ {
		if tokens[i].Low == low {
			return i
		}
	}
	return -1
}
