package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxCard is the length of text, in bytes that are not white space, up to which a box with a heading is one item.
const maxCard = 260

// cards walks a row of like boxes that begins at c as items of one list: boxes of a short heading over a short text,
// or, after a line that ends with a colon, boxes of one short text. It gives the index behind them, c where there are
// none.
func (b *builder) cards(parent, c int32) int32 {
	t := b.t
	if n := &t.nodes[c]; n.drop || n.n.DataAtom != atom.Div || n.text > maxCard {
		return c
	}
	is := b.isCard
	least := 2
	if b.isStat(c) {
		is = b.isStat
	}
	if !is(c) {
		if is, least = b.isPlainCard, 3; !is(c) || !b.introduced() {
			return c
		}
	}
	count, end := 0, c
	for k := c; k < t.nodes[parent].end; k = t.nodes[k].end {
		n := &t.nodes[k]
		if n.n.Type == html.TextNode && n.text == 0 || n.drop {
			continue
		}
		if !alike(n.n, t.nodes[c].n) || !is(k) {
			break
		}
		count++
		end = n.end
	}
	if count < least {
		return c
	}
	b.flush()
	saved := b.at
	b.lists++
	b.at.list, b.at.depth, b.at.item, b.at.kind = b.lists, saved.depth+1, -1, ListItem
	for k := c; k < end; k = t.nodes[k].end {
		if !t.nodes[k].drop && t.nodes[k].n.Type == html.ElementNode {
			b.at.elem, b.at.box = k, parent
			b.cardText(k)
			b.flush()
		}
	}
	b.at = saved
	return end
}

// alike reports whether two elements have the same tag and the same first class word.
func alike(a, b *html.Node) bool {
	first := func(n *html.Node) string {
		word, _, _ := strings.Cut(strings.TrimSpace(attr(n, "class")), " ")
		return word
	}
	return a.DataAtom == b.DataAtom && a.Data == b.Data && first(a) == first(b)
}

// introduced reports whether what was read last ends with a colon.
func (b *builder) introduced() bool {
	end := len(b.buf)
	for end > 0 && b.buf[end-1] == ' ' {
		end--
	}
	return end > 0 && b.buf[end-1] == ':'
}

// isPlainCard reports whether a box holds one short text and nothing else.
func (b *builder) isPlainCard(i int32) bool {
	t := b.t
	n := &t.nodes[i]
	if n.text < 8 || n.text > 200 || n.link*2 > n.text {
		return false
	}
	texts := 0
	for c := i + 1; c < n.end; c++ {
		k := &t.nodes[c]
		switch {
		case k.drop:
			c = k.end - 1
		case headingLevel(k.n) > 0 || k.n.DataAtom == atom.Ul || k.n.DataAtom == atom.Ol || k.n.DataAtom == atom.Table:
			return false
		case isBlock(k.n.DataAtom) && k.text > 0 && !t.single(c):
			texts++
		}
	}
	return texts <= 1
}

// single reports whether element i holds one block and no text beside it.
func (t *tree) single(i int32) bool {
	for c := i + 1; c < t.nodes[i].end; c = t.nodes[c].end {
		if n := &t.nodes[c]; !n.drop && n.text > 0 {
			return isBlock(n.n.DataAtom) && n.text == t.nodes[i].text
		}
	}
	return false
}

// isCard reports whether a box holds one heading first, and one short text without a question to answer.
func (b *builder) isCard(i int32) bool {
	t := b.t
	n := &t.nodes[i]
	if n.text > maxCard || n.text < 10 {
		return false
	}
	heads, others := 0, 0
	for c := i + 1; c < n.end; c++ {
		k := &t.nodes[c]
		switch {
		case k.drop:
			c = k.end - 1
		case headingLevel(k.n) > 1 && k.text > 0:
			if others > 0 || k.text > 70 {
				return false
			}
			if strings.HasSuffix(t.textOf(c), "?") {
				return false
			}
			heads++
			c = k.end - 1
		case k.n.Type == html.TextNode && k.text > 0:
			others++
		case k.n.DataAtom == atom.Ul || k.n.DataAtom == atom.Ol || k.n.DataAtom == atom.Table || k.n.DataAtom == atom.Dl:
			return false
		}
	}
	return heads == 1 && others > 0
}

// card walks a box with a short heading as one item with a label, where it is one.
func (b *builder) card(i int32) bool {
	if !b.isCard(i) {
		return false
	}
	b.flush()
	b.at.kind = ListItem
	b.cardText(i)
	b.flush()
	return true
}

// cardText gathers all text of a card in one run; its heading counts as bold.
func (b *builder) cardText(i int32) {
	t := b.t
	for c := i + 1; c < t.nodes[i].end; c = t.nodes[c].end {
		n := &t.nodes[c]
		switch {
		case n.drop:
		case n.n.Type == html.TextNode:
			b.text(n.n.Data)
		case headingLevel(n.n) > 0:
			b.openBold()
			b.cardText(c)
			b.closeBold()
			b.lineBreak()
		case isBlock(n.n.DataAtom) || b.blocks(c):
			b.run.space = true
			b.cardText(c)
			b.run.space = true
		default:
			b.inline(c)
		}
	}
}
