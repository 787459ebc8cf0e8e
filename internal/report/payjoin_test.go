package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"rolecall/internal/claim"
	"rolecall/internal/compare"
)

// A line joins two figures of one survey and year where the comparison takes them for figures of the same thing.
func TestJoinsAskForTheSameThing(t *testing.T) {
	figure := func(source string, amount float64) compare.Evidence {
		return compare.Evidence{Claim: claim.Claim{
			ID: source, SourceID: source, DocumentID: source, Kind: claim.Salary, Role: claim.CIO, Quote: fmt.Sprintf("It pays %.0f.", amount),
			Pay: claim.Pay{
				Min: &amount, Max: &amount, AnnualMin: &amount, AnnualMax: &amount, Currency: "USD", Period: "year", Statistic: "mean",
				Component: "base", Region: "US", AsOf: "2024", CitedSource: "PayBoard",
			},
		}}
	}
	for _, tc := range []struct {
		name   string
		change func(*compare.Evidence)
		want   int
	}{
		{"the same thing", func(*compare.Evidence) {}, 1},
		{"another month", func(e *compare.Evidence) { e.Pay.AsOf = "2024-06" }, 1},
		{"by the month", func(e *compare.Evidence) { e.Pay.Period = "month" }, 1},
		{"by the hour", func(e *compare.Evidence) { e.Pay.Period = "hour" }, 0},
		{"by the day", func(e *compare.Evidence) { e.Pay.Period = "day" }, 0},
		{"in startups", func(e *compare.Evidence) { e.Quote = "In startups it pays less." }, 0},
		{"a condition", func(e *compare.Evidence) { e.Condition = "in shipping" }, 0},
		{"a city", func(e *compare.Evidence) { e.Place = "Chicago" }, 0},
		{"another region", func(e *compare.Evidence) { e.Pay.Region = "GB" }, 0},
		{"bonus", func(e *compare.Evidence) { e.Pay.Component = "bonus" }, 0},
		{"another year", func(e *compare.Evidence) { e.Pay.AsOf = "2022" }, 0},
		{"another role", func(e *compare.Evidence) { e.Role = claim.CTO }, 0},
	} {
		other := figure("birch", 240_000)
		tc.change(&other)
		r := Build(Input{Analysis: &compare.Analysis{Pay: []compare.Evidence{figure("ash", 200_000), other}}})
		if n := len(r.payCharts()[0].Joins); n != tc.want {
			t.Errorf("%s: %d joins, want %d", tc.name, n, tc.want)
		}
		data, err := r.JSON()
		if err != nil {
			t.Fatal(err)
		}
		again := &Report{}
		if err := json.NewDecoder(bytes.NewReader(data)).Decode(again); err != nil {
			t.Fatal(err)
		}
		again.labels, again.names = r.labels, r.names
		if n := len(again.payCharts()[0].Joins); n != tc.want {
			t.Errorf("%s, read back: %d joins, want %d", tc.name, n, tc.want)
		}
	}
}
