package lexicon

import (
	"strings"
	"testing"
)

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

func BenchmarkMentions(b *testing.B) {
	tokens := Tokenize(strings.Repeat("The chief information officer (CIO) meets the CTO; both plan what they need for the year. ", 100))
	l := English()
	b.ReportAllocs()
	for b.Loop() {
		l.Mentions(tokens)
	}
}
