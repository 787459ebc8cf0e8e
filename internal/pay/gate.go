package pay

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// gate tells lines that cannot hold an amount from those that may, at the cost of one look at each byte and few words.
type gate struct {
	marks  [256]bool    // bytes that may begin a sign of a currency
	shapes [1024]uint64 // by the first two letters: shapes (length and last letter) that words of money have
	words  []spelling   // by id
}

// spelling says how a word must be spelled to be one of money.
type spelling uint8

const (
	never   spelling = iota
	capital          // with a capital first: "R", "TRY"
	always
)

func newGate(v *vocab) gate {
	g := gate{words: make([]spelling, len(v.words))}
	for _, list := range v.names {
		for _, ph := range list {
			g.words[ph.ids[len(ph.ids)-1]] = always
		}
	}
	for _, list := range v.signs {
		for _, ph := range list {
			g.addSign(v, ph)
		}
	}
	for id, info := range v.words {
		switch {
		case info.code != nil && info.upper:
			g.words[id] = max(g.words[id], capital)
		case info.code != nil || info.numeric == slang || info.numeric == inrScale:
			g.words[id] = always
		}
	}
	for text, id := range v.ids {
		if c := text[0]; g.words[id] != never && isLetter(c) {
			bucket, bit := outline(text)
			g.shapes[bucket] |= bit
		} else if g.words[id] != never {
			g.marks[c], g.marks[strings.ToUpper(text)[0]] = true, true
		}
	}
	for _, s := range []string{"＄", "﹩"} {
		g.marks[s[0]] = true
	}
	return g
}

// addSign lets a sign through by its "$", or else by its first token.
func (g *gate) addSign(v *vocab, ph phrase[currencyPhrase]) {
	if id := ph.ids[len(ph.ids)-1]; id == v.dollar {
		g.words[id] = always
		return
	}
	need := always
	if c := ph.raw[0][0]; 'A' <= c && c <= 'Z' {
		need = capital
	}
	g.words[ph.ids[0]] = max(g.words[ph.ids[0]], need)
}

// has reports whether s is a word of money.
func (g *gate) has(v *vocab, s string) bool {
	switch g.words[v.lookup(s)] {
	case always:
		return true
	case capital:
		return 'A' <= s[0] && s[0] <= 'Z'
	case never:
	}
	return false
}

// promising reports whether a line may hold an amount.
func (v *vocab) promising(line string, bare bool) bool {
	for i := 0; i < len(line); {
		c := line[i]
		switch {
		case isLetter(c):
			end := wordEnd(line, i)
			if bucket, bit := outline(line[i:end]); v.gate.shapes[bucket]&bit != 0 && v.gate.has(v, line[i:end]) {
				return true
			}
			i = end
		case v.gate.marks[c]:
			end := i + pieceLen(line[i:])
			if v.gate.has(v, line[i:end]) {
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

// outline is the bucket and the bit in which the filter keeps words like s, in any case: most other words fall elsewhere.
func outline(s string) (int, uint64) {
	first, second, last := int(s[0]&31), 0, int(s[len(s)-1]&31)
	if len(s) > 1 {
		second = int(s[1] & 31)
	}
	return first<<5 | second, 1 << ((len(s) + last*5) & 63)
}

// pieceLen is the length of the word or the rune that s, which begins outside ASCII letters, starts with.
func pieceLen(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	if r >= utf8.RuneSelf && unicode.IsLetter(r) && !isIdeograph(r) {
		return wordEnd(s, 0)
	}
	return size
}
