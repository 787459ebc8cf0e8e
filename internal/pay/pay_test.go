package pay

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// end writes an end of an amount as the table has it.
func end(f *float64) string {
	if f == nil {
		return "-"
	}
	return strconv.FormatFloat(*f, 'f', -1, 64)
}

// row writes an amount as the table has it: span, min, max, currency, period.
func row(text string, a Amount) string {
	orDash := func(s string) string {
		if s == "" {
			return "-"
		}
		return s
	}
	return strings.Join([]string{text[a.Start:a.End], end(a.Min), end(a.Max), orDash(a.Currency), orDash(a.Period)}, "\t")
}

func rows(text string, opt Options) []string {
	var out []string
	for _, a := range Find(text, opt) {
		out = append(out, row(text, a))
	}
	return out
}

// TestTable holds testdata/amounts.tsv: all amounts of each sentence, and no other.
func TestTable(t *testing.T) {
	data, err := os.ReadFile("testdata/amounts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{}
	var order []string
	count := 0
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "# ") {
			continue
		}
		sentence, amount, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if _, seen := want[sentence]; !seen {
			order = append(order, sentence)
			want[sentence] = nil
		}
		if !strings.HasPrefix(amount, "-\t") {
			want[sentence] = append(want[sentence], amount)
		}
		count++
	}
	if count < 450 {
		t.Errorf("%d rows, want at least 450", count)
	}
	for _, sentence := range order {
		if diff := cmp.Diff(want[sentence], rows(sentence, Options{})); diff != "" {
			t.Errorf("%s\n%s", sentence, diff)
		}
	}
}

func TestRegion(t *testing.T) {
	for _, c := range []struct {
		text string
		opt  Options
		want string
	}{
		{"$5", Options{}, "USD"},
		{"$5", Options{Region: "CA"}, "CAD"},
		{"$5", Options{Region: "au"}, "AUD"},
		{"$5", Options{Region: "DE"}, "USD"},
		{"$5", Options{Region: "CA", DefaultCurrency: "SGD"}, "SGD"},
		{"$5", Options{DefaultCurrency: "EUR"}, "USD"},
		{"US$5", Options{Region: "CA"}, "USD"},
		{"5 dollars", Options{Region: "NZ"}, "NZD"},
		{"50 cents", Options{Region: "IE"}, "EUR"},
		{"kr 5000", Options{Region: "NO"}, "NOK"},
		{"Rs 5000", Options{Region: "PK"}, "PKR"},
		{"¥5000", Options{Region: "CN"}, "CNY"},
		{"5,000 pesos", Options{Region: "CL"}, "CLP"},
	} {
		got := Find(c.text, c.opt)
		if len(got) != 1 || got[0].Currency != c.want {
			t.Errorf("Find(%q, %+v) = %+v, want one amount in %s", c.text, c.opt, got, c.want)
		}
	}
}

func TestBare(t *testing.T) {
	for _, c := range []struct {
		text string
		opt  Options
		want []string
	}{
		{"120k", Options{}, nil},
		{"120k", Options{AllowBare: true}, []string{"120k\t120000\t120000\t-\t-"}},
		{"120-150k a year", Options{AllowBare: true, Region: "DE"}, []string{"120-150k\t120000\t150000\tEUR\tyear"}},
		{"1,12,00,000", Options{AllowBare: true, DefaultCurrency: "INR"}, []string{"1,12,00,000\t11200000\t11200000\tINR\t-"}},
		{"400,000+", Options{AllowBare: true}, []string{"400,000+\t400000\t-\t-\t-"}},
		{"45 lakh", Options{AllowBare: true}, []string{"45 lakh\t4500000\t4500000\tINR\t-"}},
		{"118", Options{AllowBare: true}, nil},
		{"118", Options{AllowBare: true, Scale: 1000, DefaultCurrency: "USD"}, []string{"118\t118000\t118000\tUSD\t-"}},
		{"1,150", Options{AllowBare: true, Scale: 1000}, []string{"1,150\t1150000\t1150000\t-\t-"}},
		{"2024", Options{AllowBare: true, Scale: 1000}, nil},
		{"15,000 employees", Options{AllowBare: true}, nil},
		{"401k", Options{AllowBare: true}, nil},
		{"12.5%", Options{AllowBare: true, Scale: 1000}, nil},
		{"$118", Options{AllowBare: true, Scale: 1000}, []string{"$118\t118\t118\tUSD\t-"}},
	} {
		if diff := cmp.Diff(c.want, rows(c.text, c.opt)); diff != "" {
			t.Errorf("%q %+v\n%s", c.text, c.opt, diff)
		}
	}
}

func TestMarks(t *testing.T) {
	for _, c := range []struct {
		text  string
		want  string // open, cue, approx, conversion, range, guessed of the last amount
		label string
	}{
		{"at least US$5", "atleast|at least|false|false|false|false", "floor"},
		{"more than £5", "morethan|more than|false|false|false|false", "more"},
		{"£5 or more", "morethan|or more|false|false|false|false", "more, behind"},
		{"£5/hr or more", "morethan|or more|false|false|false|false", "more, behind the period"},
		{"£5,000+", "morethan|+|false|false|false|false", "plus"},
		{"up to about £5", "atmost|up to|true|false|false|false", "two cues"},
		{"under £5", "lessthan|under|false|false|false|false", "less"},
		{"£5 (€6)", "||false|true|false|false", "conversion"},
		{"£5 and €6", "||false|false|false|false", "no conversion"},
		{"about £5-6", "||true|false|true|false", "range"},
		{"up to £5-6k", "||false|false|true|false", "a range keeps both ends"},
		{"$5", "||false|false|false|true", "shared sign"},
	} {
		all := Find(c.text, Options{})
		if len(all) == 0 {
			t.Errorf("%s: nothing in %q", c.label, c.text)
			continue
		}
		a := all[len(all)-1]
		got := fmt.Sprintf("%s|%s|%t|%t|%t|%t", a.Open, c.text[a.Cue.Start:a.Cue.End], a.Approx, a.Conversion, a.Range, a.Guessed)
		if got != c.want {
			t.Errorf("%s: %q gives %s, want %s", c.label, c.text, got, c.want)
		}
	}
}

func TestPeriodSpan(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"pay of $5 a year", "a year"},
		{"annual pay of $5", "annual"},
		{"$5 per working day", "per working day"},
		{"$5", ""},
	} {
		a := Find(c.text, Options{})[0]
		if got := c.text[a.PeriodSpan.Start:a.PeriodSpan.End]; got != c.want {
			t.Errorf("%q: period at %q, want %q", c.text, got, c.want)
		}
	}
}

func TestHints(t *testing.T) {
	for _, c := range []struct {
		text string
		want Hint
	}{
		{"Day rate (GBP)", Hint{Currency: "GBP", Period: "day"}},
		{"Total pay, in thousands of dollars", Hint{Currency: "USD", Scale: 1000}},
		{"Salary ($000)", Hint{Currency: "USD", Scale: 1000}},
		{"Annual base (₹ lakh)", Hint{Currency: "INR", Period: "year", Scale: 1e5}},
		{"Hourly", Hint{Period: "hour"}},
		{"Per month", Hint{Period: "month"}},
		{"£k", Hint{Currency: "GBP", Scale: 1000}},
		{"Company size", Hint{}},
		{"($000)", Hint{Currency: "USD", Scale: 1000}},
		{"in $", Hint{Currency: "USD"}},
		{"USD k", Hint{Currency: "USD", Scale: 1000}},
		{"Base (k€)", Hint{Currency: "EUR", Scale: 1000}},
		{"TEUR", Hint{Currency: "EUR", Scale: 1000}},
		{"Turnover, USDm", Hint{Currency: "USD", Scale: 1e6}},
		{"in K", Hint{Scale: 1000}},
		{"Pay in CHF 1'000", Hint{Currency: "CHF", Scale: 1000}},
		{"Bonus of CHF 1'000", Hint{Currency: "CHF"}},
		{"per hour (CAD)", Hint{Currency: "CAD", Period: "hour"}},
		{"annual, in thousands of euros", Hint{Currency: "EUR", Period: "year", Scale: 1000}},
		{"CTC (LPA)", Hint{Currency: "INR", Period: "year", Scale: 1e5}},
		{"Rs. Cr", Hint{Currency: "INR", Scale: 1e7}},
	} {
		if got := Hints(c.text, Options{}); got != c.want {
			t.Errorf("Hints(%q) = %+v, want %+v", c.text, got, c.want)
		}
	}
}
