package lexicon

import (
	"slices"
	"testing"
)

func TestFilesLoad(t *testing.T) {
	l, err := load("en")
	if err != nil {
		t.Fatal(err)
	}
	for form, want := range map[string]Verb{
		"oversees": {"oversee", Third}, "overseeing": {"oversee", Gerund}, "plans": {"plan", Third}, "planning": {"plan", Gerund},
		"identifies": {"identify", Third}, "set": {"set", Base | Past}, "led": {"lead", Past}, "pushes": {"push", Third},
	} {
		if got := l.Verbs[form]; got != want {
			t.Errorf("%s: got %+v, want %+v", form, got, want)
		}
	}
}

func TestTokenize(t *testing.T) {
	text := "The C.I.O.'s top-line goal: don't lose $1,250.50 on R&D, CIO’s say."
	var got []string
	for _, tok := range Tokenize(text) {
		got = append(got, tok.Low)
	}
	want := []string{"the", "cio", "'s", "top", "-", "line", "goal", ":", "don't", "lose", "$", "1,250.50", "on", "r&d", ",", "cio", "'s", "say", "."}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestMentions(t *testing.T) {
	l := English()
	for text, want := range map[string][]string{
		"The CIO and the Chief Technology Officer (CTO) meet": {"cio", "cto"},
		"chief information security officers report":          {"ciso"},
		"A deputy CIO helps":                                  {"deputy"},
		"Chief Happiness Officer":                             {"chief"},
		"Fractional CTOs bill by the day":                     {"cto"},
		"a C.T.O. codes, the former does not":                 {"cto", ""},
		"the cio in lower case":                               {"cio"},
		"the doves coo":                                       nil,
		"A chief investment officer buys bonds":               {"investment"},
	} {
		var got []string
		for _, m := range l.Mentions(Tokenize(text)) {
			got = append(got, m.Role)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}
