package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFigures(t *testing.T) {
	for text, want := range map[string]bool{
		"£126,500": true, "43%": true, "2.5x": true, "$1.2 million": true, "~90%": true, "1,204": true, "90": true, "10k": true,
		"7": false, "2024": false, "1.": false, "In 3 of 4": false, "May 3, 2024": false, "Port": false, "12:30": false, "": false, "3 ships lost their anchors": false,
	} {
		if isFigure(text) != want {
			t.Errorf("isFigure(%q) is %v", text, !want)
		}
	}
}

func TestOddParts(t *testing.T) {
	tests := []struct {
		name, html string
		want       []string
	}{
		{
			"figure and label", `<div class="s"><div class="big">£48,200</div><div class="small">Pay of a first mate, Hull, 2023</div></div><p>So much for that.</p>`,
			[]string{"p £48,200 Pay of a first mate, Hull, 2023", "p So much for that."},
		},
		{
			"row of figures", `<div class="g"><div class="s"><span>43%</span><p>of pilots swim</p></div><div class="s"><span>12%</span><p>of pilots sing</p></div></div>`,
			[]string{"li 43% of pilots swim", "li 12% of pilots sing"},
		},
		{"steps are no figures", `<div><div class="n">1</div><div>Cast off and mind the quay wall</div></div>`, []string{"p Cast off and mind the quay wall"}},
		{
			"typed numbers", `<p>Before you sail:<br>1. Check the tide<br>2. Check the lamps<br>3) Tell the harbour</p>`,
			[]string{"p Before you sail:", "li Check the tide", "li Check the lamps", "li Tell the harbour"},
		},
		{"numbers that do not count on", `<p>Sold to the<br>7. Regiment<br>12. Regiment</p>`, []string{"p Sold to the 7. Regiment 12. Regiment"}},
		{
			"inline elements apart", `<p><span>Pilot of the port</span><span>3 months ago</span> and <a>Hull docks</a><a>Grimsby</a>, H<span>2</span><span>O</span>, i<span>Ship</span></p>`,
			[]string{"p Pilot of the port 3 months ago and Hull docks Grimsby, H2O, iShip"},
		},
		{
			"aside in the article", `<aside><h4>The port in figures</h4><ul><li>Quays: nine</li><li>Cranes: forty</li></ul></aside><aside><p>Read our letter every week.</p><button>Join</button></aside>`,
			[]string{"h The port in figures", "li Quays: nine", "li Cranes: forty"},
		},
		{
			"answers in a nav", `<div class="faq_item"><div aria-expanded="false"><div>Who steers in fog?</div></div><nav class="faq_answer" style="display:none"><p>The pilot steers, and the master watches him do it.</p></nav></div>`,
			[]string{"p Who steers in fog?", "p The pilot steers, and the master watches him do it."},
		},
		{
			"hidden behind its button", `<div><h3><button aria-expanded="false">Who moors the ship?</button></h3><div hidden><p>The linesmen do, on both quays.</p></div></div>`,
			[]string{"h Who moors the ship?", "p The linesmen do, on both quays."},
		},
		{
			"related box amid the text", `<h3>Related</h3><ul><li><a href="/a">A crane falls</a></li><li><a href="/b">A quay opens</a></li></ul><p>The harbour was dredged again, and it will be dredged every year from now on.</p>`,
			[]string{"p The harbour was dredged again, and it will be dredged every year from now on."},
		},
		{
			"links that the text introduces", `<p>These ports, each of them larger than ours, have signed the letter:</p><ul><li><a href="/a">Port of Hull</a></li><li><a href="/b">Port of Cork</a></li></ul>`,
			[]string{"p These ports, each of them larger than ours, have signed the letter:", "li Port of Hull", "li Port of Cork"},
		},
		{"lead called a teaser", `<div class="teaser-text"><p>What began as a bet has become a trade, and one that feeds a town.</p></div>`, []string{"p What began as a bet has become a trade, and one that feeds a town."}},
		{
			"text behind a pay wall", `<p class="paywall">The rest of the story is for those who pay, but it stands on the page all the same.</p>`,
			[]string{"p The rest of the story is for those who pay, but it stands on the page all the same."},
		},
		{"markup shown by noscript", `<noscript>&lt;div class="x"&gt;&lt;img src="/pixel.gif?with=a&amp;very=long&amp;query=that&amp;goes=on&amp;and=on"&gt;&lt;/div&gt;</noscript><p>Seen.</p>`, []string{"p Seen."}},
		{
			"comments by heading", `<h3>Comments (2)</h3><div><b>Moss</b><p>My uncle was a pilot there, and he never learned to swim.</p></div><div><b>Reed</b><p>Nor did mine, and he drowned in a pond, of all places.</p></div>`,
			nil,
		},
		{
			"variants of parts", `<div class="block block--promoted"><p>The tug came about, its bow under water, and threw the line to the pilot, who made it fast. Then both lay still, and nobody spoke. ` +
				`It was the quietest minute of the night, the mate said afterwards, and the longest; then the engine coughed.</p></div>`,
			[]string{"p The tug came about, its bow under water, and threw the line to the pilot, who made it fast. Then both lay still, and nobody spoke. " +
				"It was the quietest minute of the night, the mate said afterwards, and the longest; then the engine coughed."},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, outline(article(t, tt.html))); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestBylines(t *testing.T) {
	p := read(t, `<div><h1>The warehouse</h1><p>Ida Holm Night Editor | Updated on - May 3, 2024</p>`+paras("warehouse", 4)+`</div>`)
	if strings.Contains(p.Text, "Night Editor") {
		t.Errorf("the byline is in %q", p.Text)
	}
}

// TestArticleAmongOthers reads the one part that says it is the article, on a page with more text beside it than in it.
func TestArticleAmongOthers(t *testing.T) {
	p := read(t, `<body><div class="c"><h1>The warehouse</h1><article>`+paras("warehouse", 5)+`</article><div class="x">`+paras("tower", 9)+`</div></div></body>`)
	if strings.Contains(p.Text, "tower") || !strings.Contains(p.Text, "warehouse") {
		t.Errorf("text is %q", p.Text)
	}
	parts := read(t, `<body><main><article>`+paras("warehouse", 5)+`</article><article>`+paras("mill", 2)+`</article></main></body>`)
	if !strings.Contains(parts.Text, "mill") {
		t.Errorf("an article in two parts is %q", parts.Text)
	}
}

// TestFiguresBesideTheArticle reads rows of figures that stand over the part with the running text.
func TestFiguresBesideTheArticle(t *testing.T) {
	p := read(t, `<body><h1>The port</h1><div class="g"><div><div>£48,200</div><div>Pay of a mate</div></div><div><div>£61,000</div><div>Pay of a pilot</div></div></div><div class="text">`+
		paras("warehouse", 5)+`</div></body>`)
	if want := "£48,200 Pay of a mate\n£61,000 Pay of a pilot\n"; !strings.HasPrefix(p.Text, want) {
		t.Errorf("text is %.200q", p.Text)
	}
}
