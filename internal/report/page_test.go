package report

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// A report that is read back from its file gives the same page, text and file.
func TestReadGivesTheSameReport(t *testing.T) {
	dir := t.TempDir()
	if err := Write(dir, sampleInput(t)); err != nil {
		t.Fatal(err)
	}
	r, err := Read(filepath.Join(dir, "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	page, err := r.HTML()
	if err != nil {
		t.Fatal(err)
	}
	data, err := r.JSON()
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string][]byte{"index.html": page, "report.md": r.Markdown(), "report.json": data} {
		want, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs:\n%s", name, cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")))
		}
	}
}

func TestReadFails(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{"text": "no JSON", "version": `{"schema_version": 99}`} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Read(filepath.Join(dir, "missing")); err == nil {
		t.Error("no error for a file that is not there")
	}
}

func TestReviewPageLinksScriptsOfItsOrigin(t *testing.T) {
	var b bytes.Buffer
	if err := Page(&b, Build(sampleInput(t)), PageOptions{Review: true, Scripts: []string{"/a.js", "/b.js"}, Styles: []string{"/a.css"}}); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	var linked []string
	for n := range doc.Descendants() {
		if attr(n, "http-equiv") == "Content-Security-Policy" && !strings.Contains(attr(n, "content"), "connect-src 'self'") {
			t.Errorf("policy %s", attr(n, "content"))
		}
		if n.Data == "script" && attr(n, "src") != "" {
			linked = append(linked, attr(n, "src"))
		}
		if attr(n, "rel") == "stylesheet" {
			linked = append(linked, attr(n, "href"))
		}
	}
	if diff := cmp.Diff([]string{"/a.css", "/a.js", "/b.js"}, linked); diff != "" {
		t.Error(diff)
	}
}
