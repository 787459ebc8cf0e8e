package extract

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/claim"
	"rolecall/internal/page"
	"rolecall/testdata"
)

// fixturePages reads the pages of the fixture site by name, without ".html".
func fixturePages(tb testing.TB) map[string][]byte {
	tb.Helper()
	files, err := fs.Glob(testdata.Site(), "*.html")
	if err != nil || len(files) == 0 {
		tb.Fatalf("the fixture site has no pages (%v)", err)
	}
	pages := make(map[string][]byte, len(files))
	for _, file := range files {
		body, err := fs.ReadFile(testdata.Site(), file)
		if err != nil {
			tb.Fatal(err)
		}
		pages[strings.TrimSuffix(file, ".html")] = body
	}
	return pages
}

func readPage(tb testing.TB, body []byte) *page.Page {
	tb.Helper()
	p, err := page.Read(body, page.Options{ContentType: "text/html; charset=utf-8"})
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

func TestPropertiesOfFixturePages(t *testing.T) {
	for name, body := range fixturePages(t) {
		t.Run(name, func(t *testing.T) {
			checkClaims(t, readPage(t, body), Options{})
		})
	}
}

func TestPropertiesOfSnippets(t *testing.T) {
	for _, file := range caseFiles(t, "cases") {
		for _, c := range readSnippets(t, file) {
			t.Run(c.name, func(t *testing.T) {
				checkClaims(t, c.read(t), Options{})
			})
		}
	}
}

// TestOtherRoles asks for other chiefs: their claims come out, and nobody else's.
func TestOtherRoles(t *testing.T) {
	c := snippet{title: "Notes", html: `<p>The CISO manages the fire walls. The CIO manages the network.</p>`, kinds: []string{"duty"}}
	opt := Options{Roles: []claim.Role{"ciso"}}
	p := c.read(t)
	checkClaims(t, p, opt)
	got := Claims(p, opt)
	if len(got) == 0 {
		t.Error("no claim about the role asked for")
	}
	for _, x := range got {
		if x.Role != "ciso" {
			t.Errorf("claim about %q: %q", x.Role, x.Quote)
		}
	}
}

// TestWideCharacters holds that offsets count code points, not bytes.
func TestWideCharacters(t *testing.T) {
	c := snippet{title: "Notes", html: `<p>Überblick — “naïve” 日本語 😀. The CIO manages the café’s network. 😀 The CTO earns €140,000 a year.</p>`}
	p := c.read(t)
	checkClaims(t, p, Options{})
	if got := Claims(p, Options{}); len(got) != 2 {
		t.Errorf("got %d claims, want 2: %+v", len(got), got)
	}
}

// checkClaims reads a page twice and holds what is true of any page's claims.
func checkClaims(t *testing.T, p *page.Page, opt Options) {
	t.Helper()
	before := p.Text
	claims := Claims(p, opt)
	if diff := cmp.Diff(claims, Claims(p, opt)); diff != "" {
		t.Errorf("a second run gives other claims:\n%s", diff)
	}
	explained, passed := Explain(p, opt)
	if diff := cmp.Diff(claims, explained); diff != "" {
		t.Errorf("explaining gives other claims:\n%s", diff)
	}
	if p.Text != before {
		t.Error("extracting changed the page")
	}
	runes := []rune(p.Text)
	for i := range claims {
		checkClaim(t, &claims[i], runes, opt)
	}
	for _, x := range passed {
		if x.What == "" || x.Why == "" || !within(x.Span, len(runes)) {
			t.Errorf("passed over %+v in a text of %d", x, len(runes))
		}
	}
	sorted := slices.IsSortedFunc(claims, func(a, b claim.Claim) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.End - b.End
	})
	if !sorted {
		t.Error("claims are not in the order of their places")
	}
	checkUnique(t, claims)
}

func checkClaim(t *testing.T, c *claim.Claim, text []rune, opt Options) {
	t.Helper()
	switch {
	case !within(c.Span, len(text)):
		t.Fatalf("span %v of %q lies outside a text of %d", c.Span, c.Quote, len(text))
	case string(text[c.Start:c.End]) != c.Quote:
		t.Errorf("quote %q does not stand at %v: %q", c.Quote, c.Span, string(text[c.Start:c.End]))
	case c.Quote != strings.TrimSpace(c.Quote):
		t.Errorf("quote %q has white space around it", c.Quote)
	}
	for _, x := range c.Context {
		if x.Field == "" || !within(x.Span, len(text)) {
			t.Errorf("context %+v of %q lies outside a text of %d", x, c.Quote, len(text))
		}
	}
	if c.Rule == "" || c.Form == "" || c.Confidence <= 0 || c.Confidence > 1 {
		t.Errorf("rule %q, form %q, confidence %g of %q", c.Rule, c.Form, c.Confidence, c.Quote)
	}
	if c.Modality != claim.Asserted && c.Modality != claim.Hedged {
		t.Errorf("modality %q of %q", c.Modality, c.Quote)
	}
	wanted := opt.Roles
	if wanted == nil {
		wanted = []claim.Role{claim.CIO, claim.CTO}
	}
	compares := c.Kind == claim.PayComparison || c.Kind == claim.Rank
	if compares != (c.Role == "") || !compares && !slices.Contains(wanted, c.Role) {
		t.Errorf("%s of role %q: %q", c.Kind, c.Role, c.Quote)
	}
	checkColumns(t, c)
}

func within(s claim.Span, n int) bool { return 0 <= s.Start && s.Start < s.End && s.End <= n }

// checkColumns holds which columns a kind fills, and that a figure has a sum, a currency and a period.
func checkColumns(t *testing.T, c *claim.Claim) {
	t.Helper()
	switch c.Kind {
	case claim.Salary:
		p := c.Pay
		if p.Min == nil && p.Max == nil || p.Currency == "" || p.Period == "" || c.Value != "" {
			t.Errorf("pay %+v, value %q of %q", p, c.Value, c.Quote)
		}
		if p.Min != nil && p.Max != nil && *p.Min > *p.Max {
			t.Errorf("pay from %g to %g in %q", *p.Min, *p.Max, c.Quote)
		}
	case claim.Responsibility:
		if c.Value != "" || c.Pay != (claim.Pay{}) {
			t.Errorf("a duty with value %q and pay %+v: %q", c.Value, c.Pay, c.Quote)
		}
	case claim.PayComparison, claim.Orientation, claim.ReportsTo, claim.FinancialGoal, claim.Rank, claim.Emphasis, claim.RoleName:
		if c.Value == "" || c.Pay.Min != nil || c.Pay.Max != nil {
			t.Errorf("%s with value %q and pay %+v: %q", c.Kind, c.Value, c.Pay, c.Quote)
		}
	default:
		t.Errorf("unknown kind %q", c.Kind)
	}
}

// checkUnique holds that no claim comes out twice.
func checkUnique(t *testing.T, claims []claim.Claim) {
	t.Helper()
	seen := map[string]bool{}
	for i := range claims {
		c := claims[i]
		c.Identify(func(claim.Span) string { return "" })
		id := c.ID + c.Pay.Statistic + c.Pay.Component
		if seen[id] {
			t.Errorf("%s of %s comes out twice: %q", c.Kind, c.Role, c.Quote)
		}
		seen[id] = true
	}
}

// FuzzClaims reads mutated pages: whatever the markup, claims stand where they say.
func FuzzClaims(f *testing.F) {
	for _, body := range fixturePages(f) {
		f.Add(body)
	}
	for _, file := range caseFiles(f, "cases") {
		for _, c := range readSnippets(f, file) {
			f.Add([]byte(document(c.title, c.html)))
		}
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		checkClaims(t, readPage(t, body), Options{})
	})
}
