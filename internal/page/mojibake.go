package page

import (
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
// general punctuation, or two two-byte characters of Latin-1.
func suspicious(text string, page *charmap.Charmap) bool {
	weak := 0
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n, repaired := misread(text[i:], page)
		switch {
		case n == 0:
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		case repaired == 3 && r >= 0x2000 && r < 0x2200:
			return true
		case repaired == 2 && page == charmap.Windows1252:
			weak++
		}
		i += n
	}
	return weak >= 2
}

func repairIn(text string, page *charmap.Charmap) string {
	var out strings.Builder
	done := 0
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n, _ := misread(text[i:], page)
		if n == 0 {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		out.WriteString(text[done:i])
		out.WriteRune(r)
		i += n
		done = i
	}
	if done == 0 {
		return text
	}
	out.WriteString(text[done:])
	return out.String()
}

// misread reads one character at the start of text as it was before it was misread in page: the character, how many
// bytes of text it took, and how many bytes of UTF-8 it is. 0 where the text does not stand for a character.
func misread(text string, page *charmap.Charmap) (rune, int, int) {
	var seq [utf8.UTFMax]byte
	used, want := 0, 1
	for k := 0; k < want; k++ {
		r, size := utf8.DecodeRuneInString(text[used:])
		c, ok := byteOf(r, page)
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
