package pay

import "slices"

// value is one sum: currency before it, number, scales, currency behind it.
type value struct {
	first, next int // tokens
	amount      float64
	family      family // nil: no currency with it
	implied     family // what a scale suggests where no currency is with it
	pre         bool   // the currency stands before the number
	plus        bool   // a "+" stands between number and currency
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
	fam, j := p.currencyBefore(i)
	v.family, v.pre = fam, fam != nil
	next, ok := p.number(&v, j)
	if !ok {
		return v, false
	}
	v.next = next
	p.currencyBehind(&v)
	if v.family == nil {
		p.currencyAhead(&v)
	}
	p.placeDot(&v)
	p.hundredths(&v)
	if v.pre && p.markAt(j-1) == '(' {
		v.next = p.scales(&v, v.next+1)
	}
	v.amount = product(v.bare, v.scale)
	return v, finite(v.amount) && !p.spoiled(&v) && !p.weak(&v)
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
	switch p.markAt(next) {
	case ':':
		if p.at(next+1).kind == numeral {
			next++
		}
	case '(':
		if p.at(next).glued && p.at(next+1).kind == numeral && p.at(next+1).glued && p.markAt(next+2) == ')' {
			next++
		}
	default:
		if t := p.at(next); t.id == p.v.hyphen && t.glued && p.at(next+1).kind == numeral && p.at(next+1).glued && p.at(next-1).kind == mark {
			next++
		}
	}
	return fam, next
}

// looseLetter reports a sign of one letter that is not glued to a number it can belong to: "R 5" but not "R450".
func (p *parser) looseLetter(i, next int) bool {
	t, n := p.at(i), p.at(next)
	if next != i+1 || t.kind != word || t.end-t.start != 1 {
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
	j, plus := p.fillers(v.next)
	fam, minor, next := p.behind(v, j)
	if fam != nil && v.family != nil {
		fam = intersect(v.family, fam)
	}
	if fam == nil || v.family != nil && minor {
		p.bracketed(v)
		return
	}
	v.family, v.minor, v.next, v.plus = fam, minor, next, plus
	if minor {
		v.scale /= 100
		return
	}
	p.bracketed(v)
}

// fillers returns the token behind what may stand between a number and its currency: a hyphen ("12-cent"), a "+"
// ("400,000+ dollars"), the ",-" of round prices ("50,- kr"); and whether that is a "+".
func (p *parser) fillers(j int) (int, bool) {
	t, u := p.at(j), p.at(j+1)
	switch {
	case !t.glued:
	case t.id == p.v.hyphen && u.glued && u.kind == word:
		return j + 1, false
	case t.id == p.v.plus:
		return j + 1, true
	case (p.markAt(j) == ',' || p.markAt(j) == '.') && u.id == p.v.hyphen && u.glued:
		return j + 2, false
	}
	return j, false
}

// behind returns the currency at token j, behind the number of v, whether it is given in hundredths, and the token behind it.
func (p *parser) behind(v *value, j int) (family, bool, int) {
	if name, after := match(p, p.v.names, j, func(*currencyPhrase) bool { return true }); name != nil {
		if fam, minor, next := p.nameBehind(v, name, j, after); fam != nil {
			return fam, minor, next
		}
	}
	if fam, next := p.code(j); fam != nil {
		if p.belongsNext(v, j, next) {
			return nil, false, v.next
		}
		return fam, false, next
	}
	if fam, next := p.matchSign(j); fam != nil && p.signBehind(v, j, next) {
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
	if after == j+1 && t.end-t.start == 1 && t.kind == word && (!t.glued || v.pre || v.bare >= 100 || p.text[t.start] != 'p') {
		return nil, false, v.next
	}
	if name.weak && !v.scaled && !v.num.grouped {
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

// belongsNext reports whether the code at token j rather belongs to the number behind it: "in 2024 USD 150,000".
func (p *parser) belongsNext(v *value, j, next int) bool {
	if p.at(next).kind != numeral {
		return false
	}
	if v.pre && p.at(j-1).id == p.v.hyphen {
		return true
	}
	if p.at(j).glued && !p.at(next).glued {
		return false
	}
	fam, _ := p.signOrCode(next + 1)
	return fam == nil || v.pre && p.at(v.first).id == p.at(j).id
}

// signBehind reports whether the sign at tokens j to next belongs to the number before it.
func (p *parser) signBehind(v *value, j, next int) bool {
	sign, n := p.at(j), p.at(next)
	if v.pre && n.kind != numeral && sign.kind == mark && sign.glued && p.at(v.first).kind == word {
		return true
	}
	if v.pre && sign.kind == mark || n.kind == numeral && p.at(j-1).id == p.v.hyphen {
		return false
	}
	if n.kind == numeral && n.glued && !sign.glued {
		return false
	}
	return sign.kind != word || next > j+1 || sign.end-sign.start > 1
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
