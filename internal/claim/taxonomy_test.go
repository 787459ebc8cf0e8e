package claim

import (
	"strings"
	"testing"
)

func TestTaxonomy(t *testing.T) {
	all := Taxonomy()
	if len(all) != 41 {
		t.Errorf("taxonomy has %d categories, want 41", len(all))
	}
	if all[0].ID != "it-strategy" || all[len(all)-1].ID != OtherCategory {
		t.Errorf("taxonomy runs from %q to %q", all[0].ID, all[len(all)-1].ID)
	}
	for _, c := range all {
		if c.GroupLabel == "" || c.Label == "" {
			t.Errorf("category %q lacks a label: %+v", c.ID, c)
		}
	}
	all[0].ID = "changed"
	if Taxonomy()[0].ID != "it-strategy" {
		t.Error("a caller can change the taxonomy of others")
	}
}

func TestCategoryLabel(t *testing.T) {
	if got := CategoryLabel("cybersecurity"); got != "Cybersecurity" {
		t.Errorf("CategoryLabel(cybersecurity) = %q", got)
	}
	if got := CategoryLabel("no-such-thing"); got != "no-such-thing" {
		t.Errorf("CategoryLabel of an unknown id = %q", got)
	}
}

func TestParseTaxonomyRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"unknown group": "groups: [{id: a, label: A}]\ncategories: [{id: x, group: b, label: X}]",
		"second entry":  "groups: [{id: a, label: A}]\ncategories: [{id: x, group: a, label: X}, {id: x, group: a, label: Y}]",
		"no label":      "groups: [{id: a, label: A}]\ncategories: [{id: x, group: a}]",
		"unknown key":   "groups: [{id: a, label: A}]\ncategories: [{id: x, group: a, label: X, lable: Y}]",
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := parseTaxonomy([]byte(text)); err == nil || !strings.Contains(err.Error(), "taxonomy.yaml") {
				t.Errorf("error = %v, want one that names taxonomy.yaml", err)
			}
		})
	}
}
