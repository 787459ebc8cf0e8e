package compare

import "testing"

func TestVocabulary(t *testing.T) {
	v, err := parseVocabulary(vocabularyFile)
	if err != nil {
		t.Fatal(err)
	}
	for name, list := range map[string]words{
		"stop": v.stop, "generic": v.generic, "inside": v.inside, "outside": v.outside, "rule": v.rule, "part": v.part, "possible": v.possible,
		"past": v.past, "parties": v.parties, "pay_scope": v.payScope, "contrast": v.contrast, "measure": v.measure,
		"segment": v.segment, "pay_part": v.payPart, "amounts": v.amounts, "titles": v.titles,
		"whole_pay": v.wholePay, "being": v.being, "offices": v.offices,
	} {
		if len(list) == 0 {
			t.Errorf("list %s is empty", name)
		}
	}
	if v.numbers["one"] != 1 || v.numbers["twelve"] != 12 {
		t.Errorf("the numbers are not in order: %v", v.numbers)
	}
	for _, w := range []string{
		"security", "architecture", "infrastructure", "operations", "budget", "compliance", "procurement", "training", "data",
		"process", "transformation", "vendor", "innovation", "research", "revenue", "satisfaction", "policy", "recovery",
	} {
		if v.generic[v.stem(w)] {
			t.Errorf("%q is generic: no duty could be about it", w)
		}
	}
	for _, pair := range [][2]string{{"production", "product"}, {"productivity", "products"}, {"marketing", "market"}, {"customization", "customer"}, {"community", "communication"}} {
		if v.stem(pair[0]) == v.stem(pair[1]) {
			t.Errorf("%q and %q have one stem", pair[0], pair[1])
		}
	}
	for stem := range v.inside {
		if v.outside[stem] {
			t.Errorf("%q is both inside and outside", stem)
		}
	}
	for word := range v.stop {
		if v.inside[word] || v.outside[word] || v.parties[word] || v.payScope[word] {
			t.Errorf("%q is a word of grammar and places a duty", word)
		}
	}
	if v.stem("cybersecurity") != v.stem("security") || v.stem("vendors") == v.stem("customers") {
		t.Error("words of one meaning are told apart, or words of two are not")
	}
}

func TestVocabularyRejectsAWordInTwoLines(t *testing.T) {
	if _, err := parseVocabulary([]byte("same:\n  - red crimson\n  - blue crimson\n")); err == nil {
		t.Error("no error")
	}
	if _, err := parseVocabulary([]byte("sane: x\n")); err == nil {
		t.Error("an unknown key is no error")
	}
}
