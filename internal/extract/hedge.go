package extract

import (
	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
)

// modality tells whether a clause is hedged: by an adverb or modal anywhere in it, by "about" before a figure, by "most"
// as its subject's determiner.
func (d *doc) modality(tokens []lexicon.Token) claim.Modality {
	if d.lex.Cues["hedge"].In(tokens) {
		return claim.Hedged
	}
	for i := range tokens {
		figure, _ := d.lex.Cues["hedge_figure"].At(tokens, i)
		if figure > 0 && i+figure < len(tokens) && d.isFigure(tokens, i+figure) {
			return claim.Hedged
		}
		share, _ := d.lex.Cues["hedge_subject"].At(tokens, i)
		if share > 0 && (i < subjectReach || tokens[i-1].Low == "in" || tokens[i-1].Low == "at") {
			return claim.Hedged
		}
	}
	return claim.Asserted
}

// subjectReach is how many tokens into a sentence its subject's determiner can stand.
const subjectReach = 4

// isFigure reports whether a number, a currency sign or a word of sameness stands at a token.
func (d *doc) isFigure(tokens []lexicon.Token, i int) bool {
	t := tokens[i]
	n, value := d.lex.Patterns["pay_relation"].At(tokens, i)
	return t.Kind == lexicon.Number || money(tokens[i:i+1]) || n > 0 && value == "equal"
}

// condition gives the words that limit what is said ("In non-tech organizations"), or "".
func (d *doc) condition(tokens []lexicon.Token) string {
	for i := range tokens {
		n := d.opensCondition(tokens, i)
		if n == 0 {
			continue
		}
		opening := i == 0 || tokens[i-1].Kind == lexicon.Mark
		end := i + n
		if end < len(tokens) && d.lex.Verbs[tokens[end].Low].Base != "" && !tokens[end].Upper {
			return d.text(tokens[i].Start, tokens[end-1].End) // "at public companies make ..."
		}
		for end < len(tokens) && end < i+14 && !d.endsCondition(tokens, end, opening) {
			end++
		}
		return d.text(tokens[i].Start, tokens[end-1].End)
	}
	return ""
}

// firmReach is how many tokens behind its preposition the noun of a firm or sector stands at the most.
const firmReach = 7

// opensCondition tells how many tokens from i open a condition, 0 where none does: a set phrase, or a preposition with
// firms, sectors or stages ("at early-stage startups", "in hospital groups"). A particular one ("in the company", "within
// its industry") limits nothing.
func (d *doc) opensCondition(tokens []lexicon.Token, i int) int {
	if n, _ := d.lex.Cues["condition"].At(tokens, i); n > 0 {
		return n
	}
	switch tokens[i].Low {
	case "in", "at", "within", "among", "on":
	default:
		return 0
	}
	if n := d.sector(tokens, i); n > 0 {
		return n
	}
	if i+1 >= len(tokens) || particular[tokens[i+1].Low] || i > 0 && partOfVerb(tokens[i-1]) {
		return 0
	}
	for j := i + 1; j < len(tokens) && j <= i+firmReach; j++ {
		t := tokens[j]
		if n, _ := d.lex.Cues["firms"].At(tokens, j); n > 0 && (j+1 >= len(tokens) || tokens[j+1].Low != "-") {
			if d.anyFirm(tokens, i, j) {
				return 0
			}
			return j + n - i
		}
		if t.Kind == lexicon.Mark && t.Low != "-" && t.Low != "(" && t.Low != ")" || prepositions[t.Low] && j > i+1 || len(d.lex.Mentions(tokens[j:j+1])) > 0 {
			return 0
		}
	}
	return 0
}

// sector tells how many tokens from a preposition that opens a clause name one sector of several, with the subject or a
// comma behind it: "in the public sector", "in the oil industry the CTO ...", "within the civil service".
func (d *doc) sector(tokens []lexicon.Token, i int) int {
	const modifiers = 3
	if i+1 >= len(tokens) || tokens[i+1].Low != "the" || i > 0 && tokens[i-1].Kind != lexicon.Mark {
		return 0
	}
	for j := i + 2; j < len(tokens) && j <= i+2+modifiers; j++ {
		n, _ := d.lex.Cues["sector_name"].At(tokens, j)
		if n == 0 && j > i+2 {
			n, _ = d.lex.Cues["sector_noun"].At(tokens, j)
		}
		if n > 0 && d.subjectAt(tokens, j+n) {
			return j + n - i
		}
		if whole, _ := d.lex.Cues["whole_sector"].At(tokens, j); whole > 0 || tokens[j].Kind != lexicon.Word || particular[tokens[j].Low] || prepositions[tokens[j].Low] {
			return 0
		}
	}
	return 0
}

// subjectAt reports whether a comma, a role or "there" stands at a token, "the" or "a" aside.
func (d *doc) subjectAt(tokens []lexicon.Token, i int) bool {
	if i < len(tokens) && (tokens[i].Low == "the" || tokens[i].Low == "a") {
		i++
	}
	if i >= len(tokens) {
		return false
	}
	switch tokens[i].Low {
	case ",", "there", "both":
		return true
	}
	named := d.lex.Mentions(tokens[i:min(len(tokens), i+4)])
	return len(named) > 0 && named[0].Start == 0
}

// anyFirm reports whether the words between a preposition and a noun leave it any firm: "in an organization", "in nearly
// every company". What follows may still limit it ("in a company with ...").
func (d *doc) anyFirm(tokens []lexicon.Token, i, j int) bool {
	switch tokens[j].Low {
	case "company", "companies", "organization", "organizations", "organisation", "organisations", "business", "businesses", "firm", "firms", "enterprise", "corporation", "org", "orgs", "team", "market", "economy":
	default:
		return false
	}
	if j+1 < len(tokens) {
		switch tokens[j+1].Low {
		case "with", "that", "where", "without", "of", "whose", "which":
			return false
		}
	}
	for _, t := range tokens[i+1 : j] {
		switch t.Low {
		case "a", "an", "any", "every", "each", "most", "many", "some", "all", "nearly", "almost", "one":
		default:
			return false
		}
	}
	return true
}

// particular are words behind a preposition that make a firm the one spoken of, not a kind of firm.
var particular = map[string]bool{"the": true, "their": true, "its": true, "your": true, "our": true, "his": true, "her": true, "this": true, "that": true, "charge": true, "addition": true, "order": true, "terms": true, "front": true, "place": true, "what": true, "which": true, "how": true, "whom": true, "least": true, "once": true, "all": true}

// partOfVerb reports whether a preposition belongs to the verb before it ("engage in", "work on").
func partOfVerb(before lexicon.Token) bool {
	switch before.Low {
	case "invest", "invests", "engage", "engages", "work", "works", "focus", "focuses", "specializes", "involved", "focused", "skilled", "experts", "interested", "look", "looks", "looking", "aim", "aims", "arrive", "arrives":
		return true
	}
	return false
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
