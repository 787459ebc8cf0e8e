package pipeline

import (
	"testing"

	"rolecall/internal/claim"
)

func TestPlaceOf(t *testing.T) {
	text := []rune("Pay in Texas. The average is $200,000. Pay in the United States. The average is $210,000.")
	from := func(start, end int) []claim.Context {
		return []claim.Context{{Field: "region", Span: claim.Span{Start: start, End: end}}}
	}
	for _, tc := range []struct {
		quote, want string
		context     []claim.Context
	}{
		{"In Chicago the average is $200,000.", "Chicago", nil},
		{"The American average is $200,000, and more in Chicago.", "", nil},
		{"The average is $200,000.", "Texas", from(7, 12)},
		{"The average is $210,000.", "", from(50, 63)},
		{"In Munich the average is $200,000.", "", nil}, // of another country than the figure
	} {
		c := claim.Claim{Quote: tc.quote, Context: tc.context, Pay: claim.Pay{Region: "US"}}
		if got := placeOf(&c, text); got != tc.want {
			t.Errorf("%q: %q, want %q", tc.quote, got, tc.want)
		}
	}
}
