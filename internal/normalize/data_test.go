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
		"x/verbs.txt":    {Data: []byte("[lead]\nwrds: run")},
		"x/rules.txt":    {Data: []byte("training | heavy | train")},
	}
	_, err := loadData(fsys, "x")
	if err == nil {
		t.Fatal("no error")
	}
	for _, name := range []string{"grammar.yaml", "verbs.txt: line 2", "objects.txt", "rules.txt: line 1", "examples.txt"} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("error does not name %s: %v", name, err)
		}
	}
}

func TestRulesRefuseUnknownNames(t *testing.T) {
	n := newNormalizer(t)
	for name, r := range map[string]rule{
		"category": {to: []string{"data"}, is: "gardening", weight: 1},
		"verb":     {do: []string{"whistle"}, is: "other", weight: 1},
		"object":   {to: []string{"flowers"}, is: "other", weight: 1},
		"with":     {to: []string{"data"}, with: []string{"flowers"}, is: "other", weight: 1},
		"weight":   {to: []string{"data"}, is: "other"},
		"nothing":  {is: "other", weight: 1},
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
		ruled[r.is] = true
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
		for _, w := range o.words {
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
