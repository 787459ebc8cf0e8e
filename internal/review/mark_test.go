package review

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rolecall/internal/claim"
	"rolecall/internal/page"
	"rolecall/testdata"
)

func TestScratch(t *testing.T) {
	files, _ := filepath.Glob("/work/shared/gold/pages/*.html")
	pages := map[string][]byte{}
	for _, f := range files {
		pages[f], _ = os.ReadFile(f)
	}
	fs.WalkDir(testdata.Site(), ".", func(p string, d fs.DirEntry, _ error) error {
		if strings.HasSuffix(p, ".html") {
			pages[p], _ = fs.ReadFile(testdata.Site(), p)
		}
		return nil
	})
	for name, body := range pages {
		p, err := page.Read(body, page.Options{})
		if err != nil {
			t.Fatal(err)
		}
		missing, wrong, n := 0, 0, 0
		for _, b := range p.Blocks {
			n++
			from := utf8.RuneCountInString(p.Text[:b.Start])
			q := claim.Span{Start: from, End: from + utf8.RuneCountInString(p.Text[b.Start:b.End])}
			in := inertBody(body, "")
			found := mark(in, p.Text, []wanted{{Span: q}})
			if !found[0] {
				missing++
				t.Logf("missing %s: %q", name, p.Text[b.Start:b.End])
				continue
			}
			if got, want := marked(in.root), strip(p.Text[b.Start:b.End]); got != want {
				wrong++
				t.Errorf("%s: %q\n%q", name, got, want)
			}
		}
		t.Logf("%s: %d blocks, %d missing, %d wrong", name, n, missing, wrong)
	}
}

func marked(root *html.Node) string {
	var b strings.Builder
	for d := range root.Descendants() {
		if d.Type == html.TextNode && d.Parent.DataAtom == atom.Mark {
			b.WriteString(strip(d.Data))
		}
	}
	return b.String()
}

func strip(s string) string {
	return strings.Map(func(r rune) rune {
		if page.Shows(r) {
			return r
		}
		return -1
	}, s)
}
