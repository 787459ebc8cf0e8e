package compare

import (
	"strconv"
	"time"
)

// staleYears is how much older than its page a figure must be to be called stale.
const staleYears = 2

// Stale reports whether a figure of asOf ("2022" or "2022-11") is two years or more older than its page, dated by the
// later of its publication and its last change. Without a date on both sides it is not.
func Stale(asOf string, published, modified *time.Time) bool {
	year, month, known := yearMonth(asOf)
	page := later(published, modified)
	if !known || page == nil {
		return false
	}
	if month == 0 {
		return page.Year()-year >= staleYears
	}
	return (page.Year()-year)*12+int(page.Month())-month >= staleYears*12
}

func later(a, b *time.Time) *time.Time {
	if a == nil || (b != nil && b.After(*a)) {
		return b
	}
	return a
}

// yearMonth reads "2024" and "2024-11"; the month is 0 where only the year is known.
func yearMonth(asOf string) (int, int, bool) {
	if len(asOf) < len("2024") {
		return 0, 0, false
	}
	year, err := strconv.Atoi(asOf[:4])
	if err != nil {
		return 0, 0, false
	}
	if len(asOf) == len("2024-11") && asOf[4] == '-' {
		if month, err := strconv.Atoi(asOf[5:]); err == nil {
			return year, month, true
		}
	}
	return year, 0, true
}
