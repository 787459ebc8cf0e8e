package archive

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A spool file without some of its pages has the others as they were, and nothing of what was torn.
func TestFilterSpool(t *testing.T) {
	dir := t.TempDir()
	path, to := filepath.Join(dir, "spool"), filepath.Join(dir, "filtered")
	part := openPart(t, path)
	for _, page := range []string{"a", "b", "c"} {
		appendGroup(t, part, page, exchange("https://site.example/"+page, monday, "the page "+page))
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	torn := append(whole, whole[:100]...)
	if err := os.WriteFile(path, torn, 0o600); err != nil {
		t.Fatal(err)
	}
	if found, err := ReadSpool(path); err != nil || len(found) != 3 || found[1].Page.URL != "https://site.example/b" {
		t.Errorf("%d pages, %v", len(found), err)
	}
	dropped, err := FilterSpool(path, to, func(p *Page) bool { return strings.HasSuffix(p.URL, "/b") })
	if err != nil || dropped != 1 {
		t.Errorf("%d pages dropped, %v", dropped, err)
	}
	if is, err := os.ReadFile(path); err != nil || !bytes.Equal(is, torn) {
		t.Errorf("the file itself was changed, %v", err)
	}
	filtered := openPart(t, to)
	var bodies []string
	for _, s := range filtered.Found() {
		record, err := filtered.Answer(s.Group)
		if err != nil {
			t.Fatal(err)
		}
		bodies = append(bodies, string(record.payload()))
	}
	if got := strings.Join(bodies, ", "); got != "the page a, the page c" {
		t.Errorf("left: %s", got)
	}
	left, err := os.ReadFile(to)
	if err != nil || len(left) != len(whole)*2/3 {
		t.Errorf("%d bytes of %d are left, %v", len(left), len(whole), err)
	}
	if _, err := ReadSpool(filepath.Join(dir, "none")); err == nil {
		t.Error("no error where there is no file")
	}
}
