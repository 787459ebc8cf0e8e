package pay

// Hint is what a caption, a column heading or a label says of the figures it stands over.
type Hint struct {
	Currency string  // ISO 4217; empty where none is named
	Period   string  // hour, day, week, month, year; empty where none is named
	Scale    float64 // 1000 for "in thousands", "$000", "(k)"; 0 where none is named
}

// Hints reads what a heading such as "Day rate (GBP)" or "Total pay, in thousands of dollars" says of bare figures: the
// first currency, period and scale named in it. Lakhs and crores without a currency are of rupees.
func Hints(text string, opt Options) Hint {
	v := vocabulary()
	p := parser{v: v, opt: opt, text: text}
	p.toks = v.lex(nil, text, 0, len(text))
	var h Hint
	rupees := false
	for i := range p.toks {
		if h.Currency == "" {
			h.Currency = p.currencyAt(i)
		}
		if h.Period == "" {
			h.Period = p.periodAt(i)
		}
		if h.Scale == 0 {
			h.Scale = p.scaleNamed(i)
			rupees = h.Scale > 0 && p.info(i).suggestsRupees()
		}
	}
	if h.Currency == "" && rupees {
		h.Currency = "INR"
	}
	return h
}

func (p *parser) currencyAt(i int) string {
	fam, next := p.signOrCode(i)
	if t := p.at(i); fam != nil && (t.kind == mark || next > i+1 || t.end-t.start > 1) {
		return p.resolve(fam)
	}
	if _, code := p.glued(i); code != nil {
		return code[0]
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
	case t.kind == numeral && t.num.value == 1000 && !t.num.decimal:
		if p.at(i-1).id == p.v.in && p.currencyAt(i+1) != "" || p.at(i-2).id == p.v.in && p.currencyAt(i-1) != "" {
			return 1000
		}
	case (info.numeric == suffix || info.numeric == inrSuffix) && info.exact == "" && p.apart(i):
		return info.value
	case t.kind == word:
		scale, _ := p.glued(i)
		return scale
	}
	return 0
}

// apart reports whether token i stands alone in brackets or behind "in", or next to a currency: "(k)", "in K", "$k",
// "USD k", "m EUR".
func (p *parser) apart(i int) bool {
	last := p.markAt(i+1) == ')' || p.at(i+1).kind == outside
	if p.markAt(i-1) == '(' && last || p.at(i-1).id == p.v.in && last && p.capital(i) {
		return true
	}
	if p.markAt(i-1) == '.' && p.signEnds(i-2, i) || p.signEnds(i-1, i) {
		return p.at(i).glued || last || p.at(i).end-p.at(i).start > 1
	}
	fam, next := p.signOrCode(i + 1)
	return fam != nil && (p.at(next).kind == outside || p.markAt(next) == ')')
}

// signEnds reports whether the sign or code of a currency stands from token first up to token next.
func (p *parser) signEnds(first, next int) bool {
	fam, end := p.signOrCode(first)
	return fam != nil && end == next
}

// glued reads a scale and an ISO code written as one word, "kUSD", "USDm", "TEUR": 0 and nil where token i is none.
func (p *parser) glued(i int) (float64, family) {
	t := p.at(i)
	s := p.text[t.start:t.end]
	if t.kind != word || len(s) != 4 {
		return 0, nil
	}
	for _, cut := range []struct{ scale, code string }{{s[:1], s[1:]}, {s[3:], s[:3]}} {
		info := &p.v.words[p.v.lookup(cut.code)]
		if info.code == nil || info.code[0] != cut.code {
			continue
		}
		switch cut.scale {
		case "k", "K", "T":
			return 1e3, info.code
		case "m", "M":
			return 1e6, info.code
		}
	}
	return 0, nil
}

// suggestsRupees reports a scale of Indian pay: "lakh", "LPA", "cr".
func (info *wordInfo) suggestsRupees() bool {
	return info.numeric == inrScale || info.numeric == inrSuffix
}
