package extract

import (
	"strings"

	"rolecall/internal/lexicon"
)

// denied reports whether "never", or "not" without "only" or "just", stands between a subject and its verb.
func denied(tokens []lexicon.Token) bool {
	for i, t := range tokens {
		if t.Low == "never" || t.Low == "not" && (i+1 >= len(tokens) || tokens[i+1].Low != "only" && tokens[i+1].Low != "just") {
			return true
		}
	}
	return false
}

// asking words open a question within a sentence: "how they differ".
var asking = map[string]bool{"how": true, "why": true, "whether": true, "what": true}

func isBe(low string) bool { return low == "is" || low == "are" || low == "was" || low == "were" }

// money reports whether a currency sign stands among tokens.
func money(tokens []lexicon.Token) bool {
	for _, t := range tokens {
		switch t.Low {
		case "$", "£", "€", "₹", "usd", "gbp", "eur", "inr":
			return true
		}
	}
	return false
}

// negated reports whether a negation stands among tokens.
func negated(tokens []lexicon.Token) bool {
	for _, t := range tokens {
		switch t.Low {
		case "not", "cannot", "never", "don't", "doesn't", "can't", "don’t", "doesn’t", "can’t", "no":
			return true
		}
	}
	return false
}

// unlisted reports whether a word right behind a singular subject can only be its verb, though no list has it:
// "haggles", "vouches". Verbs that are known to be no work are in a list of their own.
func (d *doc) unlisted(tokens []lexicon.Token, i int) bool {
	t := tokens[i]
	if t.Kind != lexicon.Word || t.Upper || len(t.Low) < 4 || !strings.HasSuffix(t.Low, "s") || strings.HasSuffix(t.Low, "ss") || i+1 >= len(tokens) {
		return false
	}
	n, _ := d.lex.Cues["not_work"].At(tokens, i)
	m, _ := d.lex.PayCues["pay_only"].At(tokens, i)
	k, _ := d.lex.PayCues["pay"].At(tokens, i)
	return n+m+k == 0 && d.lex.ItemVerbs[t.Low].Base == "" && !d.lex.Duties[t.Low] && !d.lex.Offices[strings.TrimSuffix(t.Low, "s")] && afterVerb(tokens[i+1])
}

// afterVerb reports whether a word can only follow a verb, not a noun in the plural.
func afterVerb(t lexicon.Token) bool {
	switch t.Low {
	case "its", "their", "his", "her", "them", "up", "out", "down", "away", "through", "together", "that", "how", "what", "where", "which", "whatever", "everything", "everyone":
		return true
	}
	return determiners[t.Low] || t.Low == "with" || t.Low == "for"
}

// unlistedBase is the same for a word behind a modal.
func (d *doc) unlistedBase(tokens []lexicon.Token, i int) bool {
	t := tokens[i]
	if t.Kind != lexicon.Word || t.Upper || len(t.Low) < 4 || determiners[t.Low] || prepositions[t.Low] || strings.HasSuffix(t.Low, "ed") || t.Low == "expect" || money(tokens[i:min(len(tokens), i+7)]) {
		return false
	}
	n, _ := d.lex.Cues["not_work"].At(tokens, i)
	m, _ := d.lex.PayCues["pay_only"].At(tokens, i)
	return n+m == 0 && d.lex.ItemVerbs[t.Low].Base == "" && i+1 < len(tokens) && (determiners[tokens[i+1].Low] || tokens[i+1].Low == "its" || tokens[i+1].Low == "their" || tokens[i+1].Low == "that")
}

// skipWeak passes over adverbs.
func (d *doc) skipWeak(tokens []lexicon.Token, i int) int {
	for i < len(tokens) && (asides[tokens[i].Low] || d.adverb(tokens[i])) {
		i++
	}
	return i
}

// adverb reports whether a word is one by its ending ("closely", not "supply").
func (d *doc) adverb(t lexicon.Token) bool {
	return t.Kind == lexicon.Word && len(t.Low) > 4 && strings.HasSuffix(t.Low, "ly") && d.lex.Verbs[t.Low].Base == ""
}

// hasObject reports whether something follows a verb: what is done to what.
func hasObject(tokens []lexicon.Token, i int) bool {
	words := 0
	if i+1 < len(tokens) && tokens[i+1].Low == "themselves" || i+1 < len(tokens) && (tokens[i+1].Low == "himself" || tokens[i+1].Low == "herself" || tokens[i+1].Low == "itself") {
		return false // "describe themselves as ..."
	}
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
