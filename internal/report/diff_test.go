package report

import (
	"strings"
	"testing"
)

func marked(runs []run) string {
	var b strings.Builder
	for i, r := range runs {
		if i > 0 {
			b.WriteByte(' ')
		}
		if r.Differ {
			b.WriteString("[" + r.Text + "]")
		} else {
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

func TestDiffering(t *testing.T) {
	for _, test := range []struct{ before, now, left, right string }{
		{"the same words", "the same words", "the same words", "the same words"},
		{"drives the top line", "drives the bottom line", "drives the [top] line", "drives the [bottom] line"},
		{"", "all is new", "", "[all is new]"},
		{"owns IT", "owns all of IT", "owns IT", "owns [all of] IT"},
		{"one two three", "four five", "[one two three]", "[four five]"},
		{"earns $178,000 a year", "earns $191,500 a year", "earns [$178,000] a year", "earns [$191,500] a year"},
	} {
		left, right := differing(test.before, test.now)
		if marked(left) != test.left || marked(right) != test.right {
			t.Errorf("%q and %q differ as %q and %q", test.before, test.now, marked(left), marked(right))
		}
	}
}

// Whatever differs, both sides keep all their words, and what is common to both is the same on both.
func FuzzDiffering(f *testing.F) {
	f.Add("a b c", "a c d")
	f.Add("", strings.Repeat("word ", diffWords+1))
	f.Fuzz(func(t *testing.T, before, now string) {
		left, right := differing(before, now)
		var common [2]string
		for i, side := range []struct {
			runs []run
			text string
		}{{left, before}, {right, now}} {
			var all []string
			for _, r := range side.runs {
				all = append(all, r.Text)
				if !r.Differ {
					common[i] += r.Text + " "
				}
			}
			if strings.Join(all, " ") != folded(side.text) {
				t.Errorf("%q lost words: %q", side.text, all)
			}
		}
		if common[0] != common[1] {
			t.Errorf("%q is common on one side, %q on the other", common[0], common[1])
		}
	})
}
