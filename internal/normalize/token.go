package normalize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// breakKind is the mark before a word.
type breakKind uint8

const (
	noBreak   breakKind = iota
	comma               // also a slash or an ampersand: another of the same
	colon               // also a dash: an explanation follows
	stop                // end of a sentence or clause
	openParen           // an aside begins
	shutParen           // an aside has ended
)

// token is a word in lower case and the mark before it.
type token struct {
	word  string
	mark  breakKind
	owner bool // "'s" follows
}

// tokenize splits a text into words. A hyphen parts words, "&" between single letters and the points of "C.I.O." do not.
func tokenize(text string) []token {
	tokens := make([]token, 0, len(text)/6+2)
	mark := noBreak
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !wordRune(r) {
			mark = max(mark, markOf(text, i, r))
			i += size
			continue
		}
		end := wordEnd(text, i)
		word := lower(text[i:end])
		if strings.Contains(word, ".") {
			word = strings.ReplaceAll(word, ".", "")
		}
		i = end
		if word == "s" && len(tokens) > 0 && mark == noBreak && afterApostrophe(text, end-1) {
			tokens[len(tokens)-1].owner = true
			continue
		}
		tokens = append(tokens, token{word: word, mark: mark})
		mark = noBreak
		if abbreviated(word) && strings.HasPrefix(text[i:], ".") {
			i++
		}
	}
	return tokens
}

// lower gives a word in lower case, save "IT", which is not "it".
func lower(word string) string {
	if word == "IT" {
		return word
	}
	return strings.ToLower(word)
}

// abbreviated reports whether a point after the word does not end a sentence.
func abbreviated(word string) bool {
	switch word {
	case "vs", "etc", "eg", "ie", "inc", "e.g", "i.e":
		return true
	}
	return false
}

func afterApostrophe(text string, at int) bool {
	return strings.HasSuffix(text[:at], "'") || strings.HasSuffix(text[:at], "’")
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// wordEnd is where the word at start ends: "r&d", "c.i.o" and "p&l" are one word.
func wordEnd(text string, start int) int {
	end := start
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if wordRune(r) {
			end += size
			continue
		}
		single := end-start == 1 || end-start > 1 && !isLetter(text[end-2])
		if (r == '&' || r == '.' && single) && single && end+1 < len(text) && isLetter(text[end+1]) &&
			(end+2 >= len(text) || !isLetter(text[end+2])) {
			end += size
			continue
		}
		break
	}
	return end
}

func isLetter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

func markOf(text string, i int, r rune) breakKind {
	switch r {
	case ',', '/', '&', '+', '•', '|':
		return comma
	case ':', '–', '—', '=':
		return colon
	case '-':
		if i > 0 && text[i-1] == ' ' {
			return colon
		}
	case '.', ';', '!', '?', '\n':
		return stop
	case '(', '[':
		return openParen
	case ')', ']':
		return shutParen
	}
	return noBreak
}
