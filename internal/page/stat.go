package page

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxStat is the length of text, in bytes that are not white space, up to which a box can be a figure with its label.
const maxStat = 160

// isStat reports whether a box holds a figure alone on a line and a short text that says what it counts, and nothing
// else: the big figures of reports and overviews.
func (b *builder) isStat(i int32) bool {
	t := b.t
	n := &t.nodes[i]
	if n.text < 6 || n.text > maxStat || n.link*2 > n.text || !isBox(n.n) {
		return false
	}
	figures, labels := 0, 0
	for c := i + 1; c < n.end; c++ {
		k := &t.nodes[c]
		switch {
		case k.drop:
			c = k.end - 1
		case k.n.DataAtom == atom.Ul || k.n.DataAtom == atom.Ol || k.n.DataAtom == atom.Table || k.n.DataAtom == atom.Dl:
			return false
		case k.n.Type == html.TextNode && k.text > 0 || b.isLine(c):
			if text := t.textOf(c); isFigure(text) {
				figures++
			} else if text != "" {
				labels++
			}
			c = k.end - 1
		}
	}
	return figures == 1 && (labels == 1 || labels == 2)
}

// isLine reports whether element i is a box of inline text only.
func (b *builder) isLine(i int32) bool {
	n := &b.t.nodes[i]
	return n.text > 0 && isBlock(n.n.DataAtom) && !b.blocks(i)
}

// isFigure reports whether text is an amount, share or count and no more: "£126,500", "43%", "2.5x", "$1.2 million".
// Small bare numbers are those of steps, four digits from 1900 on those of years.
func isFigure(text string) bool {
	if len(text) > 24 {
		return false
	}
	digits, letters, words := 0, 0, 0
	marked := false
	number := 0
	for _, r := range text {
		switch {
		case unicode.IsDigit(r):
			digits++
			number = number*10 + int(r-'0')%10
			number = min(number, 1<<20)
		case unicode.IsLetter(r):
			letters++
		case r == ' ' || r == '\u00a0':
			words++
		case unicode.Is(unicode.Sc, r) || r == '%' || r == ',' || r == '+' || r == '.' || r == '~':
			marked = true
		case !strings.ContainsRune("-–—/<>≈±'’", r):
			return false
		}
	}
	if digits == 0 || words > 2 || strings.HasSuffix(text, ".") {
		return false
	}
	if letters > 2 && !scale(text) {
		return false
	}
	return marked || letters > 0 && letters <= 2 && words == 0 || letters == 0 && number > 31 && (number < 1900 || number > 2100)
}

// scale reports whether a figure ends in the name of a power of ten, or in "percent".
func scale(text string) bool {
	for _, word := range []string{"thousand", "million", "billion", "trillion", "percent", "per cent"} {
		if strings.HasSuffix(strings.ToLower(text), word) {
			return true
		}
	}
	return false
}

// statBox walks a box of a figure and its label as one block.
func (b *builder) statBox(i int32) {
	b.flush()
	b.cardText(i)
	b.flush()
}

// withStats gives the part to read and, in their order, rows of figures with labels that stand beside it or around it.
func (f *finder) withStats(root int32) []int32 {
	t := f.t
	b := &builder{t: t}
	roots := []int32{root}
	for at := root; at != t.body && t.nodes[at].parent >= t.body; at = t.nodes[at].parent {
		up := t.nodes[at].parent
		for c := up + 1; c < t.nodes[up].end; c = t.nodes[c].end {
			if c != at && !t.nodes[c].drop && b.isStatRow(c) {
				roots = append(roots, c)
			}
		}
	}
	slices.Sort(roots)
	return roots
}

// isStatRow reports whether an element holds several figures with labels and nothing else.
func (b *builder) isStatRow(i int32) bool {
	t := b.t
	n := &t.nodes[i]
	if n.text < 20 || n.text > 12*maxStat || n.link*5 > n.text || !isBox(n.n) {
		return false
	}
	stats := 0
	for c := i + 1; c < n.end; c = t.nodes[c].end {
		switch k := &t.nodes[c]; {
		case k.drop || k.text == 0:
		case b.isStat(c):
			stats++
		default:
			return false
		}
	}
	return stats >= 2
}
