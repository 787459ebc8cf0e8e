package compare

import "slices"

// What two duties of one category must share to be the same duty.
const (
	sameWording = 0.6 // share of the shorter one's words, where at least sameWords are shared
	nearWording = 0.9 // the same where the category is a minor one of a duty
	sameWords   = 3
	sameMatter  = 0.6 // Dice of the words that say what a duty is about, of the duties or of their closest parts
	equalWords  = 4   // words at least of two duties in all but the same words
	sureWords   = 2   // shared words of that sort that make the matter plain even where the category is a minor one
)

// likeness is what two duties have in common.
type likeness struct {
	core   []int32 // the shared words that say what they are about; without any, all shared words
	plain  bool    // the core has enough of such words to be sure of the matter
	degree float64 // for choosing the closest pair
	same   bool
	vague  bool // the same by a single word among others
	equal  bool // in all but the same words
}

// likeness judges whether two duties are the same one: by their wording as a whole, or by the words that say what they
// are about. Words that name only parties to a duty must stand side by side in both ("customer satisfaction", "satisfying
// customers"); so must words of the matter where the category is a minor one of a duty. A single shared word is enough
// only where it is no mere party, one of the two is about nothing else, or both have a part that is about nothing but the
// category as such, and both lie in the same place.
func (r *reader) likeness(a, b *duty, category string) likeness {
	own, matter := closestPart(a, b)
	all := shared(a.all, b.all)
	share := float64(len(all)) / float64(max(1, min(len(a.all), len(b.all))))
	beside := sharePair(a, b)
	l := likeness{core: own, plain: len(own) >= sureWords && (beside || !r.onlyParties(own)), degree: matter + share}

	major := a.primary == category && b.primary == category
	least := sameWording
	if !major {
		least = nearWording
	}
	worded := len(all) >= sameWords && share >= least && covered(a, b, all)
	one := len(own) == 1 && !r.onlyParties(own) && a.place == b.place && (len(a.own) == 1 || len(b.own) == 1)
	head := len(own) == 1 && matter == 1 && own[0] == r.head(category) && a.place == b.place
	l.same = worded || (matter >= sameMatter && ((major && (l.plain || one || head)) || (l.plain && beside)))
	l.vague = l.same && !worded && !l.plain && !head && dice(len(own), len(a.own), len(b.own)) < sameMatter
	l.equal = len(all) >= equalWords && dice(len(all), len(a.all), len(b.all)) >= nearWording
	if worded && !l.plain {
		l.core = all
	}
	return l
}

// head is the number of the word that names a category; -1 where it has none.
func (r *reader) head(category string) int32 {
	if stem, ok := r.v.heads[category]; ok {
		return r.number(stem)
	}
	return -1
}

// onlyParties reports whether words name nobody and nothing but parties to a duty.
func (r *reader) onlyParties(own []int32) bool {
	return !slices.ContainsFunc(own, func(n int32) bool { return !r.parties[n] })
}

// covered reports whether the shorter duty's words of the matter are all shared.
func covered(a, b *duty, all []int32) bool {
	shorter := a
	if len(b.all) < len(a.all) {
		shorter = b
	}
	return countShared(shorter.own, all) == len(shorter.own)
}

func sharePair(a, b *duty) bool {
	return slices.ContainsFunc(a.pairs, func(p [2]int32) bool { return slices.Contains(b.pairs, p) })
}

// closestPart is what two duties, or their closest parts, share of what they are about, and how much that is: the most
// words that are enough of it, else the largest share.
func closestPart(a, b *duty) ([]int32, float64) {
	core := shared(a.own, b.own)
	best := dice(len(core), len(a.own), len(b.own))
	for _, p := range a.phrases {
		for _, q := range b.phrases {
			n := countShared(p, q)
			degree := dice(n, len(p), len(q))
			enough, was := degree >= sameMatter, best >= sameMatter
			if (enough && was && n > len(core)) || (enough && !was) || (!enough && !was && degree > best) {
				best, core = degree, shared(p, q)
			}
		}
	}
	return core, best
}

// otherScope reports whether one duty is placed inside the company only and the other outside only.
func otherScope(a, b *duty) bool {
	return a.place != b.place && a.place != place{} && b.place != place{} && a.place.inside != b.place.inside && a.place.outside != b.place.outside
}

// holds reports whether a duty speaks of all of a core.
func (d *duty) holds(core []int32) bool {
	return len(core) > 0 && countShared(d.all, core) == len(core)
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
