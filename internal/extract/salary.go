package extract

import (
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
	"rolecall/internal/pay"
)

// salaries finds figures of pay of a role in general: in sentences, items and tables. What a figure is of (year,
// survey, region, statistic) comes from its own sentence, else from what introduces it.
func salaries(d *doc, b *builder) {
	r := payReader{d: d, b: b, lists: map[int]setting{}, intros: map[int][]int{}}
	for i := range d.blocks {
		blk := &d.blocks[i]
		switch blk.Kind {
		case page.Row:
			r.row(blk)
		case page.Heading:
			r.enter(blk)
		case page.Paragraph, page.ListItem, page.Term, page.Caption, page.Pre:
			r.block(blk)
		case page.Quote:
		}
	}
}

// payReader reads pay in reading order and remembers what the last figures were of.
type payReader struct {
	d       *doc
	b       *builder
	lists   map[int]setting // what introduces a list or table, by number
	intros  map[int][]int   // the blocks that introduce a table, by number
	last    setting         // what the last sentence with a survey, year or region said
	before  setting         // the same at the end of the section before
	all     setting         // what a sentence says of all figures of the page
	pair    []claim.Role    // the last two roles named in one sentence
	region  string          // that the title names, once titled
	titled  bool
	pending []*sentence // sentences of the section without amounts, not yet read for what they may say of later ones
	whom    carry       // whose pay was spoken of last
	figures bool        // the last sentence gave figures
}

// enter starts a section: what was said above holds no longer, but for its own headings.
func (r *payReader) enter(*block) {
	if r.last != (setting{}) {
		r.before = r.last
	}
	r.last, r.whom, r.figures, r.pending = setting{}, carry{}, false, nil
}

func (r *payReader) block(blk *block) {
	var around setting
	read := false
	for i := range blk.sentences {
		s := &blk.sentences[i]
		if isQuestion(s) {
			continue
		}
		if !mayHoldAmount(s) {
			r.pass(s)
			continue
		}
		if !read {
			around, read = r.around(blk), true
			if label := r.labelOf(blk); label != nil {
				around = r.d.settingOf(page.Span{Start: label.Start, End: label.End}).under(around)
				around.pay = around.pay || r.d.lex.PayCues["pay_weak"].In(label.tokens)
			}
			if blk.Label > blk.Start {
				around = r.d.settingOf(page.Span{Start: blk.Start, End: blk.Label}).under(around)
			}
		}
		r.sentence(blk, s, blk.scope, around)
	}
}

// mayHoldAmount reports whether a sentence has a number, in digits or in words that make sums.
func mayHoldAmount(s *sentence) bool {
	for i := range s.tokens {
		if s.tokens[i].Kind == lexicon.Number {
			return true
		}
		switch s.tokens[i].Low {
		case "thousand", "million", "hundred", "lakh", "lakhs", "crore", "crores":
			return true
		}
		if c := s.tokens[i].Low[0]; c >= '0' && c <= '9' {
			return true
		}
	}
	return false
}

// pass goes over a sentence without amounts. What it says of later figures is read when there are some.
func (r *payReader) pass(s *sentence) {
	r.pending = append(r.pending, s)
	r.figures = false
	r.rememberWhom(s)
}

// catchUp reads what the sentences gone over say of the figures that come now.
func (r *payReader) catchUp() {
	for _, s := range r.pending {
		own := r.d.settingIn(s)
		r.last = r.last.updatedBy(own)
		if r.d.lex.PayCues["page_wide"].In(s.tokens) {
			r.all = setting{region: own.region, asOf: own.asOf, survey: own.survey, currency: own.currency}
		}
	}
	r.pending = r.pending[:0]
}

// sentence reads the amounts of one sentence.
func (r *payReader) sentence(blk *block, s *sentence, sc scope, around setting) {
	r.catchUp()
	own := r.d.settingIn(s)
	text := r.d.text(s.start, s.end)
	amounts := pay.Find(text, pay.Options{Region: firstNonEmpty(own.region.value, r.last.region.value, around.region.value)})
	amounts = dropConversions(amounts)
	figures := false
	var roles []owner
	if len(amounts) > 0 {
		roles = r.rolesOf(s, sc, amounts)
	}
	aboutPay := len(amounts) > 0 && r.aboutPay(s, amounts, around)
	for i, a := range amounts {
		why := "nothing near it speaks of pay"
		if aboutPay {
			why = r.figure(blk, s, a, amounts, i, roles[i], own, around)
		}
		if why == "" {
			figures = true
			continue
		}
		r.b.pass("amount", why, s.start+a.Start, s.start+a.End)
	}
	r.remember(s)
	r.figures = figures
	if figures {
		r.last.statistic, r.last.component = own.statistic, own.component
	}
}

// stub is how short a sentence or item is that may give a figure under a heading on pay without a word of pay.
const stub = 12

// aboutPay reports whether a sentence's amounts can be pay: it says so, or it names the role or is a mere label where
// a heading has announced pay.
func (r *payReader) aboutPay(s *sentence, amounts []pay.Amount, around setting) bool {
	if r.d.lex.PayCues["pay"].In(s.tokens) {
		return true
	}
	named := false
	for _, m := range s.mentions {
		named = named || m.Refers != lexicon.Pronoun
	}
	weak := r.d.lex.PayCues["pay_weak"].In(s.tokens)
	switch {
	case named:
		return weak || r.d.settingIn(s).surveys > 0 || around.pay || r.figures || amounts[0].Period != ""
	case r.figures && r.isStub(s):
		return true
	case r.figures:
		return r.goesOn(s) || weak && r.d.lex.PayCues["same_survey"].In(s.tokens)
	}
	return around.pay && r.isStub(s)
}

// isStub reports whether a sentence is a mere label with a figure: "5 to 9 years: $147,900".
func (r *payReader) isStub(s *sentence) bool {
	if len(s.tokens) > stub {
		return false
	}
	for i, t := range s.tokens {
		if v := r.d.lex.Verbs[t.Low]; v.Form&(lexicon.Third|lexicon.Past) != 0 && v.Form&lexicon.Base == 0 && i > 0 && !t.Upper {
			return false
		}
		if n, value := r.d.lex.Patterns["predicate"].At(s.tokens, i); n > 0 && value == "bare" {
			return false
		}
	}
	return s.tokens[0].Low != "our" && s.tokens[0].Low != "my"
}

// remember keeps what a sentence said for the ones behind it.
func (r *payReader) remember(s *sentence) {
	r.pending = append(r.pending, s)
	r.catchUp()
	r.rememberWhom(s)
}

// rememberWhom keeps whose pay a sentence spoke of, if any.
func (r *payReader) rememberWhom(s *sentence) {
	var named []claim.Role
	for _, cl := range s.subjects {
		r.whom = carry{roles: cl.roles, from: page.Span{Start: s.start, End: s.end}}
	}
	for _, m := range s.mentions {
		if m.Refers == lexicon.Named {
			named = union(named, []claim.Role{claim.Role(m.Role)})
			r.whom = carry{roles: []claim.Role{claim.Role(m.Role)}, from: page.Span{Start: s.start, End: s.end}}
		}
	}
	if len(named) >= 2 {
		r.pair = named[:2]
	}
}

// owner is whose pay an amount is.
type owner struct {
	roles []claim.Role // several where one figure is said of both; empty: nobody's that is asked for
	from  page.Span    // where the role is named, if outside the sentence
}

// figure adds the claims of one amount, or says why it is none.
func (r *payReader) figure(blk *block, s *sentence, a pay.Amount, all []pay.Amount, i int, who owner, own, around setting) string {
	switch {
	case !r.d.anyWanted(who.roles):
		return "it is the pay of somebody else, or nothing tells whose it is"
	case r.refused(s, a, all, i):
		return "the words beside it say that it is no pay of the role in general"
	case r.d.lex.PayCues["refuse_heading"].In(r.headingTokens(blk)):
		return "its heading speaks of vacancies, prices or other jobs"
	}
	local := r.d.local(s, a, all, i)
	around = around.under(r.all)
	if negated(s.tokens[max(0, tokenAt(s.tokens, s.start+a.Start)-14):tokenAt(s.tokens, s.start+a.Start)]) && a.Min == nil && a.Open == pay.LessThan {
		a.Min, a.Max, a.Open = a.Max, nil, pay.MoreThan // "do not expect one for under $195,000"
	}
	p := claim.Pay{
		Min: a.Min, Max: a.Max, Currency: a.Currency,
		Period:    firstNonEmpty(a.Period, local.period, own.period, around.period),
		Statistic: statistic(a, firstNonEmpty(local.statistic, r.handedOn(s).statistic, pointOnly(a, around.statistic))),
		Component: firstNonEmpty(local.component, r.handedOn(s).component, around.component),
	}
	if p.Period == "" {
		p.Period = defaultPeriod(p)
	}
	switch {
	case p.Currency == "":
		return "its currency is not known"
	case p.Period == "":
		return "nothing tells the period, and it is too small for a year"
	case !plausible(p):
		return "nobody is paid that much or that little in the period"
	}
	ctx := []context{{"role", who.from}}
	p, ctx = r.inherit(p, ctx, s, own, around, local)
	for _, role := range who.roles {
		if !r.d.wanted[role] {
			continue
		}
		start, end := s.start, s.end
		if label := r.labelOf(blk); label != nil {
			start, end = min(start, label.Start), max(end, label.End)
		}
		if len(blk.tokens) <= shortItem && formOf(blk) == claim.List {
			start, end = blk.Start, blk.End // the label belongs to the figure
		}
		c := r.b.claim(claim.Salary, role, evidence{block: blk, start: start, end: end, form: formOf(blk), rule: "pay-sentence", confidence: 0.85, context: ctx})
		c.Pay = p
		c.Modality, c.Condition = r.d.modality(s.tokens), r.d.condition(s.tokens)
		for _, one := range split(p) {
			c.Pay = one
			r.b.add(c)
		}
	}
	return ""
}

// shortItem is how many tokens an item has at the most that is quoted whole for a figure in it.
const shortItem = 25

// anyWanted reports whether claims of any of the roles come out.
func (d *doc) anyWanted(roles []claim.Role) bool {
	return slices.ContainsFunc(roles, func(r claim.Role) bool { return d.wanted[r] })
}

// handedOn is what the last figures were, where a sentence goes on about them ("For CTOs, it is ...").
func (r *payReader) handedOn(s *sentence) setting {
	same := r.d.lex.PayCues["same_before"].In(s.tokens)
	switch {
	case r.figures && (same || r.goesOn(s)):
		return r.last
	case same:
		return r.before
	}
	return setting{}
}

// goesOn reports whether a sentence refers back to the figures before it.
func (r *payReader) goesOn(s *sentence) bool {
	for i, t := range s.tokens {
		if (t.Low == "it" || t.Low == "figure" || t.Low == "average" || t.Low == "number") && i+1 < len(s.tokens) && isBe(s.tokens[i+1].Low) && (t.Low == "it" || s.tokens[0].Low == "for") {
			return true
		}
	}
	return false
}

// inherit fills region, year and survey from the sentence, else from what introduces it.
func (r *payReader) inherit(p claim.Pay, ctx []context, s *sentence, own, around setting, local nearby) (claim.Pay, []context) {
	take := func(field string, mine, from fact) string {
		if mine.value != "" {
			return mine.value
		}
		if from.value != "" {
			ctx = append(ctx, context{field, from.span})
		}
		return from.value
	}
	back := setting{region: r.last.region}
	switch {
	case own.survey.value == "" && (r.d.lex.PayCues["same_survey"].In(s.tokens) || r.goesOn(s)):
		back = r.last
	case own.survey.value == "" && r.d.lex.PayCues["same_before"].In(s.tokens):
		back = r.before
	}
	if local.region.value != "" {
		own.region = local.region
	}
	if local.survey.value != "" {
		own.survey = local.survey
	}
	p.Region = take("region", own.region, first(back.region, around.region))
	survey := first(back.survey, around.survey)
	p.AsOf = take("as_of", own.asOf, first(back.asOf, around.asOf))
	p.CitedSource = take("cited_source", own.survey, survey)
	return p, ctx
}

func first(a, b fact) fact {
	if a.value != "" {
		return a
	}
	return b
}
