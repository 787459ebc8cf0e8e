package page

import (
	"cmp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// postWords begin the class words of the posts of threads: forums, questions with answers, discussions.
func postWords() []string {
	return []string{"comment", "answer", "reply", "replies", "post", "message", "response"}
}

// unit is a class word that several elements share, and what they hold.
type unit struct {
	elems []int32
	text  int32 // of all elements that do not lie in another
	prose int32
	who   int // elements that name an author or a time
	end   int32
	word  string
}

// markPosts marks the posts of a thread on the tree, and reports whether the page is one and not an article with
// comments. Posts that a selector marked make it one.
func markPosts(t *tree, f *facts) bool {
	for i := range t.nodes {
		if t.nodes[i].isPost {
			return true
		}
	}
	best := bestUnit(t)
	if best == nil || !isThread(t, f, best) {
		return false
	}
	for _, i := range best.elems {
		t.nodes[i].isPost = true
	}
	return true
}

// postsAreComments reports whether most posts are called comments or replies themselves.
func (t *tree) postsAreComments() bool {
	posts, comments := 0, 0
	for i := range t.nodes {
		if n := &t.nodes[i]; n.isPost {
			posts++
			if n.hint&hintComment != 0 {
				comments++
			}
		}
	}
	return comments*2 >= posts
}

// bestUnit finds the class word whose elements are the posts, if the page has any: the one that covers most text.
func bestUnit(t *tree) *unit {
	units := map[string]*unit{}
	for i := t.body; i < t.nodes[t.body].end; i++ {
		n := &t.nodes[i]
		if n.drop || n.hint&(hintBoilerplate|hintByID) != 0 && n.hint&(hintComment|hintPost) == 0 {
			i = n.end - 1
			continue
		}
		if n.n.Type != html.ElementNode || n.text < 15 || !canPost(n.n) {
			continue
		}
		if custom(n.n) && n.hint == 0 {
			units = countUnit(t, units, "<"+n.n.Data, i)
		}
		for _, name := range postNames(n.n) {
			units = countUnit(t, units, name, i)
		}
	}
	var best *unit
	for _, u := range units {
		if len(u.elems) < 2 && !strings.Contains(strings.ToLower(u.word), "answer") || u.who*2 < len(u.elems) {
			continue
		}
		if best == nil || u.compare(best) > 0 {
			best = u
		}
	}
	return best
}

// compare orders units: more text, then more elements, then the earlier word. No two are equal.
func (u *unit) compare(other *unit) int {
	return cmp.Or(cmp.Compare(u.text, other.text), cmp.Compare(len(u.elems), len(other.elems)), cmp.Compare(other.word, u.word))
}

// postNames are the names that an element bears and that posts have: words of its class, its numbered id, its type.
func postNames(n *html.Node) []string {
	var names []string
	for word := range strings.FieldsSeq(attr(n, "class")) {
		if isPostWord(word) {
			names = append(names, word)
		}
	}
	if id := attr(n, "id"); strings.ContainsAny(id, "0123456789") && isPostWord(id) {
		names = append(names, "#"+strings.TrimRight(id, "0123456789"))
	}
	if kind := attr(n, "itemtype"); strings.HasSuffix(kind, "/Answer") || strings.HasSuffix(kind, "/Comment") {
		names = append(names, kind)
	}
	return names
}

func countUnit(t *tree, units map[string]*unit, word string, i int32) map[string]*unit {
	if word[0] == '<' && !isPostWord(word[1:]) && !strings.Contains(word, "-comment") && !strings.Contains(word, "-post") {
		return units
	}
	u := units[word]
	if u == nil {
		u = &unit{word: word}
		units[word] = u
	}
	u.elems = append(u.elems, i)
	if i >= u.end {
		u.text += t.nodes[i].text
		u.prose += t.nodes[i].prose
		u.end = t.nodes[i].end
	}
	if t.namesWho(i) >= 0 {
		u.who++
	}
	return units
}

// canPost reports elements that posts are made of.
func canPost(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Li, atom.Article, atom.Section, atom.Table, atom.Tr, atom.Tbody, atom.Td, atom.Details:
		return true
	}
	return custom(n)
}

func isPostWord(word string) bool {
	lower := strings.ToLower(word)
	for _, w := range postWords() {
		if strings.HasPrefix(lower, w) || strings.Contains(lower, "-"+w) || strings.Contains(lower, "_"+w) {
			return true
		}
	}
	return false
}

// namesWho is the first element in i that says who wrote it or when, -1 where none does within its first parts.
func (t *tree) namesWho(i int32) int32 {
	end := min(t.nodes[i].end, i+80)
	for c := i + 1; c < end; c++ {
		n := &t.nodes[c]
		if n.isAuthor || n.n.DataAtom == atom.Time && n.text > 0 ||
			n.hint&hintWho != 0 && n.text > 1 && n.text < 120 && n.prose == 0 && headingLevel(n.n) == 0 {
			return c
		}
	}
	return -1
}

// isThread weighs what the page says of itself, and how much of its text the posts are.
func isThread(t *tree, f *facts, u *unit) bool {
	discussion, article := false, strings.HasPrefix(f.meta["og:type"], "article")
	for _, kind := range f.ld.types {
		switch {
		case kind == "QAPage" || kind == "DiscussionForumPosting" || kind == "Question":
			discussion = true
		case strings.HasSuffix(kind, "Article") || kind == "BlogPosting":
			article = true
		}
	}
	all := t.nodes[t.body].prose
	rest := all - u.prose
	switch {
	case u.prose*5 < all:
		return false
	case discussion:
		return true
	case article:
		return false
	}
	return u.prose*2 > all && rest < 2500
}
