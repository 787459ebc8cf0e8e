// Package lexicon holds what the extractor knows of a language: names of roles, verbs of work, cues and phrases, all in
// data files, and the tokens in which they are looked up.
package lexicon

import (
	"unicode"
	"unicode/utf8"
)

// Token is a word, a number or a punctuation mark. Low is its text with ASCII letters in lower case and typographic
// apostrophes as they stand; a possessive "'s" is a token of its own.
type Token struct {
	Start, End int // byte offsets
	Low        string
	Kind       TokenKind
	Upper      bool // starts with a capital
	// marked says that sets and verbs come from a lexicon (see Lexicon.Tokenize), which spares most look-ups: sets has
	// the bit of each set of phrases that has one beginning with the word.
	marked bool
	sets   uint64
}

// TokenKind tells words from numbers and marks.
type TokenKind uint8

// The kinds of token.
const (
	Word TokenKind = iota
	Number
	Mark
)

// Possessive is the Low of a possessive ending, whichever apostrophe the text has.
const Possessive = "'s"

// Tokenize splits text into tokens. Hyphens and slashes split words; "C.I.O." is the one token "cio", "R&D" is "r&d".
func Tokenize(text string) []Token {
	low := lowerASCII(text)
	tokens := make([]Token, 0, len(text)/5+4)
	for i := 0; i < len(text); {
		if text[i] == ' ' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == ' ' || r == '\n' || r == '\t' || unicode.IsSpace(r):
			i += size
		case isDigit(r):
			end := numberEnd(text, i)
			tokens = append(tokens, Token{Start: i, End: end, Low: low[i:end], Kind: Number})
			i = end
		case unicode.IsLetter(r):
			end, letters := dottedEnd(text, i)
			if end == 0 {
				end = wordEnd(text, i)
				letters = low[i:end]
			}
			tokens = append(tokens, Token{Start: i, End: end, Low: letters, Upper: unicode.IsUpper(r)})
			i = end
			if n := possessiveLen(text[i:]); n > 0 {
				tokens = append(tokens, Token{Start: i, End: i + n, Low: Possessive})
				i += n
			}
		default:
			tokens = append(tokens, Token{Start: i, End: i + size, Low: low[i : i+size], Kind: Mark})
			i += size
		}
	}
	return tokens
}

func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func numberEnd(s string, i int) int {
	for i < len(s) {
		c := s[i]
		inner := (c == '.' || c == ',') && i+1 < len(s) && isDigit(rune(s[i+1]))
		if !isDigit(rune(c)) && !inner {
			break
		}
		i++
	}
	return i
}

func wordEnd(s string, i int) int {
	for i < len(s) {
		if c := s[i]; isASCIILetter(c) || '0' <= c && c <= '9' {
			i++
			continue
		}
		if c := s[i]; c < utf8.RuneSelf && c != '\'' && c != '&' {
			return i
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		ampersand := r == '&' && i+1 < len(s) && isLetterAt(s, i+1)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !ampersand && contractionLen(s[i:]) == 0 {
			break
		}
		if n := contractionLen(s[i:]); n > 0 {
			i += n
			continue
		}
		i += size
	}
	return i
}

func isLetterAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r)
}

// contractionLen is the length of an apostrophe inside a word that is no possessive ("don't", "O'Brien").
func contractionLen(s string) int {
	n := apostropheLen(s)
	if n == 0 || n >= len(s) || !isLetterAt(s, n) || possessiveLen(s) > 0 {
		return 0
	}
	return n
}

func apostropheLen(s string) int {
	if s == "" {
		return 0
	}
	if s[0] == '\'' {
		return 1
	}
	if r, n := utf8.DecodeRuneInString(s); r == '’' || r == '‘' {
		return n
	}
	return 0
}

func possessiveLen(s string) int {
	n := apostropheLen(s)
	if n == 0 || n >= len(s) || (s[n] != 's' && s[n] != 'S') {
		return 0
	}
	if n+1 < len(s) && isLetterAt(s, n+1) {
		return 0
	}
	return n + 1
}

// dottedEnd recognises letters with dots ("C.I.O.", "U.S.") and gives their end and the letters in lower case.
func dottedEnd(s string, i int) (int, string) {
	var letters []byte
	j := i
	for j+1 < len(s) && isASCIILetter(s[j]) && s[j+1] == '.' {
		letters = append(letters, s[j]|0x20)
		j += 2
	}
	if len(letters) < 2 || (j < len(s) && isLetterAt(s, j)) {
		return 0, ""
	}
	if j < len(s) && s[j] == 's' { // "C.I.O.s"
		letters = append(letters, 's')
		j++
	}
	return j, string(letters)
}

func isASCIILetter(c byte) bool { c |= 0x20; return 'a' <= c && c <= 'z' }
