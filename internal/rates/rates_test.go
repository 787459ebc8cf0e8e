package rates

import (
	"archive/zip"
	"bytes"
	"math"
	"strings"
	"testing"
	"time"
)

// made in the bank's form: newest first, a comma at the end of each line
const sample = `Date,USD,JPY,GBP,CYP,
2024-12-30,1.0444,164.39,0.83,N/A,
2024-07-01,1.0745,173.0,0.8470,N/A,
2024-01-02,1.0956,N/A,0.8668,N/A,
2007-12-28,1.4692,165.0,0.7346,0.585274,
2007-12-27,N/A,165.0,0.7300,0.585274,
`

func parse(t *testing.T, text string) *Table {
	t.Helper()
	table, err := Parse([]byte(text), "rates.csv")
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestYear(t *testing.T) {
	table := parse(t, sample)
	for _, tt := range []struct {
		currency, year string
		want           float64 // 0: none
	}{
		{"USD", "2024", 1},
		{"USD", "1950", 1},
		{"EUR", "2024", 1.0715},     // (1.0444 + 1.0745 + 1.0956) / 3
		{"GBP", "2024", 1.26362},    // mean of the three cross rates
		{"JPY", "2024", 0.00628208}, // of the two days with a rate
		{"GBP", "2007", 2},          // of the one day with a rate of the dollar
		{"CYP", "2007", 2.51028},    //
		{"CYP", "2024", 0},          // gone into the euro
		{"INR", "2024", 0},          // not in the file
		{"GBP", "2015", 0},
		{"GBP", "2031", 0},
		{"GBP", "", 0}, // not in the file
	} {
		got, ok := table.Year(tt.currency, tt.year)
		if ok != (tt.want > 0) || math.Abs(got-tt.want) > tt.want*1e-6 {
			t.Errorf("%s in %s: %v, %v, want %v", tt.currency, tt.year, got, ok, tt.want)
		}
	}
}

func TestDay(t *testing.T) {
	table := parse(t, sample)
	for _, tt := range []struct {
		currency, day string
		want          float64
	}{
		{"USD", "1950-01-01", 1},
		{"EUR", "2024-07-01", 1.0745},
		{"EUR", "2024-07-07", 1.0745},      // the last one before
		{"EUR", "2024-08-01", 1.0745},      // a month before
		{"EUR", "2024-08-02", 0},           // longer ago
		{"EUR", "1998-05-05", 0},           // before the first day
		{"JPY", "2024-01-02", 0},           // N/A, and the day before is years ago
		{"GBP", "2007-12-27", 0},           // no dollar that day
		{"GBP", "2007-12-29", 2},           //
		{"GBP", "2024-12-31", 1.25831},     //
		{"EUR", "2025-01-15", 1.0444},      //
		{"JPY", "2024-07-20", 0.006210983}, //
	} {
		day, err := time.Parse(time.DateOnly, tt.day)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := table.Day(tt.currency, day)
		if ok != (tt.want > 0) || math.Abs(got-tt.want) > tt.want*1e-5 {
			t.Errorf("%s on %s: %v, %v, want %v", tt.currency, tt.day, got, ok, tt.want)
		}
	}
	if table.Newest() != "2024-12-30" || table.Oldest() != "2007-12-27" {
		t.Errorf("from %s to %s", table.Oldest(), table.Newest())
	}
}

func TestForms(t *testing.T) {
	for name, text := range map[string]string{
		"Windows lines and a mark":  "\uFEFF" + strings.ReplaceAll(sample, "\n", "\r\n"),
		"spaces and quotes":         "\"Date\", USD, GBP\n2024-01-02, 1.0956, 0.8668\n\n2024-07-01, 1.0745, N/A\n",
		"earliest first, no commas": "Date,USD\n2024-01-02,1.0956\n2024-07-01,1.0745",
		"zip":                       zipped(t, "eurofxref-hist.csv", sample),
	} {
		table := parse(t, text)
		if rate, ok := table.Day("EUR", time.Date(2024, 7, 2, 0, 0, 0, 0, time.UTC)); !ok || rate != 1.0745 {
			t.Errorf("%s: %v, %v", name, rate, ok)
		}
	}
}

func zipped(t *testing.T, pairs ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		f, err := w.Create(pairs[i])
		if err == nil {
			_, err = f.Write([]byte(pairs[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestBroken(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", "rates.csv:1: the file is empty: download"},
		{"no table", "<html>\n", `rates.csv:1: the first column is "<html>", not Date: download`},
		{"heads only", "Date,USD\n", "rates.csv:1: no day stands below the heads: download"},
		{"no dollar", "Date,JPY\n2024-01-02,150\n", "rates.csv:1: there is no column USD"},
		{"a head twice", "Date,USD,USD\n", "rates.csv:1: the head USD stands there twice"},
		{"a head that is none", "Date,USD,Pound\n", `rates.csv:1: the head "Pound" is no code of a currency`},
		{"a head without a name, and the last one", "Date,USD,,JPY,\n2024-01-02,1.1,,150,\n", `rates.csv:1: the head "" is no code of a currency`},
		{"a head without a name", "Date,USD,,JPY\n", `rates.csv:1: the head "" is no code of a currency`},
		{"cut off", "Date,USD,JPY\n2024-01-02,1.1,150\n2024-01-0", "rates.csv:3: 1 cells, the first line has 3: is the file cut off? download"},
		{"no date", "Date,USD\n02/01/2024,1.1\n", `rates.csv:2: "02/01/2024" is no date: write it as 2024-11-22`},
		{"no such date", "Date,USD\n2024-02-30,1.1\n", `rates.csv:2: "2024-02-30" is no date`},
		{"no rate", "Date,USD\n2024-01-02,1,1\n", "rates.csv:2: 3 cells"},
		{"a comma for a point", "Date,USD\n2024-01-02,\"1,1\"\n", `rates.csv:2: "1,1" of USD is no rate: write a number above 0`},
		{"zero", "Date,USD\n\n2024-01-02,0\n", `rates.csv:3: "0" of USD is no rate`},
		{"not a number", "Date,USD\n2024-01-02,NaN\n", `"NaN" of USD is no rate`},
		{"a day twice", "Date,USD\n2024-01-02,1\n2024-01-02,2\n", "rates.csv:3: 2024-01-02 stands in line 2, too: keep one"},
		{"a quote left open", "Date,USD\n2024-01-02,\"1\n", "rates.csv:2: not CSV"},
		{"a cut archive", zipped(t, "a.csv", sample)[:60], "rates.csv: a broken ZIP file"},
		{"an archive of nothing", zipped(t, "README", ""), "rates.csv: the ZIP file holds 0 CSV files, not one: download"},
		{"an archive of two", zipped(t, "a.csv", "", "b.csv", ""), "holds 2 CSV files"},
		{"an archive of a broken one", zipped(t, "x/a.csv", "Date\n"), "rates.csv (a.csv):1: there is no column USD"},
	} {
		if _, err := Parse([]byte(tt.text), "rates.csv"); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}

// Whatever is read, a rate is a number above nothing, and one of a year lies between the least and the greatest of its days.
func FuzzParse(f *testing.F) {
	f.Add([]byte(sample), "GBP", "2024")
	f.Add([]byte("Date,USD\n2024-01-02,1e-9\n2024-01-03,1e12\n"), "EUR", "2024")
	f.Fuzz(func(t *testing.T, data []byte, currency, year string) {
		table, err := Parse(data, "f")
		if err != nil {
			return
		}
		mean, ok := table.Year(currency, year)
		least, most := math.Inf(1), 0.0
		for i, date := range table.days {
			if i > 0 && table.days[i-1] >= date {
				t.Fatalf("%s after %s", date, table.days[i-1])
			}
			if strings.HasPrefix(date, year+"-") && table.at(currency, i) > 0 {
				least, most = min(least, table.at(currency, i)), max(most, table.at(currency, i))
			}
		}
		if ok && currency != "USD" && (mean < least*(1-1e-5) || mean > most*(1+1e-5)) {
			t.Fatalf("%s in %s: %v, not from %v to %v", currency, year, mean, least, most)
		}
	})
}
