package report

import (
	"math"
	"strconv"
	"strings"

	"rolecall/internal/claim"
)

func (l *labels) payDetails(p claim.Pay) *PayDetails {
	return &PayDetails{
		Label: l.amount(finite(p.Min), finite(p.Max), p.Currency, p.Period),
		Min:   finite(p.Min), Max: finite(p.Max), Currency: p.Currency, Period: p.Period,
		AnnualMin: finite(p.AnnualMin), AnnualMax: finite(p.AnnualMax),
		Statistic: p.Statistic, Component: p.Component, Region: p.Region, AsOf: p.AsOf, CitedSource: p.CitedSource,
	}
}

// amount is a figure in words: "$178,799 a year", "€90,000 to €120,000", "from £150 an hour".
func (l *labels) amount(low, high *float64, currency, period string) string {
	text := l.amounts(low, high, currency)
	if text == "" || period == "" {
		return text
	}
	if period == "hour" {
		return text + " an hour"
	}
	return text + " a " + period
}

func (l *labels) amounts(low, high *float64, currency string) string {
	switch {
	case low == nil && high == nil:
		return ""
	case high == nil:
		return "from " + l.money(*low, currency)
	case low == nil:
		return "up to " + l.money(*high, currency)
	case *low == *high:
		return l.money(*low, currency)
	}
	return l.money(*low, currency) + " to " + l.money(*high, currency)
}

func (l *labels) money(v float64, currency string) string {
	if sign, ok := l.Currencies[currency]; ok {
		return sign + thousands(v)
	}
	return strings.TrimSpace(currency + " " + thousands(v))
}

// thousands writes a number with comma separators, and with two decimals where it is small and not whole.
func thousands(v float64) string {
	decimals := 0
	if v != math.Trunc(v) && math.Abs(v) < 1000 {
		decimals = 2
	}
	digits := strconv.FormatFloat(v, 'f', decimals, 64)
	whole, rest, hasRest := strings.Cut(digits, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if hasRest {
		whole += "." + rest
	}
	return sign + whole
}

// finite drops numbers that JSON cannot hold.
func finite(v *float64) *float64 {
	if v == nil || math.IsNaN(*v) || math.IsInf(*v, 0) {
		return nil
	}
	return v
}
