package pipeline

import (
	"math"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
	"rolecall/internal/source"
	"rolecall/testdata"
)

const someRates = `Date,USD,JPY,GBP,INR,
2024-12-30,1.0500,164.39,0.84,89.25,
2024-01-02,1.1000,N/A,0.88,N/A,
2023-01-03,1.0600,138.0,0.80,88.0,
2019-06-03,1.1200,121.0,0.89,77.0,
`

func openRates(t *testing.T, text string) *Rates {
	t.Helper()
	path := filepath.Join(t.TempDir(), "eurofxref-hist.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := OpenRates(path)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestConvert(t *testing.T) {
	table := openRates(t, someRates)
	day := func(s string) *time.Time {
		at, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return &at
	}
	amount := func(f float64) *float64 { return &f }
	for _, tt := range []struct {
		name      string
		pay       claim.Pay
		published *time.Time
		rate      float64 // 0: none
		low, high float64 // 0: none
	}{
		{"the year it holds for", claim.Pay{Currency: "GBP", AnnualMin: amount(100_000), AnnualMax: amount(120_000), AsOf: "2024"}, day("2019-06-03"), 1.25, 125_000, 150_000},
		{"a month of it", claim.Pay{Currency: "EUR", AnnualMin: amount(100_000), AsOf: "2024-12"}, nil, 1.075, 107_500, 0},
		{"a year without rates", claim.Pay{Currency: "GBP", AnnualMin: amount(1), AsOf: "2022"}, day("2024-01-02"), 0, 0, 0},
		{"the day of publication", claim.Pay{Currency: "INR", AnnualMax: amount(8_925_000)}, day("2025-01-11"), 0.0117647, 0, 105_000},
		{"published before all rates", claim.Pay{Currency: "GBP", AnnualMin: amount(1)}, day("2011-01-11"), 0, 0, 0},
		{"neither", claim.Pay{Currency: "GBP", AnnualMin: amount(1)}, nil, 0, 0, 0},
		{"a currency without rates", claim.Pay{Currency: "AED", AnnualMin: amount(1), AsOf: "2024"}, nil, 0, 0, 0},
		{"dollars of no date", claim.Pay{Currency: "USD", AnnualMin: amount(187_000.5), AnnualMax: amount(187_000.5)}, nil, 1, 187_000.5, 187_000.5},
		{"dollars of a year without rates", claim.Pay{Currency: "USD", AnnualMin: amount(9), AsOf: "1980"}, nil, 1, 9, 0},
		{"no amount a year", claim.Pay{Currency: "USD", Min: amount(9)}, nil, 0, 0, 0},
		{"no currency", claim.Pay{AnnualMin: amount(9), AsOf: "2024"}, nil, 0, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.pay.USDRate, tt.pay.USDMin = amount(7), amount(7) // of an earlier run
			table.convert(&tt.pay, tt.published)
			near := func(what string, got *float64, want float64) {
				t.Helper()
				if (got == nil) != (want == 0) || got != nil && math.Abs(*got-want) > want*1e-5 {
					t.Errorf("%s: %v, want %v", what, got, want)
				}
			}
			near("rate", tt.pay.USDRate, tt.rate)
			near("low", tt.pay.USDMin, tt.low)
			near("high", tt.pay.USDMax, tt.high)
		})
	}
}

// The rates are those of the run, also for pages that are not read again.
func TestRunWithRates(t *testing.T) {
	server := httptest.NewServer(testdata.Handler())
	defer server.Close()
	list, err := source.Load(testdata.Sources(server.URL), "site")
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	converted := func(r *Rates) (map[string]int, Summary) {
		summary, err := Run(t.Context(), Config{
			Sources: list, Whole: true, Out: out, Now: func() time.Time { return at }, Version: "test", AllowPrivateHosts: true, Rates: r,
		})
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]int{}
		for _, c := range rows(t, dataset.ReadClaims(summary.Run)) {
			if c.Pay.USDRate == nil {
				continue
			}
			found[c.Pay.Currency]++
			if c.Pay.AnnualMin != nil && math.Abs(*c.Pay.USDMin-*c.Pay.AnnualMin**c.Pay.USDRate) > 0.0051 { // half a cent
				t.Errorf("%s %v a year is %v dollars at %v", c.Pay.Currency, *c.Pay.AnnualMin, *c.Pay.USDMin, *c.Pay.USDRate)
			}
		}
		return found, summary
	}
	if found, summary := converted(nil); len(found) > 0 || summary.Run.Manifest.Rates != nil {
		t.Errorf("converted without rates: %v, %v", found, summary.Run.Manifest.Rates)
	}
	found, summary := converted(openRates(t, someRates))
	if summary.Recalled != summary.Fetched || found["USD"] == 0 || found["GBP"] == 0 || found["EUR"] == 0 {
		t.Errorf("of %d pages, %d not read again, converted %v", summary.Fetched, summary.Recalled, found)
	}
	if m := summary.Run.Manifest.Rates; m == nil || m.File != "eurofxref-hist.csv" || m.Newest != "2024-12-30" || len(m.SHA256) != 64 {
		t.Errorf("the manifest says %+v", m)
	}
	if len(summary.Warnings) != 1 {
		t.Errorf("a file that ends a year before the run: warnings %q", summary.Warnings)
	}
	fresh := openRates(t, someRates+"2025-12-30,1.2,160,0.8,90,\n")
	if _, summary := converted(fresh); len(summary.Warnings) > 0 {
		t.Errorf("a file of the week before: warnings %q", summary.Warnings)
	}
	if found, _ := converted(nil); len(found) > 0 {
		t.Errorf("still converted without rates: %v", found)
	}
}
