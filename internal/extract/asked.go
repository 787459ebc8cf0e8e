package extract

import (
	"slices"

	"rolecall/internal/claim"
)

// asked is whose claims come out, and the roles for which a page is read: for a single one both main ones too, so that
// what is said of it is the same as where others are asked for.
type asked struct{ out, read map[claim.Role]bool }

func newAsked(opt Options) asked {
	roles := opt.Roles
	if roles == nil {
		roles = []claim.Role{claim.CIO, claim.CTO}
	}
	a := asked{out: map[claim.Role]bool{}, read: map[claim.Role]bool{}}
	for _, r := range roles {
		a.out[r], a.read[r] = true, true
	}
	if len(a.out) == 1 {
		a.read[claim.CIO], a.read[claim.CTO] = true, true
	}
	return a
}

// of gives the claims about roles that were asked for. What compares two roles is about none that was asked for alone.
func (a asked) of(claims []claim.Claim) []claim.Claim {
	if len(a.out) == len(a.read) {
		return claims
	}
	return slices.DeleteFunc(claims, func(c claim.Claim) bool { return !a.out[c.Role] })
}
