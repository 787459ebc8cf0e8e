package extract

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/claim"
)

// What is said of a role is the same where it alone is asked for, and where another is besides.
func TestClaimsOfARoleAreTheSameWhicheverAreAsked(t *testing.T) {
	for _, body := range fixturePages(t) {
		p := readPage(t, body)
		all := Claims(p, Options{})
		for _, roles := range [][]claim.Role{{claim.CIO}, {claim.CTO}, {claim.CIO, claim.CTO, "ciso"}} {
			of := func(claims []claim.Claim) []claim.Claim {
				return slices.DeleteFunc(slices.Clone(claims), func(c claim.Claim) bool {
					if c.Role == "" { // it compares the two
						return len(roles) < 3
					}
					return c.Role == "ciso" || !slices.Contains(roles, c.Role)
				})
			}
			if diff := cmp.Diff(of(all), of(Claims(p, Options{Roles: roles}))); diff != "" {
				t.Errorf("%s: roles %v (-default +these):\n%s", p.Title, roles, diff)
			}
		}
	}
}
