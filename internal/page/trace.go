package page

import (
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// reason is why a part of the page was dropped.
type reason uint8

// The reasons.
const (
	kept reason = iota
	byExclude
	byHidden
	byPageHeader
	byForm
	byButton
	bySideCell
	byName
	byComments
	byByline
	byChrome
	byLinks
	byTeasers
	byHeading
	underHeading
	byPoster
	byPointer
	bySponsor
	byBio
	byRepeat
	byPlace
)

// when gives the reason where a condition holds, else kept.
func (r reason) when(holds bool) reason {
	if holds {
		return r
	}
	return kept
}

// plain says a reason in plain words.
func (r reason) plain() string {
	switch r {
	case byExclude:
		return "excluded by the source's select"
	case byHidden:
		return "hidden"
	case byPageHeader:
		return "page header"
	case byForm:
		return "form"
	case byButton:
		return "button"
	case bySideCell:
		return "cell beside the content"
	case byComments:
		return "comment section"
	case byByline:
		return "byline"
	case byChrome:
		return "tags, counts or buttons"
	case byLinks:
		return "mostly links"
	case byTeasers:
		return "teasers of other articles"
	case byHeading:
		return "its heading says that it is no part of the article"
	case underHeading:
		return "stands under a heading that is no part of the article"
	case byPoster:
		return "name and time of a post"
	case byPointer:
		return "a count, or leads elsewhere"
	case bySponsor:
		return "advert"
	case byBio:
		return "author bio"
	case byRepeat:
		return "repeats the text"
	case byPlace:
		return "outside the main content"
	case kept, byName:
	}
	return "no part of the article"
}

// lostLine is a line that was read and dropped afterwards.
type lostLine struct {
	elem int32
	text string
	why  reason
}

// maxShown is how many characters of a dropped part are shown.
const maxShown = 200

// dropped lists what of the body is not in the text: dropped elements that lie in no other, what lies beside the
// content, and dropped lines of the content.
func dropped(t *tree, c content, lines []lostLine) []Dropped {
	var out []Dropped
	next := 0
	for i := t.body + 1; i < t.nodes[t.body].end; i++ {
		for ; next < len(lines) && lines[next].elem < i; next++ {
			out = append(out, Dropped{shorten(lines[next].text), t.selector(lines[next].elem), lines[next].why.plain()})
		}
		n := &t.nodes[i]
		why := n.why
		switch {
		case never(n.n):
			i = n.end - 1
			continue
		case n.drop:
		case n.n.Type != html.ElementNode || c.within(t, i) || c.around(t, i):
			continue
		default:
			why = byPlace
		}
		if text := t.rawText(i); text != "" {
			out = append(out, Dropped{shorten(text), t.selector(i), t.whyPlain(i, why)})
		}
		i = n.end - 1
	}
	for ; next < len(lines); next++ {
		out = append(out, Dropped{shorten(lines[next].text), t.selector(lines[next].elem), lines[next].why.plain()})
	}
	return out
}

// within reports whether node i begins a part to read or lies in one.
func (c content) within(t *tree, i int32) bool {
	return slices.ContainsFunc(c.roots, func(r int32) bool { return i >= r && i < t.nodes[r].end })
}

// around reports whether a part to read lies in node i.
func (c content) around(t *tree, i int32) bool {
	return slices.ContainsFunc(c.roots, func(r int32) bool { return r > i && r < t.nodes[i].end })
}

func shorten(s string) string {
	n := 0
	for at := range s {
		if n++; n > maxShown {
			return s[:at] + "…"
		}
	}
	return s
}

// rawText is the text of a subtree as it begins, dropped parts included, white space folded.
func (t *tree) rawText(i int32) string {
	var b strings.Builder
	for c := i; c < t.nodes[i].end && b.Len() < 8*maxShown; c++ {
		n := &t.nodes[c]
		switch {
		case n.n.Type == html.TextNode:
			b.WriteString(n.n.Data)
		case never(n.n):
			c = n.end - 1
		case isBlock(n.n.DataAtom) || n.n.DataAtom == atom.Br:
			b.WriteByte(' ')
		}
	}
	return fold(b.String())
}

// selector names an element and the one around it.
func (t *tree) selector(i int32) string {
	own := simpleSelector(t.nodes[i].n)
	if up := t.nodes[i].parent; up > t.body {
		return simpleSelector(t.nodes[up].n) + " > " + own
	}
	return own
}

func simpleSelector(n *html.Node) string {
	s := n.Data
	if n.Type != html.ElementNode {
		return "text"
	}
	if id := attr(n, "id"); id != "" && !strings.ContainsAny(id, " \t\n") {
		s += "#" + id
	}
	for k, class := range strings.Fields(attr(n, "class")) {
		if k == 2 {
			break
		}
		s += "." + class
	}
	return s
}

// whyPlain says why node i was dropped; where its name is the reason, what the name says.
func (t *tree) whyPlain(i int32, why reason) string {
	n := t.nodes[i].n
	switch {
	case why == byName:
		return nameSays(n)
	case why == byHeading && len(t.rawText(i)) < longestCue:
		return "heading that is no part of the article"
	}
	return why.plain()
}

// nameSays is what tag, role, class and id of an element say that it is.
func nameSays(n *html.Node) string {
	switch n.DataAtom {
	case atom.Nav, atom.Menu, atom.Search:
		return "navigation"
	case atom.Footer:
		return "footer"
	case atom.Aside:
		return "aside"
	case atom.Dialog:
		return "pop-up"
	}
	found := ""
	labels := hintLabels()
	scan := &hintScanner{words: vocabulary(), seen: func(word string) {
		if label := labels[word]; label != "" && found == "" {
			found = label
		}
	}}
	scan.of(n)
	if role := attr(n, "role"); found == "" && role != "" {
		return "its role is " + role
	}
	if found == "" {
		return "its name says that it is no part of the article"
	}
	return found
}

// hintLabels says by word what parts called so are, from the headings of data/hints.txt.
var hintLabels = sync.OnceValue(func() map[string]string {
	labels := map[string]string{}
	label := ""
	for line := range strings.Lines(hintData) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "["); ok {
			_, label, _ = strings.Cut(strings.TrimSuffix(name, "]"), ": ")
			continue
		}
		for word := range strings.FieldsSeq(line) {
			if label != "" && !strings.HasPrefix(line, "#") {
				labels[word] = label
			}
		}
	}
	return labels
})
