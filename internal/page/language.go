package page

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/function_words.txt
var functionWordData string

// functionWords gives the languages that have a function word, by word.
var functionWords = sync.OnceValue(func() map[string][]string {
	words := map[string][]string{}
	for line := range strings.Lines(functionWordData) {
		lang, list, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for w := range strings.FieldsSeq(list) {
			words[w] = append(words[w], lang)
		}
	}
	return words
})

// guessWords is how many words of a text are asked for its language.
const guessWords = 2000

// guessLanguage tells the language of a text by its function words; "" where too few of them decide.
func guessLanguage(text string) string {
	counts := map[string]int{}
	total := 0
	words := functionWords()
	for w := range strings.FieldsSeq(text[:min(len(text), guessWords*8)]) {
		if total++; total > guessWords {
			break
		}
		for _, lang := range words[strings.ToLower(strings.Trim(w, ".,;:!?\"'()“”’"))] {
			counts[lang]++
		}
	}
	best, second := "", 0
	for lang, n := range counts {
		switch {
		case n > counts[best] || n == counts[best] && lang < best:
			second = counts[best]
			best = lang
		case n > second:
			second = n
		}
	}
	if total < 20 || counts[best]*10 < total || counts[best]*2 < second*3 {
		return ""
	}
	return best
}
