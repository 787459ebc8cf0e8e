package page

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// posters finds who wrote each post of a thread, by the post's element; body stands for the question before them.
func posters(t *tree) map[int32]string {
	names := map[int32]string{}
	first := t.nodes[t.body].end
	for i := t.body; i < t.nodes[t.body].end; i++ {
		if t.nodes[i].isPost {
			first = min(first, i)
			names[i] = t.takeAuthor(i, t.nodes[i].end)
		}
	}
	from := t.body
	for i := t.body; i < first; i++ {
		if headingLevel(t.nodes[i].n) == 1 {
			from = t.nodes[i].parent
			break
		}
	}
	names[t.body] = t.takeAuthor(from, first)
	return names
}

// enterPost begins a new post where element i is one.
func (b *builder) enterPost(i int32) {
	if !b.content.thread {
		return
	}
	if b.posts == 0 {
		b.posts = 1
		b.at.post, b.at.author = 1, b.content.posters[b.t.body]
	}
	if b.t.nodes[i].isPost {
		b.posts++
		b.at.post, b.at.author = b.posts, b.content.posters[i]
	}
}

// takeAuthor finds who wrote a post that begins with element i, before index end, and drops the line that says so.
func (t *tree) takeAuthor(i, end int32) string {
	found := int32(-1)
	for c := i + 1; c < end; c++ {
		n := &t.nodes[c]
		if n.isPost {
			break
		}
		if n.drop || n.n.Type != html.ElementNode {
			continue
		}
		if n.isAuthor {
			found = c
			break
		}
		if found < 0 && n.hint&hintWho != 0 && n.text > 1 && n.text < 120 && n.prose == 0 && headingLevel(n.n) == 0 &&
			parseDate(t.textOf(c)) == nil && n.n.DataAtom != atom.Time {
			found = c
			if t.inner(c) < 0 {
				break
			}
			found = t.inner(c)
			break
		}
	}
	if found < 0 {
		return ""
	}
	name, line := t.posterName(found), t.textOf(found)
	box := found
	for up := t.nodes[box].parent; up > i && t.nodes[up].end <= end && t.headsPost(up, line); up = t.nodes[up].parent {
		box = up
	}
	t.nodes[box].drop, t.nodes[box].why = true, byPoster
	return name
}

var (
	ago       = `(?:just now|yesterday|(?:\d+|an?|a few) ?(?:s|min|secs?|mins?|hrs?|seconds?|minutes?|hours?|days?|weeks?|months?|years?) ago)`
	isAgo     = regexp.MustCompile(`(?i)^` + ago + `$`)
	behindAgo = regexp.MustCompile(`(?i)[\s·•|,–-]+(?:(?:posted|asked|answered|commented|replied)(?: on)? )?(?:` + ago + `|` + visible.String() + `)$`)
)

// posterName is the text of the line that says who wrote a post, without when: the time changes from day to day, the
// name does not.
func (t *tree) posterName(i int32) string {
	var b strings.Builder
	label := false // the edge of an inline element that often stands for words apart was passed
	last := rune(0)
	for c := i; c < t.nodes[i].end; c++ {
		n := &t.nodes[c]
		if n.n.Type == html.ElementNode {
			label = true
		}
		switch {
		case n.drop || n.n.DataAtom == atom.Time || t.saysWhen(c):
			c = n.end - 1
			b.WriteByte(' ')
		case n.n.Type == html.TextNode:
			first, _ := utf8.DecodeRuneInString(n.n.Data)
			if label && (unicode.IsLetter(last) && unicode.IsDigit(first) || unicode.IsLower(last) && unicode.IsUpper(first)) {
				b.WriteByte(' ')
			}
			b.WriteString(n.n.Data)
			last, _ = utf8.DecodeLastRuneInString(n.n.Data)
			label = false
		case isBlock(n.n.DataAtom) || n.n.DataAtom == atom.Br:
			b.WriteByte(' ')
		}
	}
	name := behindAgo.ReplaceAllString(strings.ReplaceAll(fold(b.String()), " ,", ","), "")
	return strings.Trim(name, " ·•|,–-")
}

// saysWhen reports whether node i holds a time and nothing else.
func (t *tree) saysWhen(i int32) bool {
	if n := &t.nodes[i]; n.text < 3 || n.text > 45 {
		return false
	}
	text := t.textOf(i)
	return isAgo.MatchString(text) || parseDate(text) != nil
}

// headsPost reports whether element i says no more than a name and when it wrote.
func (t *tree) headsPost(i int32, name string) bool {
	n := &t.nodes[i]
	if n.isPost || n.prose > 0 || int(n.text) > len(name)+60 {
		return false
	}
	rest := strings.Replace(t.textOf(i), name, "", 1)
	return len(rest) <= 12 || strings.ContainsAny(rest, "0123456789") && !endsSentence(rest)
}

// inner is the closest mention of a name in a line that also says other things, -1 where there is none.
func (t *tree) inner(i int32) int32 {
	for c := i + 1; c < t.nodes[i].end; c++ {
		n := &t.nodes[c]
		class := strings.ToLower(attr(n.n, "class"))
		if n.hint&hintWho != 0 && n.text > 1 && (strings.Contains(class, "author") || strings.Contains(class, "user")) {
			return c
		}
	}
	return -1
}
