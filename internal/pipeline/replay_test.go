package pipeline_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/archive"
	"rolecall/internal/claim"
	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
	"rolecall/internal/source"
	"rolecall/testdata"
)

// replayConfig is a run over the fixture site or over archives of it, with a fixed id and clock.
func replayConfig(out string, list []source.Source, replay ...string) pipeline.Config {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	return pipeline.Config{
		Sources: list, Whole: true, Out: out, RunID: "r", Now: func() time.Time { return at }, Version: "test",
		AllowPrivateHosts: true, Replay: replay,
	}
}

// archived runs the pipeline over the fixture site and gives its sources, its tables and its archive.
func archived(t *testing.T) ([]source.Source, dataset.Stored, string) {
	t.Helper()
	server := httptest.NewServer(testdata.Handler())
	defer server.Close()
	list, err := source.Load(testdata.Sources(server.URL), "site")
	if err != nil {
		t.Fatal(err)
	}
	run, path := archivedRun(t, list)
	return list, run, path
}

func archivedRun(t *testing.T, list []source.Source) (dataset.Stored, string) {
	t.Helper()
	out := t.TempDir()
	cfg := replayConfig(out, list)
	cfg.IgnoreNoArchive = true
	summary, err := pipeline.Run(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return summary.Run, filepath.Join(out, filepath.FromSlash(summary.Run.Paths.Archive))
}

// A replay of a run's archive gives the run's claims and conflicts, without the site.
func TestReplay(t *testing.T) {
	t.Run("the fixture site", func(t *testing.T) {
		list, live, path := archived(t)
		checkReplay(t, list, live, path)
	})
	t.Run("redirects, links, equal and missing pages", func(t *testing.T) {
		site := newCountingSite(t)
		list := countingSources(site.URL)
		live, path := archivedRun(t, list)
		site.Close()
		checkReplay(t, list, live, path)
	})
}

func checkReplay(t *testing.T, list []source.Source, live dataset.Stored, path string) {
	t.Helper()
	summary, err := pipeline.Run(t.Context(), replayConfig(t.TempDir(), list, path))
	if err != nil {
		t.Fatal(err)
	}
	again := summary.Run
	if diff := cmp.Diff(all(t, dataset.ReadClaims(live)), all(t, dataset.ReadClaims(again))); diff != "" {
		t.Errorf("claims (-live +replay):\n%s", diff)
	}
	if diff := cmp.Diff(all(t, dataset.ReadConflicts(live)), all(t, dataset.ReadConflicts(again))); diff != "" {
		t.Errorf("conflicts (-live +replay):\n%s", diff)
	}
	without := func(docs []claim.Document) []claim.Document {
		for i := range docs {
			docs[i].FromArchive, docs[i].ArchiveOffset = false, nil
		}
		return docs
	}
	replayed := all(t, dataset.ReadDocuments(again))
	for _, d := range replayed {
		if !d.FromArchive || d.ArchiveOffset == nil || d.ArchiveFile != again.Paths.Archive {
			t.Errorf("%s: from archive: %t, file %q", d.URL, d.FromArchive, d.ArchiveFile)
		}
	}
	if diff := cmp.Diff(without(all(t, dataset.ReadDocuments(live))), without(replayed)); diff != "" {
		t.Errorf("documents (-live +replay):\n%s", diff)
	}
}

// Without sources every page is one of its host's, and the order of the records in the archive does not show.
func TestReplayOfEveryPage(t *testing.T) {
	_, live, path := archived(t)
	var want map[string]string
	for _, file := range []string{path, reversed(t, path)} {
		out := t.TempDir()
		summary, err := pipeline.Run(t.Context(), replayConfig(out, nil, file))
		if err != nil {
			t.Fatal(err)
		}
		if pages := len(all(t, dataset.ReadDocuments(live))); summary.Fetched != pages || len(summary.Sources) != 1 {
			t.Errorf("%d pages of %d sources, want %d of one", summary.Fetched, len(summary.Sources), pages)
		}
		got := sums(t, out)
		if want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("in order (-), reversed (+):\n%s", diff)
		}
	}
}

// reversed writes the records of an archive in reverse order to another one.
func reversed(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := archive.NewReader(file)
	var members [][]byte
	for {
		r, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		members = append(members, data[r.Offset:r.Offset+r.Length])
	}
	slices.Reverse(members)
	target := filepath.Join(t.TempDir(), "reversed.warc.gz")
	if err := os.WriteFile(target, slices.Concat(members...), 0o600); err != nil {
		t.Fatal(err)
	}
	return target
}

// sums are the hashes of the files of an output folder.
func sums(t *testing.T, out string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := fs.WalkDir(os.DirFS(out), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(out, name))
		sum := sha256.Sum256(data)
		found[name] = hex.EncodeToString(sum[:])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// What a replay cannot have is told of: pages that only sitemaps list, and bodies that lie in an earlier archive.
func TestReplayWarns(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
		switch {
		case r.URL.Path != "/a":
			http.NotFound(w, r)
		case r.Header.Get("If-None-Match") != "":
			w.WriteHeader(http.StatusNotModified)
		default:
			_, _ = io.WriteString(w, "<html lang=en><title>CIO</title><main><p>The CIO manages the help desk and its budget.</p></main>")
		}
	}))
	defer server.Close()
	list := []source.Source{{ID: "s", Name: "S", URLs: []string{server.URL + "/a"}}}
	out := t.TempDir()
	var archives []string
	for _, id := range []string{"one", "two"} {
		cfg := replayConfig(out, list)
		cfg.RunID = id
		summary, err := pipeline.Run(t.Context(), cfg)
		if err != nil || len(summary.Warnings) > 0 {
			t.Fatalf("%v, %q", err, summary.Warnings)
		}
		archives = append(archives, filepath.Join(out, filepath.FromSlash(summary.Run.Paths.Archive)))
	}
	listed := slices.Clone(list)
	listed[0].Sitemaps = []string{server.URL + "/sitemap.xml"}
	for _, tt := range []struct {
		name              string
		list              []source.Source
		archives          []string
		warnings, fetched int
	}{
		{"both archives", list, archives, 0, 1},
		{"a sitemap", listed, archives, 1, 1},
		{"the second archive alone", list, archives[1:], 1, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			summary, err := pipeline.Run(t.Context(), replayConfig(t.TempDir(), tt.list, tt.archives...))
			if err != nil || len(summary.Warnings) != tt.warnings || summary.Fetched != tt.fetched {
				t.Errorf("%d fetched, %q, %v", summary.Fetched, summary.Warnings, err)
			}
		})
	}
}

func TestReplayWithoutThePage(t *testing.T) {
	_, _, path := archived(t)
	list := []source.Source{{ID: "elsewhere", Name: "Elsewhere", URLs: []string{"https://elsewhere.example/page"}}}
	summary, err := pipeline.Run(t.Context(), replayConfig(t.TempDir(), list, path))
	if err != nil {
		t.Fatal(err)
	}
	if summary.Outcome != pipeline.Failed || len(summary.Failures) != 1 || summary.Failures[0].Outcome != string(claim.Connection) {
		t.Errorf("outcome %s, failures %v", summary.Outcome, summary.Failures)
	}
}

func TestReplayOfNoPage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "empty.warc")
	info := "software: x\r\n"
	text := fmt.Sprintf("WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", len(info), info)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	if _, err := pipeline.Run(t.Context(), replayConfig(out, nil, path)); !errors.Is(err, pipeline.ErrReplay) {
		t.Errorf("error %v", err)
	}
	if left := sums(t, out); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// The sitemaps that a run read are in its archive: a replay finds the pages that only they list.
func TestReplayOfSitemaps(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
		case "/sitemap.xml":
			_, _ = fmt.Fprintf(w, `<urlset><url><loc>http://%[1]s/one</loc></url><url><loc>http://%[1]s/two</loc></url></urlset>`, r.Host)
		default:
			_, _ = io.WriteString(w, "<html lang=en><title>CIO</title><main><p>The CIO manages the help desk and the budget of "+r.URL.Path+".</p></main>")
		}
	}))
	list := []source.Source{{ID: "s", Name: "S", Sitemaps: []string{server.URL + "/sitemap.xml"}, Follow: source.Follow{MaxPages: 50}}}
	live, path := archivedRun(t, list)
	server.Close()
	summary, err := pipeline.Run(t.Context(), replayConfig(t.TempDir(), list, path))
	if err != nil || len(summary.Warnings) > 0 || summary.Fetched != 2 {
		t.Fatalf("%d fetched, %q, %v", summary.Fetched, summary.Warnings, err)
	}
	if diff := cmp.Diff(all(t, dataset.ReadClaims(live)), all(t, dataset.ReadClaims(summary.Run))); diff != "" {
		t.Errorf("claims, live (-), replayed (+):\n%s", diff)
	}
}
