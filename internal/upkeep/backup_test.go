package upkeep_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A copy of what docs/operations.md names is whole; the notes of what was forgotten are not needed for that.
func TestBackup(t *testing.T) {
	text, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(text), "in this order: ")
	list, _, _ = strings.Cut(list, ". ")
	s, out := forgettable(t)
	forget(t, out, s.URL+"/gone.html") // its source failed by this page alone
	forget(t, out, "orgdesk")
	collect(t, out, 2, false)
	copied := t.TempDir()
	for _, name := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(list, -1) {
		found, err := filepath.Glob(filepath.Join(out, name[1]))
		if err != nil || len(found) == 0 {
			t.Errorf("%s: %v, %v", name[1], found, err)
		}
		for _, path := range found {
			copyTo(t, path, filepath.Join(copied, filepath.Base(path)))
		}
	}
	mustBeWhole(t, copied)
	remove("forgotten.jsonl")(t, copied)
	mustBeWhole(t, copied)
}

// copyTo copies a file or a folder.
func copyTo(t *testing.T, from, to string) {
	t.Helper()
	info, err := os.Stat(from)
	if err != nil {
		t.Fatal(err)
	}
	if info.IsDir() {
		if err := os.CopyFS(to, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
