package page

import (
	"runtime"
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

// TestSpansCostNoMemory reads 30 kB of markup whose spans cover millions of places.
func TestSpansCostNoMemory(t *testing.T) {
	for name, cells := range map[string]string{
		"wider from row to row": "<td colspan=100 rowspan=100>Signals stand at red",
		"long spans of rows":    strings.Repeat("<td colspan=90 rowspan=100>red ", 5),
	} {
		t.Run(name, func(t *testing.T) {
			source := "<table><tr><th>a<th>b" + strings.Repeat("<tr>"+cells, 600) + "</table>"
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			p := article(t, source)
			runtime.ReadMemStats(&after)
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 40 {
				t.Errorf("%d bytes took %d MB", len(source), used)
			}
			if !strings.Contains(p.Text, "red") {
				t.Error("the text is lost")
			}
			for _, b := range p.Blocks {
				if len(b.Cells) > 0 {
					t.Fatalf("read as data: %d cells", len(b.Cells))
				}
			}
		})
	}
}

// TestCoveredColumns keeps the columns under a cell of several rows apart from the cells beside it.
func TestCoveredColumns(t *testing.T) {
	p := article(t, `<table><tr><th>Town<th>Coal<th>Wood<th>Year</tr><tr><td>Ulm<td colspan=2 rowspan=2>none<td>1900</tr><tr><td>Graz<td>1901</tr></table>`)
	last := p.Blocks[len(p.Blocks)-1]
	var got [][2]int
	for _, c := range last.Cells {
		got = append(got, [2]int{c.Column, c.Width})
	}
	if diff := cmp.Diff([][2]int{{0, 1}, {1, 2}, {3, 1}}, got); diff != "" {
		t.Errorf("columns and widths: -want +got\n%s", diff)
	}
	want := []string{"Ulm ^ Town", "none < Ulm ^ Coal", "1900 < Ulm ^ Year", "Graz ^ Town", "1901 < Graz ^ Year"}
	if diff := cmp.Diff(want, headed(p)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
