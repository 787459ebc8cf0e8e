package pipeline_test

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	gocmp "github.com/google/go-cmp/cmp"

	"rolecall/internal/claim"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestFixtureSite looks at one run over the fixture site from all sides.
func TestFixtureSite(t *testing.T) {
	run := runFixture(t)
	t.Run("golden claims", func(t *testing.T) { golden(t, "claims.txt", strings.Join(inReadingOrder(run.claims), "")) })
	t.Run("golden report", func(t *testing.T) { golden(t, "report.md", run.report) })
	t.Run("quotes stand at their offsets", func(t *testing.T) { checkQuotes(t, run) })
	t.Run("nothing is lost", func(t *testing.T) { checkConservation(t, run) })
	t.Run("quality", func(t *testing.T) { checkQuality(t, run) })
}

// checkConservation holds that every page asked for is a row, and every claim and conflict stands on rows that are there.
func checkConservation(t *testing.T, run fixture) {
	t.Helper()
	if len(run.documents) != run.summary.Pages || run.summary.Pages == 0 {
		t.Errorf("%d rows for %d pages", len(run.documents), run.summary.Pages)
	}
	claimsOf, ids := map[string]int{}, map[string]bool{}
	for _, c := range run.claims {
		claimsOf[c.DocumentID]++
		if ids[c.ID] {
			t.Errorf("two claims have the id %s, one is %q", c.ID, c.Quote)
		}
		ids[c.ID] = true
	}
	for _, d := range run.documents {
		if claimsOf[d.ID] != d.ClaimCount {
			t.Errorf("%s has %d claims and says %d", d.URL, claimsOf[d.ID], d.ClaimCount)
		}
		delete(claimsOf, d.ID)
	}
	if len(claimsOf) > 0 {
		t.Errorf("%d documents with claims have no row", len(claimsOf))
	}
	for _, c := range run.conflicts {
		for _, side := range c.Sides {
			for _, id := range side.ClaimIDs {
				if !ids[id] {
					t.Errorf("the conflict %s %s stands on a claim that is not there: %s", c.Kind, c.Topic, id)
				}
			}
		}
	}
}

// checkQuotes holds that every quote and every context is what stands in its document at its offsets.
func checkQuotes(t *testing.T, run fixture) {
	t.Helper()
	texts := map[string][]rune{}
	for _, d := range run.documents {
		if !utf8.ValidString(d.Text) {
			t.Errorf("the text of %s is not valid UTF-8", d.URL)
		}
		texts[d.ID] = []rune(d.Text)
	}
	if len(run.claims) == 0 {
		t.Fatal("the fixture site gave no claims")
	}
	for _, c := range run.claims {
		text := texts[c.DocumentID]
		if c.Start < 0 || c.Start >= c.End || c.End > len(text) || string(text[c.Start:c.End]) != c.Quote {
			t.Errorf("%s: %q does not stand at %d-%d", c.URL, c.Quote, c.Start, c.End)
		}
		for _, ctx := range c.Context {
			if ctx.Start < 0 || ctx.Start >= ctx.End || ctx.End > len(text) {
				t.Errorf("%s: the context of %s is no place in the text: %d-%d", c.URL, ctx.Field, ctx.Start, ctx.End)
			}
		}
	}
}

// inReadingOrder writes out claims by source and place: unlike the table's, an order that holds whatever the site's port.
func inReadingOrder(claims []claim.Claim) []string {
	sorted := slices.Clone(claims)
	slices.SortFunc(sorted, func(a, b claim.Claim) int {
		return cmp.Or(cmp.Compare(a.SourceID, b.SourceID), a.Start-b.Start, cmp.Compare(claimText(&a), claimText(&b)))
	})
	texts := make([]string, len(sorted))
	for i := range sorted {
		texts[i] = claimText(&sorted[i])
	}
	return texts
}

// claimText is what a claim says, without ids, which depend on the site's port.
func claimText(c *claim.Claim) string {
	var b strings.Builder
	role := cmp.Or(c.Role, "both")
	fmt.Fprintf(&b, "%s %d-%d %s %s %s (%s, %.2f)\n", c.SourceID, c.Start, c.End, c.Kind, role, c.Form, c.Rule, c.Confidence)
	fmt.Fprintf(&b, "  “%s”\n", c.Quote)
	for _, part := range []struct{ name, value string }{
		{"section", c.Section},
		{"author", c.Author},
		{"condition", c.Condition},
		{"modality", strings.TrimPrefix(string(c.Modality), string(claim.Asserted))},
		{"categories", strings.Join(c.Categories, ", ")},
		{"object", c.Object},
		{"value", c.Value},
		{"pay", payText(c)},
		{"context", contextText(c)},
	} {
		if part.value != "" {
			fmt.Fprintf(&b, "  %s: %s\n", part.name, part.value)
		}
	}
	return b.String()
}

func contextText(c *claim.Claim) string {
	parts := make([]string, len(c.Context))
	for i, ctx := range c.Context {
		parts[i] = fmt.Sprintf("%s %d-%d", ctx.Field, ctx.Start, ctx.End)
	}
	return strings.Join(parts, ", ")
}

func payText(c *claim.Claim) string {
	p := c.Pay
	var parts []string
	if c.Kind == claim.Salary {
		parts = append(parts, fmt.Sprintf("%s..%s %s a %s", amount(p.Min), amount(p.Max), p.Currency, p.Period))
	}
	for _, part := range []string{p.Statistic, p.Component, p.Region, p.AsOf, p.CitedSource} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

func amount(f *float64) string {
	if f == nil {
		return ""
	}
	return fmt.Sprintf("%.15g", *f)
}

// golden holds text against a golden file, or writes the file with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s differs (-golden +got); if it should, run: make update\n%s", name, diff)
	}
}
