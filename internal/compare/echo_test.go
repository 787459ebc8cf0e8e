package compare

import (
	"strings"
	"testing"

	"rolecall/internal/claim"
)

func TestEchoesOfTheOtherSide(t *testing.T) {
	for _, tc := range []struct {
		name     string
		claims   []Evidence
		clusters map[string]string
		want     string // end of the explanation
		flips    int
	}{
		{
			"one word changed, near copies",
			[]Evidence{
				said("ash", claim.FinancialGoal, claim.CTO, "top_line", "Raising the top line of the whole group"),
				said("birch", claim.FinancialGoal, claim.CTO, "bottom_line", "Raise the whole group's bottom line"),
			},
			map[string]string{"ash": "ash", "birch": "ash"},
			`One side copies the other with one word changed: ash has "top" where birch has "bottom".`, 1,
		},
		{
			"one word changed, no near copies",
			[]Evidence{
				said("ash", claim.Orientation, claim.CIO, "internal", "A CIO mostly deals with employees."),
				said("birch", claim.Orientation, claim.CIO, "external", "The CIO mostly deals with buyers."),
			},
			nil, `One side has the other's wording with one word changed: ash has "employees" where birch has "buyers".`, 0,
		},
		{
			"the same words under another role",
			[]Evidence{
				has("ash", claim.CIO, "budget-investment", "Draws up the yearly technology budget"),
				has("birch", claim.CTO, "budget-investment", "Drawing up a yearly technology budget"),
			},
			nil, "One side has the other's wording: ash and birch put it in the same words, under another role.", 1,
		},
		{
			"two sides in their own words",
			[]Evidence{
				has("ash", claim.CIO, "budget-investment", "Draws up and defends the technology budget"),
				has("birch", claim.CTO, "budget-investment", "The technology budget of the firm is hers"),
			},
			nil, "birch gives it to the CTO.", 0,
		},
	} {
		var topic string
		for _, s := range Topics(&tc.claims[0].Claim) {
			topic = s
		}
		found := One(topic, tc.claims, Options{Clusters: tc.clusters})
		if len(found) != 1 || !strings.HasSuffix(found[0].Explanation, tc.want) || len(found[0].Flips) < tc.flips {
			t.Errorf("%s: %v", tc.name, found)
		}
	}
}
