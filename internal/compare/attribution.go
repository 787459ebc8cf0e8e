package compare

import (
	"fmt"
	"slices"

	"rolecall/internal/claim"
)

// duties compares who has the duties of a group of categories: one finding a category and pair of roles at most. A
// contradiction is a duty that one source gives to one role only and another source to the other role only, in words
// that make it the same duty, neither with a condition. What looks like one and is not gives a finding that says why.
func duties(group string, claims []Evidence) []dispute {
	r := newReader()
	read := make([]*duty, 0, len(claims))
	roles := map[claim.Role]bool{}
	categories := map[string]bool{}
	inGroup := categoriesOfGroup(group)
	for _, e := range claims {
		if e.Role == "" {
			continue
		}
		d := r.read(e)
		read = append(read, &d)
		roles[e.Role] = true
		for _, c := range d.categories {
			if inGroup[c] {
				categories[c] = true
			}
		}
	}
	var out []dispute
	names := sortedRoles(roles)
	for i, a := range names {
		for _, b := range names[i+1:] {
			f := newField(r, a, b, read)
			for _, category := range sortedKeys(categories) {
				if d, found := f.judge(category); found {
					out = append(out, d)
				}
			}
		}
	}
	return out
}

func categoriesOfGroup(group string) map[string]bool {
	out := map[string]bool{}
	for _, c := range claim.Taxonomy() {
		if c.Group == group {
			out[c.ID] = true
		}
	}
	return out
}

// field is what the sources say of two roles within a group of categories.
type field struct {
	reader   *reader
	roles    [2]claim.Role
	said     [2][]*duty
	bySource [2]map[string][]*duty
}

func newField(r *reader, a, b claim.Role, read []*duty) field {
	f := field{reader: r, roles: [2]claim.Role{a, b}}
	for i, role := range f.roles {
		f.bySource[i] = map[string][]*duty{}
		for _, d := range read {
			if d.Role == role {
				f.said[i] = append(f.said[i], d)
				f.bySource[i][d.SourceID] = append(f.bySource[i][d.SourceID], d)
			}
		}
	}
	return f
}

// match is a pair of like duties of different sources and roles, and why it is no contradiction, if so.
type match struct {
	a, b   *duty
	degree float64
	why    string
}

// judge finds the contradictions in one category, or the closest seeming one.
func (f field) judge(category string) (dispute, bool) {
	var real []match
	seen := map[*duty]bool{}
	seeming := map[string][]match{} // by reason
	for _, a := range f.said[0] {
		if !slices.Contains(a.categories, category) {
			continue
		}
		for _, b := range f.said[1] {
			if a.SourceID == b.SourceID || !slices.Contains(b.categories, category) || home(a, b) != category {
				continue
			}
			m, found := f.pair(a, b, category)
			switch {
			case !found:
			case m.why == "" && seen[a] && seen[b]: // both stand on their sides
			case m.why == "":
				real = append(real, m)
				seen[a], seen[b] = true, true
			default:
				seeming[m.why] = keepClosest(seeming[m.why], m)
			}
		}
	}
	if len(real) > 0 {
		return f.dispute(category, real, ""), true
	}
	if len(seeming) > 0 {
		best := closest(seeming)
		return f.dispute(category, best, best[0].why), true
	}
	return dispute{}, false
}

// pair judges two duties. Found is false where they have nothing to do with each other.
func (f field) pair(a, b *duty, category string) (match, bool) {
	like := f.reader.likeness(a, b, category)
	m := match{a: a, b: b, degree: like.degree}
	primary := a.primary == category && b.primary == category
	switch {
	case !like.same && !primary:
		return m, false
	case a.Condition != "":
		m.why = conditional(a)
	case b.Condition != "":
		m.why = conditional(b)
	case !a.firm || !b.firm:
		m.why = "not a rule: one side speaks of what may be or of a part of the cases"
	case f.both(1, a, category, like) || f.both(0, b, category, like):
		m.why = f.bothReason(a, b, category, like)
	case otherScope(a, b):
		m.why = "another scope: one duty lies inside the company, the other with customers, products or the market"
	case a.Object != "" && b.Object != "" && !like.plain && !sameObject(a.Object, b.Object):
		m.why = fmt.Sprintf("another object: %s and %s", quoted(a.Object), quoted(b.Object))
	case !like.same:
		m.why = "the wording is too different to be one duty"
	}
	return m, true
}

func conditional(d *duty) string {
	return fmt.Sprintf("conditional: %s says so only %s", d.SourceID, quoted(d.Condition))
}

// both reports whether the source of a duty gives the same to the role of the given index as well: a duty of that
// primary category, or one that speaks of all that the duty is compared by. Where the category is a minor one there and
// the matter is plain, only the wording counts.
func (f field) both(role int, d *duty, category string, like likeness) bool {
	return slices.ContainsFunc(f.bySource[role][d.SourceID], func(o *duty) bool {
		if o.holds(like.core) || o.primary == category {
			return true
		}
		return !like.plain && slices.Contains(o.categories, category)
	})
}

func (f field) bothReason(a, b *duty, category string, like likeness) string {
	who := b.SourceID
	if f.both(1, a, category, like) {
		who = a.SourceID
	}
	return fmt.Sprintf("%s gives %s to both roles", who, claim.CategoryLabel(category))
}

func sameObject(a, b string) bool {
	x, y := stemSet(a), stemSet(b)
	for w := range x {
		if y[w] {
			return true
		}
	}
	return len(x) == 0 || len(y) == 0
}

func stemSet(text string) words { return lexicon().stemSet(text) }

// keepClosest adds a match to a list of at most a few, the closest first.
func keepClosest(list []match, m match) []match {
	const most = 8
	at := len(list)
	for at > 0 && list[at-1].degree < m.degree {
		at--
	}
	if at >= most {
		return list
	}
	list = slices.Insert(list, at, m)
	return list[:min(most, len(list))]
}

// closest is the list that starts with the closest match.
func closest(seeming map[string][]match) []match {
	var best []match
	for _, why := range sortedKeys(seeming) {
		if best == nil || seeming[why][0].degree > best[0].degree {
			best = seeming[why]
		}
	}
	return best
}

func (f field) dispute(category string, matches []match, reason string) dispute {
	sides := [2]position{{value: string(f.roles[0])}, {value: string(f.roles[1])}}
	seen := map[*duty]bool{}
	for _, m := range matches {
		for i, d := range []*duty{m.a, m.b} {
			if !seen[d] {
				seen[d] = true
				sides[i].claims = append(sides[i].claims, d.Evidence)
			}
		}
	}
	d := dispute{kind: claim.Attribution, topic: category, roles: f.roles[:], sides: sides[:], reason: reason}
	label := claim.CategoryLabel(category)
	said := func(i int) string {
		return fmt.Sprintf("%s %s it to the %s", named(sides[i].claims), verb(sides[i].claims, "gives", "give"), roleName(f.roles[i]))
	}
	d.says = sentence(fmt.Sprintf("%s: %s, %s", label, said(0), said(1)))
	return d
}
