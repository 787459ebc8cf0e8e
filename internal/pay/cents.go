package pay

import "strings"

// hundredths adds cents behind a whole sum: "five dollars and thirty cents", "five dollars thirty", "35€99".
func (p *parser) hundredths(v *value) {
	if p.gappedCents(v) || v.family == nil || v.minor || v.scaled && v.scale > 1e3 || v.num.decimal {
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
	switch {
	case name != nil && intersect(v.family, name.family) != nil:
		v.next = after
	case j == v.next && name == nil && p.tacitCents(v, &small, j, next):
		v.next = next
	default:
		return
	}
	v.bare += small.bare / 100 / v.scale
	if fam, next := p.code(v.next); fam != nil && p.at(next).kind != numeral && intersect(v.family, fam) != nil {
		v.family, v.next = fam, next
	}
}

// tacitCents reports whether a small number behind a sum are its cents though no word says so: both in words, or two
// digits behind a sign that is glued to the number, glued to it or last in the line.
func (p *parser) tacitCents(v, small *value, j, next int) bool {
	if small.num.valid {
		sign := p.at(j - 1)
		return !v.pre && sign.kind == mark && sign.glued && p.twoDigits(j) && (p.at(j).glued && p.at(next).kind != word || p.at(next).kind == outside)
	}
	if v.num.valid || small.bare < 10 || p.at(j-1).kind != word {
		return false
	}
	fam, _, _ := p.behind(small, next)
	return fam == nil && p.info(next).class&(unitWord|percentWord) == 0
}

// gappedCents reads two decimals that a space parts from their sign: "$119. 95" at the end of a line, "118, 99 zł" with
// the currency behind; of a list ("5, 10 €") the first number is shorter.
func (p *parser) gappedCents(v *value) bool {
	j := v.next
	sep := p.markAt(j)
	if sep != '.' && sep != ',' || v.scaled || v.num.decimal || !v.num.valid || !p.twoDigits(j+1) || p.at(j+1).glued {
		return false
	}
	cents := p.at(j+1).num.value / 100
	if v.family != nil {
		if !v.pre || p.at(j+2).kind != outside || sep == ',' && p.at(j).glued {
			return false
		}
		v.bare, v.next = v.bare+cents, j+2
		v.num.decimal, v.num.places = true, 2
		return true
	}
	digits := p.at(j - 1)
	if v.num.whole < 3 || !p.at(j).glued || p.isYear(v) || strings.IndexByte(p.text[digits.start:digits.end], sep) >= 0 {
		return false
	}
	fam, minor, next := p.behind(v, j+2)
	if fam == nil || minor {
		return false
	}
	v.family, v.bare, v.next = fam, v.bare+cents, next
	v.num.decimal, v.num.places = true, 2
	return true
}

// twoDigits reports whether token i is a number of two digits.
func (p *parser) twoDigits(i int) bool {
	t := p.at(i)
	return t.kind == numeral && t.end-t.start == 2
}
