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
	inside   words
	outside  words
	rule     words // as they stand
	part     words // as they stand
	possible words // as they stand
	past     words // as they stand
	parties  words
	payScope words
	contrast words // as they stand
	measure  words // as they stand
	numbers  map[string]int
}

var lexicon = sync.OnceValue(func() *vocabulary {
	v, err := parseVocabulary(vocabularyFile)
	if err != nil {
		panic(err) // an embedded file: a build fault that the package's tests find
	}
	return v
})

func parseVocabulary(data []byte) (*vocabulary, error) {
	var file struct {
		Stop, Generic, Inside, Outside, Rule, Part, Possible, Past, Parties, Contrast, Measure, Numbers string
		PayScope                                                                                        string `yaml:"pay_scope"`
		Same                                                                                            []string
	}
	if err := yaml.UnmarshalWithOptions(data, &file, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("vocabulary.yaml: %w", err)
	}
	v := &vocabulary{
		stop: wordSet(file.Stop), rule: wordSet(file.Rule), part: wordSet(file.Part), possible: wordSet(file.Possible),
		past: wordSet(file.Past), contrast: wordSet(file.Contrast), measure: wordSet(file.Measure),
		same: map[string]string{}, numbers: map[string]int{},
	}
	for i, word := range strings.Fields(file.Numbers) {
		v.numbers[word] = i + 1
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
	return v, nil
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
	stem := english.Stem(word, true)
	if one, known := v.same[stem]; known {
		return one
	}
	return stem
}

// tokens are the runs of letters and digits of a text, in lower case; an apostrophe ends a word.
func tokens(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}
