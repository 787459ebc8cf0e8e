package source

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rolecall/internal/claim"
	"rolecall/sources"
)

// folder makes a folder of files from name and content in turn.
func folder(pairs ...string) fs.FS {
	fsys := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		fsys[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return fsys
}

const minimal = "id: demo\nname: Demo\nurls: [https://site.example/a]\n"

func TestLoadFull(t *testing.T) {
	got, err := Load(folder("README.md", "text", ".hidden.yaml", "x", "z.yaml", minimal, "full.yaml", `
# a source with everything
id: full
name: "Full: all keys"
urls:
  - https://site.example/one
  - http://other.example:8080/two?x=1
sitemaps: [https://site.example/sitemap.xml]
follow: {match: "/blog/c[it]o", depth: 2, max_pages: 7}
select: {content: "main article", exclude: [".promo", "aside > p"], answer: ".answer", author: .by}
politeness: {delay: 250ms, parallel: 2}
expect: {min_claims: 5, kinds: [responsibility, salary]}
`), "dir")
	if err != nil {
		t.Fatal(err)
	}
	if got[1].Follow.Match.String() != "/blog/c[it]o" {
		t.Errorf("match = %v", got[1].Follow.Match)
	}
	want := []Source{
		{
			ID: "demo", Name: "Demo", URLs: []string{"https://site.example/a"}, File: "dir/z.yaml",
			Politeness: Politeness{Delay: time.Second, Parallel: 1}, Follow: Follow{Depth: 1, MaxPages: 50},
		},
		{
			ID: "full", Name: "Full: all keys", File: "dir/full.yaml",
			URLs:       []string{"https://site.example/one", "http://other.example:8080/two?x=1"},
			Sitemaps:   []string{"https://site.example/sitemap.xml"},
			Follow:     Follow{Depth: 2, MaxPages: 7},
			Select:     Select{Content: "main article", Exclude: []string{".promo", "aside > p"}, Answer: ".answer", Author: ".by"},
			Politeness: Politeness{Delay: 250 * time.Millisecond, Parallel: 2},
			Expect:     Expect{MinClaims: 5, Kinds: []claim.Kind{claim.Responsibility, claim.Salary}},
		},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Follow{}, "Match")); diff != "" {
		t.Error(diff)
	}
}

func TestShippedSourcesLoad(t *testing.T) {
	list, err := Load(sources.FS, "sources")
	if err != nil || len(list) == 0 {
		t.Errorf("%d sources, %v", len(list), err)
	}
}

func TestProblems(t *testing.T) {
	with := func(lines string) fs.FS { return folder("a.yaml", minimal+lines) }
	tests := []struct {
		name string
		fsys fs.FS
		want []string // the problems, each by the words it must have; the first is its place
	}{
		{"empty folder", folder("note.txt", "x"), []string{"dir: |no source|example.yaml"}},
		{"wrong ending", folder("a.yml", minimal), []string{"dir/a.yml: |.yaml"}},
		{"empty file", folder("a.yaml", "# nothing\n"), []string{"dir/a.yaml: |empty"}},
		{"a list", folder("a.yaml", "- one\n- two\n"), []string{"dir/a.yaml:1:1: |must be keys|a list"}},
		{"not text", folder("a.yaml", "id: \xff\xfe\n"), []string{"dir/a.yaml: |UTF-8"}},
		{"two documents", folder("a.yaml", minimal+"---\n"+minimal), []string{"dir/a.yaml:5:|one source a file"}},
		{"tab", folder("a.yaml", "id: a\nselect:\n\tcontent: p\n"), []string{"dir/a.yaml:3:|spaces, not tabs"}},
		{"broken quote", folder("a.yaml", "id: \"a\nname: b\n"), []string{"dir/a.yaml:|not YAML"}},
		{"missing keys", folder("a.yaml", "id: a\n"), []string{`|"name" is missing`, `|"urls" is missing`}},
		{"unknown key", with("politness: {delay: 1s}\n"), []string{`dir/a.yaml:4:1: |unknown key "politness"|did you mean "politeness"?`}},
		{"unknown key with no likeness", with("zzz: 1\n"), []string{"known are id, name"}},
		{"unknown inner key", with("select:\n  contents: p\n"), []string{`dir/a.yaml:5:3: |unknown key "contents" under "select"|"content"?`}},
		{"second time", with("name: Again\n"), []string{`dir/a.yaml:4:1: |"name" stands here for the second time`}},
		{"bad id", folder("a.yaml", "id: A b\nname: n\nurls: [https://x.example]\n"), []string{`dir/a.yaml:1:5: |"A b"|a-z`}},
		{"number for an id", folder("a.yaml", "id: 7\nname: n\nurls: [https://x.example]\n"), []string{"a number|quotes"}},
		{"id without value", folder("a.yaml", "id:\nname: n\nurls: [https://x.example]\n"), []string{"|write a value"}},
		{"same id", folder("a.yaml", minimal, "b.yaml", minimal), []string{`dir/b.yaml:1:5: |"demo"|dir/a.yaml`}},
		{"no urls", folder("a.yaml", "id: a\nname: n\nurls: []\n"), []string{"empty list"}},
		{"url as text", folder("a.yaml", "id: a\nname: n\nurls: https://x.example\n"), []string{"must be a list|write urls: ["}},
		{"bad urls", folder("a.yaml", "id: a\nname: n\nurls:\n  - site.example/a\n  - ftp://x.example/\n  - https:///a\n  - http://x.example:po/\n  - http://x.example/a b\n  - http://x.example/a\n  - http://x.example/a\n"), []string{
			"dir/a.yaml:4:5: |no scheme|https://site.example/a", "dir/a.yaml:5:5: |ftp", "dir/a.yaml:6:5: |no host", "dir/a.yaml:7:5: |port", "dir/a.yaml:8:5: |space", "dir/a.yaml:10:5: |twice",
		}},
		{"empty selector", with("select: {content: \"\"}\n"), []string{`"content" is empty`}},
		{"bad selector", with("select: {exclude: [\"p >\", .ok]}\n"), []string{"not a CSS selector"}},
		{"bad pattern", with("follow: {match: \"(\"}\n"), []string{"not a regular expression"}},
		{"follow without pattern", with("follow: {depth: 2}\n"), []string{`"match" is missing`}},
		{"unknown kind", with("expect: {kinds: [salery]}\n"), []string{`"salery"|did you mean "salary"?`}},
		{"delay without unit", with("politeness: {delay: 5}\n"), []string{"no unit|write 5s"}},
		{"delay too long", with("politeness: {delay: 3h}\n"), []string{"out of range|10m"}},
		{"delay below zero", with("politeness: {delay: -1s}\n"), []string{"out of range"}},
		{"parallel out of range", with("politeness: {parallel: 0}\n"), []string{"from 1 to 16"}},
		{"alias", with("expect: *x\n"), []string{"dir/a.yaml:"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list, err := Load(tt.fsys, "dir")
			var problems *ProblemsError
			if !errors.As(err, &problems) || list != nil {
				t.Fatalf("Load = %v, %v, want problems", list, err)
			}
			if len(problems.List) != len(tt.want) {
				t.Fatalf("%d problems, want %d:\n%v", len(problems.List), len(tt.want), err)
			}
			for i, p := range problems.List {
				if p.Remedy == "" {
					t.Errorf("no remedy: %v", p)
				}
				for part := range strings.SplitSeq(tt.want[i], "|") {
					if !strings.Contains(p.String(), part) {
						t.Errorf("%q lacks %q", p.String(), part)
					}
				}
			}
		})
	}
}

func TestProblemsNeverShowCredentials(t *testing.T) {
	for _, url := range []string{"https://me:hush@site.example/", "https://me:hush@site.example:x/", "ftp://me:hush@site.example/", "https://me:hu%zzsh@site.example/"} {
		_, err := Load(folder("a.yaml", "id: a\nname: n\nurls: ['"+url+"']\n"), "dir")
		if err == nil || strings.Contains(err.Error(), "hush") || strings.Contains(err.Error(), "zzsh") {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func TestMissingFolder(t *testing.T) {
	missing, err := fs.Sub(fstest.MapFS{}, "nowhere")
	if err != nil {
		t.Fatal(err)
	}
	_, err = Load(missing, "nowhere")
	var problems *ProblemsError
	if !errors.As(err, &problems) || !strings.Contains(err.Error(), "does not exist") {
		t.Errorf("Load = %v", err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(minimal)
	f.Add("id: [\n- {a: &x *x}\n\t!!map ? k\n")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := Load(folder("a.yaml", text), "dir")
		if (err == nil) != (len(list) == 1) {
			t.Fatalf("%d sources and error %v", len(list), err)
		}
		if err == nil && (list[0].ID == "" || list[0].Name == "" || len(list[0].URLs) == 0) {
			t.Fatalf("incomplete source %+v", list[0])
		}
	})
}
