package normalize

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// examples weighs the words of a text by how often they stand in labelled examples of each category: a second opinion
// beside the rules, for what no rule can say.
type examples struct {
	suffixes []string
	faint    []string             // words that are not counted
	stems    map[string][]float64 // by category: the log of how much likelier the word is there than in all examples
	roles    []string             // by category: the role of which it is mostly said; may be empty
}

// smoothing is the number of examples of the average category that each category is given besides its own.
const smoothing = 8

// trust is the number of uses at which a word gets half its weight.
const trust = 0.5

// foreign is the factor of words for a category that is mostly said of another role.
const foreign = 0.8

// newExamples counts the words of a file of examples: "[category]" or "[category role]" lines, each with its
// examples below it.
func newExamples(file string, g grammar, v *vocabulary, categories []string) (*examples, error) {
	x := &examples{suffixes: g.Suffixes, faint: g.Faint, stems: map[string][]float64{}, roles: make([]string, len(categories))}
	sizes := make([]float64, len(categories))
	category := -1
	var problems []error
	for i, line := range strings.Split(file, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			name, role, _ := strings.Cut(strings.Trim(line, "[]"), " ")
			if category = slices.Index(categories, name); category < 0 {
				problems = append(problems, fmt.Errorf("examples.txt: line %d: category %q unknown", i+1, name))
				continue
			}
			x.roles[category] = role
		case category < 0:
			problems = append(problems, fmt.Errorf("examples.txt: line %d: an example without a category", i+1))
		default:
			sizes[category]++
			x.count(v, line, category, len(categories))
		}
	}
	x.weigh(sizes)
	return x, errors.Join(problems...)
}

func (x *examples) count(v *vocabulary, line string, category, categories int) {
	seen := map[string]bool{}
	for _, t := range tokenize(line) {
		stem := x.stem(t.word)
		if seen[stem] || !v.telling(t.word) || slices.Contains(x.faint, t.word) {
			continue
		}
		seen[stem] = true
		if x.stems[stem] == nil {
			x.stems[stem] = make([]float64, categories)
		}
		x.stems[stem][category]++
	}
}

// weigh turns counts into weights.
func (x *examples) weigh(sizes []float64) {
	all := 0.0
	for _, n := range sizes {
		all += n
	}
	for _, counts := range x.stems {
		total := 0.0
		for _, n := range counts {
			total += n
		}
		share := total / all
		for c, n := range counts {
			if sizes[c] == 0 {
				counts[c] = 0 // a category without examples: they say nothing of it
				continue
			}
			counts[c] = math.Log((n+smoothing*share)/((sizes[c]+smoothing)*share)) * total / (total + trust)
		}
	}
}

// fit is how well a category suits a role: 1, or foreign.
func (x *examples) fit(category int, role string) float64 {
	if own := x.roles[category]; own == "" || role == "" || own == role {
		return 1
	}
	return foreign
}

// telling reports whether a word can say what a text is about: it is no function word.
func (v *vocabulary) telling(word string) bool {
	n := v.first[word]
	return n == nil || n.entry == nil || n.entry.mark == noMarker
}

// stem cuts the longest known ending off a word, and a letter doubled before it.
func (x *examples) stem(word string) string {
	for _, s := range x.suffixes {
		if stem, cut := strings.CutSuffix(word, s); cut && len(stem) >= 3 {
			if n := len(stem); n > 3 && stem[n-1] == stem[n-2] && stem[n-1] != 'l' && stem[n-1] != 's' {
				return stem[:n-1]
			}
			return stem
		}
	}
	return word
}

// Factors of words: wordShare beside the rules, asideShare in parts of the text that count for nothing. However many
// words speak for a category, together they weigh no more than wordLimit.
const (
	wordShare  = 0.9
	asideShare = 0.3
	wordLimit  = 3.0
)

// addWords adds what the words of the text say by the examples. Each word counts once, where it counts most.
func (b *board) addWords(role string) {
	for i, t := range b.tokens {
		stem := b.n.examples.stem(t.word)
		weights := b.n.examples.stems[stem]
		if weights == nil || b.repeated(i) {
			continue
		}
		share := wordShare * (asideShare + (1-asideShare)*b.share[i])
		for c, w := range weights {
			b.words[c] += share * w
			if b.because != nil && share*w >= 0.2 {
				b.because[c] = append(b.because[c], fmt.Sprintf("word %q: %+.2f", t.word, share*w))
			}
		}
	}
	for c, s := range b.words {
		s = max(0, s) * b.n.examples.fit(c, role)
		b.words[c] = s / (1 + s/wordLimit)
	}
}

// repeated reports whether the word at i stands before it already.
func (b *board) repeated(i int) bool {
	return slices.ContainsFunc(b.tokens[:i], func(t token) bool { return t.word == b.tokens[i].word })
}
