// Package rates knows what a unit of a currency was worth in US dollars, by the euro's reference rates as the European
// Central Bank publishes them (eurofxref-hist.csv). It reads bytes that are handed in and no files.
package rates

import (
	"math"
	"slices"
	"strings"
	"time"
)

// euro is the base of the table: what every other currency is quoted against.
const euro = "EUR"

// dollar is what amounts are converted to.
const dollar = "USD"

// Table holds reference rates by day. Methods are safe for concurrent use.
type Table struct {
	days  []string             // "2024-11-22", earliest first
	perE  map[string][]float64 // by currency, units for a euro in the order of days; 0: none that day
	years map[string]span      // where the days of a year lie
}

// span is a run of days, the last not included.
type span struct{ from, to int }

// maxAge is how old the last rate before a day may be. Weekends and holidays leave gaps of up to five days; a month allows
// for a file that is fetched that often, and no more: a file that is years old gives no rate, not a wrong one.
const maxAge = 31 * 24 * time.Hour

// Newest is the last day of the table, as "2024-11-22".
func (t *Table) Newest() string { return t.days[len(t.days)-1] }

// Oldest is the first day of the table.
func (t *Table) Oldest() string { return t.days[0] }

// Year gives the mean of a year's rates in US dollars for a unit of the currency, over the days of that year on which
// both were quoted; false where there are none. The dollar itself is 1, whatever the year.
func (t *Table) Year(currency, year string) (float64, bool) {
	if currency == dollar {
		return 1, true
	}
	days, known := t.years[year]
	if !known {
		return 0, false
	}
	sum, n := 0.0, 0
	for i := days.from; i < days.to; i++ {
		if rate := t.at(currency, i); rate > 0 {
			sum += rate
			n++
		}
	}
	if n == 0 {
		return 0, false
	}
	return tidy(sum / float64(n)), true
}

// Day gives the rate of a day in US dollars for a unit of the currency, or of the last day before it on which both were
// quoted, a month before at most; false where there is none. The dollar itself is 1, whatever the day.
func (t *Table) Day(currency string, day time.Time) (float64, bool) {
	if currency == dollar {
		return 1, true
	}
	last, oldest := day.Format(time.DateOnly), day.Add(-maxAge).Format(time.DateOnly)
	i, exact := slices.BinarySearch(t.days, last)
	if !exact {
		i--
	}
	for ; i >= 0 && t.days[i] >= oldest; i-- {
		if rate := t.at(currency, i); rate > 0 {
			return tidy(rate), true
		}
	}
	return 0, false
}

// at is the rate of the i-th day; 0: none.
func (t *Table) at(currency string, i int) float64 {
	dollars := t.perE[dollar][i]
	if currency == euro {
		return dollars
	}
	units := t.perE[currency]
	if units == nil || units[i] == 0 {
		return 0
	}
	return dollars / units[i]
}

// tidy keeps six significant digits, as many as the bank quotes at most.
func tidy(rate float64) float64 {
	unit := math.Pow10(5 - int(math.Floor(math.Log10(rate))))
	return math.Round(rate*unit) / unit
}

// index notes where the days of each year lie.
func (t *Table) index() {
	t.years = map[string]span{}
	for i, day := range t.days {
		year, _, _ := strings.Cut(day, "-")
		s, known := t.years[year]
		if !known {
			s.from = i
		}
		s.to = i + 1
		t.years[year] = s
	}
}
