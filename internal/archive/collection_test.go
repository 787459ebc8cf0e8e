package archive

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// foreign is a record as another crawler writes it.
type foreign struct {
	kind, url, date, head, body string
	fields                      string // more lines of the WARC header
}

func (f foreign) bytes(version string) []byte {
	block := f.body
	contentType := "text/html"
	if f.kind != "resource" {
		block = f.head + f.body
		contentType = "application/http; msgtype=response"
	}
	return fmt.Appendf(nil, "%s\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: %s\r\nWARC-Record-ID: <urn:uuid:%s>\r\n%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		version, f.kind, f.url, f.date, f.url+f.date, f.fields, contentType, len(block), block)
}

func gzipped(parts ...[]byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	for _, p := range parts {
		_, _ = w.Write(p) // to memory
	}
	_ = w.Close()
	return b.Bytes()
}

// forms are the ways in which records make a file.
func forms() map[string]func([]foreign) []byte {
	return map[string]func([]foreign) []byte{
		"a member a record": func(records []foreign) []byte {
			var out []byte
			for _, r := range records {
				out = append(out, gzipped(r.bytes("WARC/1.1"))...)
			}
			return out
		},
		"uncompressed, 1.0": func(records []foreign) []byte {
			var out []byte
			for _, r := range records {
				out = append(out, r.bytes("WARC/1.0")...)
			}
			return out
		},
		"one gzip": func(records []foreign) []byte {
			var all [][]byte
			for _, r := range records {
				all = append(all, r.bytes("WARC/1.0"))
			}
			return gzipped(all...)
		},
	}
}

const (
	early = "2026-01-01T00:00:00Z"
	late  = "2026-02-01T00:00:00.5Z"
	html  = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
)

func brotlied(text string) string {
	var b bytes.Buffer
	w := brotli.NewWriter(&b)
	_, _ = w.Write([]byte(text)) // to memory
	_ = w.Close()
	return b.String()
}

// crawled is what other crawlers leave, with what a lookup has to give; "" for an address without a page.
func crawled() ([]foreign, map[string]string) {
	const base = "http://site.example/"
	records := []foreign{
		{kind: "warcinfo", url: base, date: early},
		{kind: "request", url: base + "plain", date: late, head: "GET / HTTP/1.1\r\n\r\n"},
		{kind: "response", url: base + "plain", date: late, head: html, body: "<p>new"},
		{kind: "response", url: base + "plain", date: early, head: html, body: "<p>old"},
		{kind: "response", url: "<" + base + "wget>", date: early, head: html, body: "<p>brackets"},
		{kind: "response", url: base + "chunked", date: early, head: "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n", body: "3\r\n<p>\r\n6\r\npieces\r\n0\r\n\r\n"},
		{kind: "response", url: base + "joined", date: early, head: "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n", body: "<p>no longer in chunks"},
		{kind: "response", url: base + "gzip", date: early, head: "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nContent-Encoding: gzip\r\n\r\n", body: string(gzipped([]byte("<p>packed")))},
		{kind: "response", url: base + "unpacked", date: early, head: "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n", body: "<p>no longer packed"},
		{kind: "response", url: base + "br", date: early, head: "HTTP/2 200\r\ncontent-type: text/html\r\ncontent-encoding: br\r\n\r\n", body: brotlied("<p>brotli")},
		{kind: "resource", url: base + "resource", date: early, body: "<p>by itself"},
		{kind: "response", url: base + "moved", date: early, head: "HTTP/1.1 301 Moved\r\nLocation: /moved2#top\r\n\r\n"},
		{kind: "response", url: base + "moved2", date: early, head: "HTTP/1.1 302 Found\r\nLocation: https://site.example/plain\r\n\r\n"},
		{kind: "response", url: base + "circle", date: early, head: "HTTP/1.1 302 Found\r\nLocation: /circle\r\n\r\n"},
		{kind: "response", url: base + "first", date: early, head: html, body: "<p>said once", fields: "WARC-Payload-Digest: sha1:AAA\r\n"},
		{kind: "revisit", url: base + "second", date: late, head: html, fields: "WARC-Payload-Digest: sha1:AAA\r\nWARC-Profile: http://netpreserve.org/warc/1.0/revisit/identical-payload-digest\r\n"},
		{kind: "revisit", url: base + "first", date: late, head: "HTTP/1.1 304 Not Modified\r\n\r\n", fields: "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/server-not-modified\r\n"},
		{kind: "revisit", url: base + "lost", date: late, head: html, fields: "WARC-Payload-Digest: sha1:BBB\r\n"},
		{kind: "response", url: "dns:site.example", date: early, head: "", body: "site.example 192.0.2.1"},
		{kind: "response", url: base + "same-time", date: early, head: html, body: "<p>this one"},
		{kind: "response", url: base + "same-time", date: early, head: html, body: "<p>or that"},
	}
	return records, map[string]string{
		"plain": "<p>new", "wget": "<p>brackets", "chunked": "<p>pieces", "joined": "<p>no longer in chunks", "gzip": "<p>packed",
		"unpacked": "<p>no longer packed", "br": "<p>brotli", "resource": "<p>by itself", "moved": "<p>new", "first": "<p>said once",
		"second": "<p>said once", "lost": "", "never": "",
	}
}

func openCollection(t *testing.T, files ...[]byte) *Collection {
	t.Helper()
	dir := t.TempDir()
	paths := make([]string, len(files))
	for i, data := range files {
		paths[i] = filepath.Join(dir, fmt.Sprintf("%d.warc", i))
		if err := os.WriteFile(paths[i], data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err := OpenCollection(t.TempDir(), paths, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

func TestLookup(t *testing.T) {
	records, want := crawled()
	for name, form := range forms() {
		t.Run(name, func(t *testing.T) {
			same := ""
			for seed := range uint64(5) {
				rand.New(rand.NewPCG(seed, 0)).Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
				c := openCollection(t, form(records))
				for path, body := range want {
					if got := bodyAt(t, c, "http://SITE.example:80/"+path+"#part"); got != body {
						t.Errorf("%s: %q, want %q", path, got, body)
					}
				}
				body := bodyAt(t, c, "http://site.example/same-time")
				if same == "" {
					same = body
				}
				if body != same {
					t.Errorf("of two captures of one time the order decides: %q, %q", body, same)
				}
			}
		})
	}
}

// bodyAt is the body of the last capture that an address leads to.
func bodyAt(t *testing.T, c *Collection, address string) string {
	t.Helper()
	hops, err := c.Lookup(address)
	if err != nil {
		t.Fatal(err)
	}
	if len(hops) == 0 {
		return ""
	}
	return string(hops[len(hops)-1].Response.Body)
}

func TestRedirectsEnd(t *testing.T) {
	records, _ := crawled()
	c := openCollection(t, forms()["a member a record"](records))
	hops, err := c.Lookup("http://site.example/circle")
	if err != nil || len(hops) != 1 || hops[0].Redirect() == "" {
		t.Errorf("%d hops, %v", len(hops), err)
	}
}

// Every page comes once, as its newest capture, whatever the order and the files.
func TestPages(t *testing.T) {
	records, _ := crawled()
	form := forms()["a member a record"]
	var want []string
	for split := range records {
		var got []string
		err := openCollection(t, append(form(records[split:]), form(records[:1])...), form(records[:split+1])).Pages(func(c *Capture) error {
			got = append(got, strings.TrimPrefix(c.URL, "http://site.example/")+" "+string(c.Response.Body))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(got)
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Errorf("split at %d: %q, want %q", split, got, want)
		}
	}
	for _, page := range []string{"plain <p>new", "second <p>said once", "resource <p>by itself"} {
		if !slices.Contains(want, page) {
			t.Errorf("no %q among %q", page, want)
		}
	}
	if len(want) != 11 {
		t.Errorf("%d pages: %q", len(want), want)
	}
}

func TestDamagedArchives(t *testing.T) {
	records, _ := crawled()
	data := forms()["a member a record"](records)
	c := openCollection(t, data[:len(data)-30])
	if len(c.Unread) != 1 || bodyAt(t, c, "http://site.example/plain") != "<p>new" {
		t.Errorf("unread: %v", c.Unread)
	}
	path := filepath.Join(t.TempDir(), "x")
	for _, text := range []string{"", "<html>not an archive", "\x1f\x8bnot gzip"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenCollection(t.TempDir(), []string{path}, nil); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%q gives %v", text, err)
		}
	}
}

func BenchmarkOpenCollection(b *testing.B) {
	var records []foreign
	for i := range 500 {
		records = append(records, foreign{kind: "response", url: fmt.Sprintf("http://site.example/%d", i), date: early, head: html, body: strings.Repeat("<p>words of a page</p>\n", 500)})
	}
	data := forms()["a member a record"](records)
	path := filepath.Join(b.TempDir(), "x.warc.gz")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		c, err := OpenCollection(b.TempDir(), []string{path}, nil)
		if err != nil {
			b.Fatal(err)
		}
		if err := c.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
