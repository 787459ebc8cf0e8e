package compare

import (
	"slices"
	"strings"
	"unicode"

	"rolecall/internal/claim"
)

// aroundLength bounds the text shown before and after a quote, in code points.
const aroundLength = 160

// Around gives the text before and after a place in a document's text: the rest of its line or, where the place begins
// or ends a line, the line before or after. Each is at most a line of 160 code points, cut at a word with an ellipsis; a
// place that is not in the text has nothing around it.
func Around(text []rune, at claim.Span) (string, string) {
	if at.Start < 0 || at.End < at.Start || at.End > len(text) {
		return "", ""
	}
	return lineBefore(text[:at.Start]), lineAfter(text[at.End:])
}

func lineBefore(text []rune) string {
	text = trimRight(text)
	text = text[lastIndex(text, '\n')+1:]
	cut := len(text) - aroundLength
	if cut <= 0 {
		return strings.TrimSpace(string(text))
	}
	if word := slices.IndexFunc(text[cut-1:], unicode.IsSpace); word >= 0 {
		cut += word
	}
	return "… " + strings.TrimSpace(string(text[cut:]))
}

func lineAfter(text []rune) string {
	text = trimLeft(text)
	if end := slices.Index(text, '\n'); end >= 0 {
		text = text[:end]
	}
	if len(text) <= aroundLength {
		return strings.TrimSpace(string(text))
	}
	cut := aroundLength
	for word := cut; word > 0; word-- {
		if unicode.IsSpace(text[word]) {
			cut = word
			break
		}
	}
	return strings.TrimSpace(string(text[:cut])) + " …"
}

func trimLeft(text []rune) []rune {
	start := slices.IndexFunc(text, func(r rune) bool { return !unicode.IsSpace(r) })
	if start < 0 {
		return nil
	}
	return text[start:]
}

func trimRight(text []rune) []rune {
	for len(text) > 0 && unicode.IsSpace(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	return text
}

func lastIndex(text []rune, r rune) int {
	for i := len(text) - 1; i >= 0; i-- {
		if text[i] == r {
			return i
		}
	}
	return -1
}
