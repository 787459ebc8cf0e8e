package review

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rolecall/internal/claim"
	"rolecall/internal/page"
	"rolecall/testdata"
)

// TestEveryBlockIsMarkedInPlace asks for every block of every page of the fixture site: what is marked are its letters
// and no others, and later blocks are marked further down.
func TestEveryBlockIsMarkedInPlace(t *testing.T) {
	blocks := 0
	err := fs.WalkDir(testdata.Site(), ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".html") {
			return err
		}
		body, err := fs.ReadFile(testdata.Site(), name)
		if err != nil {
			return err
		}
		p, err := page.Read(body, page.Options{})
		if err != nil {
			return err
		}
		last := -1
		for _, b := range p.Blocks {
			blocks++
			in := inertBody(body, "")
			found := mark(in, p.Text, []wanted{{Span: codePoints(p.Text, b.Start, b.End)}})
			want := shown(p.Text[b.Start:b.End])
			if got := markedAs(in.root, ""); !found[0] || got != want {
				t.Errorf("%s: marked %q, want %q", name, got, want)
				continue
			}
			if at := lettersBefore(in.root); at <= last {
				t.Errorf("%s: %q is marked at %d, before the block above it at %d", name, want, at, last)
			} else {
				last = at
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if blocks < 200 {
		t.Errorf("saw %d blocks only", blocks)
	}
}

func TestMark(t *testing.T) {
	tests := []struct {
		name, source, text string
		quote              string
		nth                int // which occurrence in the text
		want               string
	}{
		{"across elements", `<p>The <b>CIO</b> runs IT.</p>`, "The CIO runs IT.", "CIO runs", 0, `<p>The <b><mark id="q">CIO</mark></b> <mark>runs</mark> IT.</p>`},
		{"white space and soft hyphens", "<p>bud\u00adgets\n  and&nbsp;plans</p>", "budgets and plans", "budgets and", 0, "<p><mark id=\"q\">bud\u00adgets\n  and</mark>\u00a0plans</p>"},
		{
			"cells", `<table><tr><td>CIO</td><td>$1</td></tr></table>`, "CIO | $1", "CIO | $1", 0,
			`<table><tbody><tr><td><mark id="q">CIO</mark></td><td><mark>$1</mark></td></tr></tbody></table>`,
		},
		{
			"the second of two", `<h2>CIO</h2><ul><li>Budgets</li></ul><h2>CTO</h2><ul><li>Budgets</li></ul>`, "CIO\nBudgets\nCTO\nBudgets", "Budgets", 1,
			`<h2>CIO</h2><ul><li>Budgets</li></ul><h2>CTO</h2><ul><li><mark id="q">Budgets</mark></li></ul>`,
		},
		{"not what a menu says", `<nav>Budgets</nav><h1>CIO</h1><p>Budgets</p>`, "CIO\nBudgets", "Budgets", 0, `<nav>Budgets</nav><h1>CIO</h1><p><mark id="q">Budgets</mark></p>`},
		{"a sign of a footnote between", `<p>It plans<sup>[1]</sup> ahead.</p>`, "It plans ahead.", "plans ahead", 0, `<p>It <mark id="q">plans</mark><sup>[1]</sup> <mark>ahead</mark>.</p>`},
		{"hidden parts go", `<p>CIO plans</p><p hidden>More</p>`, "CIO plans", "plans", 0, `<p>CIO <mark id="q">plans</mark></p>`},
		{
			"hidden parts that were read stay", `<p>CIO plans</p><p style="display: none">Answers</p>`, "CIO plans\nAnswers", "plans", 0,
			`<p>CIO <mark id="q">plans</mark></p><p>Answers</p>`,
		},
		{"hidden parts that are asked for stay", `<p hidden>CIO plans</p>`, "CIO plans", "plans", 0, `<p>CIO <mark id="q">plans</mark></p>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := inertBody([]byte(tt.source), "")
			at := -1
			for range tt.nth + 1 {
				at += 1 + strings.Index(tt.text[at+1:], tt.quote)
			}
			found := mark(in, tt.text, []wanted{{Span: codePoints(tt.text, at, at+len(tt.quote))}})
			if got := string(rendered(in)); !found[0] || got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestMarksThatOverlap(t *testing.T) {
	in := inertText("The CIO plans budgets.\nMore.")
	want := []wanted{{Span: claim.Span{Start: 8, End: 13}}, {claim.Span{Start: 4, End: 21}, "also"}, {claim.Span{Start: 23, End: 27}, "from"}}
	if found := mark(in, "The CIO plans budgets.\nMore.", want); slices.Contains(found, false) {
		t.Fatalf("found %v", found)
	}
	got := string(rendered(in))
	if w := `<p>The <mark class="also">CIO </mark><mark id="q">plans</mark><mark class="also"> budgets</mark>.</p><p><mark class="from">More</mark>.</p>`; got != w {
		t.Errorf("got  %s\nwant %s", got, w)
	}
}

func TestWhatIsNotThereIsNotMarked(t *testing.T) {
	in := inertBody([]byte(`<p>The CTO builds.</p>`), "")
	if found := mark(in, "The CIO plans.", []wanted{{Span: claim.Span{Start: 4, End: 13}}, {Span: claim.Span{Start: 90, End: 95}}, {Span: claim.Span{Start: 3, End: 3}}}); slices.Contains(found, true) {
		t.Errorf("found %v", found)
	}
	if got := string(rendered(in)); strings.Contains(got, "mark") {
		t.Errorf("marked: %s", got)
	}
}

func FuzzMark(f *testing.F) {
	f.Add("<p>The <b>CIO</b> plans.</p>", "The CIO plans.", 4, 7)
	f.Add("<td>a<td>b", "a | b", 0, 5)
	f.Fuzz(func(t *testing.T, source, text string, from, to int) {
		if !utf8.ValidString(text) || from < 0 || to < from || to > utf8.RuneCountInString(text) {
			return
		}
		runes := []rune(text)
		for _, in := range []*inertPage{inertBody([]byte(source), "text/html; charset=utf-8"), inertText(text)} {
			found := mark(in, text, []wanted{{Span: claim.Span{Start: from, End: to}}})
			want := ""
			if found[0] {
				want = shown(string(runes[from:to]))
			}
			if got := markedAs(in.root, ""); got != want {
				t.Errorf("marked %q, want %q", got, want)
			}
		}
	})
}

// markedAs is what is marked with a class, as letters.
func markedAs(root *html.Node, class string) string {
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.DataAtom == atom.Mark && classOf(n.Parent) == class {
			b.WriteString(shown(n.Data))
		}
	}
	return b.String()
}

func classOf(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key == "class" {
			return a.Val
		}
	}
	return ""
}

// lettersBefore counts the letters before the first mark.
func lettersBefore(root *html.Node) int {
	letters := 0
	for n := range root.Descendants() {
		if n.DataAtom == atom.Mark {
			break
		}
		if n.Type == html.TextNode {
			letters += len(shown(n.Data))
		}
	}
	return letters
}

func shown(s string) string {
	return strings.Map(func(r rune) rune {
		if page.Shows(r) {
			return r
		}
		return -1
	}, s)
}

func codePoints(text string, from, to int) claim.Span {
	start := utf8.RuneCountInString(text[:from])
	return claim.Span{Start: start, End: start + utf8.RuneCountInString(text[from:to])}
}
