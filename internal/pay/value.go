package pay

import "slices"

// value is one sum: currency before it, number, scales, currency behind it.
type value struct {
	first, next int // tokens
	amount      float64
	family      family // nil: no currency with it
	implied     family // what a scale suggests where no currency is with it
	pre         bool   // the currency stands before the number
	minor       bool   // in hundredths of the currency, already converted
	scaled      bool   // a scale stands with it
	scale       float64
	bare        float64 // the number without scale
	num         reading // of a number in digits
	period      string  // of "LPA"
}

// value reads a sum at token i.
func (p *parser) value(i int) (value, bool) {
	v := value{first: i, scale: 1}
	j := i
	v.family, j = p.currencyBefore(i)
	v.pre = v.family != nil
	next, ok := p.number(&v, j)
	if !ok {
		return v, false
	}
	v.next = next
	p.currencyBehind(&v)
	p.hundredths(&v)
	v.amount = v.bare * v.scale
	return v, finite(v.amount) && !p.spoiled(&v)
}

// spoiled reports whether letters glued to the number make it something else: "B2B", "$5th", "#12".
func (p *parser) spoiled(v *value) bool {
	first, behind := p.at(v.first), p.at(v.next)
	if prev := p.at(v.first - 1); first.kind == numeral && first.glued && (prev.kind == word || prev.id == 0 && prev.kind == mark && p.text[prev.start] == '#') {
		return true
	}
	if !behind.glued || behind.kind != word {
		return false
	}
	_, next := match(p, p.v.periods, v.next, isAfter)
	return next == v.next && p.at(v.next-1).kind == numeral
}

// currencyBefore reads the signs and codes before a number: "$", "US$", "USD", "CAD $".
func (p *parser) currencyBefore(i int) (family, int) {
	fam, next := p.signOrCode(i)
	if fam == nil {
		return nil, i
	}
	if more, after := p.signOrCode(next); more != nil {
		if both := intersect(fam, more); both != nil {
			fam, next = both, after
		}
	}
	if p.looseLetter(i, next) {
		return nil, i
	}
	return fam, next
}

// looseLetter reports a sign of one letter that is not glued to a number it can belong to: "R 5" but not "R450".
func (p *parser) looseLetter(i, next int) bool {
	t, n := p.at(i), p.at(next)
	if next != i+1 || t.kind != word || t.end-t.start != 1 || isIdeographAt(p.text, t) {
		return false
	}
	return !n.glued && !n.num.grouped
}

func (p *parser) signOrCode(i int) (family, int) {
	if fam, next := p.matchSign(i); fam != nil {
		return fam, next
	}
	return p.code(i)
}

// code reads an ISO code, in capitals or, where no other word is spelled so, in small letters.
func (p *parser) code(i int) (family, int) {
	info, t := p.info(i), p.at(i)
	if info.code == nil || t.end-t.start != 3 {
		return nil, i
	}
	s := p.text[t.start:t.end]
	if s == info.code[0] || !info.upper && (s[0]|0x20) == s[0] && (s[2]|0x20) == s[2] {
		return info.code, i + 1
	}
	return nil, i
}

// currencyBehind reads the currency behind a number: "dollars", "US dollars", "€", "EUR", "(USD)".
func (p *parser) currencyBehind(v *value) {
	j := v.next
	if p.at(j).id == p.v.hyphen && p.at(j).glued && p.at(j+1).glued && p.at(j+1).kind == word {
		j++
	}
	fam, minor, next := p.behind(v, j)
	if fam == nil {
		p.bracketed(v)
		return
	}
	if v.family != nil {
		both := intersect(v.family, fam)
		if both == nil || minor {
			return
		}
		fam = both
	}
	v.family, v.minor, v.next = fam, minor, next
	if minor {
		v.scale /= 100
	}
	if !minor {
		p.bracketed(v)
	}
}

func (p *parser) behind(v *value, j int) (fam family, minor bool, next int) {
	if name, after := match(p, p.v.names, j, func(*currencyPhrase) bool { return true }); name != nil {
		return p.nameBehind(v, name, j, after)
	}
	if fam, next = p.code(j); fam != nil {
		return fam, false, p.unlessNext(v, j, next)
	}
	if fam, next = p.matchSign(j); fam != nil && p.signBehind(v, j, next) {
		if after, _ := p.code(next); after != nil && intersect(fam, after) != nil && p.at(next).glued {
			return intersect(fam, after), false, next + 1
		}
		return fam, false, next
	}
	return nil, false, v.next
}

// nameBehind takes the name of a currency, unless it is a weight or stands for something else.
func (p *parser) nameBehind(v *value, name *currencyPhrase, j, after int) (family, bool, int) {
	t := p.at(j)
	if after == j+1 && t.end-t.start == 1 && t.kind == word && (!t.glued || v.pre || v.bare >= 1000 || p.text[t.start] != 'p') {
		return nil, false, v.next
	}
	if name.family[0] == "GBP" && after == j+1 && name.kind == majorName && p.isWeight(v.first, after) {
		return nil, false, v.next
	}
	return name.family, name.kind == minorName, after
}

// isWeight reports whether pounds between two tokens are a weight: "lost 20 pounds", "two pounds of sugar".
func (p *parser) isWeight(first, after int) bool {
	if p.at(after).id == p.v.of {
		return true
	}
	for i := first - 3; i < first; i++ {
		if p.info(i).class&weightWord != 0 {
			return true
		}
	}
	return false
}

// unlessNext returns next, or the value's own end where the code at j rather belongs to the number behind it:
// "in 2024 USD 150,000".
func (p *parser) unlessNext(v *value, j, next int) int {
	if p.at(next).kind != numeral {
		return next
	}
	if v.pre || p.at(j).glued && !p.at(next).glued {
		return next
	}
	after := next + 1
	if fam, _ := p.signOrCode(after); fam != nil {
		return next
	}
	return v.next
}

// signBehind reports whether the sign at tokens j to next belongs to the number before it.
func (p *parser) signBehind(v *value, j, next int) bool {
	sign, n := p.at(j), p.at(next)
	if v.pre && sign.kind == mark || sign.kind == word && sign.glued && p.at(j-1).kind == word {
		return false
	}
	if n.kind == numeral && n.glued && !sign.glued {
		return false
	}
	if sign.kind == word && sign.end-sign.start == 1 && !isIdeographAt(p.text, sign) {
		return false
	}
	return true
}

// bracketed takes a currency in brackets behind a number, "150,000 (USD)", without making it part of the span.
func (p *parser) bracketed(v *value) {
	if p.text == "" || p.markAt(v.next) != '(' {
		return
	}
	fam, next := p.signOrCode(v.next + 1)
	if fam == nil || p.markAt(next) != ')' {
		return
	}
	if v.family != nil {
		fam = intersect(v.family, fam)
	}
	if fam != nil {
		v.family = fam
	}
}

// markAt returns the byte of an ASCII mark, 0 for any other token.
func (p *parser) markAt(i int) byte {
	if t := p.at(i); t.kind == mark && t.end == t.start+1 {
		return p.text[t.start]
	}
	return 0
}

// hundredths adds cents behind a whole sum: "five dollars and thirty cents".
func (p *parser) hundredths(v *value) {
	if v.family == nil || v.minor || v.scaled && v.scale > 1e3 || v.num.decimal {
		return
	}
	j := v.next
	if p.at(j).id == p.v.and {
		j++
	}
	small := value{first: j, scale: 1}
	next, ok := p.number(&small, j)
	if !ok || small.scaled || small.bare >= 100 || small.num.decimal {
		return
	}
	name, after := match(p, p.v.names, next, func(c *currencyPhrase) bool { return c.kind == minorName })
	if name == nil || intersect(v.family, name.family) == nil {
		return
	}
	v.bare += small.bare / 100 / v.scale
	v.next = after
}

// intersect returns the currencies of a that b has too, in a's order; nil where there are none.
func intersect(a, b family) family {
	if slices.Equal(a, b) {
		return a
	}
	var both family
	for _, code := range a {
		if slices.Contains(b, code) {
			both = append(both, code)
		}
	}
	return both
}

func isIdeographAt(text string, t token) bool { return t.end-t.start >= 3 && text[t.start] >= 0xE2 }
