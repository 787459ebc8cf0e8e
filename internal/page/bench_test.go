package page

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// longPage is a page of about 170 KB with what such pages have: menus, scripts, an article with lists and tables,
// comments, teasers, a footer.
func longPage() string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Harbour pilots at work | Tide Weekly</title>
<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-05-03","author":{"name":"Ida Holm"}}</script><style>`)
	for i := range 300 {
		fmt.Fprintf(&b, ".c%d{margin:%dpx;color:#%06x}\n", i, i%9, i*991)
	}
	b.WriteString("</style></head><body><nav class=\"main-nav\"><ul>")
	for i := range 120 {
		fmt.Fprintf(&b, `<li class="menu-item"><a href="/section/%d">Section %d</a></li>`, i, i)
	}
	b.WriteString("</ul></nav><main><article class=\"post\"><h1>Harbour pilots at work</h1>")
	for i := range 220 {
		fmt.Fprintf(&b, `<h2 id="s%d">Part %d</h2><p class="wp-block-paragraph">A pilot boards the ship <em>outside</em> the harbour, number %d of the day, and `+
			`<a href="/x/%d">guides it</a> to its berth; the master keeps the command, but follows the advice of the pilot, who knows every shoal.</p>`, i, i, i, i)
		if i%4 == 0 {
			b.WriteString(`<ul><li><strong>Watch:</strong> looks out for small boats</li><li>Talks to the tugs by radio</li><li>Signs the slip at the end</li></ul>`)
		}
		if i%10 == 0 {
			b.WriteString(`<table><tr><th>Port</th><th>Ships</th></tr><tr><td>North quay</td><td>1,204</td></tr><tr><td>South quay</td><td>987</td></tr></table>`)
		}
	}
	b.WriteString("</article><aside class=\"sidebar\"><h3>Related</h3>")
	for i := range 60 {
		fmt.Fprintf(&b, `<div class="teaser card"><a href="/t/%d"><img src="/i/%d.jpg" alt=""></a><h4><a href="/t/%d">Another story %d</a></h4><p>What the wind did on day %d.</p></div>`, i, i, i, i, i)
	}
	b.WriteString("</aside><section class=\"comments\">")
	for i := range 120 {
		fmt.Fprintf(&b, `<div class="comment"><span class="author">Reader %d</span><time>2024-05-0%d</time><p>I have seen this in the harbour of my town too, and it was just so.</p></div>`, i, i%9+1)
	}
	b.WriteString("</section></main><footer><p>All rights reserved.</p></footer><script>")
	for i := range 800 {
		fmt.Fprintf(&b, "window.q=window.q||[];q.push([%d,'track','item-%d']);\n", i, i)
	}
	b.WriteString("</script></body></html>")
	return b.String()
}

func BenchmarkParse(b *testing.B) {
	page := longPage()
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if _, err := html.Parse(strings.NewReader(page)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRead also reports how many times the time of html.Parse it takes.
func BenchmarkRead(b *testing.B) {
	page := []byte(longPage())
	b.SetBytes(int64(len(page)))
	var parsing time.Duration
	for b.Loop() {
		b.StopTimer()
		start := time.Now()
		if _, err := html.Parse(bytes.NewReader(page)); err != nil {
			b.Fatal(err)
		}
		parsing += time.Since(start)
		b.StartTimer()
		if _, err := Read(page, Options{URL: "https://example.org/a"}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed())/float64(parsing), "x-parse")
}
