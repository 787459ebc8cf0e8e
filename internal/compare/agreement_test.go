package compare

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// B, C and D are the data and figures of K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011); W is the computational
// example of Wikipedia's article Krippendorff's alpha, which the implementations of it use as a check. A line a coder, "." a
// missing value.
func TestNominalAlphaOfPublishedData(t *testing.T) {
	for _, tc := range []struct {
		name   string
		coders []string
		want   float64
	}{
		{"B: binary, two coders", []string{"0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"}, 0.095},
		{"C: nominal, two coders", []string{"a a b b d c c c e d d a", "b a b b b c c c e d d d"}, 0.692},
		{"D: nominal, four coders, values missing", []string{
			"1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .",
		}, 0.743},
		{"W: nominal, three coders, values missing", []string{
			". . . . . 3 4 1 2 1 1 3 3 . 3", "1 . 2 1 3 3 4 3 . . . . . . .", ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
		}, 0.691},
	} {
		got := nominalAlpha(unitsOf(tc.coders))
		if got == nil || math.Abs(*got-tc.want) > 0.0005 {
			t.Errorf("%s: alpha %v, want %.3f", tc.name, got, tc.want)
		}
	}
}

// unitsOf reads a line a coder into the values of each unit.
func unitsOf(coders []string) [][]string {
	units := make([][]string, len(strings.Fields(coders[0])))
	for _, coder := range coders {
		for u, v := range strings.Fields(coder) {
			if v != "." {
				units[u] = append(units[u], v)
			}
		}
	}
	return units
}

// Of three units every draw with replacement can be written down; the interval's bounds are quantiles of these 27.
func TestAlphaIntervalAgainstEveryDraw(t *testing.T) {
	units := [][]string{{"a", "a", "b"}, {"a", "b", "b"}, {"c", "c", "c"}}
	var every []float64
	for i := range 27 {
		if alpha := nominalAlpha([][]string{units[i%3], units[i/3%3], units[i/9]}); alpha != nil {
			every = append(every, *alpha)
		}
	}
	slices.Sort(every)
	got := alphaInterval(units, rand.New(rand.NewPCG(1, 2)))
	for _, tc := range []struct {
		name string
		got  *float64
		tail float64
	}{{"low", got.low, 0.025}, {"high", got.high, 0.975}} {
		// The chance of being below a value must lie about the tail: by draws, not by interpolation.
		below, upTo := 0, 0
		for _, v := range every {
			if v < *tc.got-1e-9 {
				below++
			}
			if v <= *tc.got+1e-9 {
				upTo++
			}
		}
		const chance = 0.02
		if n := float64(len(every)); float64(below)/n > tc.tail+chance || float64(upTo)/n < tc.tail-chance {
			t.Errorf("%s %.3f: %d draws of %d are below, %d up to it", tc.name, *tc.got, below, len(every), upTo)
		}
	}
	again := alphaInterval(units, rand.New(rand.NewPCG(1, 2)))
	if *got.low != *again.low || *got.high != *again.high {
		t.Error("the same generator, another interval")
	}
}

func TestAlphaInterval(t *testing.T) {
	agreed := [][]string{{"a", "a"}, {"b", "b"}, {"a", "a"}, {"b", "b"}}
	if got := alphaInterval(agreed, rand.New(rand.NewPCG(1, 2))); *got.low != 1 || *got.value != 1 || *got.high != 1 {
		t.Errorf("full agreement: %v to %v", *got.low, *got.high)
	}
	mixed := unitsOf([]string{"1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."})
	width := func(units [][]string) float64 {
		got := alphaInterval(units, rand.New(rand.NewPCG(1, 2)))
		if *got.low > *got.value || *got.high < *got.value {
			t.Errorf("alpha %.3f outside of %.3f to %.3f", *got.value, *got.low, *got.high)
		}
		return *got.high - *got.low
	}
	if few, many := width(mixed), width(slices.Concat(mixed, mixed, mixed, mixed)); many > 0.7*few {
		t.Errorf("four times the units narrow the interval from %.3f to %.3f only", few, many)
	}
	for name, units := range map[string][][]string{"one unit": {{"a", "b"}, {"a"}}, "a single value": {{"a", "a"}, {"a", "a"}}} {
		if got := alphaInterval(units, rand.New(rand.NewPCG(1, 2))); got.low != nil || got.high != nil {
			t.Errorf("%s: an interval", name)
		}
	}
}

func TestNominalAlphaUndefined(t *testing.T) {
	for name, units := range map[string][][]string{
		"nothing":         nil,
		"no unit shared":  {{"a"}, {"b"}},
		"a single value":  {{"a", "a"}, {"a", "a"}},
		"only one coder":  {{"a"}},
		"empty unit only": {{}},
	} {
		if got := nominalAlpha(units); got != nil {
			t.Errorf("%s: alpha %v, want none", name, *got)
		}
	}
}
