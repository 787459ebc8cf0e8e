package page

import (
	"iter"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// misreadings are the code pages that UTF-8 is commonly misread in. Bytes that a code page leaves open were read as
// windows-1252, and as C1 controls where that leaves them open too.
func misreadings() []*charmap.Charmap {
	return []*charmap.Charmap{charmap.Windows1252, charmap.Windows874}
}

// repairMojibake undoes UTF-8 that was read in another code page, run by run, and reports whether it changed anything.
// A run is changed only where its bytes are then valid UTF-8; everything else stays.
func repairMojibake(text string) (string, bool) {
	changed := false
	for _, page := range misreadings() {
		if !suspicious(text, page) {
			continue
		}
		fixed := repairIn(text, page)
		changed = changed || fixed != text
		text = fixed
	}
	return text, changed
}

// suspicious reports whether the text has sequences that hardly occur but by misreading: a three-byte character of
// general punctuation, or two two-byte characters.
func suspicious(text string, page *charmap.Charmap) bool {
	weak := 0
	for m := range misreads(text, page) {
		if m.size == 3 && m.char >= 0x2000 && m.char < 0x2200 {
			return true
		}
		if m.size == 2 && page == charmap.Windows1252 {
			weak++
		}
		if weak >= 2 {
			return true
		}
	}
	return false
}

func repairIn(text string, page *charmap.Charmap) string {
	var out strings.Builder
	done := 0
	for m := range misreads(text, page) {
		out.WriteString(text[done:m.start])
		out.WriteRune(m.char)
		done = m.end
	}
	if done == 0 {
		return text
	}
	out.WriteString(text[done:])
	return out.String()
}

// misreading is a place in a text that stands for one character misread.
type misreading struct {
	char       rune
	start, end int
	size       int // bytes of the character in UTF-8
}

// misreads gives the places of text that were misread in page. A capital before a quotation mark looks like two bytes
// of UTF-8 too ("CAFÉ…"), so two bytes count alone only for Latin-1, and else where the next character is alike.
func misreads(text string, page *charmap.Charmap) iter.Seq[misreading] {
	return func(yield func(misreading) bool) {
		last := -1 // end of the one before
		for i := 0; i < len(text); {
			if text[i] < utf8.RuneSelf {
				i++
				continue
			}
			r, n, size := misread(text[i:], page)
			ok := n > 0
			if ok && size == 2 && r > 0xFF && last != i {
				_, _, next := misread(text[i+n:], page)
				ok = next == 2
			}
			if !ok {
				_, width := utf8.DecodeRuneInString(text[i:])
				i += width
				continue
			}
			if !yield(misreading{r, i, i + n, size}) {
				return
			}
			i += n
			last = i
		}
	}
}

// misread reads one character at the start of text as it was before it was misread in page: the character, how many
// bytes of text it took, and how many bytes of UTF-8 it is. 0 where the text does not stand for a character.
func misread(text string, page *charmap.Charmap) (rune, int, int) {
	var seq [utf8.UTFMax]byte
	used, want := 0, 1
	for k := 0; k < want; k++ {
		r, size := utf8.DecodeRuneInString(text[used:])
		c, ok := byteOf(r, page)
		if k == 2 && r == utf8.RuneError && seq[0] == 0xE2 && seq[1] == 0x80 { // a closing quotation mark whose last byte, open in both pages, was lost
			c, ok = 0x9D, true
		}
		if !ok || size == 0 {
			return 0, 0, 0
		}
		if k == 0 {
			if want = sequenceLength(c); want == 0 {
				return 0, 0, 0
			}
		}
		if k == 1 && page == charmap.Windows874 && (c >= 0xA1) && want > 2 {
			return 0, 0, 0 // Thai words have that shape
		}
		seq[k] = c
		used += size
	}
	r, size := utf8.DecodeRune(seq[:want])
	if size != want || r < 0xA0 || !plausible(r) {
		return 0, 0, 0
	}
	if page == charmap.Windows874 && want == 2 && !(seq[0] == 0xC2 || seq[0] == 0xC3) {
		return 0, 0, 0
	}
	return r, used, want
}

// plausible keeps out characters that web text hardly holds.
func plausible(r rune) bool {
	return r != utf8.RuneError && (r < 0xE000 || r > 0xF8FF)
}

func sequenceLength(lead byte) int {
	switch {
	case lead >= 0xC2 && lead <= 0xDF:
		return 2
	case lead >= 0xE0 && lead <= 0xEF:
		return 3
	case lead >= 0xF0 && lead <= 0xF4:
		return 4
	}
	return 0
}

// byteOf is the byte that page, or windows-1252 for bytes open in it, reads as r.
func byteOf(r rune, page *charmap.Charmap) (byte, bool) {
	if r < utf8.RuneSelf {
		return 0, false
	}
	if c, ok := page.EncodeRune(r); ok && r != utf8.RuneError {
		return c, true
	}
	if c, ok := charmap.Windows1252.EncodeRune(r); ok && open(c, page) {
		return c, true
	}
	if r >= 0x80 && r <= 0x9F {
		return byte(r), true
	}
	return 0, false
}

// open reports whether page leaves a byte undefined.
func open(c byte, page *charmap.Charmap) bool {
	r := page.DecodeByte(c)
	return r == utf8.RuneError || (r >= 0x80 && r <= 0x9F)
}
