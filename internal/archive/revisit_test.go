package archive

import (
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// recordsOf reads all records of an archive.
func recordsOf(t *testing.T, data []byte) []*Record {
	t.Helper()
	var all []*Record
	reader := NewReader(bytes.NewReader(data))
	for {
		r, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
}

func typesOf(records []*Record) string {
	types := make([]string, len(records))
	for i, r := range records {
		types[i] = r.Type()
	}
	return strings.Join(types, " ")
}

func TestFactsComeBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p")
	part := openPart(t, path)
	want := Page{
		SourceID: "s", URL: "https://site.example/old", FinalURL: "https://site.example/new", Outcome: "http_error",
		Detail: "site.example answered 404: gone", FetchedAt: time.Date(2026, 5, 6, 7, 8, 9, 120_000, time.UTC), Charset: "utf-8", NoArchive: true,
	}
	g, err := part.Append(want, []Exchange{exchange("https://site.example/old", monday, ""), exchange("https://site.example/new", monday, "gone")})
	if err != nil {
		t.Fatal(err)
	}
	again := openPart(t, path)
	if diff := cmp.Diff([]Spooled{{want, g}}, again.Found()); diff != "" {
		t.Errorf("facts (-want +got):\n%s", diff)
	}
	answer, err := again.Answer(g)
	if err != nil {
		t.Fatal(err)
	}
	if response, err := answer.Response(); err != nil || string(response.Body) != "gone" {
		t.Errorf("answer %v, %v", response, err)
	}
	data, _ := finalOf(t, again, g)
	metadata := recordsOf(t, data)
	if block := string(metadata[len(metadata)-1].Block); !strings.Contains(block, "redirect: https://site.example/old\r\n") {
		t.Errorf("the metadata does not name the redirect:\n%s", block)
	}
}

// The second page with the same body is a revisit of the first, and its body is found there.
func TestSameBodyTwice(t *testing.T) {
	part := openPart(t, filepath.Join(t.TempDir(), "p"))
	body := strings.Repeat("one and the same page ", 100)
	a := appendGroup(t, part, "a", exchange("https://site.example/a", monday, body))
	b := appendGroup(t, part, "b", exchange("https://site.example/b", monday, body))
	data, offsets := finalOf(t, part, a, b)
	records := recordsOf(t, data)
	if got := typesOf(records); got != "warcinfo request response metadata request revisit metadata" {
		t.Fatalf("records: %s", got)
	}
	first, second := records[2], records[5]
	if offsets[0] != first.Offset || offsets[1] != first.Offset {
		t.Errorf("bodies at %v, want both at %d", offsets, first.Offset)
	}
	for name, want := range map[string]string{
		"WARC-Profile": profileSameDigest, "WARC-Refers-To": first.ID(), "WARC-Refers-To-Target-URI": "https://site.example/a",
		"WARC-Refers-To-Date": "2026-03-04T05:06:07Z", "WARC-Payload-Digest": first.Header.Get("WARC-Payload-Digest"), "WARC-Target-URI": "https://site.example/b",
	} {
		if got := second.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if response, err := second.Response(); err != nil || response.Status != 200 || len(response.Body) > 0 {
		t.Errorf("the revisit is %v, %v", response, err)
	}
}

func TestNotModified(t *testing.T) {
	part := openPart(t, filepath.Join(t.TempDir(), "p"))
	e := exchange("https://site.example/a", monday, "")
	e.ResponseHead = []byte("HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n")
	e.Unchanged = &Earlier{URL: e.URL, Time: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	data, offsets := finalOf(t, part, appendGroup(t, part, "a", e))
	r, err := ReadAt(bytes.NewReader(data), offsets[0])
	if err != nil {
		t.Fatal(err)
	}
	if r.Type() != typeRevisit || r.Header.Get("WARC-Profile") != profileNotModified || r.Header.Get("WARC-Refers-To-Date") != "2026-01-01T00:00:00Z" {
		t.Errorf("record %v", r.Header)
	}
}

func TestNoArchive(t *testing.T) {
	for _, keep := range []bool{false, true} {
		part := openPart(t, filepath.Join(t.TempDir(), "p"))
		page := factsOf("secret")
		page.NoArchive = true
		g, err := part.Append(page, []Exchange{exchange("https://site.example/secret", monday, "not to be kept")})
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "f")
		final, err := NewFinal(path, Info{RunID: "run1", KeepAll: keep})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := final.Copy(part, g.Offset, g.Length); err != nil {
			t.Fatal(err)
		}
		if err := final.Close(); err != nil {
			t.Fatal(err)
		}
		data := readFile(t, path)
		response, err := recordsOf(t, data)[2].Response()
		if err != nil || response.Status != 200 || (string(response.Body) == "not to be kept") != keep {
			t.Errorf("keep %t: %v, %v", keep, response, err)
		}
	}
}
