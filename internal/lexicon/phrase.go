package lexicon

import "strings"

// Phrases is a set of phrases, each with a value. A phrase is words parted by spaces; "..." in it stands for up to four
// words or numbers, never for a mark.
type Phrases struct {
	byFirst map[string][]phrase
	bit     uint64 // of the set in Token.sets; 0: it has none
}

type phrase struct {
	words []string
	value string
}

// maxGap is how many words "..." may stand for.
const maxGap = 4

// NewPhrases builds a set from lists of phrases by value.
func NewPhrases(byValue map[string][]string) *Phrases {
	p := &Phrases{byFirst: map[string][]phrase{}}
	for value, list := range byValue {
		p.add(value, list)
	}
	return p
}

// PhraseList builds a set whose values are all empty.
func PhraseList(list []string) *Phrases {
	return NewPhrases(map[string][]string{"": list})
}

func (p *Phrases) add(value string, list []string) {
	for _, text := range list {
		var words []string
		for _, t := range strings.Fields(text) {
			if t == "..." {
				words = append(words, t)
				continue
			}
			for _, tok := range Tokenize(t) {
				if tok.Low != "-" {
					words = append(words, tok.Low)
				}
			}
		}
		if len(words) > 0 {
			p.byFirst[words[0]] = append(p.byFirst[words[0]], phrase{words: words, value: value})
		}
	}
}

// At matches a phrase that starts at tokens[i]: how many tokens it takes (0: none) and its value; the longest wins.
func (p *Phrases) At(tokens []Token, i int) (int, string) {
	if t := &tokens[i]; t.marked && p.bit != 0 && t.sets&p.bit == 0 {
		return 0, ""
	}
	best, value := 0, ""
	for _, ph := range p.byFirst[tokens[i].Low] {
		if n := matchWords(tokens[i:], ph.words); n > best || (n == best && n > 0 && ph.value < value) {
			best, value = n, ph.value
		}
	}
	return best, value
}

// matchWords gives how many tokens the words take from the start, 0 where they do not stand there. Hyphens between
// words are passed over.
func matchWords(tokens []Token, words []string) int {
	i := 0
	for w := range words {
		if words[w] == "..." {
			for gap := 0; gap <= maxGap && i+gap < len(tokens); gap++ {
				if n := matchWords(tokens[i+gap:], words[w+1:]); n > 0 {
					return i + gap + n
				}
				if tokens[i+gap].Kind == Mark && tokens[i+gap].Low != "-" {
					break
				}
			}
			return 0
		}
		for w > 0 && i < len(tokens) && tokens[i].Low == "-" {
			i++
		}
		if i >= len(tokens) || tokens[i].Low != words[w] {
			return 0
		}
		i++
	}
	return i
}

// Hit is a phrase found in a run of tokens.
type Hit struct {
	Start, End int // indexes of tokens, half-open
	Value      string
}

// Find gives all phrases in tokens, left to right, not overlapping.
func (p *Phrases) Find(tokens []Token) []Hit {
	var hits []Hit
	for i := 0; i < len(tokens); {
		n, value := p.At(tokens, i)
		if n == 0 {
			i++
			continue
		}
		hits = append(hits, Hit{Start: i, End: i + n, Value: value})
		i += n
	}
	return hits
}

// In reports whether any phrase stands in tokens.
func (p *Phrases) In(tokens []Token) bool {
	for i := range tokens {
		if n, _ := p.At(tokens, i); n > 0 {
			return true
		}
	}
	return false
}
