package archive

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func exchange(url, date, body string) Exchange {
	return Exchange{
		URL:          url,
		Time:         time.Date(2026, 3, 4, 5, 6, 7, 800, time.UTC),
		IP:           "192.0.2.7",
		Request:      []byte("GET / HTTP/1.1\r\nHost: site.example\r\n\r\n"),
		ResponseHead: []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nDate: " + date + "\r\n\r\n"),
		Body:         []byte(body),
	}
}

// factsOf are the facts of a page that is told apart by its name.
func factsOf(name string) Page {
	return Page{SourceID: "site", URL: "https://site.example/" + name, FetchedAt: time.Unix(1_000_000, 0), Outcome: "ok"}
}

const (
	monday  = "Mon, 02 Mar 2026 10:00:00 GMT"
	tuesday = "Tue, 03 Mar 2026 11:59:59 GMT"
)

func openPart(t *testing.T, path string) *Part {
	t.Helper()
	part, err := OpenPart(path, "run1")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { part.Close() })
	return part
}

func appendGroup(t *testing.T, part *Part, page string, exchanges ...Exchange) Group {
	t.Helper()
	g, err := part.Append(factsOf(page), exchanges)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// finalOf writes the groups of a part to an archive, in order, and gives its bytes and the offsets of the responses.
func finalOf(t *testing.T, part *Part, groups ...Group) ([]byte, []int64) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "run1.warc.gz")
	final, err := NewFinal(path, Info{RunID: "run1", Software: "rolecall/test", Time: time.Unix(0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	var offsets []int64
	for _, g := range groups {
		offset, err := final.Copy(part, g.Offset, g.Length)
		if err != nil {
			t.Fatal(err)
		}
		offsets = append(offsets, offset)
	}
	if err := final.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data, offsets
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestRoundTrip(t *testing.T) {
	part := openPart(t, filepath.Join(t.TempDir(), "run1.warc.gz.part"))
	body := strings.Repeat("<p>A page about two chiefs.</p>", 4000)
	moved := exchange("https://site.example/old", monday, "")
	a := appendGroup(t, part, "s a", moved, exchange("https://site.example/a", monday, body))
	b := appendGroup(t, part, "s b", exchange("https://site.example/b", monday, "short"))
	data, offsets := finalOf(t, part, b, a)

	for i, want := range []string{"short", body} {
		record, err := ReadAt(bytes.NewReader(data), offsets[i])
		if err != nil {
			t.Fatal(err)
		}
		response, err := record.Response()
		if err != nil {
			t.Fatal(err)
		}
		if record.Offset != offsets[i] || response.Status != 200 || string(response.Body) != want {
			t.Errorf("record %d at %d: status %d, body of %d bytes, want %d", i, record.Offset, response.Status, len(response.Body), len(want))
		}
		if !record.Time().Equal(time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)) {
			t.Errorf("record %d: time %v", i, record.Time())
		}
	}

	var types []string
	ids := map[string]bool{}
	next := int64(0)
	reader := NewReader(bytes.NewReader(data))
	for {
		record, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if record.Offset != next {
			t.Errorf("record at %d, want %d", record.Offset, next)
		}
		next = record.Offset + record.Length
		types = append(types, record.Type())
		ids[record.ID()] = true
	}
	if got := strings.Join(types, " "); got != "warcinfo request response metadata request response request response metadata" {
		t.Errorf("records: %s", got)
	}
	if next != int64(len(data)) || len(ids) != len(types) {
		t.Errorf("read %d of %d bytes, %d ids of %d records", next, len(data), len(ids), len(types))
	}
	if len(data) > len(body)/2 {
		t.Errorf("the archive has %d bytes: bodies are not compressed", len(data))
	}
}

// Equal pages give an equal archive whatever the order they came in; another Date moves no record.
func TestDeterminism(t *testing.T) {
	build := func(date string, reversed bool) ([]byte, []int64) {
		part := openPart(t, filepath.Join(t.TempDir(), "p"))
		pages := []string{"https://site.example/a", "https://site.example/b"}
		groups := map[string]Group{}
		for i := range pages {
			url := pages[i]
			if reversed {
				url = pages[len(pages)-1-i]
			}
			groups[url] = appendGroup(t, part, url, exchange(url, date, strings.Repeat(url, 50)))
		}
		return finalOf(t, part, groups[pages[0]], groups[pages[1]])
	}
	one, offsets := build(monday, false)
	two, _ := build(monday, true)
	if !bytes.Equal(one, two) {
		t.Error("the order of arrival shows in the archive")
	}
	_, later := build(tuesday, false)
	if offsets[0] != later[0] || offsets[1] != later[1] {
		t.Errorf("offsets %v, with another Date %v", offsets, later)
	}
}

// Wherever a crash stops, reopening keeps the whole groups before it and appends after them.
func TestTornTail(t *testing.T) {
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole")
	part := openPart(t, whole)
	first := appendGroup(t, part, "1", exchange("https://site.example/1", monday, "one"))
	second := appendGroup(t, part, "2", exchange("https://site.example/2", monday, "two"), exchange("https://site.example/3", monday, "three"))
	data, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	for size := range len(data) + 1 {
		nearEnd := abs(size-int(first.Length)) < 3 || len(data)-size < 3
		if size%23 != 0 && !nearEnd {
			continue
		}
		path := filepath.Join(dir, "torn")
		if err := os.WriteFile(path, data[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		torn, err := OpenPart(path, "run1")
		if err != nil {
			t.Fatal(err)
		}
		want := int64(0)
		if int64(size) >= first.Length {
			want = first.Length
		}
		if size == len(data) {
			want = second.Offset + second.Length
		}
		if torn.end != want {
			t.Fatalf("of %d bytes %d are kept, want %d", size, torn.end, want)
		}
		torn.Close()
	}
	torn := openPart(t, filepath.Join(dir, "torn"))
	third := appendGroup(t, torn, "3", exchange("https://site.example/4", monday, "four"))
	if third.Offset != second.Offset+second.Length {
		t.Errorf("the next group lies at %d", third.Offset)
	}
	if err := torn.Remove(); err != nil {
		t.Error(err)
	}
}

func abs(n int) int { return max(n, -n) }

func TestCopyRefusesDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p")
	part := openPart(t, path)
	g := appendGroup(t, part, "1", exchange("https://site.example/1", monday, strings.Repeat("words ", 100)))
	if _, err := part.file.WriteAt([]byte{0xa5, 0x5a}, g.Offset+g.Length-8); err != nil {
		t.Fatal(err)
	}
	final, err := NewFinal(filepath.Join(t.TempDir(), "f"), Info{RunID: "run1"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := final.Copy(part, g.Offset, g.Length); err == nil {
		t.Error("a damaged group was copied")
	}
	if err := final.Abort(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(final.file.Name()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("after Abort the file is still there: %v", err)
	}
}

func TestEncodedBodies(t *testing.T) {
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	if _, err := io.WriteString(w, "<p>text</p>"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	e := exchange("https://site.example/z", monday, zipped.String())
	e.ResponseHead = []byte("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
	part := openPart(t, filepath.Join(t.TempDir(), "p"))
	data, offsets := finalOf(t, part, appendGroup(t, part, "z", e))
	record, err := ReadAt(bytes.NewReader(data), offsets[0])
	if err != nil {
		t.Fatal(err)
	}
	response, err := record.Response()
	if err != nil || string(response.Body) != "<p>text</p>" {
		t.Errorf("body %v, %v", response, err)
	}
	if !bytes.HasSuffix(record.Block, zipped.Bytes()) {
		t.Error("the bytes received are not in the record as they were")
	}
	if _, err := Decode(strings.NewReader("x"), "gzip, weird"); !errors.Is(err, ErrEncoding) {
		t.Errorf("an unknown encoding gives %v", err)
	}
}

func FuzzReader(f *testing.F) {
	page := factsOf("p")
	part, err := encodeGroup("run1", &page, []Exchange{exchange("https://site.example/", monday, "body")})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(part)
	f.Add([]byte{0x1f, 0x8b})
	f.Fuzz(func(t *testing.T, data []byte) {
		reader := NewReader(bytes.NewReader(data))
		end := int64(0)
		for {
			record, err := reader.Next()
			if err != nil {
				return
			}
			if record.Joined {
				return
			}
			if record.Offset != end || record.Length < 0 {
				t.Fatalf("record of %d bytes at %d, want one at %d", record.Length, record.Offset, end)
			}
			end += record.Length
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	part, err := OpenPart(filepath.Join(b.TempDir(), "p"), "run1")
	if err != nil {
		b.Fatal(err)
	}
	defer part.Close()
	page := []Exchange{exchange("https://site.example/", monday, strings.Repeat("<p>A page about two chiefs.</p>\n", 5000))}
	b.SetBytes(int64(len(page[0].Body)))
	for b.Loop() {
		if _, err := part.Append(factsOf("p"), page); err != nil {
			b.Fatal(err)
		}
	}
}
