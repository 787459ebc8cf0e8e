package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mainShare is the share of a page's running text from which a part is its content whatever it is called.
const mainShare = 0.35

// finder decides which parts of a page are its content.
type finder struct {
	t       *tree
	total   int32  // running text of the page
	holds   []hint // what lies in each subtree: holdsH1 ...
	thread  bool
	remarks bool // the posts are answers, and comments in them are by others
}

// What a subtree holds.
const (
	holdsH1 hint = 1 << iota
	holdsArticle
	holdsHeading
	holdsLinkedHeading
	holdsChosen
)

// content is what the finder found: the parts to read, in order.
type content struct {
	roots   []int32
	thread  bool
	posters map[int32]string // of a thread
}

// findContent drops what is not content from the tree and gives the parts to read.
func findContent(t *tree, facts *facts, sel *selectors) content {
	f := &finder{t: t, holds: make([]hint, len(t.nodes))}
	t.measure()
	f.total = max(t.nodes[t.body].prose, 1)
	f.note()
	if sel.content {
		if roots := f.chosen(); len(roots) > 0 {
			c := content{roots: roots, thread: markPosts(t, facts)}
			if c.thread {
				c.posters = posters(t)
			}
			return c
		}
	}
	f.thread = markPosts(t, facts)
	f.remarks = f.thread && !t.postsAreComments()
	var names map[int32]string
	if f.thread {
		names = posters(t)
	}
	whole := t.nodes[t.body].text
	f.prune()
	t.measure()
	if left := t.nodes[t.body].text; left < 100 && whole > 10*left {
		f.restore()
	}
	return content{roots: f.withStats(f.descend(f.start())), thread: f.thread, posters: names}
}

// restore takes back what prune dropped, but for what holds no content by its very tag: the page is made so oddly that
// nothing else is left.
func (f *finder) restore() {
	t := f.t
	for i := t.body; i < t.nodes[t.body].end; i++ {
		n := &t.nodes[i]
		tag := n.n.DataAtom
		n.drop = n.barred || tag == atom.Nav || tag == atom.Footer || tag == atom.Button ||
			n.hint&hintHidden != 0 || f.linkList(i)
	}
	t.measure()
}

// chosen gives the outermost elements that the content selector matches.
func (f *finder) chosen() []int32 {
	var roots []int32
	for i := int32(0); i < int32(len(f.t.nodes)); i++ {
		if f.t.nodes[i].chosen && !f.t.nodes[i].drop {
			roots = append(roots, i)
			i = f.t.nodes[i].end - 1
		}
	}
	return roots
}

// note finds what each subtree holds.
func (f *finder) note() {
	for i := len(f.t.nodes) - 1; i > 0; i-- {
		n := &f.t.nodes[i]
		n.barred = n.drop
		if n.drop || n.n.Type != html.ElementNode {
			continue
		}
		switch level := headingLevel(n.n); {
		case level == 1 && n.text > 0:
			f.holds[i] |= holdsH1
		case level > 1 && n.text > 0:
			f.holds[i] |= holdsHeading
			if n.link*5 >= n.text*4 && leadsAway(n.n) {
				f.holds[i] |= holdsLinkedHeading
			}
		}
		if n.hint&(hintArticle|hintContent) != 0 && n.prose*2 > f.total {
			f.holds[i] |= holdsArticle
		}
		if n.chosen {
			f.holds[i] |= holdsChosen
		}
		f.holds[n.parent] |= f.holds[i]
	}
}

// leadsAway reports whether a heading is, or lies in, a link to another page.
func leadsAway(n *html.Node) bool {
	if n.Parent != nil && n.Parent.DataAtom == atom.A {
		return !strings.HasPrefix(attr(n.Parent, "href"), "#")
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.A {
			href := attr(c, "href")
			return href != "" && !strings.HasPrefix(href, "#")
		}
		if c.Type == html.ElementNode && leadsAway(c) {
			return true
		}
	}
	return false
}

// prune drops navigation, adverts, teasers and the like from the body.
func (f *finder) prune() {
	t := f.t
	for i := t.body + 1; i < t.nodes[t.body].end; i++ {
		n := &t.nodes[i]
		if n.n.Type != html.ElementNode {
			continue
		}
		if !n.drop {
			n.why = f.noContent(i)
			n.drop = n.why != kept
		}
		if n.drop {
			i = n.end - 1
			continue
		}
		if level := headingLevel(n.n); level > 1 || n.text < 60 && (n.hint&hintTitle != 0 || isBold(n)) {
			f.cut(i, level)
		}
	}
}

// noContent says why element i is none of the content, by what it is called and how it is made.
func (f *finder) noContent(i int32) reason {
	n := &f.t.nodes[i]
	share := float64(n.prose) / float64(f.total)
	if f.total-n.prose > 250 && f.holds[i]&(holdsH1|holdsChosen) == 0 && f.teasers(i) {
		return byTeasers
	}
	if share > mainShare || f.holds[i]&(holdsArticle|holdsChosen) != 0 || n.isPost {
		return kept
	}
	titled := f.holds[i]&holdsH1 != 0
	switch {
	case n.hint&hintHidden != 0 && !f.opens(i) && !f.behindOpener(i):
		return byHidden
	case n.n.DataAtom == atom.Header:
		return byPageHeader.when(!titled && n.prose == 0)
	case n.n.DataAtom == atom.Form:
		return byForm.when(share < 0.1)
	case n.n.DataAtom == atom.Button:
		return byButton.when(!f.opens(i) && !f.inHeading(i))
	case n.n.DataAtom == atom.Td && f.sideCell(i):
		return bySideCell
	case n.hint&hintBoilerplate != 0:
		return byName.when(!titled && !f.isAnswer(i))
	case n.hint&hintAside != 0:
		return byName.when(!titled && !f.isFactBox(i))
	case n.hint&hintTeaser != 0 && f.leadsElsewhere(i):
		return byTeasers.when(!titled)
	case n.hint&hintByID != 0 && !titled:
		return byName.when(n.prose < 200 || n.link*10 > n.text*3)
	case n.hint&hintComment != 0 && f.remarks && isBox(n.n) && f.inPost(i):
		return byComments
	case n.hint&hintComment != 0 && !f.thread && (isBox(n.n) || n.n.DataAtom == atom.P) && f.isComment(i):
		return byComments.when(!titled)
	case n.hint&hintByline != 0 && n.hint&hintContent == 0:
		return byByline.when(n.prose == 0 && n.text < 150 && !titled && n.n.DataAtom != atom.Td)
	case n.hint&hintChrome != 0 && n.hint&(hintTitle|hintClosed) == 0:
		return byChrome.when(n.prose == 0 && n.text < 100 && f.holds[i] == 0 && !f.opens(i) && n.n.DataAtom != atom.Td)
	}
	return byLinks.when(f.linkList(i))
}

// isAnswer reports whether element i is text without links that a reader can open, whatever it is called.
func (f *finder) isAnswer(i int32) bool {
	n := &f.t.nodes[i]
	return n.links == 0 && n.text > 20 && n.hint&(hintClosed|hintHidden) != 0 && f.opens(i)
}

// maxFactBox is the length of text, in bytes that are not white space, up to which an aside can be a box of facts.
const maxFactBox = 1500

// isFactBox reports whether an aside lies in the article and states something: it leads nowhere and asks for nothing.
func (f *finder) isFactBox(i int32) bool {
	t := f.t
	n := &t.nodes[i]
	if n.links > 0 || n.text < 20 || n.text > maxFactBox || n.hint&(hintByline|hintComment) != 0 {
		return false
	}
	for c := i + 1; c < n.end; c++ {
		switch t.nodes[c].n.DataAtom {
		case atom.Form, atom.Button, atom.Input, atom.Iframe:
			return false
		}
	}
	for up := n.parent; up > t.body; up = t.nodes[up].parent {
		k := &t.nodes[up]
		if k.hint&(hintArticle|hintContent) != 0 && k.n.DataAtom != atom.Main || f.holds[up]&holdsArticle != 0 && k.n.DataAtom == atom.Article {
			return true
		}
	}
	return false
}

// leadsElsewhere reports whether element i is, or has, a link.
func (f *finder) leadsElsewhere(i int32) bool {
	t := f.t
	if t.nodes[i].links > 0 {
		return true
	}
	for range 3 {
		if i = t.nodes[i].parent; i < 0 {
			break
		}
		if t.nodes[i].n.DataAtom == atom.A {
			return true
		}
	}
	return false
}

// inPost reports whether element i lies in a post of a thread and holds none.
func (f *finder) inPost(i int32) bool {
	t := f.t
	for c := i; c < t.nodes[i].end; c++ {
		if t.nodes[c].isPost {
			return false
		}
	}
	for up := t.nodes[i].parent; up > t.body; up = t.nodes[up].parent {
		if t.nodes[up].isPost {
			return t.nodes[i].prose*2 < t.nodes[up].prose
		}
	}
	return false
}

// isComment reports whether an element called a comment is one of a reader, or holds several, and not running text by
// an odd name.
func (f *finder) isComment(i int32) bool {
	n := &f.t.nodes[i]
	return n.prose < 120 || n.links > 0 || f.holds[i]&holdsHeading != 0 || f.t.namesWho(i) >= 0
}

// sideCell reports whether cell i of a layout table stands beside one that holds most of the page's running text.
func (f *finder) sideCell(i int32) bool {
	t := f.t
	row := t.nodes[i].parent
	if t.nodes[row].prose*2 < f.total || f.holds[i]&holdsH1 != 0 {
		return false
	}
	for c := row + 1; c < t.nodes[row].end; c = t.nodes[c].end {
		if n := &t.nodes[c]; c != i && n.prose*2 > f.total && n.prose > 600 && n.prose > 5*t.nodes[i].prose {
			return true
		}
	}
	return false
}

// isBox reports elements that can hold several blocks.
func isBox(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Ul, atom.Ol, atom.Li, atom.Article, atom.Table, atom.Td:
		return true
	}
	return custom(n)
}

// opens reports whether element i is, or lies closely in, something a reader can open: an accordion, a tab.
func (f *finder) opens(i int32) bool {
	for range 4 {
		n := &f.t.nodes[i]
		if n.hint&hintClosed != 0 {
			return true
		}
		if n.parent < 0 || n.n.DataAtom == atom.Body {
			break
		}
		i = n.parent
	}
	return false
}

// behindOpener reports whether the element right before i is, or is little more than, a button that opens it.
func (f *finder) behindOpener(i int32) bool {
	t := f.t
	up := t.nodes[i].parent
	prev := int32(-1)
	for c := up + 1; c < i; c = t.nodes[c].end {
		if t.nodes[c].n.Type == html.ElementNode {
			prev = c
		}
	}
	if prev < 0 || t.nodes[prev].prose > 200 {
		return false
	}
	for c := prev; c < min(t.nodes[prev].end, prev+8); c++ {
		if attr(t.nodes[c].n, "aria-expanded") != "" || attr(t.nodes[c].n, "aria-controls") != "" {
			return true
		}
	}
	return false
}

func (f *finder) inHeading(i int32) bool {
	for range 3 {
		if i = f.t.nodes[i].parent; i < 0 {
			return false
		}
		n := f.t.nodes[i].n
		if headingLevel(n) > 0 || n.DataAtom == atom.Summary || n.DataAtom == atom.Dt {
			return true
		}
	}
	return false
}
