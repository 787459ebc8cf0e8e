package review

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rolecall/internal/claim"
	"rolecall/internal/page"
)

// letters is text without white space and without what only markup or the reader set: what is the same in an archived
// page and in the clean text that was read from it.
type letters struct {
	text string // in UTF-8
	// of each byte of text at which a letter begins, where the letter stands; others are not asked for
	at []int32
}

// textPlace is a letter's place in a text node.
type textPlace struct {
	node *html.Node
	at   int // byte offset into its Data
}

// pageLetters are the letters of a tree and where each stands. Signs of footnotes are left out where the reader leaves
// them out, too.
type pageLetters struct {
	letters
	nodes []*html.Node
	node  []int32 // of each letter's first byte: index into nodes
}

func lettersOfPage(root *html.Node, footnotes bool) *pageLetters {
	l := &pageLetters{}
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			l.add(&b, n)
		}
		if n.DataAtom == atom.Sup && !footnotes && isFootnote(n) {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	l.text = b.String()
	return l
}

func (l *pageLetters) add(b *strings.Builder, n *html.Node) {
	index := int32(len(l.nodes))
	l.nodes = append(l.nodes, n)
	for at, r := range n.Data {
		if !page.Shows(r) {
			continue
		}
		size, _ := b.WriteRune(r)
		for range size {
			l.at, l.node = append(l.at, int32(at)), append(l.node, index)
		}
	}
}

// isFootnote reports whether a sup holds only the sign of a footnote.
func isFootnote(n *html.Node) bool {
	text := ""
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			text += d.Data
		}
	}
	text = strings.TrimSpace(text)
	return len(text) <= 8 && strings.Trim(text, "0123456789[](), –-*†‡§¶abcdef") == ""
}

// place is where the letter stands that begins at a byte of the letters.
func (l *pageLetters) place(i int) textPlace {
	return textPlace{l.nodes[l.node[i]], int(l.at[i])}
}

// span is a half-open range of bytes of letters.
type span struct{ from, to int }

// lettersOfText are the letters of a document's clean text and of a span of code points in it.
func lettersOfText(text string, quote claim.Span) (string, span) {
	var b strings.Builder
	b.Grow(len(text))
	s := span{-1, -1}
	n := 0
	for _, r := range text {
		if n == quote.Start {
			s.from = b.Len()
		}
		if n == quote.End {
			s.to = b.Len()
		}
		if page.Shows(r) {
			b.WriteRune(r)
		}
		n++
	}
	if n == quote.Start {
		s.from = b.Len()
	}
	if n == quote.End {
		s.to = b.Len()
	}
	return b.String(), s
}

const (
	mostContext     = 4000 // letters before and after that are held against each other
	mostOccurrences = 2000
)

// find gives the place in the letters of a page of a span of the letters of its clean text: the same letters, where
// most of what stands before and after is the same, too. A list can stand twice on a page under two headings.
func find(in, text string, s span) (span, bool) {
	if s.from < 0 || s.to <= s.from {
		return span{}, false
	}
	quote, before, after := text[s.from:s.to], text[:s.from], text[s.to:]
	best, bestScore := -1, -1
	at := 0
	for range mostOccurrences {
		i := strings.Index(in[at:], quote)
		if i < 0 {
			break
		}
		at += i
		score := commonEnd(in[:at], before) + commonStart(in[at+len(quote):], after)
		if score > bestScore {
			best, bestScore = at, score
		}
		_, size := utf8.DecodeRuneInString(quote)
		at += size
	}
	return span{best, best + len(quote)}, best >= 0
}

func commonStart(a, b string) int {
	n := min(len(a), len(b), mostContext)
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

func commonEnd(a, b string) int {
	n := min(len(a), len(b), mostContext)
	for i := range n {
		if a[len(a)-1-i] != b[len(b)-1-i] {
			return i
		}
	}
	return n
}
