package compare

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/goccy/go-yaml"
	"github.com/kljensen/snowball/english"
)

//go:embed vocabulary.yaml
var vocabularyFile []byte

// words is a set of stems.
type words map[string]bool

// in reports whether one of the words given is in the set.
func (w words) in(said []string) bool {
	return slices.ContainsFunc(said, func(word string) bool { return w[word] })
}

// vocabulary holds the word lists of vocabulary.yaml as stems.
type vocabulary struct {
	stop     words // as they stand, not stemmed
	generic  words
	same     map[string]string // stem to the stem that stands for all of its meaning
	apart    map[string]string // word to the one that stands for its meaning in place of the stem
	inside   words
	outside  words
	rule     words // as they stand
	part     words // as they stand
	possible words // as they stand
	past     words // as they stand
	parties  words
	payScope words
	payPart  words // as they stand
	amounts  words // as they stand
	titles   words // as they stand
	wholePay words // as they stand
	being    words // as they stand
	offices  words // as they stand
	contrast words // as they stand
	measure  words // as they stand
	profit   words
	segment  words
	own      words             // as they stand
	manner   words             // as they stand
	heads    map[string]string // category to stem
	answer   words             // as they stand
	numbers  map[string]int
	matters  []matter
}

// matter is what duties of several categories can be about.
type matter struct {
	topic    string // its category and its own id
	category string
	label    string
	of       words   // categories; empty: any
	groups   []words // a duty about it has a word of each in one part of its wording
}

// in reports whether the stems of a part of a duty speak of the matter.
func (m *matter) in(stems []string) bool {
	return !slices.ContainsFunc(m.groups, func(group words) bool { return !group.in(stems) })
}

var lexicon = sync.OnceValue(func() *vocabulary {
	v, err := parseVocabulary(vocabularyFile)
	if err != nil {
		panic(err) // an embedded file: a build fault that the package's tests find
	}
	return v
})

// vocabularyYAML is vocabulary.yaml as it is written: lists of words, and lines of words.
type vocabularyYAML struct {
	Stop, Generic, Inside, Outside, Parties       string
	Rule, Part, Possible, Past, Contrast, Measure string
	Numbers, Profit, Answer, Segment, Own, Manner string
	PayScope                                      string `yaml:"pay_scope"`
	PayPart                                       string `yaml:"pay_part"`
	WholePay                                      string `yaml:"whole_pay"`
	Amounts, Titles, Being, Offices               string
	Same, Apart, Heads                            []string
	Matters                                       []matterLine
}

func parseVocabulary(data []byte) (*vocabulary, error) {
	var file vocabularyYAML
	if err := yaml.UnmarshalWithOptions(data, &file, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("vocabulary.yaml: %w", err)
	}
	v := &vocabulary{
		stop: wordSet(file.Stop), rule: wordSet(file.Rule), part: wordSet(file.Part), possible: wordSet(file.Possible),
		past: wordSet(file.Past), contrast: wordSet(file.Contrast), measure: wordSet(file.Measure), answer: wordSet(file.Answer), own: wordSet(file.Own), manner: wordSet(file.Manner),
		payPart: wordSet(file.PayPart), amounts: wordSet(file.Amounts), titles: wordSet(file.Titles),
		wholePay: wordSet(file.WholePay), being: wordSet(file.Being), offices: wordSet(file.Offices),
		same: map[string]string{}, numbers: map[string]int{}, heads: map[string]string{}, apart: map[string]string{},
	}
	for i, word := range strings.Fields(file.Numbers) {
		v.numbers[word] = i + 1
	}
	for _, line := range file.Apart {
		group := strings.Fields(line)
		for _, w := range group {
			v.apart[w] = group[0]
		}
	}
	for _, line := range file.Same {
		group := strings.Fields(line)
		for _, w := range group {
			stem := english.Stem(w, true)
			if other, twice := v.same[stem]; twice && other != english.Stem(group[0], true) {
				return nil, fmt.Errorf("vocabulary.yaml: same: %q stands in two lines", w)
			}
			v.same[stem] = english.Stem(group[0], true)
		}
	}
	v.generic = v.stemSet(file.Generic)
	v.inside = v.stemSet(file.Inside)
	v.outside = v.stemSet(file.Outside)
	v.parties = v.stemSet(file.Parties)
	v.payScope = v.stemSet(file.PayScope)
	v.segment = v.stemSet(file.Segment)
	v.profit = v.stemSet(file.Profit)
	for _, line := range file.Heads {
		category, head, _ := strings.Cut(line, " ")
		v.heads[category] = v.stem(head)
	}
	for _, line := range file.Matters {
		v.matters = append(v.matters, v.matter(line))
	}
	return v, nil
}

// matterLine is a matter as vocabulary.yaml has it.
type matterLine struct {
	ID, Category, Label string
	Of, Words           []string
}

func (v *vocabulary) matter(line matterLine) matter {
	m := matter{topic: line.Category + ":" + line.ID, category: line.Category, label: line.Label, of: wordSet(strings.Join(line.Of, " "))}
	for _, group := range line.Words {
		m.groups = append(m.groups, v.stemSet(group))
	}
	return m
}

func wordSet(list string) words {
	set := words{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

func (v *vocabulary) stemSet(list string) words {
	set := words{}
	for _, w := range tokens(list) {
		set[v.stem(w)] = true
	}
	return set
}

// stem is the stem of a lower-case word, or the one that stands for its meaning.
func (v *vocabulary) stem(word string) string {
	if one, known := v.apart[word]; known {
		return one
	}
	stem := english.Stem(word, true)
	if one, known := v.same[stem]; known {
		return one
	}
	return stem
}

// stems are the stems of a text's words.
func (v *vocabulary) stems(text string) []string {
	out := tokens(text)
	for i, w := range out {
		out[i] = v.stem(w)
	}
	return out
}

// tokens are the runs of letters and digits of a text, in lower case; an apostrophe ends a word.
func tokens(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}
