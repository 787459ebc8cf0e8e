package extract

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"rolecall/internal/page"
)

// BenchmarkClaims takes the claims from all pages of the fixture site, read beforehand.
func BenchmarkClaims(b *testing.B) {
	var pages []*page.Page
	size := 0
	for _, body := range fixturePages(b) {
		p := readPage(b, body)
		pages = append(pages, p)
		size += len(p.Text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range pages {
			Claims(p, Options{})
		}
	}
}

// BenchmarkPage reads all pages of the fixture site and takes their claims. It reports how many times the time of
// html.Parse of the same pages that is.
func BenchmarkPage(b *testing.B) {
	pages := fixturePages(b)
	size := 0
	for _, body := range pages {
		size += len(body)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	var parsing time.Duration
	for b.Loop() {
		b.StopTimer()
		start := time.Now()
		for _, body := range pages {
			if _, err := html.Parse(bytes.NewReader(body)); err != nil {
				b.Fatal(err)
			}
		}
		parsing += time.Since(start)
		b.StartTimer()
		for _, body := range pages {
			Claims(readPage(b, body), Options{})
		}
	}
	b.ReportMetric(float64(b.Elapsed())/float64(parsing), "x-html.Parse")
}

// BenchmarkLongPages reads pages of one repeated part, each in two lengths: the bytes per second of both must be about
// the same, or the time grows faster than the page.
func BenchmarkLongPages(b *testing.B) {
	for _, part := range []struct{ name, before, text string }{
		{"lines", "<p>What the CTO does:<br>", "- Lead the engineers<br>"},
		{"bold lines", "<p>", "<b>Budget</b><br>The CIO plans the budget.<br><br>"},
		{"paragraphs", "", "<p>The CIO reports to the CEO. The CTO leads research.</p>"},
		{"items", "<h2>Duties of the CIO</h2><ul>", "<li>Plan the budget</li>"},
		{"rows", "<table><tr><th>Role<th>Pay", "<tr><td>CIO<td>$120,000 to $150,000"},
		{"one sentence", "<p>", "the CIO runs the service desk and the CTO earns $120,000 a year, "},
	} {
		for _, kilobytes := range []int{128, 1024} {
			body := []byte("<title>CIO and CTO</title><h1>The CIO and the CTO</h1>" + part.before + strings.Repeat(part.text, kilobytes<<10/len(part.text)))
			b.Run(fmt.Sprintf("%s/%dKB", part.name, kilobytes), func(b *testing.B) {
				b.SetBytes(int64(len(body)))
				for b.Loop() {
					Claims(readPage(b, body), Options{})
				}
			})
		}
	}
}
