package page

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// builder walks the content and cuts it into blocks.
type builder struct {
	t        *tree
	content  content
	buf      []byte
	run      run
	at       place
	drafts   []draft
	lists    int
	posts    int
	apart    int32 // index behind the inline element that was read last
	termOpen bool  // a dt's text waits for its dd
	trace    bool
	lost     []lostLine // where trace is on
}

func newBuilder(t *tree, c content) *builder {
	size, blocks := 0, 0
	for _, r := range c.roots {
		size += int(t.nodes[r].text)
		for i := r; i < t.nodes[r].end; i++ {
			if n := &t.nodes[i]; n.text > 0 && isBlock(n.n.DataAtom) {
				blocks++
			}
		}
	}
	b := &builder{t: t, content: c, buf: make([]byte, 0, size*5/4), drafts: make([]draft, 0, blocks+8)}
	b.at.item = -1
	return b
}

func (b *builder) build() {
	for _, r := range b.content.roots {
		b.at.elem, b.at.box = r, r
		b.block(r)
		b.flush()
	}
}

// children walks what lies in element i.
func (b *builder) children(i int32) {
	t := b.t
	for c := i + 1; c < t.nodes[i].end; {
		if next := b.cards(i, c); next > c {
			c = next
			continue
		}
		b.node(c)
		c = t.nodes[c].end
	}
}

func (b *builder) node(i int32) {
	n := &b.t.nodes[i]
	switch {
	case n.drop:
	case n.n.Type == html.TextNode:
		b.text(n.n.Data)
	case isBlock(n.n.DataAtom) || custom(n.n) || b.boxed(i):
		b.block(i)
	default:
		b.inline(i)
	}
}

// boxed reports inline elements that stand for boxes: those styled so, and those that hold a block.
func (b *builder) boxed(i int32) bool {
	n := b.t.nodes[i].n
	return n.DataAtom == atom.Span && strings.Contains(attr(n, "style"), "display:block")
}

func (b *builder) inline(i int32) {
	n := &b.t.nodes[i]
	switch n.n.DataAtom {
	case atom.Br:
		b.lineBreak()
		return
	case atom.Wbr:
		return
	case atom.Sup:
		if b.footnote(i) {
			return
		}
	case atom.A:
		b.at.link++
		defer func() { b.at.link-- }()
	}
	if i == b.apart {
		b.partWords(i)
	}
	if isBold(n) {
		b.openBold()
		defer b.closeBold()
	}
	b.children(i)
	if isLabelTag(n.n.DataAtom) {
		b.apart = n.end
	}
}

// isLabelTag reports inline elements that often stand for words apart, such as a name and a date in a byline.
func isLabelTag(tag atom.Atom) bool {
	switch tag {
	case atom.Span, atom.A, atom.Time, atom.Small, atom.Label, atom.Cite:
		return true
	}
	return false
}

// partWords sets the white space that pages leave to their styles: between the words of inline element i and of the one
// right before it, where they cannot be one word ("Director of IT" and "3 months ago").
func (b *builder) partWords(i int32) {
	if b.run.space || len(b.buf) == b.run.start || !isLabelTag(b.t.nodes[i].n.DataAtom) {
		return
	}
	last, _ := utf8.DecodeLastRune(b.buf)
	text := b.t.textOf(i)
	first, _ := utf8.DecodeRuneInString(text)
	if !strings.Contains(text, " ") && !bytes.Contains(b.buf[b.run.start:], []byte(" ")) {
		return
	}
	if unicode.IsLetter(last) && unicode.IsDigit(first) && strings.Contains(text, " ") ||
		unicode.IsLower(last) && unicode.IsUpper(first) {
		b.run.space = true
	}
}

func isBold(n *node) bool {
	switch n.n.DataAtom {
	case atom.B, atom.Strong, atom.Big:
		return true
	}
	return n.hint&hintBold != 0
}

func (b *builder) openBold() {
	if b.at.bold == 0 {
		b.run.bold = append(b.run.bold, Span{len(b.buf), -1})
	}
	b.at.bold++
}

func (b *builder) closeBold() {
	b.at.bold--
	if k := len(b.run.bold); b.at.bold == 0 && k > 0 {
		b.run.bold[k-1].End = len(b.buf)
	}
}

// block walks a block element: what was gathered before it ends, and so does what it gathered itself.
func (b *builder) block(i int32) {
	n := &b.t.nodes[i]
	joined := b.termOpen && n.n.DataAtom == atom.Dd
	b.termOpen = false
	if !joined {
		b.flush()
	}
	saved := b.at
	b.at.elem, b.at.box = i, n.parent
	if n.hint&hintTitle != 0 && n.n.DataAtom != atom.P {
		b.run.titled = true
	}
	b.enterPost(i)
	bold := isBold(n)
	if bold {
		b.openBold()
	}
	if n.n.DataAtom == atom.Dd {
		b.definition(i, joined)
	} else {
		b.special(i)
	}
	if !b.termOpen {
		b.flush()
	}
	if bold {
		b.closeBold()
	}
	b.leave(saved)
}

// leave goes back to where the builder stood before an element.
func (b *builder) leave(saved place) {
	b.at = saved
	b.run.titled = false
}

func (b *builder) special(i int32) {
	n := b.t.nodes[i].n
	if level := headingLevel(n); level > 0 {
		b.at.kind, b.at.level = Heading, level
		b.children(i)
		return
	}
	switch n.DataAtom {
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		b.list(i)
	case atom.Li:
		b.item(i)
	case atom.Dl:
		b.at.depth++
		b.lists++
		b.at.list, b.at.item = b.lists, -1
		b.children(i)
	case atom.Dt:
		b.term(i)
	case atom.Table:
		b.table(i)
	case atom.Caption, atom.Figcaption:
		b.at.kind = Caption
		b.children(i)
	case atom.Summary, atom.Button:
		b.at.kind, b.at.level = Heading, 7
		b.children(i)
	case atom.Blockquote:
		if !b.content.thread {
			b.at.kind = Quote
		}
		b.children(i)
	case atom.Pre:
		b.at.kind, b.at.pre = Pre, true
		b.children(i)
	case atom.P:
		if b.at.kind == Pre {
			b.at.kind = Paragraph
		}
		b.children(i)
	default:
		switch {
		case b.gridTable(i):
		case b.isStat(i):
			b.statBox(i)
		default:
			b.children(i)
		}
	}
}

// text adds a text node to the run, white space folded, invisible characters left out.
func (b *builder) text(s string) {
	if b.at.link > 0 {
		before := len(b.buf)
		defer func() { b.run.links += len(b.buf) - before }()
	}
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c == '\n' && b.at.pre:
				b.lineBreak()
			case c <= ' ' || c == 0x7f:
				b.run.space = true
			default:
				b.space()
				b.buf = append(b.buf, c)
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsSpace(r) || r == '\u2800':
			b.run.space = true
		case invisible(r):
		default:
			b.space()
			b.buf = append(b.buf, s[i:i+size]...)
		}
		i += size
	}
}

// space writes the white space that is due, unless the run is empty.
func (b *builder) space() {
	if b.run.space && len(b.buf) > b.run.start {
		b.buf = append(b.buf, ' ')
	}
	b.run.space = false
	if k := len(b.run.bold); k > 0 && b.run.bold[k-1].End < 0 && b.run.bold[k-1].Start < len(b.buf) && b.buf[len(b.buf)-1] == ' ' &&
		b.run.bold[k-1].Start == len(b.buf)-1 {
		b.run.bold[k-1].Start++
	}
}

// invisible reports characters that show nothing: soft hyphens, zero-width spaces, marks of direction.
func invisible(r rune) bool {
	switch {
	case r == 0xAD, r == 0x200B, r == 0x200E, r == 0x200F, r == 0x2060, r == 0xFEFF:
		return true
	case r >= 0x202A && r <= 0x202E, r >= 0x2061 && r <= 0x2064, r >= 0x2066 && r <= 0x2069, r >= 0x80 && r <= 0x9F:
		return true
	}
	return false
}

func (b *builder) lineBreak() {
	at := len(b.buf)
	if at == b.run.start {
		return
	}
	if k := len(b.run.breaks); k > 0 && b.run.breaks[k-1] == at {
		if j := len(b.run.twice); j == 0 || b.run.twice[j-1] != at {
			b.run.twice = append(b.run.twice, at)
		}
	} else {
		b.run.breaks = append(b.run.breaks, at)
	}
	b.run.space = true
}

// footnote reports whether a sup is the sign of a footnote and not part of the text ("m²", "1st").
func (b *builder) footnote(i int32) bool {
	text := b.t.textOf(i)
	if text == "" || len(text) > 8 {
		return false
	}
	inner := strings.Trim(text, "[]()")
	digits := inner != "" && strings.Trim(inner, "0123456789, –-") == ""
	marks := strings.Trim(text, "*†‡§¶") == ""
	switch {
	case marks:
		return true
	case inner != text:
		return digits || b.t.nodes[i].links > 0
	case !digits:
		return b.t.nodes[i].links > 0 && len(inner) == 1
	case b.t.nodes[i].links > 0:
		return true
	}
	return !exponentBase(b.buf[b.run.start:])
}

// exponentBase reports whether text ends in something that is raised to a power or carries an index: "m", "km", "10".
func exponentBase(text []byte) bool {
	from := len(text)
	for from > 0 && len(text)-from < 4 {
		c := text[from-1]
		if c < '0' || c > '9' && c < 'A' || c > 'Z' && c < 'a' || c > 'z' {
			break
		}
		from--
	}
	word := string(text[from:])
	return word == "10" || len(word) > 0 && len(word) <= 2 && (word[0] >= 'A')
}
