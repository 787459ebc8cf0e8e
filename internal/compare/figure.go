package compare

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// figure is a salary claim as a yearly amount in its currency.
type figure struct {
	Evidence
	low, high   float64 // NaN: open
	year, month int     // 0: not said
	survey      string
	scope       string // words of the quote that narrow whom the figure is of
	family      string // what a reader might take for the same thing
	aspects     [len(aspects)]string
}

// readFigure reads a salary claim; one without an amount or with a period that has no yearly amount is no figure.
func readFigure(e Evidence) (figure, bool) {
	low, high := e.Pay.AnnualMin, e.Pay.AnnualMax
	if low == nil && high == nil && (e.Pay.Period == "" || e.Pay.Period == "year") {
		low, high = e.Pay.Min, e.Pay.Max
	}
	if low == nil && high == nil {
		return figure{}, false
	}
	f := figure{Evidence: e, low: orNaN(low), high: orNaN(high), survey: surveyName(e.Pay.CitedSource), scope: PayScope(&e)}
	f.year, f.month, _ = yearMonth(e.Pay.AsOf)
	f.family, f.aspects = familyOf(&f), f.aspectsOf()
	return f, true
}

func orNaN(f *float64) float64 {
	if f == nil {
		return math.NaN()
	}
	return *f
}

// surveyName folds a survey's name so that "Salary.com" and "salary.com" are one, as are "Glassdoor" and "Glassdoor's".
func surveyName(name string) string { return strings.TrimSuffix(strings.Join(tokens(name), " "), " s") }

// PayScope lists the words of a figure's quote and condition that narrow whom it is of, such as "entry" and "startups".
func PayScope(e *Evidence) string {
	v := lexicon()
	var out []string
	for _, w := range tokens(e.Quote + " " + e.Condition) {
		if v.payScope[v.stem(w)] {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), " ")
}

// middle is the figure's one number: the middle of a range, the given end of an open one.
func (f *figure) middle() float64 {
	switch {
	case math.IsNaN(f.low):
		return f.high
	case math.IsNaN(f.high):
		return f.low
	}
	return (f.low + f.high) / 2
}

func (f *figure) ranged() bool { return !math.IsNaN(f.low) && !math.IsNaN(f.high) && f.low != f.high }

// apart is by what share of the smaller two figures differ: 0 where one lies in the other's range, or two ranges share
// half of the narrower one; infinite for figures in two currencies.
func apart(a, b *figure) float64 {
	if a.Pay.Currency != b.Pay.Currency {
		return math.Inf(1)
	}
	if a.ranged() || b.ranged() {
		if overlapping(a, b) {
			return 0
		}
	}
	small, large := min(a.middle(), b.middle()), max(a.middle(), b.middle())
	if small <= 0 {
		return 0
	}
	return (large - small) / small
}

func overlapping(a, b *figure) bool {
	aLow, aHigh := a.bounds()
	bLow, bHigh := b.bounds()
	shared := min(aHigh, bHigh) - max(aLow, bLow)
	return shared >= 0 && shared >= min(aHigh-aLow, bHigh-bLow)/2
}

func (f *figure) bounds() (float64, float64) {
	if f.ranged() {
		return f.low, f.high
	}
	return f.middle(), f.middle()
}

// difference is something in which two figures are not figures of the same thing, and what each has; "" where it says
// nothing.
type difference struct{ what, a, b string }

func (d difference) String() string {
	if d.a == "" && d.b == "" {
		return d.what + " (not said by either)"
	}
	return d.what + " (" + cmp.Or(d.a, "not said") + "; " + cmp.Or(d.b, "not said") + ")"
}

// aspects name what figures must share to be figures of the same thing, beside the time.
var aspects = [...]string{"currency", "period", "statistic", "component", "region", "place", "survey", "condition", "whom it is of"}

// aspectsOf gives a figure's aspects in the order of their names.
func (f *figure) aspectsOf() [len(aspects)]string {
	return [...]string{
		f.Pay.Currency, PayRate(f.Pay.Period), f.Pay.Statistic, f.Pay.Component, f.Pay.Region, strings.ToLower(f.Place), f.survey, f.Condition, f.scope,
	}
}

// alike reports whether two figures are of the same thing.
func alike(a, b *figure) bool { return a.aspects == b.aspects && sameTime(a, b) }

// unlikeness counts in how many things two figures are not figures of the same thing: an aspect differs, or is known of
// one only.
func unlikeness(a, b *figure) int {
	n := 0
	for i := range aspects {
		if a.aspects[i] != b.aspects[i] {
			n++
		}
	}
	if !sameTime(a, b) {
		n++
	}
	return n
}

// unlike lists what unlikeness counts.
func unlike(a, b *figure) []difference {
	var out []difference
	for i, what := range aspects {
		if a.aspects[i] == b.aspects[i] {
			continue
		}
		d := difference{what, a.aspects[i], b.aspects[i]}
		if what == "survey" { // as the pages write it
			d.a, d.b = a.Pay.CitedSource, b.Pay.CitedSource
		}
		out = append(out, d)
	}
	if !sameTime(a, b) {
		out = append(out, difference{"year", a.Pay.AsOf, b.Pay.AsOf})
	}
	return out
}

// salaried is pay by the week or longer.
const salaried = "salary"

// PayRate is the period that outsiders charge by, "by the hour" or "by the day", and "salary" for pay by the week or longer:
// a rate times the hours of a year is no salary.
func PayRate(period string) string {
	switch period {
	case "hour", "day":
		return "by the " + period
	}
	return salaried
}

// sameTime reports whether two figures are of one time: at most a year apart in one survey, of one year where no survey
// is named. Without a year they are where their pages are, and only a survey that both name makes them one.
func sameTime(a, b *figure) bool {
	if a.year == 0 && b.year == 0 {
		return a.survey != "" && (a.PublishedAt == nil || b.PublishedAt == nil || within1(a.PublishedAt.Year(), b.PublishedAt.Year()))
	}
	if a.survey == "" && b.survey == "" {
		return a.year == b.year
	}
	return a.year != 0 && b.year != 0 && within1(a.year, b.year)
}

func within1(a, b int) bool { return a-b <= 1 && b-a <= 1 }

// String is the amount as a reader writes it: "USD 226,866", "USD 150,000 to 190,000", "USD 400,000 or more".
func (f figure) String() string {
	prefix := f.Pay.Currency + " "
	switch {
	case math.IsNaN(f.high):
		return prefix + thousands(f.low) + " or more"
	case math.IsNaN(f.low):
		return prefix + "up to " + thousands(f.high)
	case f.low != f.high:
		return prefix + thousands(f.low) + " to " + thousands(f.high)
	}
	return prefix + thousands(f.low)
}

// described is the amount with what it is a figure of: "USD 226,866 (base, US, 2024-11)".
func (f figure) described() string {
	var about []string
	for _, s := range []string{f.Pay.Component, f.Pay.Region, f.Pay.CitedSource, f.Pay.AsOf} {
		if s != "" {
			about = append(about, s)
		}
	}
	if len(about) == 0 {
		return f.String()
	}
	return fmt.Sprintf("%s (%s)", f, strings.Join(about, ", "))
}

func thousands(f float64) string {
	digits := strconv.FormatFloat(math.Round(f), 'f', 0, 64)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
