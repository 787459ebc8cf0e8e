package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// finishMeta adds what only the text of the content can tell.
func finishMeta(p *Page, c content) {
	if c.thread && len(p.Blocks) > 0 && p.Blocks[0].Author != "" {
		p.Author = p.Blocks[0].Author
	}
	if p.Language == "" {
		p.Language = guessLanguage(p.Text)
	}
}

// fewLetters is the length of text in bytes below which a page is asked why it says so little.
const fewLetters = 600

// outcome tells pages with text from empty ones, from those that scripts fill, and from walls against robots.
func outcome(title string, b *builder, t *tree) Outcome {
	size, words := b.size()
	if size >= fewLetters {
		return OK
	}
	all := strings.ToLower(title + " " + t.visibleText(4000))
	list := cues()
	switch {
	case list["wall"].contains(all):
		return BotWall
	case list["script"].contains(all) || size < 200 && t.scriptShell():
		return NeedsScript
	case words < 5:
		return Empty
	}
	return OK
}

// contains reports whether a phrase of the list stands anywhere in the text.
func (l *cueList) contains(text string) bool {
	text = strings.ReplaceAll(text, "’", "'")
	for _, openings := range l.openings {
		for _, phrase := range openings {
			if strings.Contains(text, phrase) {
				return true
			}
		}
	}
	return false
}

// visibleText is the text of the page with its noscript parts, up to a length in bytes.
func (t *tree) visibleText(limit int) string {
	var b strings.Builder
	for i := int32(0); i < t.nodes[0].end && b.Len() < limit; i++ {
		n := &t.nodes[i]
		switch n.n.DataAtom {
		case atom.Script, atom.Style, atom.Template, atom.Svg:
			i = n.end - 1
			continue
		}
		if n.n.Type == html.TextNode {
			b.WriteString(n.n.Data)
			b.WriteByte(' ')
		}
	}
	return fold(b.String())
}

// scriptShell reports whether the page is an empty frame for scripts to fill.
func (t *tree) scriptShell() bool {
	scripts := 0
	for i := range t.nodes {
		n := t.nodes[i].n
		if n.DataAtom == atom.Script && runs(n) && (attr(n, "src") != "" || n.FirstChild != nil && len(n.FirstChild.Data) > 200) {
			scripts++
		}
	}
	return scripts > 0 && t.nodes[t.body].text < 400
}

// runs reports whether a script element is a program; others hold data, such as JSON-LD.
func runs(n *html.Node) bool {
	kind, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(attr(n, "type"))), ";")
	return kind == "" || kind == "module" || strings.Contains(kind, "javascript") || strings.Contains(kind, "ecmascript")
}
