package pay

// placeDot makes a decimal sign of a dot with three digits behind it where a currency of a thousand parts or the measure
// that a price is for says so: "KWD 1.250", "$3.459 per gallon".
func (p *parser) placeDot(v *value) {
	if !v.num.threeDots || v.scaled || v.family == nil {
		return
	}
	if p.v.words[p.v.lookup(v.family[0])].class&millsWord != 0 || p.perMeasure(v.next) {
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
