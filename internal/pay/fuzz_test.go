package pay

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzFind holds what every caller relies on: spans in order, apart and on rune boundaries, ends in order, a currency
// unless the number is bare, and the same amounts wherever the text stands.
func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"", "$", "$150-190k a year", "from $.50 to 1.234.567,89 € or so", "two hundred and five thousand dollars and a half",
		"₹1,12,00,000+ (about US$ 62,000) p.a.", "$1\x00\xff$2k–\xe2\x80", "R$ C$ kr. 5 Rs.", "half a million-dollar\n50p",
		"9999999999999999999 USD", "between a million and a half dollars and 2 bn", "$5+$6+7", "１２ \u200b5 €",
		"$80/90k 35€ 99 $(1,2) m $-5 (in USD) 1,000", "dollars 1,000 US dollars 2 1/2 million 's $5 $1.234", "1½ half of a lakh 118, 99 zł",
	} {
		f.Add(s, "CA", true, 0.0)
	}
	f.Fuzz(func(t *testing.T, text, region string, bare bool, scale float64) {
		if scale < 0 || scale > 1e9 {
			scale = 0
		}
		opt := Options{Region: region, AllowBare: bare, Scale: scale}
		amounts := Find(text, opt)
		last := 0
		for _, a := range amounts {
			check(t, text, a, last, bare)
			last = a.End
		}
		if shifted := Find("no figures here\n"+text, opt); len(shifted) != len(amounts) {
			t.Errorf("%d amounts behind another line, %d without", len(shifted), len(amounts))
		}
		Hints(text, opt)
	})
}

func check(t *testing.T, text string, a Amount, last int, bare bool) {
	t.Helper()
	if a.Start < last || a.End <= a.Start || a.End > len(text) {
		t.Fatalf("span %d:%d behind %d in %d bytes", a.Start, a.End, last, len(text))
	}
	for _, s := range []Span{a.Span, a.PeriodSpan, a.Cue} {
		if s.Start < 0 || s.End > len(text) || s.Start > s.End || !boundary(text, s.Start) || !boundary(text, s.End) {
			t.Errorf("span %v does not lie on runes of %q", s, text)
		}
	}
	if strings.Contains(text[a.Start:a.End], "\n") {
		t.Errorf("%q runs over a line", text[a.Start:a.End])
	}
	switch {
	case a.Min == nil && a.Max == nil:
		t.Error("no end at all")
	case a.Min != nil && a.Max != nil && *a.Min > *a.Max:
		t.Errorf("%v > %v", *a.Min, *a.Max)
	case a.Min != nil && *a.Min < 0 || a.Max != nil && *a.Max < 0:
		t.Error("negative")
	}
	if (a.Open == Closed) != (a.Min != nil && a.Max != nil) || (a.Open == Closed) != a.Cue.Empty() {
		t.Errorf("open %q, cue %v, min %v, max %v", a.Open, a.Cue, a.Min, a.Max)
	}
	if (a.Period == "") != a.PeriodSpan.Empty() {
		t.Errorf("period %q at %v", a.Period, a.PeriodSpan)
	}
	if a.Currency == "" && !a.Bare || a.Bare && !bare {
		t.Errorf("currency %q, bare %v", a.Currency, a.Bare)
	}
}

func boundary(text string, i int) bool {
	return i == len(text) || utf8.RuneStart(text[i]) || !utf8.ValidString(text)
}
