package pay

// hundredths adds cents behind a whole sum: "five dollars and thirty cents", "five dollars thirty", "35€99".
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
	switch {
	case name != nil && intersect(v.family, name.family) != nil:
		v.next = after
	case j == v.next && name == nil && p.tacitCents(v, &small, j, next):
		v.next = next
	default:
		return
	}
	v.bare += small.bare / 100 / v.scale
}

// tacitCents reports whether a small number behind a sum are its cents though no word says so: both in words, or two
// digits glued to a sign that itself is glued to the number.
func (p *parser) tacitCents(v, small *value, j, next int) bool {
	if small.num.valid {
		sign := p.at(j - 1)
		return !v.pre && sign.kind == mark && sign.glued && p.at(j).glued && p.at(j).end-p.at(j).start == 2 && p.at(next).kind != word
	}
	if v.num.valid || small.bare < 10 || p.at(j-1).kind != word {
		return false
	}
	fam, _, _ := p.behind(small, next)
	return fam == nil && p.info(next).class&(unitWord|percentWord) == 0
}
