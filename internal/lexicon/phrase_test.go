package lexicon

import (
	"slices"
	"strings"
	"testing"
)

func TestPhrasesAt(t *testing.T) {
	p := NewPhrases(map[string][]string{
		"short": {"in charge"}, "long": {"in charge of"}, "gap": {"spends ... on"}, "hyphen": {"hands-on"}, "a": {"set"}, "b": {"set"},
	})
	tests := []struct {
		text   string
		tokens int
		value  string
	}{
		{"in charge of it", 3, "long"},
		{"in charge again", 2, "short"},
		{"In Charge Of it", 3, "long"},
		{"in - charge of", 4, "long"},
		{"in the charge of", 0, ""},
		{"spends on", 2, "gap"},
		{"spends most of the time on", 6, "gap"},
		{"spends most of all the time on", 0, ""},
		{"spends most of Monday on", 5, "gap"},
		{"spends much, on", 0, ""},
		{"spends part-time on", 5, "gap"},
		{"hands-on", 3, "hyphen"},
		{"hands on", 2, "hyphen"},
		{"set", 1, "a"},
		{"in", 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			if n, value := p.At(Tokenize(tt.text), 0); n != tt.tokens || value != tt.value {
				t.Errorf("got %d %q, want %d %q", n, value, tt.tokens, tt.value)
			}
		})
	}
}

func TestPhrasesFind(t *testing.T) {
	p := NewPhrases(map[string][]string{"x": {"a b", "b c"}, "y": {"c"}})
	got := p.Find(Tokenize("a b c b c"))
	want := []Hit{{0, 2, "x"}, {2, 3, "y"}, {3, 5, "x"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestPhrasesFindThemselves holds that each phrase of the files is found in its own words, with a value of its list.
func TestPhrasesFindThemselves(t *testing.T) {
	l := English()
	for _, lists := range []map[string]*Phrases{l.Cues, l.Patterns, l.PayCues, l.Pay} {
		for name, p := range lists {
			for _, phrases := range p.byFirst {
				for _, ph := range phrases {
					text := strings.NewReplacer("...", "quite", " 's", "'s").Replace(strings.Join(ph.words, " "))
					tokens := Tokenize(text)
					if n, _ := p.At(tokens, 0); n != len(tokens) {
						t.Errorf("%s: %q takes %d of its %d tokens", name, text, n, len(tokens))
					}
				}
			}
		}
	}
}

// TestOneValueAPhrase holds that no phrase has two values in a list: only one of them could ever be found.
func TestOneValueAPhrase(t *testing.T) {
	l := English()
	for _, lists := range []map[string]*Phrases{l.Patterns, l.Pay} {
		for name, p := range lists {
			seen := map[string]string{}
			for _, phrases := range p.byFirst {
				for _, ph := range phrases {
					key := strings.Join(ph.words, " ")
					if other, ok := seen[key]; ok && other != ph.value {
						t.Errorf("%s: %q is both %q and %q", name, key, other, ph.value)
					}
					seen[key] = ph.value
				}
			}
		}
	}
}

func TestWorks(t *testing.T) {
	l := English()
	for text, want := range map[string]bool{
		"manages the network": true, "manage": true, "managing people": true, "designed it": true, "oversees closely the staff": true,
		"umbrella": false, "the network": false, "blue": false,
	} {
		if got := l.Works(Tokenize(text), 0); got != want {
			t.Errorf("%s: got %t, want %t", text, got, want)
		}
	}
}

// TestVerbForms holds that every verb has all its forms, each leading back to a verb of the list.
func TestVerbForms(t *testing.T) {
	l := English()
	forms := map[string]VerbForm{}
	for word, v := range l.Verbs {
		if v.Form == 0 || v.Base == "" {
			t.Errorf("%s: %+v", word, v)
		}
		forms[v.Base] |= v.Form
	}
	for base := range forms {
		if l.Verbs[base].Form&Base == 0 {
			t.Errorf("%s is the base of other forms, but no verb itself", base)
		}
		if _, ok := l.Verbs[gerundOf(base, l)]; !ok {
			t.Errorf("%s has no gerund", base)
		}
	}
	if len(forms) < 100 {
		t.Errorf("only %d verbs", len(forms))
	}
}

func gerundOf(base string, l *Lexicon) string {
	if doubled := base + base[len(base)-1:] + "ing"; l.Verbs[doubled].Form&Gerund != 0 {
		return doubled
	}
	return gerund(base)
}

func TestInflect(t *testing.T) {
	for verb, want := range map[string][3]string{
		"manage": {"manages", "managing", "managed"}, "decree": {"decrees", "decreeing", "decreed"}, "carry": {"carries", "carrying", "carried"}, "deploy": {"deploys", "deploying", "deployed"},
		"push": {"pushes", "pushing", "pushed"}, "fix": {"fixes", "fixing", "fixed"}, "assess": {"assesses", "assessing", "assessed"},
	} {
		if got := [3]string{third(verb), gerund(verb), regularPast(verb)}; got != want {
			t.Errorf("%s: got %v, want %v", verb, got, want)
		}
	}
}

// TestRolesFindThemselves holds that each name and each group of letters names its role, singular and plural.
func TestRolesFindThemselves(t *testing.T) {
	l := English()
	for _, r := range l.Roles {
		for _, name := range r.Names {
			for _, text := range []string{name, plural(name), strings.ToUpper(name)} {
				checkNames(t, l, text, r.ID)
			}
		}
		for _, letters := range r.Letters {
			for _, text := range []string{strings.ToUpper(letters), strings.ToUpper(letters) + "s"} {
				checkNames(t, l, text, r.ID)
			}
		}
	}
}

func checkNames(t *testing.T, l *Lexicon, text, id string) {
	t.Helper()
	tokens := Tokenize("The " + text + " spoke")
	m := l.Mentions(tokens)
	if len(m) != 1 || m[0].Role != id || m[0].Start != 1 || m[0].End != len(tokens)-1 {
		t.Errorf("%q: got %+v, want the role %s", text, m, id)
	}
}

func TestReferences(t *testing.T) {
	l := English()
	for text, want := range map[string]Reference{
		"the former leads": Former, "The latter leads": Latter, "both lead": Both, "they lead": Pronoun, "He or she leads": Pronoun, "their main job is": Pronoun,
	} {
		m := l.Mentions(Tokenize(text))
		if len(m) != 1 || m[0].Refers != want || m[0].Role != "" {
			t.Errorf("%s: got %+v, want reference %d", text, m, want)
		}
	}
	for _, text := range []string{"a former pilot", "their boats", "it rained", "bothersome"} {
		if m := l.Mentions(Tokenize(text)); len(m) != 0 {
			t.Errorf("%s: got %+v, want nobody", text, m)
		}
	}
}

func TestBracketedLetters(t *testing.T) {
	l := English()
	for text, letters := range map[string]string{
		"Chief Information Officer (CIO)": "cio", "chief technology officers (CTOs)": "cto", "Chief Information Officer (the CIO)": "cio", "Chief Information Officer (CTO)": "cto",
		"Chief Information Officer (new)": "", "Chief Information Officer": "",
	} {
		m := l.Mentions(Tokenize(text))
		if len(m) != 1 || m[0].Letters != letters {
			t.Errorf("%s: got %+v, want letters %q", text, m, letters)
		}
	}
}

func BenchmarkTokenize(b *testing.B) {
	text := strings.Repeat("The C.I.O.'s top-line goal: don't lose $1,250.50 on R&D, the CTO’s plan says. ", 100)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Tokenize(text)
	}
}

func BenchmarkMentions(b *testing.B) {
	tokens := Tokenize(strings.Repeat("The chief information officer (CIO) meets the CTO; both plan what they need for the year. ", 100))
	l := English()
	b.ReportAllocs()
	for b.Loop() {
		l.Mentions(tokens)
	}
}
