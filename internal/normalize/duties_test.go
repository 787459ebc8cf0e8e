package normalize

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"rolecall/internal/claim"
)

//go:embed testdata/duties.txt
var dutiesFile string

// dutiesFloor is the share of the labelled duties that must get a right category. Raise it when more do.
const dutiesFloor = 0.88

func TestLabelledDuties(t *testing.T) {
	n := newNormalizer(t)
	right, all := 0, 0
	for line := range strings.Lines(dutiesFile) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		part := strings.Split(strings.TrimSpace(line), " | ")
		if len(part) != 3 {
			t.Fatalf("not role | categories | text: %q", line)
		}
		c := duty(part[0], part[2])
		n.Claim(&c, About{})
		all++
		if want := strings.Split(part[1], ", "); slices.Contains(want, c.Category) {
			right++
		} else {
			t.Logf("%s, want %v: %s", c.Category, want, part[2])
		}
	}
	if got := float64(right) / float64(all); got < dutiesFloor {
		t.Errorf("%d of %d duties right: %.3f, floor %.3f", right, all, got, dutiesFloor)
	}
}

func TestExamplesRefuseUnknownCategories(t *testing.T) {
	n := newNormalizer(t)
	for name, file := range map[string]string{"unknown": "[gardening]\ndig", "none": "dig"} {
		if _, err := newExamples(file, grammar{}, n.words, []string{claim.OtherCategory}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestWordsDecideWhereRulesSayNothing(t *testing.T) {
	n := newNormalizer(t)
	x, err := newExamples("[training]\n"+strings.Repeat("teach juggling\n", 30)+"[cybersecurity]\nbar the gates\n", grammar{}, n.words, n.rules.categories)
	if err != nil {
		t.Fatal(err)
	}
	m := &Normalizer{words: n.words, rules: n.rules, examples: x}
	if ranked := m.Explain("Gates of bronze", claim.CIO); len(ranked) == 0 || ranked[0].Category != "cybersecurity" {
		t.Errorf("ranked %+v", ranked)
	}
}
