package extract_test

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"go/parser"
	"go/scanner"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rolecall/internal/extract"
)

var update = flag.Bool("update", false, "write version.go anew")

// behaviour are the files that decide what is read of a page: all of these folders, and what they embed.
var behaviour = []string{
	"internal/claim/claim.go", "internal/claim/identity.go", "internal/claim/taxonomy.go", "internal/claim/taxonomy.yaml",
	"internal/lexicon", "internal/page", "internal/pay", "internal/extract", "internal/normalize", "internal/pipeline/read.go",
}

// TestVersion holds that Version names the code and data that read a page, so that nobody has to think of raising it.
// Comments and layout of the code do not count.
func TestVersion(t *testing.T) {
	root := os.DirFS("../..")
	sum := sha256.New()
	modules := map[string]bool{}
	for _, name := range behaviourFiles(t, root) {
		data, err := fs.ReadFile(root, name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(sum, name)
		if path.Ext(name) != ".go" {
			_, _ = sum.Write(data)
			continue
		}
		fmt.Fprintln(sum, tokens(data))
		noteModules(t, data, modules)
	}
	fmt.Fprintln(sum, versions(t, root, modules))
	want := hex.EncodeToString(sum.Sum(nil))[:12]
	if *update {
		text := "package extract\n\n// Version names the code and data that read a page: where it is the same, so are the claims of a page. A test holds\n" +
			"// it to them; `make update` writes it anew.\nconst Version = " + strconv.Quote(want) + "\n"
		if err := os.WriteFile("version.go", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if extract.Version != want {
		t.Errorf("what reads a page has changed since extract.Version was written: it is %s, not %s; run make update", want, extract.Version)
	}
}

func behaviourFiles(t *testing.T, root fs.FS) []string {
	t.Helper()
	var files []string
	for _, top := range behaviour {
		err := fs.WalkDir(root, top, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case entry.IsDir() && entry.Name() == "testdata":
				return fs.SkipDir
			case !entry.IsDir() && !strings.HasSuffix(name, "_test.go") && name != "internal/extract/version.go":
				files = append(files, name)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(files)
	return files
}

// tokens is Go code without comments and layout.
func tokens(code []byte) string {
	var out strings.Builder
	files := token.NewFileSet()
	var s scanner.Scanner
	s.Init(files.AddFile("", files.Base(), len(code)), code, nil, 0)
	for {
		_, tok, text := s.Scan()
		if tok == token.EOF {
			return out.String()
		}
		out.WriteString(tok.String() + " " + text + "\n")
	}
}

// noteModules adds the imports of a file that are neither ours nor of the standard library.
func noteModules(t *testing.T, code []byte, into map[string]bool) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "", code, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range file.Imports {
		name, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if host, _, _ := strings.Cut(name, "/"); strings.Contains(host, ".") {
			into[name] = true
		}
	}
}

// versions lists the modules of these imports as go.mod requires them.
func versions(t *testing.T, root fs.FS, imports map[string]bool) []string {
	t.Helper()
	mod, err := fs.ReadFile(root, "go.mod")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, m := range regexp.MustCompile(`(?m)^\t(\S+) (v\S+)`).FindAllStringSubmatch(string(mod), -1) {
		for name := range imports {
			if name == m[1] || strings.HasPrefix(name, m[1]+"/") {
				found = append(found, m[1]+" "+m[2])
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}
