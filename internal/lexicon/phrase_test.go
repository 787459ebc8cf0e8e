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

func BenchmarkTokenize(b *testing.B) {
	text := strings.Repeat("The C.I.O.'s top-line goal: don't lose $1,250.50 on R&D, the CTO’s plan says. ", 100)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Tokenize(text)
	}
}
