package pipeline_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
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

var kills = flag.Int("kills", 10, "runs that the test of killed runs kills and resumes")

// Variables of the environment that make this test program run the pipeline instead of tests.
const (
	childSite = "ROLECALL_TEST_SITE"
	childOut  = "ROLECALL_TEST_OUT"
)

func TestMain(m *testing.M) {
	if site := os.Getenv(childSite); site != "" {
		if err := runChild(site, os.Getenv(childOut)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// runChild is one run over the site that counts.
func runChild(site, out string) error {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	_, err := pipeline.Run(context.Background(), pipeline.Config{
		Sources: countingSources(site), Whole: true, Out: out, RunID: "r", Now: func() time.Time { return at },
		Version: "test", AllowPrivateHosts: true,
	})
	return err
}

// countingSources are sources of pages of the fixture site, some of them reached by a redirect, a link or a sitemap, missing,
// not to be archived or the same as another.
func countingSources(site string) []source.Source {
	one := source.Source{ID: "one", Name: "One", Politeness: source.Politeness{Delay: 10 * time.Millisecond, Parallel: 2}}
	two := source.Source{ID: "two", Name: "Two", Politeness: source.Politeness{Delay: 10 * time.Millisecond, Parallel: 2}}
	for i, name := range []string{"codeforge", "ledgerweb", "marginnotes", "northlight", "orgdesk"} {
		one.URLs = append(one.URLs, fmt.Sprintf("%s/%s.html?copy=%d", site, name, i))
		two.URLs = append(two.URLs, fmt.Sprintf("%s/moved/%s.html?from=%d", site, name, i))
	}
	one.URLs = append(one.URLs, site+"/gone.html")
	hub := source.Source{ID: "hub", Name: "Hub", URLs: []string{site + "/hub"}, Politeness: one.Politeness}
	hub.Follow = source.Follow{Match: regexp.MustCompile("hub="), Depth: 1, MaxPages: 20}
	listed := source.Source{ID: "listed", Name: "Listed", Sitemaps: []string{site + "/sitemap.txt"}, Politeness: one.Politeness}
	listed.Follow.MaxPages = 20
	return []source.Source{one, two, hub, listed}
}

// countingSite serves the fixture site and counts what is asked for.
type countingSite struct {
	*httptest.Server
	mu    sync.Mutex
	count map[string]int
}

func newCountingSite(t *testing.T) *countingSite {
	t.Helper()
	s := &countingSite{count: map[string]int{}}
	pages := testdata.Handler()
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.count[r.URL.RequestURI()]++
		s.mu.Unlock()
		if rest, ok := strings.CutPrefix(r.URL.RequestURI(), "/moved"); ok {
			http.Redirect(w, r, rest, http.StatusFound)
			return
		}
		w.Header().Set("ETag", `"1"`)
		switch {
		case r.URL.Path == "/sitemap.txt":
			_, _ = fmt.Fprintf(w, "http://%[1]s/orgdesk.html?list=1\nhttp://%[1]s/codeforge.html?list=2\n", r.Host)
			return
		case r.URL.Path == "/hub":
			_, _ = io.WriteString(w, hubPage) // a client that was killed does not read on
			return
		case r.URL.Query().Get("hub") == "2":
			w.Header().Set("X-Robots-Tag", "noarchive")
		}
		pages.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// hubPage leads to pages, two of them the same.
const hubPage = `<html lang="en"><title>More about the CIO</title><body><article><h1>The CIO</h1>
<p>The CIO manages the budget of the company.</p>
<a href="/paylens.html?hub=1">one</a> <a href="/techtable.html?hub=2">two</a> <a href="/paylens.html?hub=3">three</a></article>`

// counts gives how often each of the addresses was asked for.
func (s *countingSite) counts(addresses []string) map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]int{}
	for _, a := range addresses {
		out[a] = s.count[strings.TrimPrefix(a, s.URL)]
	}
	return out
}

// TestKilledRuns kills runs at random moments and lets the next take them up: the result is that of a run that was left
// alone, and no page is fetched again once its answer is archived.
func TestKilledRuns(t *testing.T) {
	if testing.Short() {
		t.Skip("kills and repeats runs")
	}
	site := newCountingSite(t)
	quiet := t.TempDir()
	started := time.Now()
	runToEnd(t, site.URL, quiet)
	lasts := time.Since(started)
	want := contentOf(t, quiet)
	if len(want.Documents) != 16 {
		t.Fatalf("%d documents, want 16, one of them with an alias", len(want.Documents))
	}
	random := rand.New(rand.NewPCG(1, uint64(*kills)))
	total := toll{}
	for n := range *kills {
		out := t.TempDir()
		for try := 0; !committed(out); try++ {
			moment := time.Duration(random.Int64N(int64(lasts) * 11 / 10))
			if try > 3 {
				moment = time.Minute // it may end at last
			}
			total.attempt(t, site, out, moment)
		}
		if diff := cmp.Diff(want, contentOf(t, out)); diff != "" {
			t.Fatalf("run %d: undisturbed (-), killed and resumed (+):\n%s", n, diff)
		}
	}
	t.Logf("%d runs, killed %d times, taken up %d times with %d archived pages; a run lasts %v",
		*kills, total.killed, total.resumed, total.pages, lasts.Round(time.Millisecond))
}

// toll is what the attempts came to.
type toll struct{ killed, resumed, pages int }

// attempt starts a run, or takes up the one that was killed, and kills it after a while.
func (c *toll) attempt(t *testing.T, site *countingSite, out string, moment time.Duration) {
	t.Helper()
	archived := archivedIn(t, out)
	before := site.counts(archived)
	if len(archived) > 0 {
		c.resumed++
		c.pages += len(archived) / 2
	}
	if runAndKill(t, site.URL, out, moment) {
		c.killed++
	}
	if diff := cmp.Diff(before, site.counts(archived)); diff != "" {
		t.Fatalf("archived pages were fetched again (-before +after):\n%s", diff)
	}
}

func child(t *testing.T, site, out string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childSite+"="+site, childOut+"="+out)
	return cmd
}

func runToEnd(t *testing.T, site, out string) {
	t.Helper()
	if text, err := child(t, site, out).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

// runAndKill starts a run and kills it after a while; false where it had ended before.
func runAndKill(t *testing.T, site, out string, after time.Duration) bool {
	t.Helper()
	cmd := child(t, site, out)
	var text bytes.Buffer
	cmd.Stderr = &text
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() }) // fails where it has ended, which Wait tells
	err := cmd.Wait()
	timer.Stop()
	var ended *exec.ExitError
	if err != nil && (!errors.As(err, &ended) || ended.Exited()) {
		t.Fatalf("%v\n%s", err, text.String())
	}
	return err != nil
}

func committed(out string) bool {
	found, err := filepath.Glob(filepath.Join(out, "data", "*", "run=r"))
	return err == nil && len(found) > 0
}

// archivedIn lists, two a page, the addresses whose answers are archived of the run that was killed.
func archivedIn(t *testing.T, out string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(out, ".staging", "r", "exchanges.warc.gz.part"))
	if err != nil {
		return nil
	}
	path := filepath.Join(t.TempDir(), "part")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	part, err := archive.OpenPart(path, "r")
	if err != nil {
		t.Fatal(err)
	}
	defer part.Close()
	var addresses []string
	for _, s := range part.Found() {
		addresses = append(addresses, s.Page.URL, s.Page.FinalURL)
	}
	return addresses
}

// content is what a run leaves, but for what tells when it was fetched.
type content struct {
	Documents []claim.Document
	Claims    []claim.Claim
	Conflicts []claim.Conflict
}

// contentOf reads the one run of an output folder and holds its archive against its documents.
func contentOf(t *testing.T, out string) content {
	t.Helper()
	d, err := dataset.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	run, err := d.Run("r")
	if err != nil {
		t.Fatal(err)
	}
	if runs, err := d.Runs(); err != nil || len(runs) != 1 {
		t.Fatalf("%d runs, %v", len(runs), err)
	}
	c := content{all(t, dataset.ReadDocuments(run)), all(t, dataset.ReadClaims(run)), all(t, dataset.ReadConflicts(run))}
	for i := range c.Documents {
		checkArchived(t, out, &c.Documents[i])
		c.Documents[i].FetchedAt, c.Documents[i].ArchiveOffset = time.Time{}, nil
	}
	return c
}

// checkArchived holds that the archive has a document's body where the document says.
func checkArchived(t *testing.T, out string, d *claim.Document) {
	t.Helper()
	if d.ArchiveOffset == nil {
		return
	}
	file, err := os.Open(filepath.Join(out, filepath.FromSlash(d.ArchiveFile)))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	record, err := archive.ReadAt(io.ReaderAt(file), *d.ArchiveOffset)
	if err != nil {
		t.Fatal(err)
	}
	response, err := record.Response()
	if err != nil {
		t.Fatal(err)
	}
	if record.Header.Get("WARC-Truncated") != "" {
		return // not to be archived
	}
	sum := sha256.Sum256(response.Body)
	if d.BodySHA256 != "" && hex.EncodeToString(sum[:]) != d.BodySHA256 {
		t.Errorf("%s: another body lies at %d of %s", d.URL, *d.ArchiveOffset, d.ArchiveFile)
	}
}
