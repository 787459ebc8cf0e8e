package extract

import (
	"strconv"
	"strings"

	"rolecall/internal/claim"
	"rolecall/internal/pay"
)

// split parts "25th to 75th percentile: X - Y" into two points.
func split(p claim.Pay) []claim.Pay {
	first, second, two := strings.Cut(p.Statistic, "-")
	if !two {
		return []claim.Pay{p}
	}
	if p.Min == nil || p.Max == nil || *p.Min == *p.Max {
		p.Statistic = first
		return []claim.Pay{p}
	}
	low, high := p, p
	low.Max, low.Statistic = p.Min, first
	high.Min, high.Statistic = p.Max, second
	return []claim.Pay{low, high}
}

// pointOnly gives a statistic from a heading to single sums only: a span under "Average pay" is a range.
func pointOnly(a pay.Amount, statistic string) string {
	if a.Range && (statistic == "mean" || statistic == "median") {
		return ""
	}
	return statistic
}

func dropConversions(amounts []pay.Amount) []pay.Amount {
	out := amounts[:0]
	for _, a := range amounts {
		if !a.Conversion {
			out = append(out, a)
		}
	}
	return out
}

// defaultPeriod is a year for sums that only a year can bring; a small sum without a period is no claim.
func defaultPeriod(p claim.Pay) string {
	if top := largest(p); top >= 20000 {
		return "year"
	}
	return ""
}

func largest(p claim.Pay) float64 {
	if p.Max != nil {
		return *p.Max
	}
	if p.Min != nil {
		return *p.Min
	}
	return 0
}

// plausible keeps sums that somebody can be paid in the period, in whatever currency.
func plausible(p claim.Pay) bool {
	top := largest(p)
	switch p.Period {
	case "year":
		return top >= 5000 && top < 2e9
	case "month":
		return top >= 300 && top < 2e8
	}
	return top >= 5 && top < 1e7
}

// payKey tells figures at one place apart.
func payKey(p claim.Pay) string {
	return numberKey(p.Min) + ".." + numberKey(p.Max) + p.Currency + p.Period + p.Statistic
}

func numberKey(f *float64) string {
	if f == nil {
		return ""
	}
	return strconv.FormatFloat(*f, 'g', -1, 64)
}

func firstNonEmpty(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
