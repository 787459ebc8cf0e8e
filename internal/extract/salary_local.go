package extract

import (
	"strings"

	"rolecall/internal/lexicon"
	"rolecall/internal/page"
	"rolecall/internal/pay"
)

// nearby is what the words close to an amount say of it.
type nearby struct {
	statistic, component, period string
	region, survey               fact
}

// reachBehind is how many tokens behind an amount a word can still tell what it is.
const reachBehind = 7

// local reads the words close to one amount of a sentence: those of its own part first.
func (d *doc) local(s *sentence, a pay.Amount, all []pay.Amount, i int) nearby {
	at := tokenAt(s.tokens, s.start+a.Start)
	var n nearby
	n.statistic = d.closest(s, "statistic", at, a, all, i)
	n.component = d.closest(s, "component", at, a, all, i)
	n.period = d.closest(s, "period", at, a, all, i)
	n.survey = d.closestSurvey(s, a)
	n.region = d.closestRegion(s, a, all, i)
	return n
}

// closest is the value of the cue nearest to an amount. One behind the amount, before the next one, goes first where it
// is bound to it ("$285,000 in base salary"); else the last before it; else the first behind it.
func (d *doc) closest(s *sentence, list string, at int, a pay.Amount, all []pay.Amount, i int) string {
	hits := d.lex.Pay[list].Find(s.tokens)
	if len(hits) == 0 {
		return ""
	}
	end := tokenAt(s.tokens, s.start+a.End-1) + 1
	next := len(s.tokens)
	if i+1 < len(all) {
		next = tokenAt(s.tokens, s.start+all[i+1].Start)
	}
	previous := 0
	if i > 0 {
		previous = tokenAt(s.tokens, s.start+all[i-1].End-1) + 1
	}
	before, own, after := "", "", -1
	for k, h := range hits {
		if h.End <= at {
			before = h.Value
			if h.Start >= previous {
				own = h.Value
			}
		}
		if after < 0 && h.Start >= end && h.Start < next && h.Start-end <= reachBehind {
			after = k
		}
	}
	if span := percentileSpan(hits, previous, at); a.Range && list == "statistic" && span != "" {
		return span
	}
	if after < 0 {
		return before
	}
	h := hits[after]
	bound := h.Start-end <= 2 && !endsPart(s.tokens[end:h.Start])
	switch {
	case bound && (own == "" || list != "statistic"):
		return h.Value
	case own != "":
		return own
	case before != "":
		return before
	case list == "statistic" && i+1 < len(all) && endsPart(s.tokens[end:h.Start]):
		return "" // the cue belongs to the next amount
	}
	return h.Value
}

// percentileSpan is "p25-p75" where two percentiles stand between two tokens, "" else.
func percentileSpan(hits []lexicon.Hit, from, to int) string {
	var own []lexicon.Hit
	for _, h := range hits {
		if h.Start >= from && h.End <= to {
			own = append(own, h)
		}
	}
	if values := percentiles(own); strings.Contains(values, "-") {
		return values
	}
	return ""
}

func endsPart(tokens []lexicon.Token) bool {
	for _, t := range tokens {
		switch t.Low {
		case ",", ";", "and", "while", "but", "with", "or":
			return true
		}
	}
	return false
}

// regionReach is how many bytes behind an amount a place can be bound to it.
const regionReach = 24

// closestSurvey is the survey named last before an amount, where a sentence names several.
func (d *doc) closestSurvey(s *sentence, a pay.Amount) fact {
	if d.settingIn(s).surveys < 2 {
		return fact{}
	}
	surveys := lexicon.FindSurveys(d.text(s.start, s.end))
	pick := surveys[0]
	for _, v := range surveys {
		if v.End <= a.Start {
			pick = v
		}
	}
	return fact{pick.Name, page.Span{Start: s.start + pick.Start, End: s.start + pick.End}}
}

// closestRegion is the region nearest before an amount, else the first behind it, where a sentence names several.
func (d *doc) closestRegion(s *sentence, a pay.Amount, all []pay.Amount, i int) fact {
	if st := d.settingIn(s); st.regions < 2 || st.region.value != "" {
		return fact{}
	}
	regions := lexicon.FindRegions(d.text(s.start, s.end))
	pick := regions[0]
	next := s.end - s.start
	if i+1 < len(all) {
		next = all[i+1].Start
	}
	for _, r := range regions {
		switch {
		case r.End <= a.Start:
			pick = r
		case r.Start >= a.End && r.Start < next && r.Start-a.End <= regionReach:
			pick = r // "€130,000 a year in Germany"
			return fact{pick.Code, page.Span{Start: s.start + pick.Start, End: s.start + pick.End}}
		}
	}
	return fact{pick.Code, page.Span{Start: s.start + pick.Start, End: s.start + pick.End}}
}

// statistic settles what an amount is from its words and its form.
func statistic(a pay.Amount, word string) string {
	switch word {
	case "other":
		return ""
	case "minimum", "maximum":
		if a.Range {
			return "range"
		}
		if word == "maximum" && (a.Open == pay.AtLeast || a.Open == pay.MoreThan) || word == "minimum" && (a.Open == pay.AtMost || a.Open == pay.LessThan) {
			word = ""
		}
	case "range":
		if !a.Range {
			word = ""
		}
	}
	if word != "" {
		return word
	}
	switch {
	case a.Range:
		return "range"
	case a.Open == pay.AtLeast:
		return "minimum"
	case a.Open == pay.AtMost:
		return "maximum"
	}
	return ""
}
