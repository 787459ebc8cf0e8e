package report

import (
	"strings"
	"testing"
)

func TestAround(t *testing.T) {
	long := strings.Repeat("word ", 60) + "end"
	for _, test := range []struct {
		name          string
		e             Evidence
		before, after string
	}{
		{"short", Evidence{Before: "Some words.", After: "More\nwords."}, "Some words.", "More words."},
		{"the heading", Evidence{Section: "Chiefs > Their pay", Before: "Their pay", After: "x"}, "", "x"},
		{"a heading of its own", Evidence{Section: "Their pay", Before: "Their pay"}, "", ""},
		{"the heading and more", Evidence{Section: "Their pay", Before: "Their pay It differs."}, "Their pay It differs.", ""},
		{"long", Evidence{Before: long, After: long}, "… " + strings.TrimSpace(strings.Repeat("word ", 23)) + " end", strings.TrimSpace(strings.Repeat("word ", 24)) + " …"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if before, after := test.e.around(); before != test.before || after != test.after {
				t.Errorf("got %q and %q, want %q and %q", before, after, test.before, test.after)
			}
		})
	}
}

func TestTailOfOneWord(t *testing.T) {
	if got := tail("unbrokenword", 4); got != "… word" {
		t.Errorf("tail = %q", got)
	}
}
