package report

import (
	"strings"
	"unicode/utf8"
)

// contextRunes is how much of the text around a quote is shown on each side: about a line.
const contextRunes = 120

// around is the text before and after a quote, as much as fits on a line each. A heading that stands above the quote at
// any rate is not said again.
func (e *Evidence) around() (string, string) {
	before, after := folded(e.Before), folded(e.After)
	heading := folded(e.Section[strings.LastIndex(e.Section, ">")+1:])
	if before == heading {
		before = ""
	}
	return tail(before, contextRunes), shorten(after, contextRunes)
}

// tail cuts a text before a word, at most n runes, and marks the cut.
func tail(s string, n int) string {
	over := utf8.RuneCountInString(s) - n
	if over <= 0 {
		return s
	}
	cut := string([]rune(s)[over:])
	if i := strings.IndexByte(cut, ' '); i >= 0 && i < len(cut)/2 {
		cut = cut[i:]
	}
	return "… " + strings.TrimLeft(cut, " ,;:")
}
