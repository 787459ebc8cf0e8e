// Package normalize completes raw claims: the category and object of a duty, the yearly pay and the tidied attributes
// of a figure. It is pure: the same claim gives the same result, with no I/O after New.
package normalize

import (
	"math"

	"rolecall/internal/claim"
)

// About is what stands around a claim's quote: weak evidence, used only where the quote itself says too little.
type About struct {
	LeadIn  string // "The CIO's duties include:"
	Section string // headings above, joined by " > "
}

// Normalizer completes claims. It is safe for concurrent use.
type Normalizer struct {
	words    *vocabulary
	rules    *ruleSet
	examples *examples
}

// New loads the embedded language data.
func New() (*Normalizer, error) {
	d, err := loadData(files, "lang/en")
	if err != nil {
		return nil, err
	}
	words, err := newVocabulary(d)
	if err != nil {
		return nil, err
	}
	rules, err := newRuleSet(d.rules, words)
	if err != nil {
		return nil, err
	}
	examples, err := newExamples(d.examples, d.grammar, words, rules.categories)
	if err != nil {
		return nil, err
	}
	return &Normalizer{words: words, rules: rules, examples: examples}, nil
}

// Claim completes c in place. Doing so twice changes nothing.
func (n *Normalizer) Claim(c *claim.Claim, about About) {
	switch c.Kind {
	case claim.Responsibility:
		n.duty(c, about)
	case claim.Salary:
		tidyPay(&c.Pay)
		annualise(&c.Pay)
	case claim.PayComparison:
		tidyPay(&c.Pay)
	case claim.Orientation, claim.ReportsTo, claim.FinancialGoal, claim.Rank, claim.Emphasis, claim.RoleName:
	}
}

func (n *Normalizer) duty(c *claim.Claim, about About) {
	ranked, object := n.rank(c.Quote, c.Role, about, false)
	c.Category, c.Categories, c.CategorySecond, c.CategoryScore, c.Object = claim.OtherCategory, nil, "", nil, object
	if len(ranked) == 0 {
		c.Categories = []string{claim.OtherCategory}
		return
	}
	top, second := ranked[0].Score, 0.0
	c.Category = ranked[0].Category
	if len(ranked) > 1 {
		c.CategorySecond, second = ranked[1].Category, ranked[1].Score
	}
	for _, s := range ranked {
		if s.ruled >= namedShare*top || s.Category == c.Category {
			c.Categories = append(c.Categories, s.Category)
		}
	}
	score := math.Round(1000*top/(top+second+1)) / 1000
	c.CategoryScore = &score
}

// namedShare is the share of the best score from which a further category counts as named, if the rules say so.
const namedShare = 0.4

// Score is a category, the weight of the evidence for it (comparable within one text only) and what the evidence is.
type Score struct {
	Category string
	Score    float64
	Because  []string // "choose technology: +3.0", "word \"outage\": +0.9"

	ruled float64 // what the rules say; the rest is by the words
}

// Explain ranks the categories of a duty's text, best first, with the evidence for each. Nothing: the text says too
// little, its category is "other".
func (n *Normalizer) Explain(text string, role claim.Role) []Score {
	ranked, _ := n.rank(text, role, About{}, true)
	return ranked
}

func (n *Normalizer) rank(text string, role claim.Role, about About, explain bool) ([]Score, string) {
	board := n.score(text, role, false, explain)
	if board.best() < floor { // what is said stands before the subject, or where no subject was seen
		board = n.score(text, role, true, explain)
	}
	board.addWords(string(role))
	if board.best() < floor {
		for _, around := range []string{about.LeadIn, about.Section} {
			if around == "" {
				continue
			}
			context := n.score(around, role, false, explain)
			context.addWords(string(role))
			board.addContext(context)
		}
	}
	ranked := board.ranked()
	if len(ranked) == 0 {
		return nil, board.object("")
	}
	return ranked, board.object(ranked[0].Category)
}
