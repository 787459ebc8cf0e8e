package compare

import (
	"cmp"
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
	subjects := subjectsOf(sortedKeys(categories), inGroup)
	var out []dispute
	names := sortedRoles(roles)
	for i, a := range names {
		for _, b := range names[i+1:] {
			f := newField(r, a, b, read)
			for _, s := range subjects {
				if d, found := f.judge(s); found {
					out = append(out, d)
				}
			}
		}
	}
	return out
}

// subject is what a finding is about: a category of duties, or one of the matters that are judged apart.
type subject struct {
	topic, label string
	matter       *matter // nil: the category
}

// subjectsOf are the categories given and the matters of a group.
func subjectsOf(categories []string, inGroup map[string]bool) []subject {
	var out []subject
	for _, c := range categories {
		out = append(out, subject{topic: c, label: claim.CategoryLabel(c)})
	}
	matters := lexicon().matters
	for i := range matters {
		if m := &matters[i]; inGroup[m.category] {
			out = append(out, subject{topic: m.topic, label: m.label, matter: m})
		}
	}
	return out
}

// of reports whether a duty is about a subject.
func (s subject) of(d *duty) bool {
	if s.matter != nil {
		return slices.Contains(d.matters, s.matter)
	}
	return slices.Contains(d.categories, s.topic)
}

// together reports whether a subject is the one under which two duties are compared: the matter they share, else home.
func (s subject) together(a, b *duty) bool {
	if !s.of(a) || !s.of(b) {
		return false
	}
	shareMatter := slices.ContainsFunc(a.matters, func(m *matter) bool { return slices.Contains(b.matters, m) })
	return s.matter != nil || (!shareMatter && home(a, b) == s.topic)
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
	vague  bool
}

// judge finds the contradictions on one subject, or the closest seeming one.
func (f field) judge(s subject) (dispute, bool) {
	var real []match
	seen := map[*duty]bool{}
	seeming := map[string][]match{} // by reason
	for _, a := range f.said[0] {
		if !s.of(a) {
			continue
		}
		for _, b := range f.said[1] {
			if a.SourceID == b.SourceID || !s.together(a, b) {
				continue
			}
			m, found := f.pair(a, b, s)
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
		return f.dispute(s, real, ""), true
	}
	if len(seeming) > 0 {
		best := closest(seeming)
		return f.dispute(s, best, best[0].why), true
	}
	return dispute{}, false
}

// pair judges two duties. Found is false where they have nothing to do with each other.
func (f field) pair(a, b *duty, s subject) (match, bool) {
	like := f.reader.likeness(a, b, s.topic)
	if s.matter != nil {
		like.same, like.plain, like.vague = true, true, false
	}
	m := match{a: a, b: b, degree: like.degree, vague: like.vague}
	primary := a.primary == s.topic && b.primary == s.topic
	switch {
	case !like.same && !primary:
		return m, false
	case a.loose != "" || b.loose != "":
		m.why = cmp.Or(a.loose, b.loose)
	case otherScope(a, b):
		m.why = "another scope: one duty lies inside the company, the other with customers, products or the market"
	case f.both(1, a, s, like) || f.both(0, b, s, like):
		m.why = f.bothReason(a, b, s, like)
	case a.object != "" && b.object != "" && !like.plain && !sameObject(a.object, b.object):
		m.why = fmt.Sprintf("another object: %s and %s", quoted(a.object), quoted(b.object))
	case !like.same:
		m.why = "the wording is too different to be one duty"
	}
	return m, true
}

// both reports whether the source of a duty gives the same to the role of the given index as well: a duty of that
// primary category or about that matter, or one that speaks of all that the duty is compared by. Where the category is a
// minor one there and the matter is plain, or where the duties are in the same words, only the wording counts.
func (f field) both(role int, d *duty, s subject, like likeness) bool {
	return slices.ContainsFunc(f.bySource[role][d.SourceID], func(o *duty) bool {
		if s.matter != nil {
			return s.of(o)
		}
		switch {
		case o.holds(like.core):
			return true
		case like.equal:
			return false
		}
		return o.primary == s.topic || (!like.plain && s.of(o))
	})
}

func (f field) bothReason(a, b *duty, s subject, like likeness) string {
	who := b.SourceID
	if f.both(1, a, s, like) {
		who = a.SourceID
	}
	return fmt.Sprintf("%s gives %s to both roles", who, s.label)
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

func (f field) dispute(s subject, matches []match, reason string) dispute {
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
	d := dispute{kind: claim.Attribution, topic: s.topic, roles: f.roles[:], sides: sides[:], reason: reason}
	d.vague = !slices.ContainsFunc(matches, func(m match) bool { return !m.vague })
	said := func(i int) string {
		return fmt.Sprintf("%s %s it to the %s", named(sides[i].claims), verb(sides[i].claims, "gives", "give"), roleName(f.roles[i]))
	}
	d.says = sentence(fmt.Sprintf("%s: %s, %s", s.label, said(0), said(1)))
	return d
}
