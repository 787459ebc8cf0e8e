package normalize

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rolecall/internal/claim"
)

func TestLoadDataReportsAllProblems(t *testing.T) {
	fsys := fstest.MapFS{
		"x/grammar.yaml": {Data: []byte("pronoun: [she]")},
		"x/verbs.yaml":   {Data: []byte("lead: {wrds: [run]}")},
		"x/rules.yaml":   {Data: []byte("rules: []")},
	}
	_, err := loadData(fsys, "x")
	if err == nil {
		t.Fatal("no error")
	}
	for _, name := range []string{"grammar.yaml", "verbs.yaml", "objects.yaml"} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("error does not name %s: %v", name, err)
		}
	}
}

func TestRulesRefuseUnknownNames(t *testing.T) {
	n := newNormalizer(t)
	for name, r := range map[string]rule{
		"category": {To: []string{"data"}, Is: "gardening", Weight: 1},
		"verb":     {Do: []string{"whistle"}, Is: "other", Weight: 1},
		"object":   {To: []string{"flowers"}, Is: "other", Weight: 1},
		"with":     {To: []string{"data"}, With: []string{"flowers"}, Is: "other", Weight: 1},
		"weight":   {To: []string{"data"}, Is: "other"},
		"nothing":  {Is: "other", Weight: 1},
	} {
		if _, err := newRuleSet([]rule{r}, n.words); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestEveryCategoryHasARule(t *testing.T) {
	d, err := loadData(files, "lang/en")
	if err != nil {
		t.Fatal(err)
	}
	ruled := map[string]bool{}
	for _, r := range d.rules {
		ruled[r.Is] = true
	}
	for _, c := range claim.Taxonomy() {
		if ruled[c.ID] == (c.ID == claim.OtherCategory) {
			t.Errorf("category %s: has a rule: %v", c.ID, ruled[c.ID])
		}
	}
}

func TestNoPhraseIsLong(t *testing.T) {
	d, err := loadData(files, "lang/en")
	if err != nil {
		t.Fatal(err)
	}
	for class, o := range d.objects {
		for _, w := range o.Words {
			if len(strings.Fields(w)) > 4 {
				t.Errorf("%s: %q is longer than four words", class, w)
			}
		}
	}
}

func TestVerbForms(t *testing.T) {
	irregular := map[string]string{"build": "built"}
	for verb, want := range map[string][]string{
		"manage":   {"manage", "managed", "manages", "managing"},
		"plan":     {"plan", "planned", "planning", "plans"},
		"supply":   {"supplied", "supplies", "supply", "supplying"},
		"build":    {"build", "building", "builds", "built"},
		"oversee":  {"oversee", "overseed", "overseeing", "oversees"},
		"optimize": {"optimise", "optimised", "optimises", "optimising", "optimize", "optimized", "optimizes", "optimizing"},
	} {
		if got := slices.Sorted(maps.Keys(verbForms(verb, irregular))); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", verb, got, want)
		}
	}
}

func TestTokenize(t *testing.T) {
	for text, want := range map[string]string{
		"IT's use: it is R&D, C.I.O. and e-mail": "IT+ use :it is r&d ,cio .and e mail",
		"Vendors vs. us (the team)":              "vendors vs us (the team",
		"":                                       "",
	} {
		var got []string
		for _, tok := range tokenize(text) {
			word := [...]string{"", ",", ":", ".", "(", ")"}[tok.mark] + tok.word
			if tok.owner {
				word += "+"
			}
			got = append(got, word)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
