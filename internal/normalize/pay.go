package normalize

import (
	"math"
	"slices"
	"strings"

	"rolecall/internal/claim"
)

// Units of a period in a year: 52 weeks of five days of eight hours.
const (
	hoursPerYear  = 2080
	daysPerYear   = 260
	weeksPerYear  = 52
	monthsPerYear = 12
)

// perYear is how many periods a year has; 0 where the period is not known.
func perYear(period string) float64 {
	switch period {
	case "year":
		return 1
	case "month":
		return monthsPerYear
	case "week":
		return weeksPerYear
	case "day":
		return daysPerYear
	case "hour":
		return hoursPerYear
	}
	return 0
}

// annualise sets the yearly amounts, to the cent; nil where the amount or the period is not known.
func annualise(p *claim.Pay) {
	times := perYear(p.Period)
	p.AnnualMin, p.AnnualMax = yearly(p.Min, times), yearly(p.Max, times)
}

func yearly(amount *float64, times float64) *float64 {
	if amount == nil || times == 0 {
		return nil
	}
	v := math.Round(*amount*times*100) / 100
	return &v
}

// tidyPay brings the attributes of a figure to their vocabulary and drops what is outside it.
func tidyPay(p *claim.Pay) {
	p.Currency = code(p.Currency, 3)
	p.Region = code(p.Region, 2)
	if p.Region == "UK" {
		p.Region = "GB"
	}
	p.Period = member(p.Period, "hour", "day", "week", "month", "year")
	p.Statistic = member(p.Statistic, "mean", "median", "range", "minimum", "maximum", "p10", "p25", "p75", "p90")
	p.Component = member(p.Component, "base", "total", "bonus", "equity")
	p.AsOf = yearOrMonth(p.AsOf)
	p.CitedSource = strings.Join(strings.Fields(p.CitedSource), " ")
}

// code is s in capitals where it has length ASCII letters, else nothing.
func code(s string, length int) string {
	s = strings.ToUpper(strings.TrimSpace(s))
	if len(s) != length || strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return ""
	}
	return s
}

func member(s string, allowed ...string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if slices.Contains(allowed, s) {
		return s
	}
	return ""
}

// yearOrMonth keeps "2024" and "2024-11", cuts a day off, and drops all else.
func yearOrMonth(s string) string {
	s = strings.TrimSpace(s)
	if len(s) == len("2024-11-05") && s[7] == '-' {
		s = s[:7]
	}
	year, month, dated := strings.Cut(s, "-")
	if len(year) != 4 || !digits(year) || year < "1900" || year > "2199" {
		return ""
	}
	if !dated {
		return s
	}
	if len(month) != 2 || !digits(month) || month < "01" || month > "12" {
		return year
	}
	return s
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }
