package page

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// start is where the search for the content begins: the part marked as main, article or body of the article that
// holds most of the running text, else the body. A part that says more exactly what it is wins over one around it.
func (f *finder) start() int32 {
	t := f.t
	f.total = max(t.nodes[t.body].prose, 1)
	best := t.body
	before := int32(0) // running text since the start of best
	for i := t.body + 1; i < t.nodes[t.body].end; i++ {
		n := &t.nodes[i]
		if n.drop {
			i = n.end - 1
			continue
		}
		if e := exactness(n); e > 0 && f.replaces(best, i, before) {
			best, before = i, 0
		}
		if n.n.Type == html.ElementNode {
			before += f.own(i)
		}
	}
	if best == t.body && !f.thread {
		return f.lone()
	}
	return best
}

// loneShare is the share of a page's running text from which the only part marked as an article is its content.
const loneShare = 0.15

// lone is the only part marked as an article or its body, where it holds the page's heading or stands behind it, else
// the body: the rest is comments, tickers and other articles under names of their own.
func (f *finder) lone() int32 {
	t := f.t
	best, second := int32(-1), int32(0)
	titled := false
	for i := t.body + 1; i < t.nodes[t.body].end; i++ {
		n := &t.nodes[i]
		titled = titled || headingLevel(n.n) == 1 && n.text > 0
		switch {
		case n.drop:
			i = n.end - 1
		case exactness(n) < 2 || n.prose == 0:
		case best < 0 && titled || best < 0 && f.holds[i]&holdsH1 != 0:
			best = i
			titled = true
			i = n.end - 1
		default:
			second = max(second, n.prose)
			i = n.end - 1
		}
	}
	if best < 0 || t.nodes[best].prose < 500 || float64(t.nodes[best].prose) < loneShare*float64(f.total) || second*3 > t.nodes[best].prose {
		return t.body
	}
	return best
}

// exactness grades how a part says that it is the article: 1 for main and such, 2 for article, 3 for its body.
func exactness(n *node) int {
	switch {
	case n.hint&hintBody != 0:
		return 3
	case n.n.DataAtom == atom.Article:
		return 2
	case n.hint&(hintArticle|hintContent) != 0:
		return 1
	}
	return 0
}

// own is the running text of element i that does not lie in another block of it.
func (f *finder) own(i int32) int32 {
	t := f.t
	rest := t.nodes[i].prose
	for c := i + 1; c < t.nodes[i].end; c = t.nodes[c].end {
		if !t.nodes[c].drop {
			rest -= t.nodes[c].prose
		}
	}
	return rest
}

// replaces reports whether i is a better place to start than best, which lies around it or before it: it may leave
// out only a part of the text, and hardly any that stands before it.
func (f *finder) replaces(best, i, before int32) bool {
	t := f.t
	share := float64(t.nodes[i].prose) / float64(max(t.nodes[best].prose, 1))
	if t.nodes[i].n.DataAtom == atom.Article && f.hasEqual(i) {
		return false
	}
	switch e, was := exactness(&t.nodes[i]), exactness(&t.nodes[best]); {
	case best == t.body:
		return share > 0.6
	case e > was:
		return share > 0.7 && before < 50
	default:
		return share > 0.95 && before == 0
	}
}

// hasEqual reports whether article i stands beside another that is no teaser: both are parts of the content.
func (f *finder) hasEqual(i int32) bool {
	t := f.t
	up := t.nodes[i].parent
	for c := up + 1; c < t.nodes[up].end; c = t.nodes[c].end {
		if n := &t.nodes[c]; c != i && !n.drop && n.n.DataAtom == atom.Article && f.holds[c]&holdsLinkedHeading == 0 &&
			n.hint&hintComment == 0 && n.prose*10 > t.nodes[i].prose {
			return true
		}
	}
	return false
}

// descend follows the part that holds nearly all running text down to where it branches. It gives no part of a table,
// but the table.
func (f *finder) descend(at int32) int32 {
	at = f.follow(at)
	for f.t.nodes[at].n.DataAtom == atom.Tbody || f.t.nodes[at].n.DataAtom == atom.Tr {
		at = f.t.nodes[at].parent
	}
	return at
}

func (f *finder) follow(at int32) int32 {
	t := f.t
	for t.nodes[at].hint&(hintArticle|hintContent) == 0 {
		next := f.largest(at)
		if next < 0 || !isBox(t.nodes[next].n) && !t.wraps(next) {
			return at
		}
		if t.nodes[at].prose == 0 && t.nodes[next].text < t.nodes[at].text {
			return at
		}
		rest := t.nodes[at].prose - t.nodes[next].prose
		if at != t.body && f.hasLead(at, next) {
			return at
		}
		if rest > 0 && (float64(rest) > 0.1*float64(t.nodes[at].prose) || rest > 400) {
			return at
		}
		at = next
	}
	return at
}

// largest is the child of an element with most running text, or most text where there is no running text; -1: none.
func (f *finder) largest(at int32) int32 {
	t := f.t
	next := int32(-1)
	for c := at + 1; c < t.nodes[at].end; c = t.nodes[c].end {
		n := &t.nodes[c]
		if n.drop || n.n.Type != html.ElementNode {
			continue
		}
		if next < 0 || n.prose > t.nodes[next].prose || n.prose == t.nodes[next].prose && n.text > t.nodes[next].text {
			next = c
		}
	}
	return next
}

// hasLead reports whether running text stands before the part with most of it, as the lead of an article does.
func (f *finder) hasLead(at, next int32) bool {
	t := f.t
	for c := at + 1; c < next; c = t.nodes[c].end {
		if n := &t.nodes[c]; !n.drop && n.prose > 0 && n.link*5 < n.text {
			return true
		}
	}
	return false
}

// wraps reports elements that only hold others.
func (t *tree) wraps(i int32) bool {
	switch t.nodes[i].n.Data {
	case "main", "form", "tbody", "tr", "center", "font", "span", "body", "fieldset", "details":
		return true
	}
	return false
}
