// Package internal holds the tests that concern all packages at once.
package internal

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "rolecall/"

// layers says for each package which of our packages it may import. Imports go down, never sideways or up.
func layers() map[string][]string {
	stages := []string{"archive", "claim", "compare", "crawl", "dataset", "extract", "lexicon", "normalize", "page", "pay", "rates", "report", "robots", "source", "state"}
	return map[string][]string{
		"cmd/rolecall":       {"internal/cli"},
		"sources":            {},
		"testdata":           {},
		"internal":           {},
		"internal/claim":     {},
		"internal/pay":       {},
		"internal/rates":     {},
		"internal/robots":    {},
		"internal/archive":   {},
		"internal/page":      {},
		"internal/jsonld":    below("claim", "dataset"),
		"internal/lexicon":   {},
		"internal/source":    below("claim"),
		"internal/crawl":     below("source", "archive", "robots"),
		"internal/state":     below("crawl"),
		"internal/extract":   below("claim", "page", "pay", "lexicon"),
		"internal/normalize": below("claim", "lexicon"),
		"internal/compare":   below("claim"),
		"internal/dataset":   below("claim"),
		"internal/report":    below("claim", "compare"),
		"internal/review":    below("claim", "compare", "report", "dataset", "archive", "page"),
		"internal/pipeline":  below(stages...),
		"internal/upkeep":    below("archive", "claim", "dataset", "pipeline", "source", "state"),
		"internal/cli":       append(below("pipeline", "review", "upkeep", "source", "dataset", "jsonld"), "sources", "testdata"),
	}
}

func below(names ...string) []string {
	paths := make([]string, len(names))
	for i, name := range names {
		paths[i] = "internal/" + name
	}
	return paths
}

// testsMayImport is what tests of any package may import besides their own package and what it may import.
func testsMayImport() []string { return []string{"testdata", "sources"} }

// owners says which package alone may import a third-party library, its subpackages included.
func owners() map[string]string {
	return map[string]string{
		"github.com/gocolly/colly":         "internal/crawl",
		"github.com/PuerkitoBio/goquery":   "internal/page",
		"github.com/parquet-go/parquet-go": "internal/dataset",
		"github.com/spf13/cobra":           "internal/cli",
		"modernc.org/sqlite":               "internal/state",
		"github.com/mmcdole/gofeed":        "internal/crawl",
	}
}

func TestImportsFollowTheLayers(t *testing.T) {
	allowed, owned := layers(), owners()
	seen := 0
	for _, file := range goFiles(t, "..") {
		seen++
		pkg := path.Dir(file)
		may, known := allowed[pkg]
		if !known {
			t.Errorf("%s: package %s is not in the table of layers", file, pkg)
			continue
		}
		if strings.HasSuffix(file, "_test.go") {
			may = slices.Concat(may, testsMayImport(), []string{pkg})
		}
		for _, imported := range importsOf(t, file) {
			if ours, ok := strings.CutPrefix(imported, module); ok && !slices.Contains(may, ours) {
				t.Errorf("%s imports %s: the layers do not allow that", file, ours)
			}
			for library, owner := range owned {
				if strings.HasPrefix(imported, library) && pkg != owner {
					t.Errorf("%s imports %s, which only %s may", file, imported, owner)
				}
			}
		}
	}
	if seen < 10 {
		t.Fatalf("saw %d Go files: the walk does not reach the packages", seen)
	}
}

// goFiles lists the module's Go files by slash path from its root, without hidden folders and test inputs.
func goFiles(t *testing.T, root string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		if d.IsDir() {
			base := d.Name()
			if rel != "." && (strings.HasPrefix(base, ".") || base == "testdata" && rel != "testdata" || base == "output") {
				return fs.SkipDir
			}
			return nil
		}
		if filepath.Ext(name) == ".go" {
			files = append(files, filepath.ToSlash(rel))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func importsOf(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), file, text, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	imports := make([]string, len(parsed.Imports))
	for i, spec := range parsed.Imports {
		if imports[i], err = strconv.Unquote(spec.Path.Value); err != nil {
			t.Fatal(err)
		}
	}
	return imports
}
