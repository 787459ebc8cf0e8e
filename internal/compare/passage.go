package compare

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of the search for what an earlier passage reads now.
const (
	likePassage    = 0.3     // Jaccard of the stems
	mostPassages   = 5_000   // of a page
	passageLength  = 300     // of what is shown, in code points
	sentenceLength = 200     // a line beyond it is searched by sentences, in bytes
	searchedText   = 1 << 20 // of a page, in bytes
)

// passage is a line or sentence of a text.
type passage struct {
	text  string
	stems []string
}

// passagesOf cuts a text into its lines, and long lines into sentences.
func passagesOf(text string) []passage {
	var out []passage
	for line := range strings.Lines(text[:min(len(text), searchedText)]) {
		for _, part := range sentencesOf(strings.TrimSpace(line)) {
			if len(out) == mostPassages {
				return out
			}
			out = append(out, passage{text: part, stems: quoteStems(part)})
		}
	}
	return out
}

// sentencesOf cuts a long line where a full stop, question mark or exclamation mark ends a word and a capital, figure or
// mark begins the next.
func sentencesOf(line string) []string {
	if len(line) <= sentenceLength {
		return []string{line}
	}
	var out []string
	start := 0
	for i := 0; i+2 < len(line); i++ {
		if !strings.ContainsRune(".!?", rune(line[i])) || line[i+1] != ' ' {
			continue
		}
		if next, _ := utf8.DecodeRuneInString(line[i+2:]); !unicode.IsLower(next) {
			out = append(out, line[start:i+1])
			start = i + 2
		}
	}
	return append(out, line[start:])
}

// nearestPassage is the passage most like a quote, the first of equally like ones; "" where none is like it.
func nearestPassage(passages []passage, quote string) string {
	stems := quoteStems(quote)
	best, top := "", likePassage
	for _, p := range passages {
		if like := setLikeness(stems, p.stems); like > top || (best == "" && like == top) {
			best, top = p.text, like
		}
	}
	return cutAt(best, passageLength)
}

// cutAt is a text that is no longer than so many code points, cut at a word with an ellipsis.
func cutAt(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	cut := string([]rune(text)[:most])
	if at := strings.LastIndexByte(cut, ' '); at > 0 {
		cut = cut[:at]
	}
	return cut + " …"
}

// saying tells whether a text has the words of a quote.
type saying struct{ words string }

func newSaying(text string) saying { return saying{" " + wordsOf(text) + " "} }

func (s saying) says(quote string) bool { return s.has(wordsOf(quote)) }

// has is says for a quote that is given as its words.
func (s saying) has(words string) bool { return strings.Contains(s.words, " "+words+" ") }
