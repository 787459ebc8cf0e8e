package lexicon

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// awkward texts that the fuzz targets start from.
func awkward() []string {
	return []string{
		"", " ", ".", "'s", "’s", "C.I.O.", "C.I.O.s", "a.b.", "U.S.-based", "R&D", "R& D", "&c", "don't", "O’Brien’s", "CIO's", "CIOs'", "CIOs’", "1,250.50", "1.2.3", "1,", "$1.5M–$2M",
		"The CIO and the Chief Technology Officer (CTO) meet", "Chief Information Officer (the CIO", "chief", "Chief of staff officer", "chief happiness and fun officers",
		"former CTO, the former, the latter", "both CIOs/CTOs", "their job", "it is his or her main task", "it's their", "vice cio", "CÍO", "ＣＩＯ", "İCTO", "cto\u0301", "\xff\xfeCIO\xc3", "日本語CIO日本語", "deputy",
	}
}

// FuzzTokenize holds that tokens lie in order in the text, skip nothing but white space, and keep their own words.
func FuzzTokenize(f *testing.F) {
	for _, s := range awkward() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, tok := range Tokenize(text) {
			switch {
			case tok.Start < end || tok.End <= tok.Start || tok.End > len(text):
				t.Fatalf("token %+v behind %d in a text of %d", tok, end, len(text))
			case strings.TrimSpace(text[end:tok.Start]) != "":
				t.Errorf("%q is skipped before %+v", text[end:tok.Start], tok)
			case tok.Low == "":
				t.Errorf("token %+v has no word", tok)
			case tok.Kind == Number && (tok.Low[0] < '0' || tok.Low[0] > '9'):
				t.Errorf("number %q", tok.Low)
			case utf8.ValidString(text) && !utf8.ValidString(text[tok.Start:tok.End]):
				t.Errorf("token %q cuts a character", text[tok.Start:tok.End])
			}
			end = tok.End
		}
		if strings.TrimSpace(text[end:]) != "" {
			t.Errorf("%q is skipped at the end", text[end:])
		}
	})
}

// FuzzMentions holds that mentions lie in order within the tokens and say whom they name.
func FuzzMentions(f *testing.F) {
	for _, s := range awkward() {
		f.Add(s)
	}
	l := English()
	f.Fuzz(func(t *testing.T, text string) {
		tokens := Tokenize(text)
		end := 0
		for _, m := range l.Mentions(tokens) {
			switch {
			case m.Start < end || m.End <= m.Start || m.End > len(tokens):
				t.Fatalf("mention %+v behind %d of %d tokens", m, end, len(tokens))
			case (m.Refers == Named) != (m.Role != ""):
				t.Errorf("mention %+v refers %d to role %q", m, m.Refers, m.Role)
			case m.Refers == Named && m.Letters == "" && m.Title == "" && m.Role != "chief":
				t.Errorf("mention %+v has neither letters nor title", m)
			}
			end = m.End
		}
		for i := range tokens {
			if n := l.IsModifier(tokens, i); n < 0 || i+n > len(tokens) {
				t.Errorf("a modifier of %d tokens at %d of %d", n, i, len(tokens))
			}
			l.Works(tokens, i)
			l.BoardAt(tokens, i)
		}
	})
}

// FuzzPhrases holds that hits lie in order and that In, Find and At agree.
func FuzzPhrases(f *testing.F) {
	for _, s := range awkward() {
		f.Add(s)
	}
	for _, s := range []string{"what does a chief information officer do", "focused a little on", "is - in - charge of", "does not just", "more hands-on"} {
		f.Add(s)
	}
	l := English()
	f.Fuzz(func(t *testing.T, text string) {
		tokens := Tokenize(text)
		for _, lists := range []map[string]*Phrases{l.Cues, l.Patterns, l.PayCues, l.Pay} {
			for name, p := range lists {
				checkHits(t, name, p, tokens)
			}
		}
	})
}

func checkHits(t *testing.T, name string, p *Phrases, tokens []Token) {
	t.Helper()
	hits := p.Find(tokens)
	if p.In(tokens) != (len(hits) > 0) {
		t.Errorf("%s: In gives %t, Find %d hits", name, p.In(tokens), len(hits))
	}
	end := 0
	for _, h := range hits {
		if h.Start < end || h.End <= h.Start || h.End > len(tokens) {
			t.Fatalf("%s: hit %+v behind %d of %d tokens", name, h, end, len(tokens))
		}
		if n, value := p.At(tokens, h.Start); n != h.End-h.Start || value != h.Value {
			t.Errorf("%s: At gives %d %q at %+v", name, n, value, h)
		}
		end = h.End
	}
}
