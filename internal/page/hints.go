package page

import (
	_ "embed"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// hint is what the class, id and role of an element say of it: weak evidence, a bit a kind.
type hint uint32

// The kinds of hint, named as the sections of data/hints.txt.
const (
	hintBoilerplate hint = 1 << iota // by class or role: hardly ever content
	hintByID                         // boilerplate by id only
	hintChrome                       // around content: byline, tags, counts
	hintComment
	hintPost
	hintContent
	hintClosed // accordions, tabs: may be hidden and still be content
	hintTitle
	hintBold
	hintGrid
	hintTable
	hintRow
	hintCell
	hintWho
	hintByline
	hintBody    // the body of an article by name
	hintHidden  // not shown
	hintArticle // article, main or the body of an article by microdata
	hintAside   // beside the content, or a box in it
	hintTeaser  // of another article where it has links, else the lead of this one
)

//go:embed data/hints.txt
var hintData string

// vocabulary gives the words of data/hints.txt.
var vocabulary = sync.OnceValue(func() map[string]hint {
	kinds := map[string]hint{
		"boilerplate": hintBoilerplate, "chrome": hintChrome, "comment": hintComment, "post": hintPost,
		"content": hintContent, "closed": hintClosed, "title": hintTitle, "bold": hintBold, "grid": hintGrid, "table": hintTable,
		"row": hintRow, "cell": hintCell, "who": hintWho, "byline": hintByline, "body": hintBody, "teaser": hintTeaser,
	}
	words := map[string]hint{}
	var kind hint
	for line := range strings.Lines(hintData) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "["); ok {
			name, _, _ = strings.Cut(strings.TrimSuffix(name, "]"), ":")
			kind = kinds[name]
			continue
		}
		if strings.HasPrefix(line, "#") {
			continue
		}
		for word := range strings.FieldsSeq(line) {
			words[word] |= kind
		}
	}
	return words
})

// hintScanner looks words up without allocating.
type hintScanner struct {
	words map[string]hint
	buf   []byte
	seen  func(word string) // told of every word and pair of words; nil: nobody asks
}

// of gives the hints of an element. Headings and inline elements carry anchors as ids, so only boxes are asked.
func (s *hintScanner) of(n *html.Node) hint {
	var h hint
	if n.DataAtom == atom.Body || n.DataAtom == atom.Html {
		return 0
	}
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "class", "itemprop", "rel":
			h |= s.scan(a.Val)
		case "id":
			h |= s.byID(n, a.Val)
		case "role":
			h |= roleHint(a.Val)
		case "data-testid", "data-test", "data-component", "data-role":
			h |= s.scan(a.Val)
		case "hidden":
			if a.Val != "until-found" {
				h |= hintHidden
			}
		case "aria-hidden":
			if a.Val == "true" {
				h |= hintHidden
			}
		case "style":
			h |= styleHint(a.Val)
		case "aria-labelledby", "aria-expanded", "aria-controls":
			h |= hintClosed
		}
	}
	h |= tagHint(n)
	if headingLevel(n) > 0 {
		h &^= hintBoilerplate | hintByID | hintTeaser | hintChrome | hintComment
	}
	return h
}

func (s *hintScanner) byID(n *html.Node, id string) hint {
	if !isBlock(n.DataAtom) && !custom(n) {
		return 0
	}
	h := s.scan(id)
	if h&hintBoilerplate != 0 && s.words[id]&hintBoilerplate == 0 {
		h = h&^hintBoilerplate | hintByID
	}
	return h
}

func tagHint(n *html.Node) hint {
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Dialog, atom.Menu, atom.Search:
		return hintBoilerplate
	case atom.Aside:
		return hintAside
	case atom.Header:
		return hintChrome
	case atom.Article, atom.Main:
		return hintArticle
	case atom.Details:
		return hintClosed
	case 0:
		for _, w := range []string{"-ad", "-sidebar", "-consent", "-comment-tree"} {
			if strings.HasPrefix(n.Data, "amp") && strings.Contains(n.Data, w) {
				return hintBoilerplate
			}
		}
	}
	return 0
}

func roleHint(role string) hint {
	switch role {
	case "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar":
		return hintBoilerplate
	case "main", "article":
		return hintArticle
	case "tabpanel", "region":
		return hintClosed
	case "table", "grid":
		return hintTable
	case "row":
		return hintRow
	case "cell", "gridcell", "columnheader", "rowheader":
		return hintCell
	}
	return 0
}

func styleHint(style string) hint {
	var h hint
	s := strings.ToLower(strings.ReplaceAll(style, " ", ""))
	if strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
		h |= hintHidden
	}
	for _, w := range []string{"font-weight:bold", "font-weight:6", "font-weight:7", "font-weight:8"} {
		if strings.Contains(s, w) {
			h |= hintBold
		}
	}
	return h
}

// look is what a word, or two joined by a hyphen, says.
func (s *hintScanner) look(name []byte) hint {
	if s.seen != nil {
		s.seen(string(name))
	}
	return s.words[string(name)]
}

// nameReader reads the words of an attribute.
type nameReader struct {
	*hintScanner
	said       hint
	last, prev int  // where the last word starts in buf, and the one before; -1: none
	small      bool // the last letter is a small one
	skip       bool // the name says what else there is
	variant    bool // behind "--", where names say in which variant a part is shown
}

// scan looks up the words of an attribute: runs of letters, cut where a capital follows a small letter.
func (s *hintScanner) scan(value string) hint {
	if len(value) > 400 {
		value = value[:400]
	}
	s.buf = s.buf[:0]
	r := nameReader{hintScanner: s, prev: -1}
	for i := range len(value) {
		c := value[i]
		switch {
		case c >= 'A' && c <= 'Z':
			if r.small {
				r.endWord()
			}
			s.buf = append(s.buf, c+'a'-'A')
			r.small = false
		case c >= 'a' && c <= 'z' || c >= 0x80:
			s.buf = append(s.buf, c)
			r.small = true
		case c == ' ' || c == '\t' || c == '\n':
			r.endWord()
			r.prev, r.small, r.skip, r.variant = -1, false, false, false
		default:
			if r.prev < 0 && !r.skip {
				r.skip = saysWhatElse(s.buf[r.last:])
			}
			r.endWord()
			r.small = false
			r.variant = r.variant || c == '-' && i > 0 && value[i-1] == '-'
		}
	}
	r.endWord()
	return r.said
}

// endWord takes what the word read last says, alone and with the one before.
func (r *nameReader) endWord() {
	if r.skip || len(r.buf) == r.last {
		return
	}
	said := r.look(r.buf[r.last:])
	if r.prev >= 0 && r.prev < r.last {
		said |= r.look(r.buf[r.prev:])
	}
	if r.variant && said&hintBoilerplate != 0 {
		said = said&^hintBoilerplate | hintByID
	}
	r.said |= said
	r.buf = append(r.buf, '-')
	r.prev, r.last = r.last, len(r.buf)
}

// saysWhatElse reports first parts of class words that say what a page is filed under or what stands beside a part
// ("tag-news", "has-sidebar"), not what the part is.
func saysWhatElse(part []byte) bool {
	switch string(part) {
	case "tag", "category", "has", "no", "with", "type", "single", "u", "js":
		return true
	}
	return false
}
