package pay

import (
	"unicode"
	"unicode/utf8"
)

// gate tells lines that cannot hold an amount from those that may, at the cost of one look at each byte and few words.
type gate struct {
	marks   [256]bool   // bytes that may begin a sign of a currency, or a digit
	lengths [128]uint32 // by first letter, lower case: the lengths of the words of money
	words   []bool      // by id: a word of money
}

func newGate(v *vocab) gate {
	g := gate{words: make([]bool, len(v.words))}
	for _, table := range []phrases[currencyPhrase]{v.signs, v.names} {
		for _, list := range table {
			for _, ph := range list {
				g.words[ph.ids[len(ph.ids)-1]] = true
				g.words[ph.ids[0]] = g.words[ph.ids[0]] || ph.raw != nil
			}
		}
	}
	for id, info := range v.words {
		if info.code != nil || info.numeric == slang || info.numeric == inrScale {
			g.words[id] = true
		}
	}
	for text, id := range v.ids {
		if c := text[0]; g.words[id] && isLetter(c) {
			g.lengths[c] |= 1 << len(text)
		} else if g.words[id] {
			g.marks[c] = true
		}
	}
	for _, s := range []string{"＄", "﹩"} {
		g.marks[s[0]] = true
	}
	return g
}

// promising reports whether a line may hold an amount.
func (v *vocab) promising(line string, bare bool) bool {
	for i := 0; i < len(line); {
		c := line[i]
		switch {
		case isLetter(c):
			end := wordEnd(line, i)
			if n := end - i; n < 32 && v.gate.lengths[c|0x20]&(1<<n) != 0 && v.gate.words[v.lookup(line[i:end])] {
				return true
			}
			i = end
		case v.gate.marks[c]:
			end := i + pieceLen(line[i:])
			if v.gate.words[v.lookup(line[i:end])] {
				return true
			}
			i = end
		case bare && isDigit(c):
			return true
		default:
			i++
		}
	}
	return false
}

// pieceLen is the length of the word or the rune that s, which begins outside ASCII letters, starts with.
func pieceLen(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	if r >= utf8.RuneSelf && unicode.IsLetter(r) && !isIdeograph(r) {
		return wordEnd(s, 0)
	}
	return size
}
