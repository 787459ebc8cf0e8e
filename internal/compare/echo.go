package compare

import (
	"fmt"
	"slices"

	"rolecall/internal/claim"
)

// mostEchoed bounds the claims of a side that are looked at for wording that the other side has too.
const mostEchoed = 64

// echoes finds, between the sides of a dispute, claims of different sources in one wording: of one role but for one word
// ("top line" against "bottom line"), or word for word under another role.
func (d dispute) echoes() []Flip {
	sides := make([][]quoteForm, len(d.sides))
	for i, p := range d.sides {
		for _, e := range firstOfEach(p.claims, mostEchoed, func(e Evidence) string { return e.SourceID }) {
			if e.Kind == claim.RoleName || e.Kind == claim.Salary || e.Form == claim.Table { // names, figures and cells are put alike everywhere
				continue
			}
			if stems := quoteStems(e.Quote); len(stems) >= minStems {
				sides[i] = append(sides[i], quoteForm{stems: withoutRoles(stems), at: e})
			}
		}
	}
	var out []Flip
	for i, side := range sides {
		for _, other := range sides[:i] {
			for a := range other {
				for b := range side {
					if f, ok := echo(&other[a], &side[b]); ok {
						out = append(out, f)
					}
				}
			}
		}
	}
	return sortFlips(out)
}

func echo(a, b *quoteForm) (Flip, bool) {
	if a.at.SourceID == b.at.SourceID {
		return Flip{}, false
	}
	if byPlace(b.at, a.at) < 0 {
		a, b = b, a
	}
	if slices.Equal(a.stems, b.stems) {
		return Flip{A: a.at, B: b.at}, a.at.Role != b.at.Role
	}
	onlyA, onlyB := without(a.stems, b.stems), without(b.stems, a.stems)
	if len(onlyA) > 1 || len(onlyB) > 1 || a.at.Role != b.at.Role {
		return Flip{}, false
	}
	return flipOf(a, b, onlyA, onlyB), true
}

// withoutRoles drops the letters of the roles: under which role a duty stands is no word of it.
func withoutRoles(stems []string) []string {
	return slices.DeleteFunc(stems, func(s string) bool { return s == string(claim.CIO) || s == string(claim.CTO) })
}

// saidOf puts the first of the echoes between two sides into a sentence; empty where there is none.
func (o Options) saidOf(echoes []Flip) string {
	if len(echoes) == 0 {
		return ""
	}
	f := echoes[0]
	does := "has the other's wording"
	if o.cluster(f.A.SourceID) == o.cluster(f.B.SourceID) {
		does = "copies the other"
	}
	if f.WordA == "" && f.WordB == "" {
		return fmt.Sprintf(" One side %s: %s and %s put it in the same words, under another role.", does, f.A.SourceID, f.B.SourceID)
	}
	return fmt.Sprintf(" One side %s with one word changed: %s has %s where %s has %s.",
		does, f.A.SourceID, worded(f.WordA), f.B.SourceID, worded(f.WordB))
}

func worded(word string) string {
	if word == "" {
		return "none"
	}
	return quoted(word)
}
