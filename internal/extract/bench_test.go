package extract

import (
	"bytes"
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
