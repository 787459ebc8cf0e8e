package page

import (
	"strings"
	"testing"
)

// para makes running text about a thing, different for every n.
func para(thing string, n int) string {
	verbs := []string{"was built before the war", "has lost its roof", "stands empty in winter", "smells of tar and rope", "was sold twice, then given back"}
	return "<p>The " + thing + " by the canal " + verbs[n%len(verbs)] + ", and the people of the town, who pass it every day, hardly look up any more. Number " +
		string(rune('A'+n%26)) + " on the list of monuments.</p>"
}

func paras(thing string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(para(thing, i))
	}
	return b.String()
}

func TestContent(t *testing.T) {
	long := paras("warehouse", 6)
	short := paras("warehouse", 2)
	teaser := func(n int) string {
		return strings.Repeat(`<div class="item"><h3><a href="/other">A bridge too narrow</a></h3><p>How the council argued for nine years over one metre, and who won in the end.</p></div>`, n)
	}
	comment := `<div class="comment"><span class="author">Moss</span><p>My grandmother worked there as a girl, and she told me about the rats, the cold, and the songs.</p></div>`
	tests := []struct {
		name, html string
		in, out    []string
	}{
		{
			"semantic page", `<header><a href="/">Town Paper</a></header><nav><a href="/a">News</a><a href="/b">Sport</a></nav><main><article><h1>The warehouse</h1>` + long +
				`</article><aside><p>Subscribe to the letter, which comes every week with the best of the town.</p></aside></main><footer><p>Town Paper Limited, 3 Market Square, printed since 1888, all rights reserved.</p></footer>`,
			[]string{"warehouse by the canal"},
			[]string{"Sport", "Subscribe", "Limited"},
		},
		{
			"divs without names", `<div><div><a href="/">Home</a> <a href="/x">About</a> <a href="/y">Contact</a></div><div><div><h1>The warehouse</h1>` + long +
				`</div><div><h3>Read next</h3>` + teaser(3) + `</div></div><div>© Town Paper</div></div>`,
			[]string{"The warehouse", "Number F"},
			[]string{"Home", "Read next", "bridge", "©"},
		},
		{
			"comments under an article", `<article><h1>The warehouse</h1>` + long + `</article><div id="comments"><h2>12 comments</h2>` + strings.Repeat(comment, 4) + `</div>`,
			[]string{"warehouse"},
			[]string{"grandmother", "12 comments"},
		},
		{
			"many comments under a short article", `<html><head><meta property="og:type" content="article"></head><body><div class="story"><h1>The warehouse</h1>` + short +
				`</div><div class="comment-list">` + strings.Repeat(comment, 9) + `</div></body>`,
			[]string{"warehouse"},
			[]string{"grandmother"},
		},
		{
			"teasers behind a short article", `<div class="story"><h1>The warehouse</h1>` + short + `</div><div class="row">` + teaser(8) + `</div>`,
			[]string{"warehouse"},
			[]string{"bridge"},
		},
		{
			"article in sections", `<div class="s">` + short + `</div><div class="s"><h2>Then</h2>` + paras("tower", 2) + `</div><div class="s"><h2>Now</h2>` + paras("mill", 2) + `</div>`,
			[]string{"warehouse", "tower", "mill", "Then", "Now"},
			nil,
		},
		{
			"lead outside the body", `<div class="page"><h1>The warehouse</h1><div class="lead"><p>It is the oldest house on the water, and it will fall within the year.</p></div><div class="text">` + long + `</div></div>`,
			[]string{"oldest house", "warehouse"},
			nil,
		},
		{
			"sections of another subject", long + `<h2>About the author</h2><p>Ida Holm writes about old houses, and lives in a new one by the sea.</p>`,
			[]string{"warehouse"},
			[]string{"Ida Holm"},
		},
		{
			"table of contents", `<article><div class="toc"><p>Contents</p><ul><li><a href="#a">Walls</a></li><li><a href="#b">Roof</a></li></ul></div>` + long + `<h2 id="a">Walls</h2>` + short + `</article>`,
			[]string{"warehouse", "Walls"},
			[]string{"Contents", "Roof"},
		},
		{
			"words on the body", `<body class="has-sidebar nav-open popup-ready"><div class="sidebar-layout"><article>` + long + `</article></div></body>`,
			[]string{"warehouse"},
			nil,
		},
		{"form around the page", `<form id="aspnetForm"><div><a href="/">Home</a></div><div>` + long + `</div></form>`, []string{"warehouse"}, nil},
		{
			"consent box", `<div id="cookie-consent"><p>We and our 812 partners store cookies, measure audiences, and show adverts that fit you.</p><button>Accept</button></div><div>` + long + `</div>`,
			[]string{"warehouse"},
			[]string{"partners", "Accept"},
		},
		{
			"link lines in the text", `<article>` + short + `<p><a href="/z">A bridge too narrow for the new buses</a></p><p><b>Read more:</b> <a href="/y">The tower that leans</a></p>` + paras("mill", 3) + `</article>`,
			[]string{"warehouse", "mill"},
			[]string{"bridge", "tower that"},
		},
		{
			"nothing but a table", `<body><div><table><tr><th>Port</th><th>Ships</th></tr><tr><td>Ulm</td><td>12</td></tr><tr><td>Graz</td><td>7</td></tr></table></div></body>`,
			[]string{"Port | Ships\nUlm | 12\nGraz | 7"},
			nil,
		},
		{
			"content by a bad name", `<body><div class="promo">` + para("mill", 1) + `</div><div class="modal">` + para("tower", 2) + `</div><div class="popup">` + para("lock", 3) + `</div></body>`,
			[]string{"The mill", "The tower", "The lock"},
			nil,
		},
		{
			"list article", `<article><h1>Five houses</h1><p>These are the houses worth a walk.</p><ol><li>The mill, for its wheel</li><li>The tower, for its bell</li><li>The <a href="/w">warehouse</a>, for its roof</li></ol>` + short + `</article>`,
			[]string{"The mill, for its wheel", "The warehouse, for its roof"},
			nil,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := read(t, tt.html)
			for _, s := range tt.in {
				if !strings.Contains(p.Text, s) {
					t.Errorf("%q is missing in %.300q", s, p.Text)
				}
			}
			for _, s := range tt.out {
				if strings.Contains(p.Text, s) {
					t.Errorf("%q is in %q", s, p.Text)
				}
			}
		})
	}
}

func TestThread(t *testing.T) {
	post := func(class, who, text string) string {
		return `<div class="` + class + `"><div class="head"><a class="username" href="/u">` + who + `</a> <time>3 May 2024</time></div><div class="body"><p>` + text + `</p></div><a class="button">Reply</a></div>`
	}
	answers := post("reply-item", "Ana", "You oil it once a week with sperm oil, or what is sold as such today, and wipe it off again.") +
		post("reply-item odd", "Ben", "Never oil it at all. Dust sticks to oil, and dust is what stops clocks in the end.") +
		post("reply-item", "Cy", "Ask a clockmaker.")
	source := `<body><div class="topic"><h1>How do I oil a tower clock?</h1><div class="starter"><span class="username">Dot</span><p>Ours has stopped twice this winter, and nobody in the parish knows what to do.</p></div></div>` +
		`<div class="replies-list">` + answers + `</div><div class="sidebar"><h3>Similar questions</h3><ul><li><a href="/1">Who winds the clock?</a></li><li><a href="/2">Why is it slow?</a></li></ul></div></body>`
	p := read(t, source)
	type said struct {
		post   int
		author string
	}
	want := map[string]said{
		"How do I oil a tower clock?": {1, "Dot"},
		"Ours has stopped twice this winter, and nobody in the parish knows what to do.":               {1, "Dot"},
		"You oil it once a week with sperm oil, or what is sold as such today, and wipe it off again.": {2, "Ana"},
		"Never oil it at all. Dust sticks to oil, and dust is what stops clocks in the end.":           {3, "Ben"},
		"Ask a clockmaker.": {4, "Cy"},
	}
	for _, b := range p.Blocks {
		text := p.TextOf(b.Start, b.End)
		if w, ok := want[text]; !ok || w != (said{b.Post, b.Author}) {
			t.Errorf("post %d of %q: %q", b.Post, b.Author, text)
		}
		delete(want, text)
	}
	for text := range want {
		t.Errorf("missing: %q", text)
	}
}
