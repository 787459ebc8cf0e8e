package dataset

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"time"
)

// What a library found in a damaged file is told without its bytes, and short.
func TestPlainError(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"plain", `footer is "PAR2"`, `footer is "PAR2"`},
		{"bytes", "footer is \x00\x1b[31m\xff\n\u202e", `footer is \x00\x1b[31m?\n\u202e`},
		{"long", strings.Repeat("x", 200), strings.Repeat("x", longestCause) + "..."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := (plainError{errors.New(tt.text)}).Error(); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
	if !errors.Is(plainError{fs.ErrNotExist}, fs.ErrNotExist) {
		t.Error("it hides the error that it shows")
	}
}

// A run of which nobody knows when it began stands where its id or, failing that, its day puts it.
func TestByTime(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 1, 2, hour, 0, 0, 0, time.UTC) }
	const day = "2026-01-02"
	for _, tt := range []struct {
		name               string
		dateA, idA         string
		startedA, startedB time.Time
		want               int
	}{
		{"both known", day, "z", at(5), at(6), -1},
		{"told by the id, before", day, "20260102T050000Z", time.Time{}, at(6), -1},
		{"told by the id, after", day, "20260102T070000Z", time.Time{}, at(6), 1},
		{"not told", day, "a", time.Time{}, at(6), 1},
		{"not told, of the day before", "2026-01-01", "z", time.Time{}, at(6), -1},
		{"neither known", day, "a", time.Time{}, time.Time{}, -1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := byTime(tt.dateA, day, tt.idA, "b", tt.startedA, tt.startedB); got != tt.want {
				t.Errorf("%d, want %d", got, tt.want)
			}
			if got := byTime(day, tt.dateA, "b", tt.idA, tt.startedB, tt.startedA); got != -tt.want {
				t.Errorf("the other way round %d, want %d", got, -tt.want)
			}
		})
	}
}
