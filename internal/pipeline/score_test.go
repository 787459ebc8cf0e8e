package pipeline_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"rolecall/internal/claim"
	"rolecall/testdata"
)

// alike is the share of words below which two texts are not the same item.
const alike = 0.8

// tally counts what was found, what should have been, and how much of it is the same.
type tally struct{ hit, found, gold int }

func (t tally) f1() float64 {
	if t.found+t.gold == 0 {
		return 1
	}
	return 2 * float64(t.hit) / float64(t.found+t.gold)
}

// score holds the claims of a run against the answers: F1 by kind, the share of right categories among the duties that were
// found, and how many distractors came out.
type score struct {
	kinds                   map[string]*tally
	categories, rightOnes   int
	distractors             int
	conflicts, apparent     int
	missed, wrong, deceived []string
}

func newScore() *score {
	return &score{kinds: map[string]*tally{"duty_list": {}, "duty_prose": {}, "salary": {}, "pay_comparison": {}, "statement": {}}}
}

func (s *score) figures() map[string]float64 {
	out := map[string]float64{
		"distractors": float64(s.distractors), "category": 1,
		"conflicts_true": float64(s.conflicts), "conflicts_apparent": float64(s.apparent),
	}
	for kind, t := range s.kinds {
		out[kind] = t.f1()
	}
	if s.categories > 0 {
		out["category"] = float64(s.rightOnes) / float64(s.categories)
	}
	return out
}

// page adds a page's claims. A duty is right where role and words are; a figure where role, amount, currency and period
// are; a statement where role, kind and value are. Each answer counts once.
func (s *score) page(gold *testdata.Answers, claims []claim.Claim) {
	s.duties(gold, claims)
	var salaries, wantSalaries, relations, wantRelations, statements, wantStatements []string
	for _, c := range claims {
		switch c.Kind {
		case claim.Salary:
			salaries = append(salaries, fmt.Sprint(c.Role, amount(c.Pay.Min), "..", amount(c.Pay.Max), c.Pay.Currency, c.Pay.Period))
		case claim.PayComparison:
			if c.Value != "different" {
				relations = append(relations, c.Value)
			}
		case claim.Orientation, claim.ReportsTo, claim.FinancialGoal:
			statements = append(statements, fmt.Sprint(c.Kind, " ", c.Role, " ", c.Value))
		case claim.Responsibility, claim.Rank, claim.Emphasis, claim.RoleName:
		}
	}
	for _, w := range gold.Salaries {
		wantSalaries = append(wantSalaries, fmt.Sprint(w.Role, amount(w.Min), "..", amount(w.Max), w.Currency, w.Period))
	}
	for _, w := range gold.PayComparisons {
		wantRelations = append(wantRelations, w.Relation)
	}
	for _, w := range gold.Statements {
		wantStatements = append(wantStatements, fmt.Sprint(w.Kind, " ", w.Role, " ", w.Value))
	}
	s.sets(gold.ID, "salary", salaries, wantSalaries)
	s.sets(gold.ID, "pay_comparison", relations, wantRelations)
	s.sets(gold.ID, "statement", statements, wantStatements)
	s.trapped(gold, claims)
}

func (s *score) duties(gold *testdata.Answers, claims []claim.Claim) {
	left := slices.DeleteFunc(slices.Clone(claims), func(c claim.Claim) bool { return c.Kind != claim.Responsibility })
	for _, want := range gold.Responsibilities {
		t := s.kinds["duty_"+want.Form]
		t.gold++
		best := slices.IndexFunc(left, func(c claim.Claim) bool {
			return string(c.Role) == want.Role && same(c.Quote, want.Text, want.Form == "prose")
		})
		if best < 0 {
			s.missed = append(s.missed, gold.ID+" "+want.Role+" "+want.Text)
			continue
		}
		t.hit++
		t.found++
		s.categories++
		if left[best].Category == want.Category || slices.Contains(want.Also, left[best].Category) {
			s.rightOnes++
		}
		left = slices.Delete(left, best, best+1)
	}
	for _, c := range left {
		if clauseOf(gold, &c) {
			continue
		}
		form := "duty_list"
		if c.Form == claim.Prose {
			form = "duty_prose"
		}
		s.kinds[form].found++
		s.wrong = append(s.wrong, gold.ID+" "+string(c.Role)+" "+c.Quote)
	}
}

// clauseOf reports whether a claim is a further clause of a sentence that is among the answers.
func clauseOf(gold *testdata.Answers, c *claim.Claim) bool {
	for _, want := range gold.Responsibilities {
		if want.Form == "prose" && want.Role == string(c.Role) && same(c.Quote, want.Text, true) {
			return true
		}
	}
	return false
}

func (s *score) sets(id, kind string, found, want []string) {
	slices.Sort(found)
	slices.Sort(want)
	found, want = slices.Compact(found), slices.Compact(want)
	t := s.kinds[kind]
	t.found += len(found)
	t.gold += len(want)
	for _, w := range want {
		if slices.Contains(found, w) {
			t.hit++
		} else {
			s.missed = append(s.missed, id+" "+kind+" "+w)
		}
	}
	for _, f := range found {
		if !slices.Contains(want, f) {
			s.wrong = append(s.wrong, id+" "+kind+" "+f)
		}
	}
}

func (s *score) trapped(gold *testdata.Answers, claims []claim.Claim) {
	for _, text := range gold.Distractors {
		for _, c := range claims {
			if (c.Kind == claim.Responsibility || c.Kind == claim.Salary) && same(c.Quote, text, false) {
				s.distractors++
				s.deceived = append(s.deceived, gold.ID+" "+text)
			}
		}
	}
}

var word = regexp.MustCompile(`[\p{L}\p{N}]+`)

// same reports whether a quote is the text of an answer: most words are shared or, of a sentence, the quote is a fair part
// of it.
func same(quote, text string, clause bool) bool {
	q, w := word.FindAllString(strings.ToLower(quote), -1), word.FindAllString(strings.ToLower(text), -1)
	if len(q) == 0 || len(w) == 0 {
		return false
	}
	count := map[string]int{}
	for _, x := range w {
		count[x]++
	}
	both := 0
	for _, x := range q {
		if count[x] > 0 {
			count[x]--
			both++
		}
	}
	if clause && float64(both) >= 0.9*float64(len(q)) && float64(both) >= 0.3*float64(len(w)) {
		return true
	}
	return 2*float64(both)/float64(len(q)+len(w)) >= alike
}
