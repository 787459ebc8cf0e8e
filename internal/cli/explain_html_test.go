package cli

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"rolecall/internal/pipeline"
	"rolecall/testdata"
)

func TestPieces(t *testing.T) {
	block := &pipeline.ExplainedBlock{Text: "añbcdefghi", Start: 10, End: 20}
	for name, tt := range map[string]struct {
		marks []mark
		want  string // text:marks that cover it, pieces joined by |
	}{
		"none":             {nil, "añbcdefghi:"},
		"one":              {[]mark{{1, 12, 15, "cio", false}}, "añ:|bcd:1|efghi:"},
		"the same words":   {[]mark{{1, 10, 20, "cio", false}, {2, 10, 20, "cto", false}}, "añbcdefghi:12"},
		"nested":           {[]mark{{1, 11, 19, "cio", false}, {2, 13, 15, "cio", false}}, "a:|ñb:1|cd:12|efgh:1|i:"},
		"crossing":         {[]mark{{1, 10, 15, "cio", false}, {2, 13, 18, "cto", false}}, "añb:1|cd:12|efg:2|hi:"},
		"side by side":     {[]mark{{1, 10, 13, "cio", false}, {2, 13, 20, "cto", false}}, "añb:1|cdefghi:2"},
		"from block above": {[]mark{{1, 2, 12, "cio", false}}, "añ:1|bcdefghi:"},
		"into block below": {[]mark{{1, 18, 40, "cio", false}}, "añbcdefg:|hi:1"},
		"elsewhere, empty": {[]mark{{1, 2, 10, "cio", false}, {2, 20, 24, "cio", false}, {3, 14, 14, "cio", false}}, "añbcdefghi:"},
	} {
		t.Run(name, func(t *testing.T) {
			var parts []string
			for _, p := range pieces(block, tt.marks) {
				numbers := ""
				for _, m := range p.Marks {
					numbers += string(rune('0' + m.Number))
				}
				parts = append(parts, p.Text+":"+numbers)
			}
			if diff := gocmp.Diff(strings.Split(tt.want, "|"), parts); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPieceClass(t *testing.T) {
	cio, cto, amount := mark{Role: "cio"}, mark{Role: "cto"}, mark{Passed: true}
	for _, tt := range []struct {
		marks []mark
		want  string
	}{
		{[]mark{cio}, "cio"},
		{[]mark{cio, cio, amount}, "cio"},
		{[]mark{cio, cto}, "joined"},
		{[]mark{{Role: ""}}, "joined"},
		{[]mark{{Role: "ciso"}}, "other"},
		{[]mark{amount}, "amount"},
	} {
		if got := (piece{Marks: tt.marks}).Class(); got != tt.want {
			t.Errorf("%v is %s, want %s", tt.marks, got, tt.want)
		}
	}
}

// TestHTMLHoldsEveryWordOnce holds for each fixture page that the marked text is the page's text, and that every link
// inside the page leads somewhere.
func TestHTMLHoldsEveryWordOnce(t *testing.T) {
	files, err := fs.Glob(testdata.Site(), "*.html")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			e := explainFixture(t, file, "")
			for i, b := range blockViews(e) {
				text := ""
				for _, p := range b.Pieces {
					text += p.Text
				}
				if text != e.Blocks[i].Text {
					t.Errorf("block %d is shown as %q, it is %q", i, text, e.Blocks[i].Text)
				}
			}
			ids, links, resources := parsed(t, e)
			for i := range e.Claims {
				if !slices.Contains(ids, fmt.Sprintf("c%d", i+1)) || !slices.Contains(ids, fmt.Sprintf("q%d", i+1)) {
					t.Errorf("claim %d has no note", i+1)
				}
			}
			for _, link := range links {
				if id, inside := strings.CutPrefix(link, "#"); inside && !slices.Contains(ids, id) {
					t.Errorf("%s leads nowhere", link)
				}
			}
			if len(resources) > 0 {
				t.Errorf("the page asks for %v", resources)
			}
			sorted := slices.Sorted(slices.Values(ids))
			if len(slices.Compact(sorted)) != len(ids) {
				t.Error("an id stands twice")
			}
		})
	}
}

// parsed gives the ids, link targets and things to load of an explanation's HTML page.
func parsed(t *testing.T, e *pipeline.Explanation) ([]string, []string, []string) {
	t.Helper()
	page, err := explainHTML(e)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var ids, links, resources []string
	for n := range doc.Descendants() {
		if n.Data == "script" || n.Data == "iframe" || n.Data == "img" {
			resources = append(resources, n.Data)
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "id":
				ids = append(ids, a.Val)
			case a.Key == "href" && n.Data == "a":
				links = append(links, a.Val)
			case a.Key == "src", a.Key == "href", a.Key == "style", strings.HasPrefix(a.Key, "on"):
				resources = append(resources, a.Key+"="+a.Val)
			}
		}
	}
	return ids, links, resources
}

func TestHTMLEscapesWhatThePageSays(t *testing.T) {
	evil := `</p><script>alert(1)</script><img src=x onerror=y>" onclick="z`
	n := len([]rune(evil))
	e := &pipeline.Explanation{
		Target: "https://example.org/" + evil, Fetched: true, Outcome: "ok", Title: evil, Author: evil, Language: evil, Detail: evil,
		Claims: []pipeline.ExplainedClaim{{
			Role: evil, Kind: "orientation", Quote: evil, Value: evil, Start: 0, End: n, Rule: evil, Condition: evil,
			From: []pipeline.ExplainedContext{{Field: evil, Text: "elsewhere" + evil}},
		}},
		Passed:  []pipeline.ExplainedPassed{{What: evil, Why: evil, Text: evil, Start: 2, End: 5}},
		Dropped: []pipeline.ExplainedDrop{{Text: evil, Selector: evil, Why: evil}},
		Blocks:  []pipeline.ExplainedBlock{{Kind: "paragraph", Author: evil, Text: evil, End: n}},
	}
	if _, _, resources := parsed(t, e); len(resources) > 0 {
		t.Errorf("the page's words became %v", resources)
	}
	e.Target = "javascript:alert(1)"
	if _, links, _ := parsed(t, e); slices.ContainsFunc(links, func(l string) bool { return strings.HasPrefix(l, "javascript") }) {
		t.Errorf("a link runs a script: %v", links)
	}
}

func BenchmarkExplainHTML(b *testing.B) {
	e := explainFixture(b, "harbourline.html", "")
	for b.Loop() {
		if _, err := explainHTML(e); err != nil {
			b.Fatal(err)
		}
	}
}
