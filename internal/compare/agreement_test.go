package compare

import (
	"math"
	"strings"
	"testing"
)

// The data of K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): a line a coder, "." a missing value.
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
	} {
		units := make([][]string, len(strings.Fields(tc.coders[0])))
		for _, coder := range tc.coders {
			for u, v := range strings.Fields(coder) {
				if v != "." {
					units[u] = append(units[u], v)
				}
			}
		}
		got := nominalAlpha(units)
		if got == nil || math.Abs(*got-tc.want) > 0.0005 {
			t.Errorf("%s: alpha %v, want %.3f", tc.name, got, tc.want)
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
