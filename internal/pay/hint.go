package pay

// Hint is what a caption, a column heading or a label says of the figures it stands over.
type Hint struct {
	Currency string  // ISO 4217; empty where none is named
	Period   string  // hour, day, week, month, year; empty where none is named
	Scale    float64 // 1000 for "in thousands", "$000", "(k)"; 0 where none is named
}

// Hints reads what a heading such as "Day rate (GBP)" or "Total pay, in thousands of dollars" says of bare figures: the
// first currency, period and scale named in it.
func Hints(text string, opt Options) Hint {
	v := vocabulary()
	p := parser{v: v, opt: opt, text: text}
	p.toks = v.lex(nil, text, 0, len(text))
	var h Hint
	for i := range p.toks {
		if h.Currency == "" {
			h.Currency = p.currencyAt(i)
		}
		if h.Period == "" {
			h.Period = p.periodAt(i)
		}
		if h.Scale == 0 {
			h.Scale = p.scaleNamed(i)
		}
	}
	return h
}

func (p *parser) currencyAt(i int) string {
	fam, next := p.signOrCode(i)
	if t := p.at(i); fam != nil && (t.kind == mark || next > i+1 || t.end-t.start > 1) {
		return p.resolve(fam)
	}
	name, _ := match(p, p.v.names, i, func(c *currencyPhrase) bool { return c.kind == majorName })
	if t := p.at(i); name != nil && t.end-t.start > 1 {
		return p.resolve(name.family)
	}
	return ""
}

func (p *parser) periodAt(i int) string {
	if ph, _ := match(p, p.v.periods, i, isAfter); ph != nil {
		return ph.period
	}
	if ph, _ := matchBack(p, p.v.heads, i+1, isAfter); ph != nil {
		return ph.period
	}
	return ""
}

// scaleNamed reads "thousands", "'000", "$000s", "k" in brackets or behind a currency, "lakhs", "millions".
func (p *parser) scaleNamed(i int) float64 {
	t, info := p.at(i), p.info(i)
	switch {
	case t.kind == numeral && p.text[t.start:t.end] == "000":
		return 1000
	case info.numeric == scale && info.value >= 1000, info.numeric == inrScale:
		return info.value
	case info.numeric == suffix && info.exact == "" && p.apart(i):
		return info.value
	}
	return 0
}

// apart reports whether token i stands in brackets alone or is glued to the sign of a currency: "(k)", "$k".
func (p *parser) apart(i int) bool {
	if p.markAt(i-1) == '(' && p.markAt(i+1) == ')' {
		return true
	}
	fam, _ := p.signOrCode(i - 1)
	return fam != nil && p.at(i).glued
}
