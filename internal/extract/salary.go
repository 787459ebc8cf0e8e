package extract

import (
	"strconv"

	"rolecall/internal/claim"
)

// salaries finds figures of pay of a role in general.
func salaries(d *doc, b *builder) {}

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
