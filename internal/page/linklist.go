package page

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// linkList reports whether element i is mostly links: navigation, tags, a table of contents.
func (f *finder) linkList(i int32) bool {
	n := &f.t.nodes[i]
	if n.links < 2 || n.prose > 0 || f.holds[i]&holdsH1 != 0 {
		return false
	}
	if f.introduced(i) {
		return false
	}
	switch n.n.DataAtom {
	case atom.Ul, atom.Ol, atom.Div, atom.Section, atom.Dl, atom.Center, atom.P, atom.Td:
		return n.link*10 >= n.text*7
	case atom.Table:
		return n.link*10 >= n.text*8
	}
	return custom(n.n) && n.link*10 >= n.text*7
}

// introduced reports whether a list stands behind a paragraph of running text that ends with a colon, or in an item
// with text of its own: its links are what the article speaks of.
func (f *finder) introduced(i int32) bool {
	t := f.t
	n := &t.nodes[i]
	if n.n.DataAtom != atom.Ul && n.n.DataAtom != atom.Ol {
		return false
	}
	up := n.parent
	if t.nodes[up].n.DataAtom == atom.Li {
		own := t.nodes[up].text - n.text
		return own > 20 && (t.nodes[up].link-n.link)*2 < own
	}
	prev := int32(-1)
	for c := up + 1; c < i; c = t.nodes[c].end {
		if k := &t.nodes[c]; !k.drop && k.text > 0 {
			prev = c
		}
	}
	return prev >= 0 && t.nodes[prev].n.DataAtom == atom.P && t.nodes[prev].prose > 0 && strings.HasSuffix(t.textOf(prev), ":")
}

// teasers reports whether element i is a list of teasers: several children, each with a linked heading over a few words.
func (f *finder) teasers(i int32) bool {
	t := f.t
	if f.holds[i]&holdsLinkedHeading == 0 {
		return f.pictureTeasers(i)
	}
	teasers, others := 0, 0
	for c := i + 1; c < t.nodes[i].end; c = t.nodes[c].end {
		n := &t.nodes[c]
		switch {
		case n.drop || n.text < 20:
		case f.holds[c]&holdsLinkedHeading != 0 && n.prose < 350 && isBox(n.n):
			teasers++
		case headingLevel(n.n) == 0:
			others++
		}
	}
	return teasers >= 2 && teasers > 2*others
}

// pictureTeasers reports whether element i is a list of teasers without headings: boxes of a picture and a linked title,
// alike, and hardly anything else.
func (f *finder) pictureTeasers(i int32) bool {
	t := f.t
	n := &t.nodes[i]
	if n.links < 3 || n.link*4 < n.text || f.holds[i]&holdsH1 != 0 {
		return false
	}
	teasers, others := 0, 0
	for c := i + 1; c < n.end; c = t.nodes[c].end {
		k := &t.nodes[c]
		switch {
		case k.drop || k.text < 20:
		case isBox(k.n) && k.prose < 250 && k.link*3 > k.text && f.hasPicture(c):
			teasers++
		case headingLevel(k.n) == 0:
			others++
		}
	}
	return teasers >= 3 && teasers > 2*others
}

// hasPicture reports whether one of the first elements in i is a picture.
func (f *finder) hasPicture(i int32) bool {
	t := f.t
	for c := i + 1; c < min(t.nodes[i].end, i+30); c++ {
		if t.nodes[c].n.DataAtom == atom.Img || t.nodes[c].n.DataAtom == atom.Picture {
			return true
		}
	}
	return false
}
