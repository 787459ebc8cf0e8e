package dataset

import (
	"slices"
	"time"
	"unicode/utf8"
)

// text is s as a Parquet String may hold it: every byte that is not UTF-8 becomes U+FFFD. Offsets counted in code
// points still hold, as Go counts such a byte as one code point too.
func text[S ~string](s S) string {
	if utf8.ValidString(string(s)) {
		return string(s)
	}
	return string([]rune(string(s)))
}

func texts[S ~string](list []S) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = text(s)
	}
	return out
}

// listOf gives the strings of a list column another type; an empty list reads as nil.
func listOf[S ~string](list []string) []S {
	if len(list) == 0 {
		return nil
	}
	out := make([]S, len(list))
	for i, s := range list {
		out[i] = S(s)
	}
	return out
}

// micros is t in microseconds since 1970 UTC.
func micros(t time.Time) int64 { return t.UnixMicro() }

// microsOf is nil for no time and for one that readers which count nanoseconds cannot show.
func microsOf(t *time.Time) *int64 {
	if t == nil || t.UTC().Year() < 1678 || t.UTC().Year() > 2261 {
		return nil
	}
	return new(t.UnixMicro())
}

func timeOf(micros int64) time.Time { return time.UnixMicro(micros).UTC() }

func timeOfPointer(micros *int64) *time.Time {
	if micros == nil {
		return nil
	}
	return new(timeOf(*micros))
}

// orNil is nil for an empty list: a list column cannot tell the two apart.
func orNil[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return slices.Clip(list)
}
