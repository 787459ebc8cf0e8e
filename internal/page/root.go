package page

import "golang.org/x/net/html"

// start is where the search for the content begins: the one part marked as main or article that holds most of the
// running text, else the body.
func (f *finder) start() int32 {
	t := f.t
	f.total = max(t.nodes[t.body].prose, 1)
	best := t.body
	for i := t.body + 1; i < t.nodes[t.body].end; i++ {
		n := &t.nodes[i]
		if n.drop {
			i = n.end - 1
			continue
		}
		if n.hint&(hintArticle|hintContent) != 0 && float64(n.prose) > 0.6*float64(t.nodes[best].prose) && f.wider(best, i) {
			best = i
		}
	}
	return best
}

// wider reports whether i is a better place to start than best: it may leave out only what is small, or not article.
func (f *finder) wider(best, i int32) bool {
	t := f.t
	rest := t.nodes[best].prose - t.nodes[i].prose
	if t.nodes[best].hint&(hintArticle|hintContent) == 0 {
		return true
	}
	return float64(rest) < 0.05*float64(f.total)
}

// descend follows the part that holds nearly all running text down to where it branches.
func (f *finder) descend(at int32) int32 {
	t := f.t
	for t.nodes[at].hint&(hintArticle|hintContent) == 0 {
		next := int32(-1)
		for c := at + 1; c < t.nodes[at].end; c = t.nodes[c].end {
			n := &t.nodes[c]
			if n.drop || n.n.Type != html.ElementNode {
				continue
			}
			if next < 0 || n.prose > t.nodes[next].prose {
				next = c
			}
		}
		if next < 0 || !isBox(t.nodes[next].n) && !t.wraps(next) {
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
