package internal

import (
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"rolecall/testdata"
)

// answer is what a server said.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// get fetches a page without following redirects.
func get(t *testing.T, url string) (answer, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return answer{status: resp.StatusCode, header: resp.Header, body: body}, err
}

func TestSiteServesEveryPageOfItsSources(t *testing.T) {
	server := httptest.NewServer(testdata.Handler())
	defer server.Close()
	files, err := fs.Glob(testdata.Sources(server.URL), "*.yaml")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d source files, %v", len(files), err)
	}
	for _, file := range files {
		id := strings.TrimSuffix(file, ".yaml")
		text, err := fs.ReadFile(testdata.Sources(server.URL), file)
		if err != nil {
			t.Fatal(err)
		}
		url := server.URL + "/" + id + ".html"
		if !strings.Contains(string(text), "urls: ["+url+"]") {
			t.Errorf("%s does not name %s", file, url)
		}
		got, err := get(t, url)
		if err != nil || got.status != http.StatusOK || len(got.body) < 8_000 {
			t.Errorf("%s: status %d, %d bytes, %v", url, got.status, len(got.body), err)
		}
		if _, dated := got.header["Date"]; dated {
			t.Errorf("%s carries a date", url)
		}
	}
}

func TestEveryPageHasItsAnswers(t *testing.T) {
	pages, err := fs.Glob(testdata.Site(), "*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		id := strings.TrimSuffix(page, ".html")
		text, err := fs.ReadFile(testdata.Gold(), id+".json")
		if err != nil {
			t.Error(err)
			continue
		}
		var answers struct{ ID string }
		if err := json.Unmarshal(text, &answers); err != nil || answers.ID != id {
			t.Errorf("%s.json is of page %q: %v", id, answers.ID, err)
		}
	}
}

func TestBrokenPagesMisbehaveAsNamed(t *testing.T) {
	server := httptest.NewServer(testdata.Handler())
	defer server.Close()
	status := map[string]int{
		"deep": 200, "disallowed": 200, "empty": 200, "huge": 200, "invalid-utf8": 200, "loop": 302, "other-language": 200,
		"needs-script": 200, "no-such-page": 404, "pdf": 200, "server-error": 500,
	}
	size := map[string]int{"deep": 1_000_000, "huge": 50 << 20}
	for _, p := range testdata.BrokenPages() {
		if p.Path == "" {
			continue
		}
		got, err := get(t, server.URL+p.Path)
		want, answers := status[p.ID]
		if !answers {
			if err == nil {
				t.Errorf("%s: want an error of the connection, got %v", p.ID, err)
			}
			continue
		}
		if err != nil || got.status != want || len(got.body) < size[p.ID] {
			t.Errorf("%s: status %d, %d bytes, %v", p.ID, got.status, len(got.body), err)
		}
	}
}
