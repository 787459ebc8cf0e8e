package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// The measures of a chart, in its own units. Rows beyond chartRows share a line with others of their kind.
const (
	chartWidth  = 1080
	chartLeft   = 350
	chartRight  = 900
	chartTop    = 34
	rowHeight   = 24
	headHeight  = 32
	chartRows   = 60
	chartLines  = 150
	longestName = 50
)

// payChart is the figures of one currency, annualised, as dots and ranges.
type payChart struct {
	Title      string     `json:"title"`
	Note       string     `json:"note,omitempty"`
	Width      int        `json:"width"`
	Height     int        `json:"height"`
	AxisY      float64    `json:"axis_y"`
	LabelX     float64    `json:"label_x"`
	AmountX    float64    `json:"amount_x"`
	GridTop    float64    `json:"grid_top"`
	GridBottom float64    `json:"grid_bottom"`
	Ticks      []tick     `json:"ticks"`
	Heads      []lineText `json:"heads"`
	Lines      []payLine  `json:"lines"`
	Joins      []string   `json:"joins"` // points of lines that join comparable figures
	Log        bool       `json:"log,omitempty"`
	Shared     bool       `json:"shared,omitempty"` // one line for all figures of a kind
}

type tick struct {
	X     float64 `json:"x"`
	Label string  `json:"label"`
}

type lineText struct {
	Y    float64 `json:"y"`
	Text string  `json:"text"`
	Full string  `json:"full,omitempty"` // where the text is cut
}

// payLine is one line of a chart with its marks.
type payLine struct {
	lineText
	Amount string    `json:"amount"`
	Marks  []payMark `json:"marks"`
}

// payMark is a dot (X1 = X2) or a range, open on a side where the figure is.
type payMark struct {
	X1       float64 `json:"x1"`
	X2       float64 `json:"x2"`
	Y        float64 `json:"y"`
	OpenLeft bool    `json:"open_left,omitempty"`
	OpenEnd  bool    `json:"open_end,omitempty"`
	Role     string  `json:"role"` // fit for a class
	Title    string  `json:"title"`
	id       string
}

func (r *Report) payCharts() []payChart {
	byCurrency := map[string][]string{}
	var currencies []string
	for _, id := range r.Pay {
		p := r.Claims[id].Pay
		if p == nil || !positive(p.AnnualMin) && !positive(p.AnnualMax) {
			continue
		}
		if byCurrency[p.Currency] == nil {
			currencies = append(currencies, p.Currency)
		}
		byCurrency[p.Currency] = append(byCurrency[p.Currency], id)
	}
	slices.SortStableFunc(currencies, func(a, b string) int {
		return cmp.Or(len(byCurrency[b])-len(byCurrency[a]), cmp.Compare(a, b))
	})
	var charts []payChart
	for _, currency := range currencies {
		charts = append(charts, r.payChart(currency, byCurrency[currency]))
	}
	return charts
}

func positive(v *float64) bool { return v != nil && *v > 0 }

func (r *Report) payChart(currency string, ids []string) payChart {
	smallest, largest := math.Inf(1), 0.0
	for _, id := range ids {
		for _, v := range []*float64{r.Claims[id].Pay.AnnualMin, r.Claims[id].Pay.AnnualMax} {
			if positive(v) {
				smallest, largest = min(smallest, *v), max(largest, *v)
			}
		}
	}
	s := newScale(smallest, largest, chartLeft, chartRight)
	c := payChart{
		Title: "Pay a year, " + cmp.Or(currency, "currency not said"), Width: chartWidth, LabelX: 10,
		AmountX: chartWidth - 8, AxisY: chartTop - 12, GridTop: chartTop, Log: s.log, Shared: len(ids) > chartRows,
	}
	for _, v := range s.ticks() {
		c.Ticks = append(c.Ticks, tick{X: s.place(v), Label: short(v)})
	}
	r.drawLines(&c, s, ids)
	c.Joins = nonNil(c.Joins)
	return c
}

// figure is one figure to draw: the heading it stands under, its line and what the line is called.
type figure struct {
	id, head, line, text, year string
	role                       string
	statistic                  int
}

// figuresToDraw lists claims in the order of their lines, the same figure of a source only once.
func (r *Report) figuresToDraw(ids []string, shared bool) []figure {
	var figures []figure
	seen := map[string]bool{}
	for _, id := range ids {
		e := r.Claims[id]
		f := figure{
			id: id, head: r.chartHead(e), line: id, text: r.chartLine(e), year: cmp.Or(e.Pay.AsOf, "no year"), role: e.Role,
			statistic: statisticOrder(e.Pay.Statistic),
		}
		same := strings.Join([]string{f.head, f.text, r.annual(e)}, "\n")
		if seen[same] {
			continue
		}
		seen[same] = true
		if shared {
			f.head, f.text = roleLabel(e.Role), r.sharedLine(e)
			f.line = f.head + f.text
		}
		figures = append(figures, f)
	}
	slices.SortStableFunc(figures, func(a, b figure) int {
		return cmp.Or(cmp.Compare(a.role, b.role), a.statistic-b.statistic, cmp.Compare(a.head, b.head), cmp.Compare(a.year, b.year), cmp.Compare(a.text, b.text))
	})
	return figures
}

// drawLines puts the figures on lines under headings of role and statistic: one each, or one for all of a year where
// they are many.
func (r *Report) drawLines(c *payChart, s scale, ids []string) {
	y := float64(chartTop)
	var last figure
	var marks []payMark
	figures := r.figuresToDraw(ids, c.Shared)
	for i, f := range figures {
		if f.head != last.head {
			y += headHeight
			c.Heads = append(c.Heads, lineText{Y: y - 10, Text: f.head})
		}
		if f.line != last.line {
			if len(c.Lines) == chartLines {
				c.Note = fmt.Sprintf("%d more figures stand in the table only.", len(figures)-i)
				break
			}
			y += rowHeight
			c.Lines = append(c.Lines, payLine{lineText: cutLine(y-8, f.text)})
		}
		last = f
		line := &c.Lines[len(c.Lines)-1]
		m := r.payMark(f.id, s, y-rowHeight/2)
		line.Marks, marks = append(line.Marks, m), append(marks, m)
		line.Amount = r.annual(r.Claims[f.id])
		if len(line.Marks) > 1 {
			line.Amount = counted(len(line.Marks), "figure", "figures")
		}
	}
	c.GridBottom = y + 6
	c.Height = int(y) + 14
	if !c.Shared {
		c.Joins = r.joins(marks)
	}
}

func (r *Report) annual(e Evidence) string {
	return r.labels.amounts(e.Pay.AnnualMin, e.Pay.AnnualMax, e.Pay.Currency)
}

// statisticOrder puts low figures before high ones, ranges after them and figures of no known kind last.
func statisticOrder(statistic string) int {
	order := []string{"minimum", "p10", "p25", "median", "mean", "p75", "p90", "maximum", "range"}
	if i := slices.Index(order, statistic); i >= 0 {
		return i
	}
	return len(order)
}

// sharedLine is "average base pay, US, 2024", the line that all such figures share.
func (r *Report) sharedLine(e Evidence) string {
	p := PayDetails{Statistic: e.Pay.Statistic, Component: e.Pay.Component, Region: e.Pay.Region, AsOf: e.Pay.AsOf}
	return cmp.Or(r.labels.figure(&p), "not said of what")
}

// chartHead is "CIO · average base pay · US".
func (r *Report) chartHead(e Evidence) string {
	what := strings.TrimSpace(labelOf(r.labels.Statistics, e.Pay.Statistic) + " " + labelOf(r.labels.Components, e.Pay.Component))
	return strings.Join([]string{roleLabel(e.Role), cmp.Or(what, "not said of what kind"), cmp.Or(e.Pay.Region, "region not said")}, " · ")
}

// chartLine is "Some source · 2024 · Survey".
func (r *Report) chartLine(e Evidence) string {
	line := r.sourceNames([]string{e.SourceID}) + " · " + cmp.Or(e.Pay.AsOf, "no year")
	if e.Pay.CitedSource != "" {
		line += " · " + e.Pay.CitedSource
	}
	return folded(line)
}

func (r *Report) payMark(id string, s scale, y float64) payMark {
	e := r.Claims[id]
	p := e.Pay
	m := payMark{
		Y: y, Role: safeID(e.Role), id: id,
		Title: fmt.Sprintf("%s, %s: %s; %s", roleLabel(e.Role), r.sourceNames([]string{e.SourceID}), p.Label, r.labels.figure(p)),
	}
	low, high := p.AnnualMin, p.AnnualMax
	switch {
	case !positive(low):
		m.X1, m.X2, m.OpenLeft = max(s.left, s.place(*high)-40), s.place(*high), true
	case !positive(high):
		m.X1, m.X2, m.OpenEnd = s.place(*low), min(s.right, s.place(*low)+40), true
	default:
		m.X1, m.X2 = s.place(*low), s.place(*high)
	}
	return m
}

func cutLine(y float64, text string) lineText {
	line := lineText{Y: y, Text: shorten(text, longestName)}
	if line.Text != text {
		line.Full = text
	}
	return line
}

// safeID makes an id fit for an element's id or class.
func safeID(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return '-'
	}, strings.ToLower(s))
}
