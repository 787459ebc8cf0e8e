package extract

import (
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
)

// asked is whose claims come out, and the roles for which a page is read: always both main ones too, so that what is said
// of a role is the same whichever others are asked for.
type asked struct{ out, read map[claim.Role]bool }

func newAsked(opt Options) asked {
	a := asked{out: map[claim.Role]bool{}, read: map[claim.Role]bool{claim.CIO: true, claim.CTO: true}}
	roles := opt.Roles
	if roles == nil {
		roles = []claim.Role{claim.CIO, claim.CTO}
	}
	for _, r := range roles {
		a.out[r], a.read[r] = true, true
	}
	return a
}

// of gives the claims about roles that were asked for, and those that compare no other role.
func (a asked) of(claims []claim.Claim) []claim.Claim {
	if len(a.out) == len(a.read) {
		return claims
	}
	return slices.DeleteFunc(claims, func(c claim.Claim) bool {
		if c.Role != "" {
			return !a.out[c.Role]
		}
		return !a.compares(c.Quote)
	})
}

// compares reports whether words that compare roles are about two that were asked for and no other that was read.
func (a asked) compares(quote string) bool {
	var named []claim.Role
	for _, m := range lexicon.English().Mentions(lexicon.English().Tokenize(quote)) {
		role := claim.Role(m.Role)
		if a.read[role] && !a.out[role] {
			return false
		}
		if a.out[role] {
			named = union(named, []claim.Role{role})
		}
	}
	return len(named) >= 2
}
