package page

import (
	"bytes"
	"slices"
)

// arrange decides what only the blocks around a block can tell: which bold lines are headings, which paragraphs are
// items, which lists belong together, what introduces them.
func (b *builder) arrange(author string) {
	b.dropLines(author)
	b.dropRepeats()
	b.compact()
	b.signRuns()
	b.labelRuns()
	b.boldHeadings()
	b.joinLists()
	b.leadIns()
	b.sections()
}

// compact removes dropped drafts and renumbers what points to them.
func (b *builder) compact() {
	at := make([]int, len(b.drafts))
	kept := b.drafts[:0]
	for i := range b.drafts {
		at[i] = -1
		if !b.drafts[i].drop {
			at[i] = len(kept)
			kept = append(kept, b.drafts[i])
		} else if b.trace {
			b.lost = append(b.lost, lostLine{b.drafts[i].elem, string(b.textOf(&b.drafts[i])), b.drafts[i].why})
		}
	}
	for i := range kept {
		if kept[i].parent >= 0 {
			kept[i].parent = at[kept[i].parent]
		}
	}
	b.drafts = kept
}

func (b *builder) textOf(d *draft) []byte { return b.buf[d.start:d.end] }

// mostQuotes is how many quotes of a page are looked for in the rest of its text.
const mostQuotes = 40

// dropRepeats drops quotes that repeat what the text says elsewhere.
func (b *builder) dropRepeats() {
	asked := 0
	for i := range b.drafts {
		d := &b.drafts[i]
		if d.kind != Quote || d.end-d.start < 30 {
			continue
		}
		if asked++; asked > mostQuotes {
			return
		}
		text := bytes.Trim(b.textOf(d), "\"“”‘’' ")
		for k := range b.drafts {
			o := &b.drafts[k]
			if k != i && !o.drop && o.kind != Quote && o.end-o.start >= len(text) && bytes.Contains(b.textOf(o), text) {
				d.drop, d.why = true, byRepeat
				break
			}
		}
	}
}

// signRuns makes items of paragraphs in a row that each begin with a bullet sign.
func (b *builder) signRuns() {
	for i := 0; i < len(b.drafts); {
		end := i
		for end < len(b.drafts) && b.hasSign(&b.drafts[end]) && b.drafts[end].box == b.drafts[i].box {
			end++
		}
		if end-i >= 2 {
			b.lists++
			for k := i; k < end; k++ {
				d := &b.drafts[k]
				d.start += sign(b.textOf(d))
				d.kind, d.list, d.level = ListItem, b.lists, 1
			}
		}
		i = max(end, i+1)
	}
}

func (b *builder) hasSign(d *draft) bool {
	return d.kind == Paragraph && sign(b.textOf(d)) > 0
}

// labelRuns makes items of paragraphs in a row that each begin with a bold label and a colon.
func (b *builder) labelRuns() {
	for i := 0; i < len(b.drafts); {
		end := i
		for end < len(b.drafts) && b.isLabelled(&b.drafts[end]) && b.drafts[end].box == b.drafts[i].box {
			end++
		}
		if end-i >= 2 {
			b.lists++
			for k := i; k < end; k++ {
				b.drafts[k].kind, b.drafts[k].list, b.drafts[k].level = ListItem, b.lists, 1
			}
		}
		i = max(end, i+1)
	}
}

func (b *builder) isLabelled(d *draft) bool {
	return d.kind == Paragraph && d.label > 0 && d.label-d.start < 80 && b.buf[d.label-1] == ':'
}

// boldHeadings makes headings of short paragraphs that are all bold, or called titles, and have text to head.
func (b *builder) boldHeadings() {
	bold, all := 0, 0
	for i := range b.drafts {
		if d := &b.drafts[i]; d.kind == Paragraph {
			all += d.end - d.start
			if d.bold {
				bold += d.end - d.start
			}
		}
	}
	for i := range b.drafts {
		d := &b.drafts[i]
		if d.kind != Paragraph || !(d.bold && bold*2 < all || d.titled) || d.end-d.start > maxHeading {
			continue
		}
		if b.heads(i) && !b.reads(d) {
			d.kind, d.level, d.list = Heading, 7, 0
		}
	}
}

// reads reports whether a draft reads like a sentence and not like a heading.
func (b *builder) reads(d *draft) bool {
	text := b.textOf(d)
	switch text[len(text)-1] {
	case '.', ',', ';':
		return len(text) > 60 || bytes.Count(text, []byte(" ")) > 6
	}
	return false
}

// heads reports whether something stands behind draft i that it can head.
func (b *builder) heads(i int) bool {
	if i+1 >= len(b.drafts) {
		return false
	}
	next := &b.drafts[i+1]
	return next.kind != Heading && next.post == b.drafts[i].post && !(next.kind == Paragraph && next.bold && next.end-next.start <= maxHeading)
}

// joinLists makes one list of lists with the same parent and nothing between them.
func (b *builder) joinLists() {
	joined := map[int]int{}
	for i := 1; i < len(b.drafts); i++ {
		prev, d := &b.drafts[i-1], &b.drafts[i]
		if first, ok := joined[d.list]; ok {
			d.list = first
			continue
		}
		if prev.kind != ListItem || d.kind != ListItem || prev.list == d.list || prev.level != d.level || prev.parent != d.parent ||
			prev.post != d.post || b.t.listBox(prev.box) != b.t.listBox(d.box) {
			continue
		}
		joined[d.list] = prev.list
		d.list = prev.list
	}
}

// listBox is the element around a list.
func (t *tree) listBox(i int32) int32 {
	if i < 0 {
		return i
	}
	return t.nodes[i].parent
}

// leadIns finds what introduces each list and table: the paragraph or heading directly before it.
func (b *builder) leadIns() {
	found := map[int]int{}
	for i := range b.drafts {
		d := &b.drafts[i]
		if d.list == 0 {
			continue
		}
		if _, ok := found[d.list]; !ok {
			found[d.list] = b.introduces(i)
		}
		d.leadIn = found[d.list]
	}
}

func (b *builder) introduces(i int) int {
	if b.drafts[i].parent >= 0 {
		return -1
	}
	for k := i - 1; k >= 0; k-- {
		switch d := &b.drafts[k]; {
		case d.post != b.drafts[i].post:
			return -1
		case d.kind == Caption:
		case d.kind == Paragraph || d.kind == Heading:
			return k
		default:
			return -1
		}
	}
	return -1
}

// sections gives every draft the headings it stands under.
func (b *builder) sections() {
	var stack, shared []int // shared is what stack was when it last changed: drafts keep it
	post := 0
	for i := range b.drafts {
		d := &b.drafts[i]
		if d.post != post {
			post = d.post
			for len(stack) > 0 && b.drafts[stack[len(stack)-1]].level > 1 {
				stack = stack[:len(stack)-1]
			}
			shared = slices.Clone(stack)
		}
		if d.kind == Heading {
			for len(stack) > 0 && b.drafts[stack[len(stack)-1]].level >= d.level {
				stack = stack[:len(stack)-1]
			}
		}
		if d.kind == Heading {
			d.section = slices.Clone(stack)
			stack = append(stack, i)
			shared = slices.Clone(stack)
			continue
		}
		d.section = shared
	}
}
