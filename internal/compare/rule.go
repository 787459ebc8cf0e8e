package compare

import (
	"slices"
	"strconv"
	"strings"

	"rolecall/internal/claim"
)

// subjectWords is how far into a duty's sentence a word such as "many" still limits whom it is about ("many firms have
// ..."), and not what is done ("deals with many suppliers").
const subjectWords = 4

// ofTheRule reports whether a claim says what is normal. A part of the cases or the speaker's own firm never is; a hedged claim says it where it
// says "usually" or the like. Of a sentence with several clauses only the claim's own is judged.
func ofTheRule(e Evidence) bool {
	v := lexicon()
	said := tokens(strings.ReplaceAll(ownClause(e), "%", " percent "))
	subject := said
	if e.Kind == claim.Responsibility {
		subject = said[:min(subjectWords, len(said))]
	}
	switch {
	case v.partial(subject), v.oneCase(subject):
		return false
	case v.rule.in(said):
		return true
	case e.Modality == claim.Hedged:
		return !v.possible.in(said) && !v.part.in(said)
	case e.Kind == claim.ReportsTo:
		return !v.past.in(said)
	}
	return true
}

// oneCase reports whether words speak of the speaker's own firm: "our CTO", "in my bank", "here the CIO ...".
func (v *vocabulary) oneCase(said []string) bool {
	if len(said) > 2 && said[0] == "here" && (v.titles[said[1]] || said[1] == "the" && v.titles[said[2]]) {
		return true
	}
	for i, w := range said {
		if v.own[w] && (i+1 >= len(said) || !v.manner[said[i+1]]) {
			return true
		}
	}
	return false
}

// ownClause is the clause of a quote that holds the claim: the one that names the boss, or the role that a goal or an
// orientation is of. It is the whole quote where no single clause does.
func ownClause(e Evidence) string {
	var letters string
	switch e.Kind {
	case claim.ReportsTo:
		letters = strings.ToLower(e.Value)
	case claim.Orientation, claim.FinancialGoal:
		letters = string(e.Role)
	case claim.Responsibility, claim.Salary, claim.PayComparison, claim.Rank, claim.Emphasis, claim.RoleName:
		return e.Quote
	}
	own, found := "", 0
	for _, clause := range clausesOf(e.Quote) {
		if slices.ContainsFunc(tokens(clause), func(w string) bool { return w == letters || w == letters+"s" }) {
			own, found = clause, found+1
		}
	}
	if found != 1 {
		return e.Quote
	}
	return own
}

// clausesOf parts a sentence at semicolons and before the words that set one clause against another.
func clausesOf(sentence string) []string {
	var out []string
	var clause []string
	end := func() {
		if len(clause) > 0 {
			out = append(out, strings.Join(clause, " "))
		}
		clause = nil
	}
	for w := range strings.FieldsSeq(sentence) {
		if lexicon().contrast[strings.ToLower(w)] {
			end()
		}
		clause = append(clause, w)
		if strings.HasSuffix(w, ";") {
			end()
		}
	}
	end()
	return out
}

// partial reports whether words speak of a part of the cases: "some", "30 percent of", "four in ten".
func (v *vocabulary) partial(said []string) bool {
	for i, w := range said {
		switch {
		case (w == "percent" || w == "cent") && i+1 < len(said) && v.measure[said[i+1]]: // "20 percent more" is no share
		case v.part[w], v.share(said[i:]):
			return true
		}
	}
	return false
}

// share reports whether words start with a share: "four in ten", "2 of 3", "one company in seven", "one out of every five".
func (v *vocabulary) share(said []string) bool {
	const nouns = 2 // how many words may stand between, "one public company in seven"
	n, ok := v.number(said[0])
	if !ok {
		return false
	}
	for i, w := range said[1:min(len(said), nouns+2)] {
		if w != "in" && w != "out" && (w != "of" || i > 0) {
			continue
		}
		rest := said[i+2:]
		for len(rest) > 0 && (rest[0] == "of" || rest[0] == "every" || rest[0] == "the") {
			rest = rest[1:]
		}
		if len(rest) == 0 {
			return false
		}
		all, ok := v.number(rest[0])
		return ok && n < all
	}
	return false
}

// number reads a small whole number in words or digits; a year is none.
func (v *vocabulary) number(word string) (int, bool) {
	if n, ok := v.numbers[word]; ok {
		return n, true
	}
	n, err := strconv.Atoi(word)
	return n, err == nil && n > 0 && n <= 1000
}
