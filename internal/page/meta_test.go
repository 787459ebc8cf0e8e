package page

import (
	"strings"
	"testing"
	"time"
)

func TestMeta(t *testing.T) {
	source := `<html lang="en-GB"><head><title>Ten quiet stations | Rail &amp; River</title>
<meta name="robots" content="NOINDEX, follow"><meta name=googlebot content="follow"><link rel=canonical href="/stations?x=1">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebPage","datePublished":"2020-01-01"},
{"@type":["NewsArticle"],"headline":"x","datePublished":"2023-02-03T10:00:00+01:00","dateModified":"2023-03-04","author":[{"@type":"Person","name":"Ida Holm"},{"name":"Bo Lund"}]}]}</script>
</head><body><header><h1>Ten <i>quiet</i> stations</h1></header>` + filler + `</body></html>`
	p := read(t, source)
	got := [...]string{p.Title, p.Heading, p.Author, p.Language, p.Canonical, p.Robots, p.Charset, day(p.Published), day(p.Modified)}
	want := [...]string{"Ten quiet stations", "Ten quiet stations", "Ida Holm, Bo Lund", "en-GB", "https://example.org/stations?x=1", "noindex, follow", "utf-8", "2023-02-03", "2023-03-04"}
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func day(d *time.Time) string {
	if d == nil {
		return ""
	}
	return d.Format(time.DateOnly)
}

func TestDates(t *testing.T) {
	tests := []struct{ name, html, published, modified string }{
		{"meta", `<meta property="article:published_time" content="2024-05-03T08:00:00Z"><meta property="article:modified_time" content="2024-06-01">`, "2024-05-03", "2024-06-01"},
		{"time elements", `<p>Published <time datetime="2024-05-03">3 May</time>, updated <time datetime="2024-06-01">1 June</time></p>`, "2024-05-03", "2024-06-01"},
		{"visible lines", `<p>Published on May 3, 2024</p><p>Last updated: 1 June 2024</p>`, "2024-05-03", "2024-06-01"},
		{"short month", `<span>By Ida Holm</span> <span>Sept. 3rd, 2019</span>`, "2019-09-03", ""},
		{"a date in a sentence", `<p>The bridge fell on May 3, 1931, when nobody had expected it any more, not even the keeper.</p>`, "", ""},
		{"none", `<p>Nothing.</p>`, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := read(t, tt.html+filler)
			if day(p.Published) != tt.published || day(p.Modified) != tt.modified {
				t.Errorf("published %s, modified %s", day(p.Published), day(p.Modified))
			}
		})
	}
}

func TestAuthor(t *testing.T) {
	tests := []struct{ html, want string }{
		{`<meta name=author content="Ida Holm">`, "Ida Holm"},
		{`<p class="byline">By <a href="/ida">Ida Holm</a></p>`, "Ida Holm"},
		{`<a rel="author" href="/ida">Ida Holm</a>`, "Ida Holm"},
		{`<p class="byline">June 14, 2004</p>`, ""},
		{`<meta property="article:author" content="https://social.example/ida">`, ""},
	}
	for _, tt := range tests {
		if p := read(t, tt.html+filler); p.Author != tt.want {
			t.Errorf("%s: author %q, want %q", tt.html, p.Author, tt.want)
		}
	}
}

func TestTitleWithoutSite(t *testing.T) {
	tests := []struct{ title, site, heading, want string }{
		{"Slow trains - The Guard's Van", "", "", "Slow trains"},
		{"Slow trains: a history", "", "", "Slow trains: a history"},
		{"Slow trains – and why we should all take them again | Van", "", "", "Slow trains – and why we should all take them again"},
		{"Slow trains | Very Long Name Of A Railway Society", "Very Long Name Of A Railway Society", "", "Slow trains"},
		{"Slow trains | Rail and River for Friends", "", "Slow trains: the whole story", "Slow trains"},
	}
	for _, tt := range tests {
		f := &facts{title: tt.title, meta: map[string]string{"og:site_name": tt.site}}
		if got := cleanTitle(f, tt.heading); got != tt.want {
			t.Errorf("%q becomes %q, want %q", tt.title, got, tt.want)
		}
	}
}

func TestLanguage(t *testing.T) {
	tests := []struct{ html, want string }{
		{`<html lang="de">` + filler, "de"},
		{`<meta property="og:locale" content="en_US">` + filler, "en-US"},
		{filler, "en"},
		{`<p>Der Zug fährt in der Nacht, und die meisten Reisenden schlafen, wenn er über den Fluss kommt. Im Speisewagen zählt ein Kellner die Löffel, und er erzählt von dem großen Schnee.</p>`, "de"},
		{`<p>Ulm Graz Linz</p>`, ""},
	}
	for _, tt := range tests {
		if p := read(t, tt.html); p.Language != tt.want {
			t.Errorf("%.40s: language %q, want %q", tt.html, p.Language, tt.want)
		}
	}
}

func TestOutcome(t *testing.T) {
	tests := []struct {
		name, html string
		want       Outcome
	}{
		{"text", filler, OK},
		{"short note", `<p>The office is closed until the first of March, and the post goes to the neighbours.</p>`, OK},
		{"nothing", `<html><body></body></html>`, Empty},
		{"no bytes", ``, Empty},
		{"app shell", `<div id="root"></div><script src="/app.js"></script>`, NeedsScript},
		{"data is no script", `<script type="application/ld+json">{"@type":` + strings.Repeat(`"Article",`, 50) + `</script><p>The pilot steers the ship at night.</p>`, OK},
		{"module", `<div id="root"></div><script type="module" src="/app.js"></script>`, NeedsScript},
		{"typed script", `<div id="root"></div><script type="text/javascript; charset=utf-8" src="/app.js"></script>`, NeedsScript},
		{"script of a loader", `<p>Loading the page of the harbour.</p><script type="ab12-text/javascript" src="/app.js"></script>`, NeedsScript},
		{"demand", `<noscript>You need to enable JavaScript to run this app.</noscript><div id="app"></div>`, NeedsScript},
		{"challenge", `<title>Just a moment...</title><p>Checking your browser before accessing the site.</p>`, BotWall},
		{"captcha", `<h1>Access denied</h1><p>Please complete the security check to go on.</p>`, BotWall},
		{"an article on captchas", filler + filler + filler + `<p>Every captcha asks you to verify you are human.</p>`, OK},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if p := read(t, tt.html); p.Outcome != tt.want {
				t.Errorf("outcome %s, want %s (text %.60q)", p.Outcome, tt.want, p.Text)
			}
		})
	}
}
