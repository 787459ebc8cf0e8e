package review

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// pageOf is the address of the archived page of a side of a conflict.
func (b *bench) pageOf(conflict string, side int) string {
	b.Helper()
	current, err := b.server.runs.current()
	if err != nil {
		b.Fatal(err)
	}
	return strings.TrimSuffix(current.sides(current.conflicts[conflict])[side].Quotes[0].Address, "#q")
}

func TestArchivedPage(t *testing.T) {
	b := newBench(t, nil)
	page := b.get(b.pageOf(orientation(), 0), nil).Body.String()
	for _, want := range []string{
		`<p><mark id="q">The</mark> <b><mark>CIO</mark></b> <mark>looks inward.</mark></p>`, `<html lang="en">`, "<p>A CIO reports to the CFO.</p>",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s:\n%s", want, page)
		}
	}
	if strings.Contains(page, "script") || strings.Contains(page, "rolecall-note\" ") {
		t.Errorf("the page holds what it should not:\n%s", page)
	}
	text := b.get(b.pageOf(orientation(), 0)+"&as=text", nil).Body.String()
	if !strings.Contains(text, `<p><mark id="q">The CIO looks inward.</mark></p>`) || !strings.Contains(text, "The text as it was read") {
		t.Errorf("as text:\n%s", text)
	}
}

func TestPagesThatAreNotAtHand(t *testing.T) {
	const quote = `<mark id="q">The CIO looks inward.</mark>`
	tests := []struct {
		name   string
		change func(b *bench)
		want   string
	}{
		{"the archive is gone", func(b *bench) { b.remove("archive") }, "not at hand"},
		{"the archive lies elsewhere", func(b *bench) {
			b.alter(func(r *run, id string) { d := r.documents[id]; d.ArchiveFile = "../x"; r.documents[id] = d })
		}, "not in the output folder"},
		{"no archive is named", func(b *bench) {
			b.alter(func(r *run, id string) { d := r.documents[id]; d.ArchiveOffset = nil; r.documents[id] = d })
		}, "names no archive"},
		{"no copy may be kept", func(b *bench) {
			b.alter(func(r *run, id string) {
				d := r.documents[id]
				d.ArchiveOffset, d.RobotsDirectives = nil, "noarchive"
				r.documents[id] = d
			})
		}, "asks that no copy"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newBench(t, nil)
			path := b.pageOf(orientation(), 0)
			tt.change(b)
			w := b.get(path, nil)
			if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), tt.want) || !strings.Contains(w.Body.String(), quote) {
				t.Errorf("status %d\n%s", w.Code, w.Body)
			}
		})
	}
}

func (b *bench) remove(name string) {
	b.Helper()
	if err := os.RemoveAll(filepath.Join(b.out, name)); err != nil {
		b.Fatal(err)
	}
}

// alter changes what the server holds of each document of the latest run.
func (b *bench) alter(change func(r *run, id string)) {
	b.Helper()
	held := b.server.runs.held[0]
	for id := range held.documents {
		change(held, id)
	}
}

func TestPagesThatDoNotExist(t *testing.T) {
	b := newBench(t, nil)
	document := url.PathEscape(b.server.runs.held[0].report.Documents[0].ID)
	for _, path := range []string{"/pages/x", "/pages/..%2f..%2fetc", "/conflicts/x", "/pages/" + document + "?run=nope", "/assets/..%2fserver.go", "/assets/x", "/x"} {
		if got := b.get(path, nil).Code; got != http.StatusNotFound {
			t.Errorf("%s: status %d", path, got)
		}
	}
	for _, path := range []string{"/pages/" + document, "/pages/" + document + "?claim=nope", "/report", "/decisions"} {
		if got := b.get(path, nil).Code; got != http.StatusOK {
			t.Errorf("%s: status %d", path, got)
		}
	}
}

// TestWordsOfOthersAreText puts markup into everything that comes from others and looks for it in the pages.
func TestWordsOfOthersAreText(t *testing.T) {
	const bad = `"><img src=x onerror=alert(1)>`
	b := newBench(t, func(c *Config) { c.Reviewer = "Ada " + bad })
	held := b.server.runs.held[0]
	c := held.conflicts[orientation()]
	c.Explanation, c.TopicLabel, c.KindLabel, c.Topic, c.Sides[0].PositionLabel = bad, bad, bad, bad, bad
	id := c.Sides[0].ClaimIDs[0]
	e := held.report.Claims[id]
	e.Quote, e.Author, e.Section, e.Condition, e.PageTitle, e.Link = bad, bad, bad, bad, bad, "javascript:alert(1)"
	held.report.Claims[id] = e
	held.report.Sources[0].Name = bad
	d := held.documents[e.DocumentID]
	d.Title, d.Language = bad, "en\" onload=alert(1) x=\""
	held.documents[e.DocumentID] = d
	b.decide(orientation(), "ignore", bad)
	for _, path := range []string{"/", "/conflicts/" + orientation(), "/decisions", b.pageOf(orientation(), 0), "/conflicts/" + url.PathEscape(bad), "/pages/x?run=" + url.QueryEscape(bad)} {
		body := b.get(path, nil).Body.String()
		if strings.Contains(body, "<img") || strings.Contains(body, `" onload`) || strings.Contains(body, `href="javascript:`) {
			t.Errorf("%s:\n%s", path, body)
		}
	}
}
