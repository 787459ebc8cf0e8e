package page

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestItems(t *testing.T) {
	long := "The tender holds nine tons of coal and enough water for a run of eighty miles, so it stops twice between the capital and the coast, always at night, " +
		"and always for less than ten minutes, as the timetable of the company has it since the year of the great strike, when stops were longer."
	tests := []struct {
		name, html string
		want       []string
	}{
		{"paragraph in an item", `<ul><li><p>First item</p></li><li><p>Second item</p></li></ul>`, []string{"li First item", "li Second item"}},
		{
			"label on a line of its own", `<ul><li><strong>Fireman</strong><br>Shovels coal.</li><li><strong>Guard</strong><br>Waves.</li></ul>`,
			[]string{"li Fireman Shovels coal.", "li Guard Waves."},
		},
		{
			"heading in an item", `<ul><li><h4>Fireman</h4><p>Shovels coal.</p></li><li><h4>Guard</h4><p>Waves.</p></li></ul>`,
			[]string{"li Fireman Shovels coal.", "li Guard Waves."},
		},
		{"heading over long text in an item", `<ol><li><h3>Tender</h3><p>` + long + " " + long + `</p></li></ol>`, []string{"h Tender", "li " + long + " " + long}},
		{"list behind text behind list", `<ul><li>Top<ul><li>Inner</li></ul>Rest of top</li></ul>`, []string{"li Top", "li Inner", "li Rest of top"}},
		{"nested list beside items", `<ul><li>Top</li><ul><li>Inner</li></ul></ul>`, []string{"li Top", "li Inner"}},
		{"long definition", `<dl><dt>Who may travel?</dt><dd><p>Everyone.</p><p>Even dogs.</p></dd></dl>`, []string{"h Who may travel?", "p Everyone.", "p Even dogs."}},
		{"two definitions", `<dl><dt>Bogie</dt><dd>A truck.</dd><dd>A cart.</dd></dl>`, []string{"dt Bogie A truck.", "dt A cart."}},
		{
			"list in a cell", `<table><tr><th>Who</th><th>Does</th></tr><tr><td>Guard</td><td><ul><li>Waves</li><li>Whistles</li></ul></td></tr></table>`,
			[]string{"tr Who | Does", "tr Guard | Waves Whistles"},
		},
		{"bold parts of a sentence", `<p>Never <b>ever</b> lean out.</p>`, []string{"p Never ever lean out."}},
		{
			"all in bold is no heading", `<p><b>Mind the gap, and stand clear of the doors until the train has come to a stop.</b></p><p>So it said.</p>`,
			[]string{"p Mind the gap, and stand clear of the doors until the train has come to a stop.", "p So it said."},
		},
		{"preformatted", "<pre>one\n  two</pre>", []string{"pre one two"}},
		{"numbers with a sign", `<p>Change:<br>-5% in May<br>-7% in June</p>`, []string{"p Change:", "li -5% in May", "li -7% in June"}},
		{
			"boxed question and answer", `<div class="faq"><div class="q"><button aria-expanded="false">May I smoke on board?</button></div><div class="a" hidden role="region"><p>Only outside.</p></div></div>`,
			[]string{"h May I smoke on board?", "p Only outside."},
		},
		{
			"tabs", `<div role="tablist"><button role="tab" aria-controls="t1">By day</button></div><div role="tabpanel" id="t2" hidden><p>By night it is slower.</p></div>`,
			[]string{"h By day", "p By night it is slower."},
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
