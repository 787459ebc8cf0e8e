package page

import (
	"strings"
	"testing"
)

func TestDeepNesting(t *testing.T) {
	words := "<p>The signal stood at red all night, and the driver, who had no radio, waited in the cold.</p>"
	tests := map[string]string{
		"divs":          strings.Repeat("<div>", 100_000) + words + strings.Repeat("</div>", 100_000),
		"unclosed divs": strings.Repeat("<div>", 100_000) + words,
		"spans":         strings.Repeat("<span>", 2000) + words,
		"fonts":         strings.Repeat("<font color=red>", 2000) + words,
		"lists":         strings.Repeat("<ul><li>", 3000) + words,
		"tables":        strings.Repeat("<table><tr><td>", 2000) + words,
		"quotes":        strings.Repeat("<blockquote>", 5000) + words,
		"custom":        strings.Repeat("<x-y>", 5000) + words,
		"buttons":       strings.Repeat("<button>x", 3000) + words,
	}
	for name, source := range tests {
		t.Run(name, func(t *testing.T) {
			p := read(t, source)
			if name != "buttons" && !strings.Contains(p.Text, "signal stood at red") {
				t.Errorf("text is %.100q", p.Text)
			}
		})
	}
}

func TestLargePage(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 4 MB")
	}
	row := "<p>The signal stood at red all night, and the driver, who had no radio, waited.</p><ul><li>one<li>two</ul><div>x<br>- y<br>- z</div>"
	p := read(t, strings.Repeat(row, 4<<20/len(row)))
	if len(p.Blocks) < 40_000 {
		t.Errorf("only %d blocks", len(p.Blocks))
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(longPage()[:4000]))
	for _, s := range []string{
		"", "<p>a", "\xff\xfe<\x00p\x00>", "<table><tr><td rowspan=9 colspan=3>a<td>b<tr><th>c</table>", "<dl><dt>a<dd>b<dd>c<dt>d</dl>",
		"<ul><li>a<ul><li>b</ul>c<li><p>d<p>e</ul>", "<p>- a<br>- b<br><br>c", "<b><p>x</b>: y<p><b>z:</b> y", "<div class=comment><i class=author>x</i>y</div><div class=comment>z",
		"<noscript><p>a</noscript>", "<div class=table><div class=row><div>a</div><div>1</div></div><div class=row><div>b</div><div>2</div></div></div>",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := Read(body, Options{ContentType: "text/html", URL: "https://example.org/"})
		if err != nil {
			t.Fatal(err)
		}
		check(t, p)
	})
}
