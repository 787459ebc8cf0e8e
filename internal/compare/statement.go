package compare

import (
	"fmt"
	"slices"
	"strings"

	"rolecall/internal/claim"
)

// voice is who makes a claim: a source, or one author of a thread.
type voice struct{ source, author string }

// stance is a claim as a position on a matter that has one true value.
type stance struct {
	Evidence
	value string
	loose string // why it is not said of the rule as such; empty where it is
	pay   *payPair
	// region is the country that it is about, of an order of pay; empty where it is not said.
	region string
}

func (s stance) voice() voice { return voice{s.SourceID, s.Author} }

const (
	onCondition = "conditional: "
	notRule     = "not a rule: one side speaks of what may be or of a part of the cases"
)

func stanceOf(e Evidence, value string) stance {
	return stance{Evidence: e, value: value, loose: loose(e), region: e.Pay.Region}
}

// loose says why a claim does not hold as a rule: it has a condition, or speaks of a part or a possibility. It is empty
// where the claim does.
func loose(e Evidence) string {
	switch {
	case e.Condition != "":
		return fmt.Sprintf("%s%s says so only %s", onCondition, e.SourceID, quoted(e.Condition))
	case !ofTheRule(e):
		return notRule
	}
	return ""
}

// question is a matter on which every voice can take one of several positions.
type question struct {
	kind      string
	topic     string
	roles     []claim.Role
	about     string                 // "what the CTO faces", the start of the explanation
	labels    map[string]string      // how a sentence names a position
	exclusive bool                   // one voice that takes two positions contradicts itself
	agree     func(a, b stance) bool // where different values are no opposition
}

func (q question) opposed(a, b stance) bool {
	return a.value != b.value && (q.agree == nil || !q.agree(a, b))
}

// settle finds the contradictions among stances on one question: between voices that take a single position each, and
// within a source. Where no sources contradict each other but seem to, the finding is not comparable.
func (q question) settle(stances []stance) []dispute {
	var firm, loose, own []stance
	for _, s := range stances {
		if s.loose == "" {
			firm = append(firm, s)
		} else {
			loose = append(loose, s)
		}
	}
	single, mixed := splitVoices(q, firm)
	opposed := opposing(q, single, single)
	between := len(sourcesOf(evidenceOf(opposed))) > 1
	if !between {
		own = opposed // the authors of one thread
	}
	if q.exclusive {
		own = append(own, mixed...)
	}
	out := q.contradictions(own)
	if between {
		return append(out, q.dispute(q.sides(opposed), ""))
	}
	return append(out, q.seeming(single, mixed, loose)...)
}

// seeming is the finding about opposition that rests on conditional or partial claims, or on voices that hold both.
func (q question) seeming(single, mixed, loose []stance) []dispute {
	all := slices.Concat(single, mixed, loose)
	opposed := opposing(q, loose, all)
	if sides := q.sides(opposed); len(sides) > 1 && voices(sides) > 1 {
		return []dispute{q.dispute(sides, looseReason(opposed))}
	}
	if sides := q.sides(opposing(q, mixed, single)); len(sides) > 1 && !q.exclusive {
		both := evidenceOf(mixed)
		return []dispute{q.dispute(sides, "not exclusive: "+named(both)+" "+verb(both, "gives", "give")+" the role both")}
	}
	return nil
}

// splitVoices parts the stances of voices that hold one position (first) from those of voices that hold opposed ones.
func splitVoices(q question, stances []stance) ([]stance, []stance) {
	var single, mixed []stance
	byVoice := map[voice][]stance{}
	for _, s := range stances {
		who := s.voice()
		byVoice[who] = append(byVoice[who], s)
	}
	for _, s := range stances {
		if opposes(q, s, byVoice[s.voice()]) {
			mixed = append(mixed, s)
		} else {
			single = append(single, s)
		}
	}
	return single, mixed
}

func opposes(q question, s stance, others []stance) bool {
	return slices.ContainsFunc(others, func(o stance) bool { return q.opposed(s, o) })
}

// opposing keeps the stances of both lists that are opposed to one of the other list.
func opposing(q question, a, b []stance) []stance {
	var out []stance
	left, right := q.positions(a), q.positions(b)
	for _, s := range a {
		if opposes(q, s, right) {
			out = append(out, s)
		}
	}
	for _, s := range b {
		if opposes(q, s, left) {
			out = append(out, s)
		}
	}
	return out
}

// positions are the stances that a stance must be held against to find one opposed to it: one of each value, unless
// more than the value decides.
func (q question) positions(stances []stance) []stance {
	if q.agree != nil {
		return stances
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(stances), func(s stance) bool {
		known := seen[s.value]
		seen[s.value] = true
		return known
	})
}

// contradictions are the findings about sources whose own stances are opposed, one a source.
func (q question) contradictions(own []stance) []dispute {
	bySource := map[string][]stance{}
	for _, s := range own {
		bySource[s.SourceID] = append(bySource[s.SourceID], s)
	}
	var out []dispute
	for _, source := range sortedKeys(bySource) {
		d := q.dispute(q.sides(bySource[source]), "")
		d.topic = within(q.topic, source)
		out = append(out, d)
	}
	return out
}

// within is the topic of a source's contradiction with itself: it can only be about that source.
func within(topic, source string) string { return topic + "/within/" + source }

// sides groups stances by value, in the order of the values.
func (q question) sides(stances []stance) []position {
	byValue := map[string][]Evidence{}
	var values []string
	for _, s := range stances {
		if _, seen := byValue[s.value]; !seen {
			values = append(values, s.value)
		}
		byValue[s.value] = append(byValue[s.value], s.evidence()...)
	}
	slices.Sort(values)
	out := make([]position, 0, len(values))
	for _, v := range values {
		out = append(out, position{value: v, label: q.labels[v], claims: byValue[v]})
	}
	return out
}

func (q question) dispute(sides []position, reason string) dispute {
	d := dispute{kind: q.kind, topic: q.topic, roles: q.roles, sides: sides, reason: reason}
	said := make([]string, 0, len(sides))
	for _, p := range sides {
		label := p.label
		if label == "" {
			label = p.value
		}
		said = append(said, fmt.Sprintf("%s %s %s", named(p.claims), verb(p.claims, "says", "say"), label))
	}
	if len(d.sources()) == 1 && voices(sides) > 1 {
		said = append(said, "different authors of one thread")
	}
	d.says = sentence(q.about + ": " + strings.Join(said, "; "))
	return d
}

// looseReason says why opposition that rests on loose claims is not comparable: the first few reasons, conditions before
// others.
func looseReason(opposed []stance) string {
	const most = 3
	var conditions, others []string
	for _, s := range opposed {
		if why, conditional := strings.CutPrefix(s.loose, onCondition); conditional {
			conditions = append(conditions, why)
		} else if why != "" {
			others = append(others, why)
		}
	}
	said := slices.Compact(append(conditions, others...))
	prefix := ""
	if len(conditions) > 0 {
		prefix = onCondition
	}
	return prefix + strings.Join(said[:min(most, len(said))], "; ")
}

// voices counts who speaks on the sides.
func voices(sides []position) int {
	set := map[voice]bool{}
	for _, p := range sides {
		for _, e := range p.claims {
			set[voice{e.SourceID, e.Author}] = true
		}
	}
	return len(set)
}

func evidenceOf(stances []stance) []Evidence {
	out := make([]Evidence, 0, len(stances))
	for _, s := range stances {
		out = append(out, s.evidence()...)
	}
	return out
}

// evidence is the claims behind a stance: one, or the two figures that give an order of pay.
func (s stance) evidence() []Evidence {
	if s.pay != nil {
		return []Evidence{s.pay.cio.Evidence, s.pay.cto.Evidence}
	}
	return []Evidence{s.Evidence}
}
