package extract

import (
	"strings"

	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
	"rolecall/internal/pay"
)

// tableRow is what holds for all cells of a row.
type tableRow struct {
	blk    *block
	around setting // what introduces the table
	beside setting // what the row's other cells say
}

// row reads the cells of a table that is about pay. The quote of a figure is the whole row.
func (r *payReader) row(blk *block) {
	if r.d.lex.PayCues["refuse_heading"].In(r.headingTokens(blk)) {
		return
	}
	row := tableRow{blk: blk, around: r.around(blk), beside: r.beside(blk)}
	for i := range blk.Cells {
		if cell := &blk.Cells[i]; !cell.Header && cell.End > cell.Start {
			r.cell(row, cell)
		}
	}
}

func (r *payReader) cell(row tableRow, cell *page.Cell) {
	heads := append(append([]page.Span{}, cell.ColumnHeads...), cell.RowHead...)
	heading, who, ok := r.heads(row.blk, cell, heads)
	if !ok || !heading.pay && !row.around.pay {
		return
	}
	if len(who.roles) == 0 {
		who = r.tableOwner(row.blk)
	}
	st := heading.under(row.beside).under(row.around).under(r.all)
	text := r.d.text(cell.Start, cell.End)
	for _, a := range dropConversions(pay.Find(text, r.cellOptions(row.blk, cell, heads, heading, st))) {
		r.cellFigure(row.blk, cell, a, who, heading, st)
	}
}

// heads reads the heads of a cell: what they say of its figures and whose pay it is. Not ok: the cell is about something
// else.
func (r *payReader) heads(blk *block, cell *page.Cell, heads []page.Span) (setting, owner, bool) {
	var st setting
	var who owner
	for _, h := range heads {
		info := r.d.span(h)
		if r.d.lex.PayCues["refuse"].In(info.tokens) || r.d.lex.PayCues["converted"].In(info.tokens) && r.otherCurrency(blk, cell) {
			return st, who, false
		}
		st = st.under(r.d.settingOf(h))
		switch {
		case len(info.heading.roles) == 1:
			who = owner{info.heading.roles, h}
		case info.heading.others, r.d.otherJob(info.tokens):
			return st, who, false
		}
	}
	return st, who, true
}

// cellOptions says how to read a cell's numbers: in the currency and scale that its heads or the caption name.
func (r *payReader) cellOptions(blk *block, cell *page.Cell, heads []page.Span, heading, st setting) pay.Options {
	text := r.d.text(cell.Start, cell.End)
	opt := pay.Options{
		Region: st.region.value, AllowBare: len(cell.RowHead) > 0 || len(blk.Cells) <= 2 && len(heads) > 0, DefaultCurrency: st.currency,
	}
	if st.thousands {
		opt.Scale = 1000
	}
	if opt.DefaultCurrency == "" && onlyFigures(text) {
		opt.DefaultCurrency = r.captionCurrency(blk, st.region.value)
	}
	if opt.DefaultCurrency != "" && opt.Scale == 0 && onlyFigures(text) && (st.statistic != "" || heading.pay) {
		opt.Scale = 1 // "44.71" under a caption that names sign and statistic
	}
	for _, h := range heads {
		hint := pay.Hints(r.d.text(h.Start, h.End), pay.Options{Region: st.region.value})
		opt.DefaultCurrency = firstNonEmpty(opt.DefaultCurrency, hint.Currency)
		if hint.Scale > 1 && opt.Scale == 0 {
			opt.Scale = hint.Scale
		}
	}
	return opt
}

// captionCurrency is the currency that a table's caption or lead-in names, or "".
func (r *payReader) captionCurrency(blk *block, region string) string {
	for _, i := range r.introductions(blk) {
		intro := &r.d.blocks[i]
		if c := pay.Hints(r.d.text(intro.Start, intro.End), pay.Options{Region: region}).Currency; c != "" {
			return c
		}
	}
	return ""
}

// onlyFigures reports whether a cell holds numbers and the marks of a range, nothing else.
func onlyFigures(text string) bool {
	digits := false
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits = true
		case strings.ContainsRune(".,' –—-+kK~", r):
		default:
			return false
		}
	}
	return digits
}

// maxLabels is how many cells of a row are read for what they say of the figures beside them.
const maxLabels = 12

// beside reads region and year from the cells of a row that hold no amounts ("US", "last updated October 2025"), and
// from those before the first amount what it is ("Base plus bonus").
func (r *payReader) beside(blk *block) setting {
	var st setting
	figures, labels := false, 0
	for i := range blk.Cells {
		c := &blk.Cells[i]
		if c.End <= c.Start {
			continue
		}
		if len(pay.Find(r.d.text(c.Start, c.End), pay.Options{})) > 0 {
			figures = true
			continue
		}
		if labels++; labels > maxLabels {
			return st
		}
		own := r.d.settingOf(page.Span{Start: c.Start, End: c.End})
		st = st.under(setting{region: own.region})
		if !figures {
			st = st.under(setting{component: own.component, statistic: own.statistic, period: own.period})
		}
		for _, h := range c.ColumnHeads {
			if r.d.lex.PayCues["dated"].In(r.d.span(h).tokens) {
				st = st.under(setting{asOf: own.asOf})
			}
		}
	}
	return st
}

// otherJob reports whether a head names a job that is none of the roles.
func (d *doc) otherJob(tokens []lexicon.Token) bool {
	return d.lex.PayCues["jobs"].In(tokens) && !d.lex.PayCues["headcount"].In(tokens)
}

// otherCurrency reports whether another cell of the row has an amount in another currency than this one.
func (r *payReader) otherCurrency(blk *block, cell *page.Cell) bool {
	own := pay.Find(r.d.text(cell.Start, cell.End), pay.Options{})
	if len(own) == 0 {
		return false
	}
	for _, c := range blk.Cells {
		if other := pay.Find(r.d.text(c.Start, c.End), pay.Options{}); len(other) > 0 && other[0].Currency != own[0].Currency {
			return true
		}
	}
	return false
}

// tableOwner is whose pay a table without roles in its heads is of: its caption's or lead-in's, else the section's.
func (r *payReader) tableOwner(blk *block) owner {
	for _, i := range r.introductions(blk) {
		intro := &r.d.blocks[i]
		if h := r.d.readHeading(intro.tokens); h.names() {
			if len(h.roles) == 1 && (!h.others || intro.Kind == page.Caption) {
				return owner{h.roles, page.Span{Start: intro.Start, End: intro.End}}
			}
			return owner{}
		}
	}
	if role := blk.scope.single(); role != "" {
		return owner{[]claim.Role{role}, blk.scope.from}
	}
	return owner{}
}

// introductions lists the blocks that introduce a table, the caption first.
func (r *payReader) introductions(blk *block) []int {
	if out, known := r.intros[blk.List]; known {
		return out
	}
	var out []int
	for i := blk.index - 1; i >= 0 && (r.d.blocks[i].List == blk.List || r.d.blocks[i].Kind == page.Caption); i-- {
		if r.d.blocks[i].Kind == page.Caption {
			out = append(out, i)
		}
	}
	if blk.LeadIn >= 0 && r.d.blocks[blk.LeadIn].Kind != page.Heading {
		out = append(out, blk.LeadIn)
	}
	r.intros[blk.List] = out
	return out
}

// longRow is how many bytes a row has at the most that is quoted whole for a figure in it.
const longRow = 800

func (r *payReader) cellFigure(blk *block, cell *page.Cell, a pay.Amount, who owner, heads, st setting) {
	p := claim.Pay{
		Min: a.Min, Max: a.Max, Currency: a.Currency,
		Period: firstNonEmpty(a.Period, st.period), Statistic: statistic(a, firstNonEmpty(heads.statistic, pointOnly(a, st.statistic))), Component: st.component,
		Region: st.region.value, AsOf: st.asOf.value, CitedSource: st.survey.value,
	}
	if p.Period == "" {
		p.Period = defaultPeriod(p)
	}
	if p.Currency == "" || p.Period == "" || !plausible(p) {
		return
	}
	ctx := []context{{"role", who.from}, {"region", st.region.span}, {"as_of", st.asOf.span}, {"cited_source", st.survey.span}}
	for _, h := range cell.ColumnHeads {
		ctx = append(ctx, context{"statistic", h})
	}
	for _, role := range who.roles {
		if !r.d.wanted[role] {
			continue
		}
		start, end := blk.Start, blk.End
		if end-start > longRow {
			start, end = cell.Start, cell.End // its heads are the context
		}
		c := r.b.claim(claim.Salary, role, evidence{block: blk, start: start, end: end, form: claim.Table, rule: "pay-cell", confidence: 0.85, context: ctx})
		for _, one := range split(p) {
			c.Pay = one
			r.b.add(c)
		}
	}
}
