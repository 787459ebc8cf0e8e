package page

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// filler is running text that makes a test page's article longer than what stands around it.
const filler = `<p>The night train leaves the old station at ten, and by the time it has crossed the river most of its passengers are asleep.
In the dining car a waiter counts spoons, folds napkins, and tells whoever listens about the winter of the great snow.</p>`

func read(t *testing.T, source string) *Page {
	t.Helper()
	p, err := Read([]byte(source), Options{URL: "https://example.org/dir/page"})
	if err != nil {
		t.Fatal(err)
	}
	check(t, p)
	return p
}

// article reads a page whose article is filler and content.
func article(t *testing.T, content string) *Page {
	t.Helper()
	return read(t, "<html><body><article>"+filler+content+"</article></body></html>")
}

var kindNames = map[Kind]string{Paragraph: "p", Heading: "h", ListItem: "li", Term: "dt", Row: "tr", Caption: "cap", Quote: "q", Pre: "pre"}

// outline gives the blocks behind the filler, "kind text" each.
func outline(p *Page) []string {
	var out []string
	for _, b := range p.Blocks {
		if text := p.TextOf(b.Start, b.End); !strings.HasPrefix(text, "The night train") {
			out = append(out, kindNames[b.Kind]+" "+text)
		}
	}
	return out
}

// check holds what is true of every page.
func check(t *testing.T, p *Page) {
	t.Helper()
	if !utf8.ValidString(p.Text) {
		t.Errorf("text is not UTF-8: %q", p.Text)
	}
	end := -1
	for i, b := range p.Blocks {
		if b.Start != end+1 || b.End <= b.Start || b.End > len(p.Text) {
			t.Fatalf("block %d [%d,%d) does not follow %d", i, b.Start, b.End, end)
		}
		end = b.End
		text := p.TextOf(b.Start, b.End)
		if strings.TrimSpace(text) != text || strings.ContainsAny(text, "\n\t\u00a0") || strings.Contains(text, "  ") {
			t.Errorf("block %d is not folded: %q", i, text)
		}
		if b.Label < b.Start || b.Label > b.End || !utf8.RuneStart(p.Text[b.Start]) || b.Parent >= i || b.LeadIn >= i {
			t.Errorf("block %d is inconsistent: %+v", i, b)
		}
		for _, s := range b.Section {
			if s >= i || p.Blocks[s].Kind != Heading {
				t.Errorf("block %d: section %d is no heading before it", i, s)
			}
		}
		for _, at := range b.Breaks {
			if at <= b.Start || at >= b.End {
				t.Errorf("block %d: break %d outside", i, at)
			}
		}
		checkCells(t, p, b)
	}
	if end >= 0 && end != len(p.Text) {
		t.Errorf("blocks end at %d of %d", end, len(p.Text))
	}
}

func checkCells(t *testing.T, p *Page, b Block) {
	t.Helper()
	var texts []string
	for _, c := range b.Cells {
		if c.Start < b.Start || c.End > b.End || c.Start > c.End {
			t.Fatalf("cell outside its row: %+v", c)
		}
		if c.Start < c.End {
			texts = append(texts, p.TextOf(c.Start, c.End))
		}
		for _, s := range append(append([]Span{}, c.RowHead...), c.ColumnHeads...) {
			if s.Start < 0 || s.End > len(p.Text) || s.Start >= s.End {
				t.Fatalf("head of a cell outside the text: %+v", s)
			}
		}
	}
	if b.Kind == Row && strings.Join(texts, " | ") != p.TextOf(b.Start, b.End) {
		t.Errorf("cells %q are not the row %q", texts, p.TextOf(b.Start, b.End))
	}
}

func TestBlocks(t *testing.T) {
	tests := []struct {
		name, html string
		want       []string
	}{
		{
			"headings and paragraphs", `<h2>Cars</h2><p>One <b>car</b> stays.</p>Loose text<div>in a box</div>`,
			[]string{"h Cars", "p One car stays.", "p Loose text", "p in a box"},
		},
		{
			"numbers cut by inline elements", `<p>It costs $<span>150</span>,<i>000</i> a&nbsp;year&#8239;now, zero&#8203;width and soft&shy;ly.</p>`,
			[]string{"p It costs $150,000 a year now, zerowidth and softly."},
		},
		{
			"footnotes", `<p>It fell.<sup>3</sup> Then rose<sup><a href="#n4">[4]</a></sup> by 10<sup>6</sup> m<sup>2</sup> on the 1<sup>st</sup>.</p>`,
			[]string{"p It fell. Then rose by 106 m2 on the 1st."},
		},
		{
			"list", `<p>They do this:</p><ul><li>Couple wagons.</li><li>Oil axles.</li></ul>`,
			[]string{"p They do this:", "li Couple wagons.", "li Oil axles."},
		},
		{
			"br bullets", `<p>Drivers must:<br>- check brakes<br>- sound the horn<br>&bull; stop</p>`,
			[]string{"p Drivers must:", "li check brakes", "li sound the horn", "li stop"},
		},
		{
			"lines under a lead-in", `<p>Guards bring:<br>a lamp<br>a flag<br>a whistle</p>`,
			[]string{"p Guards bring:", "li a lamp", "li a flag", "li a whistle"},
		},
		{"paragraphs with a sign", `<p>&bull; wipe windows</p><p>&bull; sweep floors</p>`, []string{"li wipe windows", "li sweep floors"}},
		{"a single dash is no list", `<p>- and then it stopped.</p>`, []string{"p - and then it stopped."}},
		{"empty lines part paragraphs", `<div>The first part.<br><br>The second part.</div>`, []string{"p The first part.", "p The second part."}},
		{"bold line", `<p><strong>The whistle</strong></p><p>It is made of brass.</p>`, []string{"h The whistle", "p It is made of brass."}},
		{"bold line over a break", `<p><b>The whistle</b><br>It is made of brass, and it is loud.</p>`, []string{"h The whistle", "p It is made of brass, and it is loud."}},
		{"labels", `<p><b>Driver:</b> drives.</p><p><b>Guard</b>: guards.</p>`, []string{"li Driver: drives.", "li Guard: guards."}},
		{
			"terms", `<dl><dt>Tender</dt><dd>Carries the coal.</dd><dt>Footplate</dt><dd>Where the driver stands.</dd></dl>`,
			[]string{"dt Tender Carries the coal.", "dt Footplate Where the driver stands."},
		},
		{
			"cards", `<div class="g"><div class="c"><h3>Speed</h3><p>Faster by day.</p></div><div class="c"><h3>Comfort</h3><p>Softer seats.</p></div></div>`,
			[]string{"li Speed Faster by day.", "li Comfort Softer seats."},
		},
		{
			"questions are no cards", `<div><div class="c"><h3>Is it fast?</h3><p>Yes, by day.</p></div><div class="c"><h3>Is it dear?</h3><p>No, not much.</p></div></div>`,
			[]string{"h Is it fast?", "p Yes, by day.", "h Is it dear?", "p No, not much."},
		},
		{
			"boxes under a lead-in", `<p>The crew should:</p><div><div class="i"><div></div><div>Lock the doors at night</div></div><div class="i"><div>Wake the guests</div></div><div class="i"><div>Serve breakfast</div></div></div>`,
			[]string{"p The crew should:", "li Lock the doors at night", "li Wake the guests", "li Serve breakfast"},
		},
		{
			"layout table", `<table><tr><td><table><tr><td><p>Inside the inner table there is a sentence.</p></td></tr></table></td></tr></table>`,
			[]string{"p Inside the inner table there is a sentence."},
		},
		{
			"data table", `<table><caption>Fares</caption><tr><th>From</th><th>To</th></tr><tr><td>Ulm</td><td>12 <b>marks</b></td></tr></table>`,
			[]string{"cap Fares", "tr From | To", "tr Ulm | 12 marks"},
		},
		{
			"table of boxes", `<div class="price-table"><div class="table-row"><div class="table-cell">Class</div><div class="table-cell">Fare</div></div><div class="table-row"><div class="table-cell">First</div><div class="table-cell">$90</div></div></div>`,
			[]string{"tr Class | Fare", "tr First | $90"},
		},
		{
			"closed parts are read", `<details><summary>May I bring a dog?</summary><p>Small dogs travel free.</p></details><div class="accordion-panel" style="display:none"><p>Bicycles need a ticket.</p></div>`,
			[]string{"h May I bring a dog?", "p Small dogs travel free.", "p Bicycles need a ticket."},
		},
		{
			"hidden parts are not", `<div style="display: none"><p>Template text that nobody sees.</p></div><template><p>More of it.</p></template><p>Seen.</p>`,
			[]string{"p Seen."},
		},
		{
			"noscript text", `<noscript><p>The timetable of the summer season is printed here for readers whose browser runs no scripts, line by line.</p></noscript>`,
			[]string{"p The timetable of the summer season is printed here for readers whose browser runs no scripts, line by line."},
		},
		{"blank headings", `<div class="c"><h3>&nbsp;</h3><p>A card without a name.</p></div><div class="c"><h3>&#8203;</h3><p>Another such card.</p></div>`, []string{"p A card without a name.", "p Another such card."}},
		{"captions", `<figure><img src="x"><figcaption>A train in snow</figcaption></figure>`, []string{"cap A train in snow"}},
		{"quote", `<blockquote><p>Nobody waits for a train that has left.</p></blockquote>`, []string{"q Nobody waits for a train that has left."}},
		{
			"pull quote that repeats", `<p>As he said, nobody waits for a train that has left the station.</p><blockquote>“nobody waits for a train that has left the station”</blockquote>`,
			[]string{"p As he said, nobody waits for a train that has left the station."},
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

func TestListStructure(t *testing.T) {
	p := article(t, `<h2>Duties</h2><p>The guard:</p><ul><li>opens doors<ul><li>on the left</li><li>on the right</li></ul></li><li>waves</li></ul>
<div class="ad-slot">Buy this</div><ul><li>whistles</li></ul>`)
	type item struct {
		Text          string
		Level, Parent int
		Leaf          bool
	}
	var got []item
	lists := map[int]bool{}
	lead := -1
	for _, b := range p.Blocks {
		if b.Kind != ListItem {
			continue
		}
		parent := -1
		if b.Parent >= 0 {
			parent = b.Parent - 3
		}
		got = append(got, item{p.TextOf(b.Start, b.End), b.Level, parent, b.Leaf})
		if b.Level == 1 {
			lists[b.List] = true
			lead = b.LeadIn
		}
	}
	want := []item{{"opens doors", 1, -1, false}, {"on the left", 2, 0, true}, {"on the right", 2, 0, true}, {"waves", 1, -1, true}, {"whistles", 1, -1, true}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if len(lists) != 1 {
		t.Errorf("a list cut by an advert is %d lists", len(lists))
	}
	if lead < 0 || p.TextOf(p.Blocks[lead].Start, p.Blocks[lead].End) != "The guard:" {
		t.Errorf("lead-in is block %d", lead)
	}
}

func TestSections(t *testing.T) {
	p := article(t, `<h2>Crew</h2><p>There is one.</p><h3>Driver</h3><p>In front.</p><p><b>On duty</b></p><p>All night.</p><h2>Cars</h2><p>Nine.</p>`)
	want := map[string]string{"There is one.": "Crew", "In front.": "Crew > Driver", "All night.": "Crew > Driver > On duty", "Nine.": "Cars"}
	for _, b := range p.Blocks {
		var path []string
		for _, s := range b.Section {
			path = append(path, p.TextOf(p.Blocks[s].Start, p.Blocks[s].End))
		}
		text := p.TextOf(b.Start, b.End)
		if w, ok := want[text]; ok && strings.Join(path, " > ") != w {
			t.Errorf("%q stands under %q, want %q", text, path, w)
		}
	}
}

func TestLabel(t *testing.T) {
	p := article(t, `<ul><li><strong>Brakes:</strong> are tested</li><li>Lamps are lit</li></ul>`)
	var got []string
	for _, b := range p.Blocks {
		if b.Kind == ListItem {
			got = append(got, p.TextOf(b.Start, b.Label))
		}
	}
	if diff := cmp.Diff([]string{"Brakes:", ""}, got); diff != "" {
		t.Error(diff)
	}
}

func TestSelect(t *testing.T) {
	source := `<body><div id=a><p>Left out, although it is a sentence of some length, and more.</p></div><div id=b><p>Kept text.</p><p class=x>Not this.</p></div>
<div class=r><i class=w>Jo</i><p>An answer.</p></div></body>`
	p, err := Read([]byte(source), Options{Select: Select{Content: "#b, .r", Exclude: []string{".x"}, Answer: ".r", Author: ".w"}})
	if err != nil {
		t.Fatal(err)
	}
	if p.Text != "Kept text.\nAn answer." || p.Blocks[1].Author != "Jo" || p.Blocks[1].Post != 2 {
		t.Errorf("%q %+v", p.Text, p.Blocks)
	}
	if _, err := Read(nil, Options{Select: Select{Exclude: []string{"p[["}}}); err == nil || !strings.Contains(err.Error(), "p[[") {
		t.Errorf("a selector that is no CSS gives %v", err)
	}
}
