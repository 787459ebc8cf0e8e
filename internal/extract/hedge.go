package extract

import (
	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
)

// modality tells whether a clause is hedged.
func (d *doc) modality(tokens []lexicon.Token) claim.Modality {
	if d.lex.Cues["hedge"].In(tokens) {
		return claim.Hedged
	}
	return claim.Asserted
}

// condition gives the words that limit what is said ("In non-tech organizations"), or "".
func (d *doc) condition(tokens []lexicon.Token) string {
	for i := range tokens {
		n, _ := d.lex.Cues["condition"].At(tokens, i)
		if n == 0 || tokens[i+n-1].Low == "other" && i+n < len(tokens) && tokens[i+n].Low == "words" {
			continue
		}
		if i+n < len(tokens) && isYear(tokens[i+n]) {
			continue // "in early 2026"
		}
		opening := i == 0 || tokens[i-1].Kind == lexicon.Mark
		end := i + n
		for end < len(tokens) && end < i+14 && !d.endsCondition(tokens, end, opening) {
			end++
		}
		return d.text(tokens[i].Start, tokens[end-1].End)
	}
	return ""
}

// endsCondition reports whether a condition ends before token i: at a mark, where a subject begins, or at a verb.
func (d *doc) endsCondition(tokens []lexicon.Token, i int, opening bool) bool {
	t := tokens[i]
	switch t.Low {
	case ",", ";", ".", ":", "–", "—", "!", "$", "£", "€", "₹":
		return true
	case "(", ")", "-":
		return false
	}
	if n, value := d.lex.Patterns["predicate"].At(tokens, i); n > 0 && value != "doing" {
		return true
	}
	if v := d.lex.Verbs[t.Low]; !t.Upper && v.Form&lexicon.Third != 0 && v.Form&lexicon.Base == 0 && !d.lex.Duties[t.Low] && i+1 < len(tokens) && afterVerb(tokens[i+1]) {
		return true
	}
	if !opening {
		return false
	}
	switch t.Low {
	case "the", "a", "an":
		if !prepositions[tokens[i-1].Low] {
			return true
		}
	case "it", "they", "there":
		return !t.Upper
	}
	found := d.lex.Mentions(tokens[i:min(i+4, len(tokens))])
	return len(found) > 0 && found[0].Start == 0 && found[0].Refers == lexicon.Named
}
