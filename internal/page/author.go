package page

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// author finds who wrote the page: JSON-LD, meta elements, what is marked as author, a visible "By ...".
func (f *facts) author(t *tree) string {
	if name := fold(f.ld.author); name != "" && len(name) < 120 && !strings.Contains(name, "://") {
		return name
	}
	for _, v := range []string{
		f.meta["author"], f.meta["article:author"], f.meta["parsely-author"], f.meta["dc.creator"],
		f.meta["sailthru.author"], f.meta["byl"],
	} {
		if name := personName(v); name != "" {
			return name
		}
	}
	for i := t.body; i < t.nodes[t.body].end; i++ {
		n := &t.nodes[i]
		marked := n.n.DataAtom == atom.A && attr(n.n, "rel") == "author" || attr(n.n, "itemprop") == "author" || n.hint&hintWho != 0 && isByline(attr(n.n, "class"))
		if !marked || n.end-i > 60 {
			continue
		}
		if name := personName(t.textOf(i)); name != "" {
			return name
		}
	}
	return ""
}

func isByline(class string) bool {
	class = strings.ToLower(class)
	return strings.Contains(class, "author") && !strings.Contains(class, "bio") || strings.Contains(class, "byline")
}

// personName gives a name without the words around it; "" where it does not look like one.
func personName(s string) string {
	s = fold(s)
	for _, prefix := range []string{"Written by", "Posted by", "Author:", "Author", "By:", "By", "by", "BY"} {
		if rest, ok := strings.CutPrefix(s, prefix+" "); ok {
			s = rest
			break
		}
	}
	if parseDate(s) != nil {
		return ""
	}
	for _, sep := range []string{" | ", " · ", " • ", " – ", ", "} {
		s, _, _ = strings.Cut(s, sep)
	}
	if strings.Contains(s, "://") || strings.Contains(s, "@") || len(s) > 60 || len(strings.Fields(s)) > 6 || parseDate(s) != nil {
		return ""
	}
	return strings.Trim(s, " .,|")
}
