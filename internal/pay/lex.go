package pay

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is the kind of a token.
type kind uint8

const (
	outside kind = iota // before the first and behind the last token
	numeral             // digits with their separators
	word                // a run of letters; ideographs one by one
	mark                // any other rune
)

// token is a piece of a line.
type token struct {
	kind       kind
	glued      bool  // no space before it
	id         int32 // of the word or mark in the vocabulary; 0: not there
	start, end int   // bytes of the text
	num        reading
}

// parser reads one line at a time.
type parser struct {
	v     *vocab
	opt   Options
	text  string
	toks  []token
	none  token
	found []found
}

// at returns token i, or an empty one outside the line.
func (p *parser) at(i int) *token {
	if i < 0 || i >= len(p.toks) {
		return &p.none
	}
	return &p.toks[i]
}

func (p *parser) info(i int) *wordInfo { return &p.v.words[p.at(i).id] }

// lex appends the tokens of text[start:end] to toks.
func (v *vocab) lex(toks []token, text string, start, end int) []token {
	line := text[:end]
	glued := false
	for i := start; i < end; {
		t := token{start: i, glued: glued}
		switch c := line[i]; {
		case c == ' ':
			t.end = i + 1
		case isDigit(c):
			t.kind = numeral
			t.num, t.end = readNumeral(line, i)
		case isLetter(c):
			t.kind, t.end = word, wordEnd(line, i)
		default:
			t.kind, t.end = lexRune(line, i)
		}
		i = t.end
		if t.kind == outside {
			glued = glued && isFormat(text[t.start:t.end])
			continue
		}
		if t.kind != numeral {
			t.id = v.lookup(text[t.start:t.end])
		}
		toks = append(toks, t)
		glued = true
	}
	return toks
}

// lexRune reads a token that begins with no digit or ASCII letter; of white space and runes that show nothing the kind
// is outside.
func lexRune(line string, i int) (kind, int) {
	r, size := utf8.DecodeRuneInString(line[i:])
	switch end := i + size; {
	case isSpace(r), isFormat(line[i:end]):
		return outside, end
	case isIdeograph(r):
		return word, end
	case unicode.IsLetter(r):
		return word, wordEnd(line, i)
	default:
		return mark, end
	}
}

func wordEnd(text string, i int) int {
	for i < len(text) {
		if c := text[i]; c < utf8.RuneSelf {
			if !isLetter(c) {
				break
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) || isIdeograph(r) {
			break
		}
		i += size
	}
	return i
}

// maxWord is the length in bytes of the longest word that is looked up; no table has a longer one.
const maxWord = 24

// lookup returns the id of a word or mark in any case, 0 where no table has it. Dashes and minus signs count as hyphens.
func (v *vocab) lookup(s string) int32 {
	if len(s) > maxWord {
		return 0
	}
	var buf [maxWord]byte
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf {
			return v.lookupUnicode(s)
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	return v.ids[string(buf[:len(s)])]
}

func (v *vocab) lookupUnicode(s string) int32 {
	switch s {
	case "–", "—", "‒", "―", "−", "‐", "‑", "﹣", "－":
		return v.hyphen
	case "～", "〜":
		s = "~"
	case "＄", "﹩":
		s = "$"
	case "％":
		s = "%"
	}
	return v.ids[strings.ToLower(s)]
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isSpace(r rune) bool {
	return r == 0x00A0 || r == 0x202F || 0x2000 <= r && r <= 0x200A || r == 0x3000 || r == 0x205F || unicode.IsSpace(r)
}

// isFormat reports the runes that show nothing: soft hyphen, zero-width space and joiners, direction marks, BOM.
func isFormat(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r == 0x00AD || 0x200B <= r && r <= 0x200F || 0x2060 <= r && r <= 0x2064 || r == 0xFEFF
}

func isIdeograph(r rune) bool { return 0x2E80 <= r && r <= 0x9FFF || 0xAC00 <= r && r <= 0xD7A3 }
