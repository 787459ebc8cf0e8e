package pay

import (
	"math"
	"strconv"
	"unicode/utf8"
)

// reading is what a numeral says.
type reading struct {
	value     float64
	valid     bool // it can be read as a number
	grouped   bool // it has a thousands separator
	decimal   bool // it has a decimal sign
	whole     int8 // digits before the decimal sign
	places    int8 // digits behind it
	threeDots bool // one dot with three digits behind it: "169.456", a thousands separator unless a scale follows
}

// maxGroups bounds the groups of digits of one numeral.
const maxGroups = 8

// maxDigits bounds the digits of a numeral: a longer one is the number of a card or a phone.
const maxDigits = 15

// group is a run of digits and the separator before it.
type group struct {
	sep        rune // ',', '.', '\'' or ' '; 0 before the first
	start, end int
}

// readNumeral reads the longest numeral at text[i], a digit, and returns it with the byte behind it. The separators
// decide: 1,234.50 and 1.234,50 and 1 234,50 and 1'234.50 and 1,12,00,000 are read as they are meant.
func readNumeral(text string, i int) (reading, int) {
	var store [maxGroups]group
	groups := splitGroups(store[:0], text, i)
	for n := len(groups); n > 0; n-- {
		if r, ok := readGroups(text, groups[:n]); ok {
			return r, groups[n-1].end
		}
	}
	return reading{}, groups[len(groups)-1].end
}

func splitGroups(groups []group, text string, i int) []group {
	var sep rune
	for len(groups) < maxGroups {
		g := group{sep: sep, start: i}
		for i < len(text) && isDigit(text[i]) {
			i++
		}
		g.end = i
		groups = append(groups, g)
		var size int
		sep, size = separator(text, i)
		if sep == 0 || i+size >= len(text) || !isDigit(text[i+size]) {
			break
		}
		i += size
	}
	return groups
}

// separator returns the separator at text[i] in its plain form, 0 where there is none, and its length.
func separator(text string, i int) (rune, int) {
	if i >= len(text) {
		return 0, 0
	}
	switch c := text[i]; {
	case c == ' ' && i+1 < len(text) && text[i+1] == ',': // a number that markup cut in two: "174 ,350"
		return ',', 2
	case c == ',' || c == '.' || c == '\'' || c == ' ':
		return rune(c), 1
	case c < utf8.RuneSelf:
		return 0, 0
	}
	r, size := utf8.DecodeRuneInString(text[i:])
	switch r {
	case '’', '‘', '′', 'ʼ':
		return '\'', size
	case '·':
		return '.', size
	case '\u00A0', '\u202F', '\u2007', '\u2008', '\u2009', '\u200A', '\u2006':
		return ' ', size
	}
	return 0, 0
}

// readGroups reads groups as one number, or reports that they are not one.
func readGroups(text string, groups []group) (reading, bool) {
	last := len(groups) - 1
	switch {
	case last == 0:
		return number(text, groups, false)
	case last == 1:
		return readTwo(text, groups)
	case thousands(text, groups):
		return number(text, groups, false)
	case decimalSign(groups) && thousands(text, groups[:last]):
		return number(text, groups, true)
	}
	return reading{}, false
}

// decimalSign reports whether the last separator is a comma or dot other than the one before it.
func decimalSign(groups []group) bool {
	last := len(groups) - 1
	s := groups[last].sep
	return (s == ',' || s == '.') && s != groups[last-1].sep
}

// readTwo reads two groups: "1,234", "1.5", "12 000".
func readTwo(text string, groups []group) (reading, bool) {
	digits := groups[1].end - groups[1].start
	if digits == 3 && thousands(text, groups) {
		r, ok := number(text, groups, false)
		r.threeDots = groups[1].sep == '.'
		return r, ok
	}
	switch groups[1].sep {
	case '.':
		return number(text, groups, true)
	case ',':
		if digits <= 2 || text[groups[0].start] == '0' {
			return number(text, groups, true)
		}
	}
	return reading{}, false
}

// thousands reports whether groups are one whole number: all separators the same, groups of three behind a first of
// one to three digits that does not begin with 0; or, with commas, the Indian 1,12,00,000.
func thousands(text string, groups []group) bool {
	first, last := groups[0], groups[len(groups)-1]
	if n := first.end - first.start; n > 3 || text[first.start] == '0' || last.end-last.start != 3 {
		return false
	}
	three, two := true, groups[1].sep == ','
	for _, g := range groups[1:] {
		if g.sep != groups[1].sep {
			return false
		}
		three = three && g.end-g.start == 3
	}
	for _, g := range groups[1 : len(groups)-1] {
		two = two && g.end-g.start == 2
	}
	return three || two && first.end-first.start <= 2
}

// number puts groups together, the last behind a decimal point where decimal is set.
func number(text string, groups []group, decimal bool) (reading, bool) {
	var store [maxDigits + 2]byte
	buf := store[:0]
	last := len(groups) - 1
	for n, g := range groups {
		if decimal && n == last {
			buf = append(buf, '.')
		}
		if len(buf)+g.end-g.start > maxDigits {
			return reading{}, false
		}
		buf = append(buf, text[g.start:g.end]...)
	}
	value, err := strconv.ParseFloat(string(buf), 64)
	r := reading{value: value, valid: err == nil, decimal: decimal, whole: int8(len(buf))}
	if decimal {
		r.places = int8(groups[last].end - groups[last].start)
		r.whole -= r.places + 1
	}
	r.grouped = last > 1 || last == 1 && !decimal
	return r, true
}

// product is number times scale without the noise of binary fractions: 16.4 million is 16,400,000.
func product(number, scale float64) float64 {
	if scale == 1 {
		return number
	}
	const sixPlaces, safe = 1e6, 1e9
	if x := number * scale; x < safe {
		return math.Round(x*sixPlaces) / sixPlaces
	}
	return math.Round(number * scale)
}
