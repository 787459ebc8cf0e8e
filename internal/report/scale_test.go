package report

import (
	"slices"
	"testing"
)

func TestScale(t *testing.T) {
	for _, test := range []struct {
		name              string
		smallest, largest float64
		log               bool
	}{
		{"one figure", 150000, 150000, false},
		{"close", 148000, 151000, false},
		{"usual", 90000, 410000, false},
		{"wide", 40000, 4000000, true},
		{"very wide", 12, 9e9, true},
		{"small", 1, 2, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newScale(test.smallest, test.largest, 100, 500)
			if s.log != test.log {
				t.Errorf("logarithmic: %v, want %v", s.log, test.log)
			}
			for _, v := range []float64{test.smallest, test.largest} {
				if p := s.place(v); p < 100 || p > 500 {
					t.Errorf("%g stands at %g, outside 100..500", v, p)
				}
			}
			if test.smallest < test.largest && s.place(test.smallest) >= s.place(test.largest) {
				t.Error("the larger figure does not stand further right")
			}
			ticks := s.ticks()
			if n := len(ticks); n < 2 || n > 9 || !slices.IsSorted(ticks) {
				t.Errorf("ticks %v", ticks)
			}
			for _, v := range ticks {
				if p := s.place(v); p < 99.9 || p > 500.1 {
					t.Errorf("tick %g stands at %g", v, p)
				}
			}
		})
	}
}

func TestShort(t *testing.T) {
	for v, want := range map[float64]string{500: "500", 1500: "1.5k", 250000: "250k", 1200000: "1.2m", 2e9: "2,000m", 0.5: "0.5"} {
		if got := short(v); got != want {
			t.Errorf("short(%g) = %q, want %q", v, got, want)
		}
	}
}

func TestChartsJoinComparableFiguresOnly(t *testing.T) {
	charts := Build(sampleInput(t)).payCharts()
	if len(charts) != 2 || charts[0].Title != "Pay a year, USD" || charts[1].Title != "Pay a year, GBP" {
		t.Fatalf("charts %+v, want one in USD and one in GBP", charts)
	}
	if n := len(charts[0].Joins); n != 2 {
		t.Errorf("%d joins, want the CIO's contradiction and the CTO's survey of 2024", n)
	}
	if n := len(charts[1].Joins); n != 0 {
		t.Errorf("%d joins of figures without year and survey", n)
	}
	if n := len(charts[0].Lines); n != 8 {
		t.Errorf("%d lines, want one a figure", n)
	}
}
