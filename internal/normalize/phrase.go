package normalize

import (
	"slices"
	"strings"
)

// readsAsVerb decides for a word that may be a verb or a noun: "design", "support", "training".
func (r *reader) readsAsVerb(e *entry, i, n int) bool {
	next := i + n
	ofNext := next < len(r.tokens) && r.tokens[next].mark == noBreak && r.tokens[next].word == "of"
	alone := next >= len(r.tokens) || r.tokens[next].mark >= colon
	switch {
	case e.form == past:
		return r.pending == roleMark || r.pending == pronoun || r.pending == auxiliary
	case len(e.objects) == 0:
		return true
	case e.form == nominal, ofNext && e.form == gerund:
		return ofNext || r.follows(i)
	case r.pending == means && e.form != gerund:
		return false
	case !r.verbal || alone && r.cur().blank():
		return false
	case r.parted && len(r.actions) > 0 && !r.cur().blank():
		return agrees(e.form, r.lastVerb) && !alone
	}
	return true
}

// agrees reports whether two verbs can be joined by "and": both in -ing, or neither.
func agrees(a, b form) bool { return (a == gerund) == (b == gerund) }

func (r *reader) verb(e *entry, i int) {
	cur := r.cur()
	use := verbUse{classes: e.verbs, weight: r.share[i]}
	bare := len(cur.things) == 0
	switch {
	case e.form == past && r.pending == auxiliary:
		if !cur.empty { // "ensure that plans are ALIGNED"
			use.weight *= passive
		}
		cur.verbs = append(cur.verbs, use)
		r.verbal = false
		return
	case cur.blank():
		if r.mains == 0 || r.zone == 1 {
			r.head = e.form
			r.mains++
		}
		cur.verbs, cur.empty = []verbUse{use}, e.empty
	case cur.empty && bare:
		cur.verbs, cur.empty = []verbUse{use}, e.empty
		r.head = e.form
	case cur.empty && r.pending != means && r.pending != purpose && r.pending != relative && e.form != gerund && !r.parted:
		weight := cur.weight // "ensure that systems run": what runs is named, what it does decides
		cur.weight *= subjectOf
		r.open(weight)
		r.cur().verbs, r.cur().empty = []verbUse{use}, e.empty
	case bare && r.pending == purpose:
		for k := range cur.verbs {
			cur.verbs[k].weight *= passive
		}
		cur.verbs = slices.Insert(cur.verbs, 0, use)
	case bare && r.parted:
		use.weight *= nextVerb
		cur.verbs = append(cur.verbs, use)
	case bare && (e.form == nominal || e.form == gerund) && r.pending != means && r.pending != purpose:
		for k := range cur.verbs {
			cur.verbs[k].weight *= oversight
		}
		cur.verbs = slices.Insert(cur.verbs, 0, use)
	case e.form == nominal && r.pending != means:
		cur.verbs = append(cur.verbs, use)
	default:
		r.further(e, use)
	}
	r.lastVerb, r.parted, r.pending, r.verbal, r.prep = e.form, false, noMarker, e.empty, 1
}

// further opens an action for a verb that stands after another action's things.
func (r *reader) further(e *entry, use verbUse) {
	switch {
	case r.parted && agrees(e.form, r.head) && (r.zone == 1 || e.form != base):
		r.openMain()
		r.mains++
	case r.parted:
		r.open(r.cur().weight * coordinate)
	case r.v.uses(r.cur()) && r.pending != means && r.pending != relative:
		weight := r.cur().weight
		r.cur().weight *= useOf
		r.open(weight)
	default:
		main := r.section * positions(max(r.mains-1, 0))
		r.zone = subordinate
		r.open(main * subordinate)
	}
	r.cur().verbs, r.cur().empty = []verbUse{use}, e.empty
}

func (r *reader) thing(e *entry, i, n int) {
	cur, light := r.cur(), 1.0
	if last := len(cur.things) - 1; last >= 0 {
		switch {
		case r.sharesHead(e, i):
			cur.things[last].weight *= modifier
		case r.follows(i):
			if !r.tokens[i-1].owner && r.v.any(r.v.light, e.objects) && !r.v.any(r.v.light, cur.things[last].classes) {
				light = lightHead
				break
			}
			cur.things[last].weight *= modifier
		case cur.empty && r.pending == auxiliary: // "ensure that systems are secure"
			cur.things[last].weight *= subjectOf
			r.list = 0
		case r.parted:
			r.list++
		}
	}
	weight := thingPositions(r.list) * r.prep * r.share[i] * light
	if r.inParen {
		weight *= aside
	}
	if r.completes(i) {
		weight *= complement
	}
	if r.pending == relative {
		weight *= subordinate
	}
	cur.things = append(cur.things, thing{classes: e.objects, weight: weight, end: i + n})
	r.parted, r.verbal = false, false
}

// follows reports whether a thing ends right before token i: the next noun is the head of a compound.
func (r *reader) follows(i int) bool {
	things := r.cur().things
	return len(things) > 0 && things[len(things)-1].end == i && r.tokens[i].mark == noBreak
}

// completes reports whether a thing at token i goes with the thing before it: "costs of new SYSTEMS".
func (r *reader) completes(i int) bool {
	things := r.cur().things
	if len(things) == 0 {
		return false
	}
	end := things[len(things)-1].end
	if end >= i || r.tokens[end].word != "of" || r.v.any(r.v.light, things[len(things)-1].classes) {
		return false
	}
	return end == i-1 || end == i-2
}

// sharesHead reports whether the people at i give their noun to the word before "and": "development and engineering teams".
func (r *reader) sharesHead(e *entry, i int) bool {
	last := r.cur().things[len(r.cur().things)-1]
	return r.v.any(r.v.people, e.objects) && r.parted && last.end == i-1 && r.tokens[i].mark == noBreak &&
		!r.v.any(r.v.people, last.classes) && !strings.HasSuffix(r.tokens[i-2].word, "s")
}

// uses reports whether an action is only the use of a means: "leverage technology".
func (v *vocabulary) uses(a *action) bool {
	return len(a.verbs) > 0 && slices.Contains(a.verbs[0].classes, v.use)
}
