package compare

import "slices"

// What two duties of one category must share to be the same duty.
const (
	sameWording = 0.6 // share of the shorter one's words, where at least sameWords are shared
	sameWords   = 3
	sameMatter  = 0.6 // Dice of the words that say what a duty is about, of the duties or of their closest parts
	sureWords   = 2   // shared words of that sort that make the matter plain even where the category is a minor one
)

// likeness is what two duties have in common.
type likeness struct {
	core   []int32 // the shared words that say what they are about; without any, all shared words
	plain  bool    // the core has enough of such words to be sure of the matter
	degree float64 // for choosing the closest pair
	same   bool
}

// compareDuties judges whether two duties are the same one. Where the category is a minor one of a duty, the wording has
// to be plainer.
func compareDuties(a, b *duty, category string) likeness {
	own := shared(a.own, b.own)
	matter := dice(len(own), len(a.own), len(b.own))
	all := shared(a.all, b.all)
	wording := float64(len(all)) / float64(max(1, min(len(a.all), len(b.all))))
	worded := len(all) >= sameWords && wording >= sameWording
	l := likeness{core: own, plain: len(own) >= sureWords, degree: matter + wording}
	if part, degree := closestPart(a, b); degree > matter {
		matter = degree
		l.core = part
		l.plain = len(part) >= sureWords
		l.degree = degree + wording
	}
	if len(l.core) == 0 {
		l.core = all
	}
	if a.primary == category && b.primary == category {
		l.same = worded || matter >= sameMatter
	} else {
		l.same = l.plain && matter >= sameMatter
	}
	return l
}

// closestPart is what the closest parts of two duties share of what they are about, and how much that is.
func closestPart(a, b *duty) ([]int32, float64) {
	var core []int32
	best := 0.0
	for _, p := range a.phrases {
		for _, q := range b.phrases {
			common := shared(p, q)
			if degree := dice(len(common), len(p), len(q)); degree > best || (degree == best && len(common) > len(core)) {
				best, core = degree, common
			}
		}
	}
	return core, best
}

// otherScope reports whether one duty is placed inside the company only and the other outside only.
func otherScope(a, b *duty) bool {
	return (a.inside && !a.outside && b.outside && !b.inside) || (b.inside && !b.outside && a.outside && !a.inside)
}

// holds reports whether a duty speaks of all of a core.
func (d *duty) holds(core []int32) bool {
	return len(core) > 0 && len(shared(d.all, core)) == len(core)
}

// home is the category under which a pair of duties is compared: of those both have, one that is primary of both, else
// of one, else the first by name. Empty where they share none.
func home(a, b *duty) string {
	if a.primary != "" && a.primary == b.primary {
		return a.primary
	}
	var common []string
	for _, c := range a.categories {
		if slices.Contains(b.categories, c) {
			common = append(common, c)
		}
	}
	slices.Sort(common)
	for _, c := range common {
		if c == a.primary || c == b.primary {
			return c
		}
	}
	if len(common) > 0 {
		return common[0]
	}
	return ""
}
