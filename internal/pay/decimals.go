package pay

// placeDot makes a decimal sign of a dot with three digits behind it where a currency of a thousand parts or the measure
// that a price is for says so, or where one digit stands before the dot, in a currency that writes a decimal point, and no
// period of pay is near: "KWD 1.250", "$3.459 per gallon", "the euro was at $1.085".
func (p *parser) placeDot(v *value) {
	if !v.num.threeDots || v.scaled || v.family == nil {
		return
	}
	code := p.v.words[p.v.lookup(v.family[0])].class
	if code&millsWord != 0 || p.perMeasure(v.next) || code&pointWord != 0 && v.num.whole == 4 && !p.nearPeriod(v) {
		v.bare /= 1000
		v.num.grouped, v.num.decimal, v.num.threeDots = false, true, false
	}
}

// perMeasure reports whether token i begins "a gallon", "per litre", "/kWh".
func (p *parser) perMeasure(i int) bool {
	if p.markAt(i) != '/' && p.info(i).class&eachWord == 0 {
		return false
	}
	return p.info(i+1).class&measureWord != 0
}

// nearPeriod reports whether a period of pay stands near a sum on either side.
func (p *parser) nearPeriod(v *value) bool {
	for i := v.first - periodReach; i < v.next+periodReach; i++ {
		if ph, _ := match(p, p.v.periods, i, isAfter); ph != nil {
			return true
		}
		if ph, _ := matchBack(p, p.v.heads, i+1, func(ph *periodPhrase) bool { return ph.side&before != 0 }); ph != nil {
			return true
		}
	}
	return false
}
