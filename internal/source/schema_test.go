package source

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"rolecall/sources"
	"rolecall/testdata"
)

var update = flag.Bool("update", false, "write docs/source.schema.json anew")

var schemaFile = filepath.Join("..", "..", "docs", "source.schema.json")

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := JSONSchema()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(schemaFile, text, 0o644); err != nil { //nolint:gosec // a document
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(schemaFile)
	if err != nil || !bytes.Equal(kept, text) {
		t.Errorf("%s is not what the program prints (%v); run: make update", schemaFile, err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft7)
	if err := compiler.AddResource("source.schema.json", document); err != nil {
		t.Fatal(err)
	}
	return compiler.MustCompile("source.schema.json")
}

// valid says what an editor finds wrong with a file.
func valid(t *testing.T, s *jsonschema.Schema, text string) error {
	t.Helper()
	asJSON, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(value)
}

// The schema has the keys that the loader knows, no more and no fewer, and says of each what it is for.
func TestSchemaHasTheKeysOfTheLoader(t *testing.T) {
	for _, tt := range []struct {
		where  string
		keys   []string
		shapes map[string]schema
	}{
		{"the file", keysOf(sourceFields()), fileShapes()},
		{"follow", keysOf(followFields()), followShapes()},
		{"select", keysOf(selectFields()), selectShapes()},
		{"politeness", keysOf(politenessFields()), politenessShapes()},
		{"expect", keysOf(expectFields()), expectShapes()},
	} {
		for _, key := range tt.keys {
			if tt.shapes[key]["description"] == nil {
				t.Errorf("%s of %s is not in the schema, or has no description", key, tt.where)
			}
		}
		for key := range tt.shapes {
			if !slices.Contains(tt.keys, key) {
				t.Errorf("the schema has %s in %s, which the loader does not know", key, tt.where)
			}
		}
	}
}

func TestSchemaAndLoaderAgree(t *testing.T) {
	s := compiled(t)
	with := func(lines string) string { return minimal + lines }
	urls := func(url string) string { return "id: a\nname: n\nurls: ['" + url + "']\n" }
	for _, tt := range []struct {
		text string
		good bool
	}{
		{minimal, true},
		{with("sitemaps: [https://site.example/sitemap.xml, https://site.example/feed?x=1#y]\n"), true},
		{with("follow: {match: \"/blog/c[it]o\", depth: 10, max_pages: 100000}\nselect: {content: main, exclude: [\".a\", aside > p], answer: .b, author: .c}\n"), true},
		{with("politeness: {delay: 250ms, parallel: 16}\nexpect: {min_claims: 0, kinds: [responsibility, role_name]}\n"), true},
		{with("politeness: {delay: 0}\n"), true},
		{with("politeness: {delay: 1m30s}\n"), true},
		{with("follow: {}\nselect: {}\n"), true},
		{urls("HTTP://Site.example:8080/a%20b?x=1"), true},
		{urls("https://[2001:db8::1]:8080/"), true},
		{urls("https://site.example"), true},

		{"- id: a\n", false},
		{"id: a\nname: n\n", false},
		{"id: a\nurls: [https://site.example]\n", false},
		{with("nmae: x\n"), false},
		{with("select: {contents: main}\n"), false},
		{with("follow: {math: x}\n"), false},
		{with("follow: {depth: 2}\n"), false},
		{with("follow: {match: x, depth: 0}\n"), false},
		{with("follow: {match: x, max_pages: 100001}\n"), false},
		{with("politeness: {delay: 5}\n"), false},
		{with("politeness: {delay: soon}\n"), false},
		{with("politeness: {delay: -1s}\n"), false},
		{with("politeness: {parallel: 17}\n"), false},
		{with("politeness: {parallel: 1.5}\n"), false},
		{with("expect: {min_claims: -1}\n"), false},
		{with("expect: {kinds: [salery]}\n"), false},
		{with("expect: {kinds: []}\n"), false},
		{with("select: {content: \"\"}\n"), false},
		{with("select: {exclude: .promo}\n"), false},
		{with("sitemaps: [ftp://site.example/]\n"), false},
		{with("name2: [\n]\n"), false},
		{"id: A b\nname: n\nurls: [https://site.example]\n", false},
		{"id: 7\nname: n\nurls: [https://site.example]\n", false},
		{"id: " + strings.Repeat("a", 65) + "\nname: n\nurls: [https://site.example]\n", false},
		{"id: a\nname: true\nurls: [https://site.example]\n", false},
		{"id: a\nname: n\nurls: https://site.example\n", false},
		{"id: a\nname: n\nurls: [https://site.example/a, https://site.example/a]\n", false},
		{urls("site.example/a"), false},
		{urls("https:///a"), false},
		{urls("https://me:hush@site.example/"), false},
		{urls("https://site.example:po/"), false},
		{urls("https://site.example/a b"), false},
	} {
		_, err := Load(folder("a.yaml", tt.text), "dir")
		if wrong := valid(t, s, tt.text); (err == nil) != tt.good || (wrong == nil) != tt.good {
			t.Errorf("%s\nwant good: %v; the loader: %v; the schema: %v", tt.text, tt.good, err, wrong)
		}
	}
}

// The files that come with the program name the schema and follow it.
func TestFilesFollowTheSchema(t *testing.T) {
	s := compiled(t)
	for name, folder := range map[string]fs.FS{"sources": sources.FS, "site": testdata.Sources("http://site.test"), "broken": testdata.BrokenSources("http://site.test")} {
		files, err := fs.Glob(folder, "*.yaml")
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v, %v", name, files, err)
		}
		for _, file := range files {
			text, err := fs.ReadFile(folder, file)
			if err != nil {
				t.Fatal(err)
			}
			if err := valid(t, s, string(text)); err != nil {
				t.Errorf("%s/%s: %v", name, file, err)
			}
			if name == "sources" && !strings.HasPrefix(string(text), "# yaml-language-server: $schema=../docs/source.schema.json\n") {
				t.Errorf("%s/%s does not begin with the line that names its schema", name, file)
			}
		}
	}
}
