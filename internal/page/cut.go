package page

import (
	"regexp"

	"golang.org/x/net/html/atom"
)

// cut drops the section under heading i where its words say that it is no content.
func (f *finder) cut(i int32, level int) {
	t := f.t
	n := &t.nodes[i]
	if n.text > 60 || n.text == 0 {
		return
	}
	text := t.textOf(i)
	discussion := !f.thread && level > 0 && commentHeading.MatchString(text)
	if !discussion && !cues()["heading"].match(text) {
		return
	}
	leads := cues()["leads"].match(text)
	if f.thread && level == 0 || level == 0 && !t.standsAlone(i) {
		return
	}
	box := i
	for t.first(t.nodes[box].parent, box) && f.minor(t.nodes[box].parent) {
		box = t.nodes[box].parent
	}
	if box != i {
		t.nodes[box].drop, t.nodes[box].why = true, byHeading
		return
	}
	n.drop, n.why = true, byHeading
	if level > 0 {
		f.cutBehind(i, level, discussion, leads)
	}
}

// cutBehind drops what stands under heading i, up to the next heading as high or what looks like the article. leads
// says that only links are to be expected there: running text is the article's again.
func (f *finder) cutBehind(i int32, level int, discussion, leads bool) {
	t := f.t
	n := &t.nodes[i]
	prose := int32(0)
	for c := n.end; c < t.nodes[n.parent].end; c = t.nodes[c].end {
		next := &t.nodes[c]
		if l := headingLevel(next.n); l > 0 && l <= level || !f.minor(c) && (!discussion || f.holds[c]&(holdsArticle|holdsChosen|holdsH1) != 0) {
			break
		}
		if discussion {
			next.drop, next.why = true, byComments
			continue
		}
		if next.n.DataAtom == atom.P && next.link*5 < next.text {
			if prose += next.prose; prose > 0 && leads || prose > maxBio {
				break
			}
		}
		next.drop, next.why = true, underHeading
	}
}

// commentHeading is a heading over what readers wrote: "Comments (2)", "3 responses", "One thought on ...".
var commentHeading = regexp.MustCompile(`(?i)^(?:(?:\d+|one|two|three|all|reader|user|latest) )?(?:(?:comments?|responses?|replies)(?: to .*| on .*)?(?: ?\(\d+\))?|thoughts? on .*):?$`)

// maxBio is how much running text, in bytes that are not white space, a heading such as "About the author" can stand
// over: what comes behind is the article again.
const maxBio = 900

// minor reports whether element i is a small part of the page.
func (f *finder) minor(i int32) bool {
	n := &f.t.nodes[i]
	if i <= f.t.body || f.holds[i]&(holdsArticle|holdsChosen|holdsH1) != 0 {
		return false
	}
	return float64(n.prose) < mainShare/2*float64(f.total)
}

// standsAlone reports whether an inline element is all that its block or line says.
func (t *tree) standsAlone(i int32) bool {
	for t.nodes[i].parent >= 0 && !isBlock(t.nodes[i].n.DataAtom) {
		up := t.nodes[i].parent
		for c := up + 1; c < t.nodes[up].end; c = t.nodes[c].end {
			if n := &t.nodes[c]; c != i && !n.drop && n.text > 0 {
				return c > i && t.breaksAfter(i)
			}
		}
		i = up
	}
	return true
}

// breaksAfter reports whether a line break or block follows element i.
func (t *tree) breaksAfter(i int32) bool {
	for c := t.nodes[i].end; c < t.nodes[t.nodes[i].parent].end; c = t.nodes[c].end {
		n := &t.nodes[c]
		if n.n.DataAtom == atom.Br || isBlock(n.n.DataAtom) {
			return true
		}
		if n.text > 0 {
			return false
		}
	}
	return false
}

// first reports whether child is the first part of parent that has text.
func (t *tree) first(parent, child int32) bool {
	for c := parent + 1; c < child; c = t.nodes[c].end {
		if n := &t.nodes[c]; !n.drop && n.text > 0 {
			return false
		}
	}
	return true
}
