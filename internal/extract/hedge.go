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
		if n == 0 {
			continue
		}
		end := i + n
		for end < len(tokens) && end < i+14 && !endsCondition(d.lex, tokens, end, i == 0) {
			end++
		}
		return d.text(tokens[i].Start, tokens[end-1].End)
	}
	return ""
}

// endsCondition reports whether a condition ends before token i: at a mark, or where the subject begins.
func endsCondition(lex *lexicon.Lexicon, tokens []lexicon.Token, i int, opening bool) bool {
	switch tokens[i].Low {
	case ",", ";", ".", ":", "–", "—", "!":
		return true
	case "(", ")", "-":
		return false
	case "the", "a", "it", "they":
		return opening && i+1 < len(tokens) && len(lex.Mentions(tokens[i:min(i+4, len(tokens))])) > 0
	}
	return false
}
