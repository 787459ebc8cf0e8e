package extract

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/claim"
	"rolecall/internal/page"
)

// snippet is a piece of a page and the claims that a careful reader finds in it.
type snippet struct {
	name  string
	title string
	kinds []string // short names of the kinds looked at; others are passed over
	show  []string // further columns in the wanted lines: modality, condition, rule
	html  string
	want  []string
}

func TestClaims(t *testing.T) {
	files := caseFiles(t, "cases")
	total := 0
	for _, file := range files {
		cases := readSnippets(t, file)
		total += len(cases)
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			for _, c := range cases {
				t.Run(c.name, func(t *testing.T) {
					if diff := c.diff(t); diff != "" {
						t.Errorf("claims (-want +got):\n%s", diff)
					}
				})
			}
		})
	}
	if total < 120 {
		t.Errorf("only %d cases were read", total)
	}
}

// TestKnownGaps holds constructions that are read wrongly today. A case that comes out right belongs to TestClaims: move
// it from testdata/gaps to testdata/cases.
func TestKnownGaps(t *testing.T) {
	for _, file := range caseFiles(t, "gaps") {
		for _, c := range readSnippets(t, file) {
			t.Run(c.name, func(t *testing.T) {
				if c.diff(t) == "" {
					t.Error("this gap is mended: move the case to testdata/cases")
				}
			})
		}
	}
}

func caseFiles(tb testing.TB, folder string) []string {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", folder, "*.txt"))
	if err != nil || len(files) == 0 {
		tb.Fatalf("no cases in testdata/%s (%v)", folder, err)
	}
	return files
}

// diff compares the claims of a snippet with the wanted ones.
func (c *snippet) diff(tb testing.TB) string {
	tb.Helper()
	got := c.lines(c.read(tb))
	return cmp.Diff(c.want, shortened(got, c.want))
}

// lines shows the claims of the kinds looked at; a panic is a line of its own.
func (c *snippet) lines(p *page.Page) []string {
	got := []string{}
	func() {
		defer func() {
			if r := recover(); r != nil {
				got = append(got, fmt.Sprint("panic: ", r))
			}
		}()
		for _, x := range Claims(p, Options{}) {
			if slices.Contains(c.kinds, shortKind(x.Kind)) {
				got = append(got, c.line(&x))
			}
		}
	}()
	return got
}

func (c *snippet) read(tb testing.TB) *page.Page {
	tb.Helper()
	p, err := page.Read([]byte(document(c.title, c.html)), page.Options{ContentType: "text/html; charset=utf-8"})
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

func document(title, content string) string {
	return `<!DOCTYPE html><html lang="en"><head><title>` + title + `</title></head><body><main><article>` + content + `</article></main></body></html>`
}

// line shows a claim: kind, role, what it says, then " | " and its quote.
func (c *snippet) line(x *claim.Claim) string {
	parts := []string{shortKind(x.Kind)}
	if x.Role != "" {
		parts = append(parts, string(x.Role))
	}
	switch x.Kind {
	case claim.Responsibility:
		parts = append(parts, string(x.Form))
	case claim.Salary:
		parts = append(parts, payLine(x.Pay))
	case claim.PayComparison, claim.Orientation, claim.ReportsTo, claim.FinancialGoal, claim.Rank, claim.Emphasis, claim.RoleName:
		parts = append(parts, x.Value)
	}
	for _, column := range c.show {
		parts = append(parts, columnOf(x, column))
	}
	return strings.Join(parts, " ") + " | " + strings.ReplaceAll(x.Quote, "\n", " / ")
}

func columnOf(x *claim.Claim, column string) string {
	switch column {
	case "modality":
		return string(x.Modality)
	case "condition":
		return strconv.Quote(x.Condition)
	case "rule":
		return x.Rule
	case "form":
		return string(x.Form)
	}
	return "no column " + column
}

// payLine shows an amount and what it is of; what is not said is left out.
func payLine(p claim.Pay) string {
	amount := dollars(p.Min)
	if p.Min == nil || p.Max == nil || *p.Min != *p.Max {
		amount += ".." + dollars(p.Max)
	}
	parts := []string{amount, p.Currency + "/" + p.Period}
	for _, v := range []string{p.Statistic, p.Component, p.Region, p.AsOf, p.CitedSource} {
		if v != "" {
			parts = append(parts, v)
		}
	}
	return strings.Join(parts, " ")
}

func dollars(f *float64) string {
	if f == nil {
		return ""
	}
	return strconv.FormatFloat(*f, 'f', -1, 64)
}

func shortKind(k claim.Kind) string {
	switch k {
	case claim.Responsibility:
		return "duty"
	case claim.Salary:
		return "pay"
	case claim.PayComparison:
		return "order"
	case claim.Orientation, claim.ReportsTo, claim.FinancialGoal, claim.Rank, claim.Emphasis, claim.RoleName:
	}
	return string(k)
}

// shortened cuts each found line to a wanted one that ends in "..." and begins alike.
func shortened(got, want []string) []string {
	out := slices.Clone(got)
	for i, line := range out {
		for _, w := range want {
			if start, cut := strings.CutSuffix(w, "..."); cut && strings.HasPrefix(line, start) {
				out[i] = w
			}
		}
	}
	return out
}

// readSnippets reads a file of cases. Lines "kinds:" and "show:" hold for the cases below them. A case is "=== name", an
// optional line "title:", HTML, a line "---", and the wanted lines in the order of their places, to the next case.
func readSnippets(tb testing.TB, file string) []snippet {
	tb.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	var cases []snippet
	var kinds, show []string
	inWant := true
	for n, line := range strings.Split(string(data), "\n") {
		key, value, _ := strings.Cut(line, ":")
		name, starts := strings.CutPrefix(line, "=== ")
		switch c := len(cases) - 1; {
		case starts:
			cases = append(cases, snippet{name: name, title: "Notes on two offices", kinds: kinds, show: show, want: []string{}})
			inWant = false
		case inWant && (strings.HasPrefix(line, "#") || strings.TrimSpace(line) == ""):
		case inWant && key == "kinds":
			kinds = strings.Fields(value)
		case inWant && key == "show":
			show = strings.Fields(value)
		case c < 0:
			tb.Fatalf("%s:%d: text before the first case", file, n+1)
		case inWant:
			cases[c].want = append(cases[c].want, line)
		case line == "---":
			inWant = true
		case key == "title" && cases[c].html == "":
			cases[c].title = strings.TrimSpace(value)
		default:
			cases[c].html += line + "\n"
		}
	}
	if err := checkSnippets(cases); err != nil || !inWant {
		tb.Fatalf("%s: %v (ends within a case: %t)", file, err, !inWant)
	}
	return cases
}

func checkSnippets(cases []snippet) error {
	seen := map[string]bool{}
	for _, c := range cases {
		if seen[c.name] || c.html == "" || len(c.kinds) == 0 {
			return fmt.Errorf("case %q: a second one of the name, no text or no kinds", c.name)
		}
		seen[c.name] = true
	}
	return nil
}
