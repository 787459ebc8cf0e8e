package extract

import (
	"fmt"
	"strconv"

	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// fact is a value and where it stands.
type fact struct {
	value string
	span  page.Span
}

// setting is what figures are of, as far as some words say it.
type setting struct {
	region, asOf, survey         fact
	statistic, component, period string
	thousands                    bool
	regions, surveys             int    // how many are named, at most 2
	currency                     string // ISO 4217, where the words name one ("in $")
	pay                          bool   // the words are about pay
}

// setting reads words that may introduce figures. start is where they stand in the page's text.
func (d *doc) setting(tokens []lexicon.Token, text string, start int) setting {
	st := setting{pay: d.lex.PayCues["pay"].In(tokens), thousands: d.lex.PayCues["thousands"].In(tokens)}
	st.pay = st.pay || d.lex.PayCues["pay_weak"].In(tokens) && len(d.lex.Mentions(tokens)) > 0
	if hasName(tokens) {
		regions := lexicon.FindRegions(text)
		if code := oneRegion(regions); code != "" {
			st.region = fact{code, page.Span{Start: start + regions[0].Start, End: start + regions[0].End}}
		}
		st.regions = min(len(regions), 2)
		surveys := lexicon.FindSurveys(text)
		if len(surveys) > 0 {
			st.survey = fact{surveys[0].Name, page.Span{Start: start + surveys[0].Start, End: start + surveys[0].End}}
		}
		st.surveys = min(len(surveys), 2)
	}
	if st.survey.value == "" {
		st.survey = d.sourceLine(tokens)
	}
	st.asOf = d.year(tokens)
	st.period = single(d.lex.Pay["period"].Find(tokens))
	st.component = single(d.lex.Pay["component"].Find(tokens))
	st.statistic = percentiles(d.lex.Pay["statistic"].Find(tokens))
	return st
}

// hasName reports whether words hold a capitalised one that can be a place or a survey: not a role's, nor a common word
// at the start.
func hasName(tokens []lexicon.Token) bool {
	for i, t := range tokens {
		switch {
		case !t.Upper || t.Kind != lexicon.Word:
		case i == 0 && (openers[t.Low] || determiners[t.Low] || prepositions[t.Low]):
		case roleWords[t.Low]:
		default:
			return true
		}
	}
	return false
}

// roleWords are the capitalised words of the commonest roles.
var roleWords = map[string]bool{"cio": true, "cios": true, "cto": true, "ctos": true, "chief": true, "information": true, "technology": true, "officer": true, "officers": true, "ceo": true, "cfo": true, "i": true, "they": true, "both": true, "if": true, "while": true, "their": true, "it's": true}

// sourceLine reads "Source: Halvorsen Group survey, 2005" anywhere in words: the name behind the colon.
func (d *doc) sourceLine(tokens []lexicon.Token) fact {
	for i := 0; i+2 < len(tokens); i++ {
		if tokens[i].Low != "source" && tokens[i].Low != "sources" || tokens[i+1].Low != ":" {
			continue
		}
		end := i + 2
		for end < len(tokens) && end < i+9 && tokens[end].Kind == lexicon.Word && (tokens[end].Upper || tokens[end].Low == "of" || tokens[end].Low == "and" || tokens[end].Low == "&") || end < len(tokens) && tokens[end].Low == "&" {
			end++
		}
		if end > i+2 {
			return fact{d.text(tokens[i+2].Start, tokens[end-1].End), page.Span{Start: tokens[i+2].Start, End: tokens[end-1].End}}
		}
	}
	return fact{}
}

// oneRegion is the region all mentions agree on, or "".
func oneRegion(regions []lexicon.Region) string {
	code := ""
	for _, r := range regions {
		if code != "" && r.Code != code {
			return ""
		}
		code = r.Code
	}
	return code
}

func single(hits []lexicon.Hit) string {
	if values := valuesOf(hits); len(values) == 1 {
		return values[0]
	}
	return ""
}

// percentiles is the one statistic that hits name, or two that bound a range ("25th to 75th percentile": "p25-p75").
func percentiles(hits []lexicon.Hit) string {
	values := valuesOf(hits)
	switch {
	case len(values) == 1:
		return values[0]
	case len(values) == 2 && values[0][0] == 'p' && values[1][0] == 'p':
		return values[0] + "-" + values[1]
	}
	return ""
}

// year finds the time that figures are of: "November 2024" or "in 2022".
func (d *doc) year(tokens []lexicon.Token) fact {
	for i, t := range tokens {
		if !isYear(t) || !d.dates(tokens, i) {
			continue
		}
		value, from := t.Low, t.Start
		for back := 1; back <= 4 && i-back >= 0; back++ {
			if before := tokens[i-back]; before.Kind == lexicon.Word && back > 2 && d.lex.Months[before.Low] == 0 {
				break
			}
			if month := d.lex.Months[tokens[i-back].Low]; month > 0 && tokens[i-back].Upper {
				value, from = fmt.Sprintf("%s-%02d", t.Low, month), tokens[i-back].Start
				break
			}
		}
		return fact{value, page.Span{Start: from, End: t.End}}
	}
	return fact{}
}

func isYear(t lexicon.Token) bool {
	if t.Kind != lexicon.Number || len(t.Low) != 4 {
		return false
	}
	n, err := strconv.Atoi(t.Low)
	return err == nil && n >= 1980 && n < 2060
}

// dates reports whether a year dates the figures: not a span's second end, not part of a sum or of a name ("ISO 2015").
func (d *doc) dates(tokens []lexicon.Token, i int) bool {
	if i == 0 {
		return true
	}
	before := tokens[i-1]
	switch before.Low {
	case "$", "£", "€", "₹", "#", "iso", "since", "until", "by", "before", "after", "between":
		return false
	}
	return i+1 >= len(tokens) || tokens[i+1].Low != "%" && d.lex.Pay["period"] != nil
}

// updatedBy lets newer words replace what was said before; a new survey or year drops the old of both.
func (st setting) updatedBy(own setting) setting {
	if own.survey.value != "" || own.asOf.value != "" {
		st.survey, st.asOf = own.survey, own.asOf
	}
	if own.region.value != "" {
		st.region = own.region
	}
	return st
}

// under fills what these words leave open from the words above them.
func (st setting) under(above setting) setting {
	st.region, st.asOf, st.survey = first(st.region, above.region), first(st.asOf, above.asOf), first(st.survey, above.survey)
	st.statistic, st.component, st.period = firstNonEmpty(st.statistic, above.statistic), firstNonEmpty(st.component, above.component), firstNonEmpty(st.period, above.period)
	st.currency = firstNonEmpty(st.currency, above.currency)
	st.pay, st.thousands = st.pay || above.pay, st.thousands || above.thousands
	return st
}

// around gathers what introduces a block: its lead-in or caption, its headings from the nearest on, the page's title
// for the region, and a source line behind its list.
func (r *payReader) around(blk *block) setting {
	if blk.List == 0 {
		return r.introduced(blk)
	}
	st, known := r.lists[blk.List] // the same for all of a list or table
	if !known {
		st = r.introduced(blk)
		r.lists[blk.List] = st
	}
	return st
}

func (r *payReader) introduced(blk *block) setting {
	var st setting
	d := r.d
	if blk.LeadIn >= 0 && d.blocks[blk.LeadIn].Kind != page.Heading {
		st = r.leadIn(&d.blocks[blk.LeadIn])
	}
	for i := blk.index - 1; i >= 0 && blk.List > 0 && (d.blocks[i].List == blk.List || d.blocks[i].Kind == page.Caption); i-- {
		if d.blocks[i].Kind == page.Caption {
			c := &d.blocks[i]
			st = d.settingOf(page.Span{Start: c.Start, End: c.End}).under(st)
		}
	}
	st = r.sourceBehind(blk, st)
	for i := len(blk.Section) - 1; i >= 0; i-- {
		h := &d.blocks[blk.Section[i]]
		above := d.settingOf(page.Span{Start: h.Start, End: h.End})
		if h.Level == 1 { // the page's title tells what the page is about, not what each figure is
			above = setting{region: above.region, pay: above.pay}
		}
		st = st.under(above)
	}
	if st.region.value == "" {
		st.region.value = r.titleRegion()
	}
	return st
}

// sourceBehind adds what a line "Source: ..." right behind a list or a block says, or a caption there.
func (r *payReader) sourceBehind(blk *block, st setting) setting {
	d, i := r.d, blk.index+1
	for blk.List > 0 && i < len(d.blocks) && d.blocks[i].List == blk.List {
		i++
	}
	last := i + 1
	if blk.List > 0 {
		last = i
	}
	for ; i < len(d.blocks) && i <= last; i++ {
		next := &d.blocks[i]
		named := len(next.tokens) > 1 && next.tokens[0].Low == "source" && next.tokens[1].Low == ":"
		if named || blk.List > 0 && next.Kind == page.Caption {
			st = st.under(r.source(next))
		}
	}
	return st
}

// shortLeadIn is how short a sentence is that only hands the one before it on: "The spread is wide:".
const shortLeadIn = 8

// titleRegion is the one region that the page's title names, or "".
func (r *payReader) titleRegion() string {
	if !r.titled {
		r.region, r.titled = oneRegion(lexicon.FindRegions(r.d.page.Title)), true
	}
	return r.region
}

// leadIn reads the last sentence of a paragraph before a list or table, and the survey of the one before it.
func (r *payReader) leadIn(blk *block) setting {
	var st setting
	for i := range blk.sentences {
		s := &blk.sentences[i]
		own := r.d.settingIn(s)
		if i == len(blk.sentences)-1 && (len(s.tokens) <= shortLeadIn || r.d.lex.PayCues["same_survey"].In(s.tokens)) {
			own = own.under(setting{survey: st.survey, asOf: st.asOf})
		}
		st = own.under(setting{region: st.region})
	}
	return st
}

// source reads a line "Source: Payscale, 2019": what stands behind the colon is the survey.
func (r *payReader) source(blk *block) setting {
	st := r.d.settingOf(page.Span{Start: blk.Start, End: blk.End})
	if st.survey.value == "" && len(blk.tokens) > 2 && blk.tokens[1].Low == ":" {
		end := len(blk.tokens)
		if comma := find(blk.tokens, 2, 8, ","); comma > 0 {
			end = comma
		}
		from, to := blk.tokens[2].Start, blk.tokens[end-1].End
		st.survey = fact{r.d.text(from, to), page.Span{Start: from, End: to}}
	}
	return setting{survey: st.survey, asOf: st.asOf, region: st.region}
}
