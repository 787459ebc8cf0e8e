package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// headed gives each cell of a page's rows with what heads it: "text < row heads ^ column heads".
func headed(p *Page) []string {
	texts := func(spans []Span) string {
		var out []string
		for _, s := range spans {
			out = append(out, p.TextOf(s.Start, s.End))
		}
		return strings.Join(out, "/")
	}
	var out []string
	for _, b := range p.Blocks {
		for _, c := range b.Cells {
			if c.Header || c.Start == c.End {
				continue
			}
			line := p.TextOf(c.Start, c.End)
			if h := texts(c.RowHead); h != "" {
				line += " < " + h
			}
			if h := texts(c.ColumnHeads); h != "" {
				line += " ^ " + h
			}
			out = append(out, line)
		}
	}
	return out
}

func TestTableHeads(t *testing.T) {
	tests := []struct {
		name, html string
		want       []string
	}{
		{
			"column and row heads", `<table><tr><th></th><th>Coal</th><th>Wood</th></tr><tr><th>Ulm</th><td>4</td><td>5</td></tr></table>`,
			[]string{"4 < Ulm ^ Coal", "5 < Ulm ^ Wood"},
		},
		{
			"first column without th", `<table><thead><tr><td>Town</td><td>Coal</td></tr></thead><tr><td>Ulm</td><td>4</td></tr></table>`,
			[]string{"Ulm ^ Town", "4 < Ulm ^ Coal"},
		},
		{
			"no header markup", `<table><tr><td>Town</td><td>Coal</td></tr><tr><td>Ulm</td><td>4 t</td></tr><tr><td>Graz</td><td>7 t</td></tr></table>`,
			[]string{"Ulm ^ Town", "4 t < Ulm ^ Coal", "Graz ^ Town", "7 t < Graz ^ Coal"},
		},
		{
			"two header rows", `<table><tr><th rowspan=2>Town</th><th colspan=2>Fuel</th></tr><tr><th>Coal</th><th>Wood</th></tr><tr><td>Ulm</td><td>4</td><td>5</td></tr></table>`,
			[]string{"Ulm ^ Town", "4 < Ulm ^ Fuel/Coal", "5 < Ulm ^ Fuel/Wood"},
		},
		{
			"a cell over two rows", `<table><tr><th>Town</th><th>Year</th><th>Coal</th></tr><tr><td rowspan=2>Ulm</td><td>1900</td><td>4</td></tr><tr><td>1901</td><td>6</td></tr></table>`,
			[]string{"Ulm ^ Town", "1900 < Ulm ^ Year", "4 < Ulm ^ Coal", "1901 < Ulm ^ Year", "6 < Ulm ^ Coal"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, headed(article(t, tt.html))); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestHugeSpans(t *testing.T) {
	p := article(t, `<table><tr><th>a</th><td rowspan=99999 colspan=99999>b</td></tr>`+strings.Repeat("<tr><td>c</td><td>d</td></tr>", 300)+`</table>`)
	if len(p.Blocks) < 300 {
		t.Errorf("%d blocks", len(p.Blocks))
	}
}
