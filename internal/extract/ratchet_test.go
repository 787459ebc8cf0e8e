package extract

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"rolecall/internal/claim"
	"rolecall/testdata"
)

// TestQuality holds the claims of the fixture pages against their answers. Where a change lifts a figure, raise its floor
// in testdata/floors.txt; never lower one.
func TestQuality(t *testing.T) {
	pages := fixturePages(t)
	all, err := testdata.ReadAnswers()
	if err != nil {
		t.Fatal(err)
	}
	s := score{}
	for _, gold := range all {
		claims := Claims(readPage(t, pages[gold.ID]), Options{})
		s.duties(&gold, claims)
		s.sets(&gold, claims)
	}
	figures := s.figures()
	for name, floor := range readFloors(t) {
		got, measured := figures[name]
		if !measured || got < floor {
			t.Errorf("%s is %.3f (measured: %t), its floor is %g", name, got, measured, floor)
		}
		t.Logf("%-26s %.3f (floor %g)", name, got, floor)
		delete(figures, name)
	}
	for name, got := range figures {
		t.Errorf("%s has no floor in testdata/floors.txt; it is %.3f", name, got)
	}
	if t.Failed() || testing.Verbose() {
		for name, m := range s {
			t.Logf("%s missed:\n%s\nwrong:\n%s", name, strings.Join(m.missed, "\n"), strings.Join(m.wrong, "\n"))
		}
	}
}

// readFloors reads lines "name value"; # begins a comment.
func readFloors(t *testing.T) map[string]float64 {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", "floors.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	floors := map[string]float64{}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		text, _, _ := strings.Cut(lines.Text(), "#")
		if strings.TrimSpace(text) == "" {
			continue
		}
		var name string
		var floor float64
		if _, err := fmt.Sscan(text, &name, &floor); err != nil {
			t.Fatalf("floors.txt: %q: %v", lines.Text(), err)
		}
		floors[name] = floor
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return floors
}

// measure counts what was found of a kind, what should have been, and how much of it is the same.
type measure struct {
	hit, found, gold int
	missed, wrong    []string
}

// score is a measure by kind.
type score map[string]*measure

func (s score) of(kind string) *measure {
	if s[kind] == nil {
		s[kind] = &measure{}
	}
	return s[kind]
}

// figures gives precision, recall and F1 of each kind: "salary.recall".
func (s score) figures() map[string]float64 {
	out := map[string]float64{}
	for kind, m := range s {
		out[kind+".precision"] = share(m.hit, m.found)
		out[kind+".recall"] = share(m.hit, m.gold)
		out[kind+".f1"] = share(2*m.hit, m.found+m.gold)
	}
	return out
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// match pairs an answer with a claim.
type match struct {
	likeness     float64
	gold, claims int
}

// duties pairs duties one to one, the most alike first. A further clause of a sentence that is paired is no error.
func (s score) duties(gold *testdata.Answers, claims []claim.Claim) {
	claims = slices.DeleteFunc(slices.Clone(claims), func(c claim.Claim) bool { return c.Kind != claim.Responsibility })
	paired, taken := pairs(gold.Responsibilities, claims)
	for i, a := range gold.Responsibilities {
		m := s.of("duty_" + a.Form)
		m.gold++
		if paired[i] {
			m.hit++
			m.found++
		} else {
			m.missed = append(m.missed, gold.ID+" "+a.Role+" "+a.Text)
		}
	}
	for i := range claims {
		c := &claims[i]
		if taken[i] || slices.ContainsFunc(gold.Responsibilities, func(a testdata.Duty) bool { return a.Form == "prose" && states(a, c) >= alike }) {
			continue
		}
		form := "list"
		if c.Form == claim.Prose {
			form = "prose"
		}
		m := s.of("duty_" + form)
		m.found++
		m.wrong = append(m.wrong, gold.ID+" "+string(c.Role)+" "+c.Quote)
	}
}

func pairs(gold []testdata.Duty, claims []claim.Claim) (map[int]bool, map[int]bool) {
	var all []match
	for i, a := range gold {
		for j := range claims {
			if likeness := states(a, &claims[j]); likeness >= alike {
				all = append(all, match{likeness, i, j})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b match) int {
		switch {
		case a.likeness > b.likeness:
			return -1
		case a.likeness < b.likeness:
			return 1
		}
		return 0
	})
	paired, taken := map[int]bool{}, map[int]bool{}
	for _, m := range all {
		if !paired[m.gold] && !taken[m.claims] {
			paired[m.gold], taken[m.claims] = true, true
		}
	}
	return paired, taken
}

// alike is the likeness from which a quote is the text of an answer.
const alike = 0.8

// states tells how much a claim's quote is like the answer: the share of words in both. A clause of a sentence counts
// where nearly all of it stands in the sentence and it is a fair part of it.
func states(a testdata.Duty, c *claim.Claim) float64 {
	if string(c.Role) != a.Role {
		return 0
	}
	quote, text := words(c.Quote), words(a.Text)
	if len(quote) == 0 || len(text) == 0 {
		return 0
	}
	both := shared(quote, text)
	dice := 2 * float64(both) / float64(len(quote)+len(text))
	if a.Form == "prose" && share(both, len(quote)) >= 0.9 && share(both, len(text)) >= 0.3 {
		return max(alike, dice)
	}
	return dice
}

func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// shared counts the words that two bags have in common.
func shared(a, b []string) int {
	count := map[string]int{}
	for _, w := range a {
		count[w]++
	}
	both := 0
	for _, w := range b {
		if count[w] > 0 {
			count[w]--
			both++
		}
	}
	return both
}

// sets scores what counts once a page: figures, relations and statements.
func (s score) sets(gold *testdata.Answers, claims []claim.Claim) {
	found, want := map[string][]string{}, map[string][]string{}
	for i := range claims {
		switch c := &claims[i]; c.Kind {
		case claim.Salary:
			found["salary"] = append(found["salary"], figure(string(c.Role), c.Pay.Min, c.Pay.Max, c.Pay.Currency, c.Pay.Period))
		case claim.PayComparison:
			if c.Value != "different" {
				found["pay_comparison"] = append(found["pay_comparison"], c.Value)
			}
		case claim.Orientation, claim.ReportsTo, claim.FinancialGoal:
			found["statement"] = append(found["statement"], fmt.Sprint(c.Kind, " ", c.Role, " ", c.Value))
		case claim.Responsibility, claim.Rank, claim.Emphasis, claim.RoleName:
		}
	}
	for _, w := range gold.Salaries {
		want["salary"] = append(want["salary"], figure(w.Role, w.Min, w.Max, w.Currency, w.Period))
	}
	for _, w := range gold.PayComparisons {
		want["pay_comparison"] = append(want["pay_comparison"], w.Relation)
	}
	for _, w := range gold.Statements {
		want["statement"] = append(want["statement"], fmt.Sprint(w.Kind, " ", w.Role, " ", w.Value))
	}
	for _, kind := range []string{"salary", "pay_comparison", "statement"} {
		s.of(kind).set(gold.ID, found[kind], want[kind])
	}
}

func figure(role string, low, high *float64, currency, period string) string {
	return fmt.Sprint(role, " ", dollars(low), "..", dollars(high), " ", currency, "/", period)
}

func (m *measure) set(page string, found, want []string) {
	slices.Sort(found)
	slices.Sort(want)
	found, want = slices.Compact(found), slices.Compact(want)
	m.found += len(found)
	m.gold += len(want)
	for _, w := range want {
		if slices.Contains(found, w) {
			m.hit++
		} else {
			m.missed = append(m.missed, page+" "+w)
		}
	}
	for _, f := range found {
		if !slices.Contains(want, f) {
			m.wrong = append(m.wrong, page+" "+f)
		}
	}
}
