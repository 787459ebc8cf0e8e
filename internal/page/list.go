package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// list walks ul and ol. Items of a nested list know the item they belong to.
func (b *builder) list(i int32) {
	b.lists++
	b.at.list = b.lists
	b.at.depth++
	b.at.kind = Paragraph
	b.children(i)
}

// item walks an item of a list: its first text is the item, lists in it are nested, blocks behind it stay blocks of
// the item.
func (b *builder) item(i int32) {
	if b.at.list == 0 {
		b.lists++
		b.at.list, b.at.depth = b.lists, 1
	}
	b.at.kind = ListItem
	if b.blocks(i) {
		b.richItem(i)
		return
	}
	b.children(i)
}

// itemDraft ties a new item to the item around it, and makes that one no leaf.
func (b *builder) itemDraft(d *draft) {
	d.parent = b.at.item
	if d.parent >= 0 {
		b.drafts[d.parent].leaf = false
	}
}

// blocks reports whether an item holds blocks besides inline text.
func (b *builder) blocks(i int32) bool {
	t := b.t
	for c := i + 1; c < t.nodes[i].end; c++ {
		n := &t.nodes[c]
		if n.drop {
			c = n.end - 1
			continue
		}
		if isBlock(n.n.DataAtom) {
			return true
		}
	}
	return false
}

// richItem walks an item with blocks in it. What comes first is the item; nested lists hang on it; a short heading
// or label and one text are one item with a label; headings over longer text stay headings.
func (b *builder) richItem(i int32) {
	if b.card(i) {
		return
	}
	first := len(b.drafts)
	saved := b.at
	for c := i + 1; c < b.t.nodes[i].end; c = b.t.nodes[c].end {
		if b.isList(c) {
			b.flush()
			b.at.item = b.lastItem(first, saved.list)
		}
		b.node(c)
		if b.at.item != saved.item {
			b.at.item = saved.item
		}
	}
}

// lastItem is the draft of the item that starts at first, -1 where it has no text of its own.
func (b *builder) lastItem(first, list int) int {
	for i := first; i < len(b.drafts); i++ {
		if b.drafts[i].kind == ListItem && b.drafts[i].list == list {
			return i
		}
	}
	return -1
}

// isList reports whether element i is a list, or a box around nothing but one.
func (b *builder) isList(i int32) bool {
	for {
		switch b.t.nodes[i].n.Data {
		case "ul", "ol":
			return true
		case "div":
			if i+1 < b.t.nodes[i].end && b.t.nodes[i+1].end == b.t.nodes[i].end {
				i++
				continue
			}
		}
		return false
	}
}

// term walks a dt. Where a short definition follows, its text waits for it, so that both are one block; over a long
// one it is a heading.
func (b *builder) term(i int32) {
	next := b.nextBox(i)
	joins := next >= 0 && b.t.nodes[next].n.DataAtom == atom.Dd
	if joins && b.long(next) {
		b.at.kind, b.at.level = Heading, 7
		b.children(i)
		return
	}
	b.at.kind = Term
	b.openBold()
	b.cardText(i)
	b.closeBold()
	if joins {
		b.lineBreak()
		b.termOpen = true
	}
}

// definition walks a dd behind its dt, or one that stands alone.
func (b *builder) definition(i int32, joined bool) {
	switch {
	case joined:
		b.at.kind = Term
		b.run.space = true
		b.cardText(i)
	case b.long(i):
		b.at.kind = Paragraph
		b.children(i)
	default:
		b.at.kind = Term
		b.children(i)
	}
}

// nextBox is the next element behind i with the same parent, -1 where there is none.
func (b *builder) nextBox(i int32) int32 {
	t := b.t
	for c := t.nodes[i].end; c < t.nodes[t.nodes[i].parent].end; c = t.nodes[c].end {
		if !t.nodes[c].drop && t.nodes[c].n.Type == html.ElementNode {
			return c
		}
	}
	return -1
}

// long reports whether an element holds more than one short paragraph.
func (b *builder) long(i int32) bool {
	blocks := 0
	for c := i + 1; c < b.t.nodes[i].end; c++ {
		if isBlock(b.t.nodes[c].n.DataAtom) {
			blocks++
		}
	}
	return blocks > 1 || b.t.nodes[i].text > 400
}

// signed counts the lines that begin with a bullet sign.
func (b *builder) signed(lines []Span) int {
	n := 0
	for _, l := range lines {
		if sign(b.buf[l.Start:l.End]) > 0 {
			n++
		}
	}
	return n
}

// number gives the number that a line begins with as in "3. " or "3) ", and the length of both; 0, 0 where none.
func number(text []byte) (int, int) {
	n, at := 0, 0
	for at < len(text) && at < 3 && text[at] >= '0' && text[at] <= '9' {
		n = n*10 + int(text[at]-'0')
		at++
	}
	if at == 0 || at > 2 || at+2 >= len(text) || text[at] != '.' && text[at] != ')' || text[at+1] != ' ' {
		return 0, 0
	}
	return n, at + 2
}

// counted reports whether lines, from the first that has one, begin with the numbers of a list, typed by hand.
func (b *builder) counted(lines []Span) bool {
	next, found := 1, 0
	for _, l := range lines {
		if n, _ := number(b.buf[l.Start:l.End]); n == next {
			next++
			found++
		} else if found > 0 {
			return false
		}
	}
	return found >= 2
}

// bulletSigns are characters that people type for a bullet.
const bulletSigns = "•●◦▪▫■□‣⁃·∙○➢➤►▶▸→✓✔✅☑✦❖*-–—»◆◇➔➜"

// sign gives the length of a bullet sign and the white space behind it at the start of text, 0 where there is none.
func sign(text []byte) int {
	r, size := utf8.DecodeRune(text)
	if r == utf8.RuneError || !strings.ContainsRune(bulletSigns, r) {
		return 0
	}
	end := size
	for end < len(text) && (text[end] == ' ' || text[end] == text[0] && text[0] == '-') {
		end++
	}
	if end == len(text) {
		return 0
	}
	next, _ := utf8.DecodeRune(text[end:])
	if end == size && !unicode.IsLetter(next) && next != '"' && next != '“' {
		return 0
	}
	return end
}

// bullets adds lines as items where they have a bullet sign, as paragraphs where not.
func (b *builder) bullets(r run, lines []Span) {
	saved := b.at
	from := -1
	b.lists++
	list, depth := b.lists, b.at.depth+1
	counted := b.counted(lines)
	for i, l := range lines {
		n := sign(b.buf[l.Start:l.End])
		if counted {
			_, n = number(b.buf[l.Start:l.End])
		}
		if n == 0 {
			if from < 0 {
				from = i
			}
			continue
		}
		if from >= 0 {
			b.headed(r, lines[from:i])
			from = -1
		}
		if i == 0 && b.buf[l.End-1] == ':' {
			b.add(r, l.Start+n, l.End, Paragraph)
			continue
		}
		b.at.list, b.at.depth, b.at.item = list, depth, -1
		b.add(r, l.Start+n, l.End, ListItem)
		b.at.list, b.at.depth, b.at.item = saved.list, saved.depth, saved.item
	}
	if from >= 0 {
		b.headed(r, lines[from:])
	}
}

// plainItems reports whether the first of the lines introduces the others, which are items without a sign.
func (b *builder) plainItems(lines []Span) bool {
	if len(lines) < 3 || b.buf[lines[0].End-1] != ':' {
		return false
	}
	for _, l := range lines[1:] {
		if l.End-l.Start > 200 {
			return false
		}
	}
	return true
}

func (b *builder) newItems(r run, lines []Span) {
	saved := b.at
	b.lists++
	b.at.list, b.at.depth, b.at.item = b.lists, b.at.depth+1, -1
	for _, l := range lines {
		b.add(r, l.Start, l.End, ListItem)
	}
	b.at = saved
}
