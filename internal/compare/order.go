package compare

import (
	"slices"
	"strings"

	"rolecall/internal/claim"
)

// orderGap is how far apart a CIO's and a CTO's figure must be to put one of them ahead.
const orderGap = 0.05

// Positions on the order of pay.
const (
	payEqual     = "equal"
	payCIO       = "cio_higher"
	payCTO       = "cto_higher"
	payDifferent = "different"
)

// payPair is a source's figures of the same thing for both roles.
type payPair struct{ cio, cto figure }

func (p *payPair) order() string {
	switch {
	case apart(&p.cio, &p.cto) <= orderGap:
		return payEqual
	case p.cio.middle() > p.cto.middle():
		return payCIO
	}
	return payCTO
}

// part is what of the pay or of the role a pair is of: "bonus", "maximum, startup"; "" where it is of the pay as such, as words
// about who is paid more are.
func (p *payPair) part() string {
	var parts []string
	if c := p.cio.Pay.Component; c == "bonus" || c == "equity" {
		parts = append(parts, c)
	}
	if s := p.cio.Pay.Statistic; s != "" && s != "mean" && s != "median" {
		parts = append(parts, s)
	}
	if rate := PayRate(p.cio.Pay.Period); rate != salaried {
		parts = append(parts, rate)
	}
	if p.cio.scope != "" {
		parts = append(parts, p.cio.scope)
	}
	return strings.Join(parts, ", ")
}

// payOrder compares which role is paid more: in words, in words against figures, and by figures of one survey and year.
// Figures of a part of the pay or of the role are held against each other only, each part by itself. Figures that order the
// roles differently but are not of the same thing give a finding of their own that says so.
func payOrder(claims []Evidence) []dispute {
	figured := payPairs(claims)
	parts := map[string][]stance{}
	for _, s := range figured {
		parts[s.pay.part()] = append(parts[s.pay.part()], s)
	}
	general := parts[""]
	delete(parts, "")
	worded := wordedOrders(claims, general)
	q := question{
		kind: claim.SalaryOrder, topic: "order of pay", roles: []claim.Role{claim.CIO, claim.CTO}, exclusive: true,
		about: "Which role is paid more",
		labels: map[string]string{
			payEqual: "about equal", payDifferent: "the pay differs", payCIO: "the CIO", payCTO: "the CTO",
		},
		agree: payAgree,
	}
	found := q.settle(append(worded, unsaid(general, worded)...))
	for i := range found {
		found[i] = backed(found[i], general)
	}
	for _, part := range sortedKeys(parts) {
		found = append(found, q.of(part).settle(parts[part])...)
	}
	for i := range found {
		found[i].distant = found[i].holds(payCIO) && found[i].holds(payCTO)
	}
	return append(found, figureOrders(q, figured)...)
}

// of is the question for a part of the pay or of the role.
func (q question) of(part string) question {
	q.topic += ": " + part
	q.about += " (" + part + ")"
	return q
}

// wordedOrders are the orders of pay that are said in words. One about a part of the market ("fractional") or of the pay
// ("a larger bonus") is no rule; one that the source's own figures back, all of one country, is about that country.
func wordedOrders(claims []Evidence, figured []stance) []stance {
	var out []stance
	for _, e := range claims {
		if e.Kind != claim.PayComparison {
			continue
		}
		s := stanceOf(e, e.Value)
		if s.loose == "" {
			s.loose = narrowed(e)
		}
		regions := map[string]bool{}
		for _, f := range figured {
			if f.SourceID == e.SourceID && f.value == e.Value {
				regions[f.Pay.Region] = true
			}
		}
		if len(regions) == 1 && s.region == "" {
			s.region = sortedKeys(regions)[0]
		}
		out = append(out, s)
	}
	return out
}

// unsaid are the figures of sources that do not also say in words what agrees with them.
func unsaid(figured, worded []stance) []stance {
	return slices.DeleteFunc(slices.Clone(figured), func(f stance) bool {
		return slices.ContainsFunc(worded, func(w stance) bool {
			return w.loose == "" && w.SourceID == f.SourceID && backs(f.value, w.value)
		})
	})
}

// backs reports whether figures of one order agree with words of another.
func backs(figures, words string) bool {
	return figures == words || (words == payDifferent && figures != payEqual)
}

// payAgree reports whether two different positions on the order of pay can both be true.
func payAgree(a, b stance) bool {
	if a.pay != nil && b.pay != nil {
		return a.SourceID == b.SourceID || !ordersOppose(a, b) || !pairsAlike(a.pay, b.pay)
	}
	if !sameFrame(a, b) {
		return true
	}
	if a.pay != nil || b.pay != nil {
		return !ordersOppose(a, b) // "about equal" and "different" are too loose to hold against figures
	}
	return (a.value == payDifferent && b.value != payEqual) || (b.value == payDifferent && a.value != payEqual)
}

func ordersOppose(a, b stance) bool {
	return (a.value == payCIO && b.value == payCTO) || (a.value == payCTO && b.value == payCIO)
}

// sameFrame reports whether two stances can be of one country, time and survey: neither says otherwise. What one source
// says on the word of a survey and what it says itself are not of one frame.
func sameFrame(a, b stance) bool {
	x, y := surveyName(a.Pay.CitedSource), surveyName(b.Pay.CitedSource)
	if x != y && ((x != "" && y != "") || a.SourceID == b.SourceID) {
		return false
	}
	if a.region != "" && b.region != "" && a.region != b.region {
		return false
	}
	yearA, _, knownA := yearMonth(a.Pay.AsOf)
	yearB, _, knownB := yearMonth(b.Pay.AsOf)
	return !knownA || !knownB || within1(yearA, yearB)
}

// payPairs pairs each source's figures of the same thing for both roles, one stance a pair, as many as are compared.
func payPairs(claims []Evidence) []stance {
	cio, cto := map[string][]figure{}, map[counterpart][]figure{}
	for _, e := range claims {
		f, ok := readFigure(e)
		switch {
		case !ok || e.Kind != claim.Salary || e.Condition != "":
		case e.Role == claim.CIO:
			cio[e.SourceID] = append(cio[e.SourceID], f)
		case e.Role == claim.CTO:
			cto[f.counterpart()] = append(cto[f.counterpart()], f)
		}
	}
	var out []stance
	for _, source := range sortedKeys(cio) {
		out = append(out, paired(cio[source], cto)...)
	}
	return firstOfEach(out, mostCompared, func(s stance) string { return s.SourceID })
}

// paired pairs the figures of a source: the first ones, no more than are compared of all sources together.
func paired(figures []figure, others map[counterpart][]figure) []stance {
	var out []stance
	for i := range figures {
		a := &figures[i]
		same := others[a.counterpart()]
		for j := range same[:min(len(same), mostCompared-len(out))] {
			if alike(a, &same[j]) {
				pair := payPair{*a, same[j]}
				out = append(out, stance{Evidence: a.Evidence, value: pair.order(), pay: &pair, region: a.Pay.Region})
			}
		}
	}
	return out
}

// counterpart is where a figure's counterpart of the other role is looked for: the same thing in the same document.
type counterpart struct {
	document, period string
	year             int
	aspects          [len(aspects)]string
}

func (f *figure) counterpart() counterpart {
	return counterpart{f.DocumentID, f.Pay.Period, f.year, f.aspects}
}

// pairsAlike reports whether two pairs are of the same thing.
func pairsAlike(a, b *payPair) bool { return alike(&a.cio, &b.cio) }

// backed adds to the sides of a finding the figures by which those who say so in words back it.
func backed(d dispute, figured []stance) dispute {
	for i, p := range d.sides {
		sources := sourcesOf(slices.DeleteFunc(slices.Clone(p.claims), func(e Evidence) bool { return e.Kind != claim.PayComparison }))
		for _, s := range figured {
			if backs(s.value, p.value) && slices.Contains(sources, s.SourceID) {
				d.sides[i].claims = append(d.sides[i].claims, s.evidence()...)
			}
		}
	}
	return d
}

// figureOrders is the finding about figures that put the roles in different orders without being of the same thing.
func figureOrders(q question, figured []stance) []dispute {
	var least closestPair
	in := map[int]bool{}
	for i := range figured {
		for j := range i {
			a, b := &figured[j], &figured[i]
			if a.SourceID == b.SourceID || a.value == b.value || a.pay.cio.family != b.pay.cio.family || pairsAlike(a.pay, b.pay) {
				continue
			}
			in[i], in[j] = true, true
			least.take(&a.pay.cio, &b.pay.cio)
		}
	}
	if len(in) == 0 {
		return nil
	}
	var part []stance
	for i, s := range figured {
		if in[i] {
			part = append(part, s)
		}
	}
	q.topic = "order of pay by figures"
	return []dispute{q.dispute(q.sides(part), least.reason(len(part)))}
}
