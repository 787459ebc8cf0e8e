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
	chartWidth  = 920
	chartLeft   = 290
	chartRight  = 740
	chartTop    = 34
	rowHeight   = 24
	headHeight  = 32
	chartRows   = 60
	chartLines  = 150
	longestName = 38
)

// payChart is the figures of one currency, annualised, as dots and ranges.
type payChart struct {
	ID, Currency, Title, Note    string
	Width, Height                int
	Left, Right, AxisY, LabelX   float64
	AmountX, GridTop, GridBottom float64
	Ticks                        []tick
	Heads                        []lineText
	Lines                        []payLine
	Joins                        []string // points of lines that join comparable figures
	Log, Shared                  bool
}

type tick struct {
	X     float64
	Label string
}

type lineText struct {
	Y          float64
	Text, Full string
}

// payLine is one line of a chart with its marks.
type payLine struct {
	lineText
	Amount string
	Marks  []payMark
}

// payMark is a dot (X1 = X2) or a range, open on a side where the figure is.
type payMark struct {
	X1, X2, Y         float64
	Range             bool
	OpenLeft, OpenEnd bool
	Role, Shape       string
	Title             string
	id                string
}

// Diamond is the outline of the mark of every role but the first, so that roles are told apart without colour.
func (m payMark) Diamond() string {
	return fmt.Sprintf("%g,%g %g,%g %g,%g %g,%g", m.X1, m.Y-6.5, m.X1+6.5, m.Y, m.X1, m.Y+6.5, m.X1-6.5, m.Y)
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
	for i, currency := range currencies {
		charts = append(charts, r.payChart(i, currency, byCurrency[currency]))
	}
	return charts
}

func positive(v *float64) bool { return v != nil && *v > 0 }

func (r *Report) payChart(n int, currency string, ids []string) payChart {
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
		ID: fmt.Sprintf("pay%d", n), Currency: cmp.Or(currency, "currency not said"), Width: chartWidth, Left: chartLeft, Right: chartRight, LabelX: 10,
		AmountX: chartWidth - 8, AxisY: chartTop - 12, GridTop: chartTop, Log: s.log, Shared: len(ids) > chartRows,
	}
	c.Title = "Pay a year, " + c.Currency
	for _, v := range s.ticks() {
		c.Ticks = append(c.Ticks, tick{X: s.place(v), Label: short(v)})
	}
	r.drawLines(&c, s, ids)
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
			c.Heads = append(c.Heads, lineText{Y: y - 10, Text: f.head, Full: f.head})
		}
		if f.line != last.line {
			if len(c.Lines) == chartLines {
				c.Note = fmt.Sprintf("%d more figures stand in the table only.", len(figures)-i)
				break
			}
			y += rowHeight
			c.Lines = append(c.Lines, payLine{lineText: lineText{Y: y - 8, Text: shorten(f.text, longestName), Full: f.text}})
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
		Y: y, Role: safeID(e.Role), Shape: "diamond", id: id,
		Title: fmt.Sprintf("%s, %s: %s; %s", roleLabel(e.Role), r.sourceNames([]string{e.SourceID}), p.Label, r.labels.figure(p)),
	}
	if e.Role == "cio" {
		m.Shape = "circle"
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
	m.Range = m.X1 != m.X2
	return m
}

// Arrow is the head at the open end of a range.
func (m payMark) Arrow() string {
	x, d := m.X2, 8.0
	if m.OpenLeft {
		x, d = m.X1, -8
	}
	return fmt.Sprintf("%g,%g %g,%g %g,%g", x+d, m.Y, x, m.Y-6, x, m.Y+6)
}
