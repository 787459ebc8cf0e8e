package pay

// fraction adds what stands behind whole digits at token j to v: "2½", "2 1/2 million", "2 and a half million". It returns
// the token behind it.
func (p *parser) fraction(v *value, j int) int {
	if v.num.decimal || v.num.grouped {
		return j
	}
	if info := p.info(j); info.numeric == fraction {
		v.bare += info.value
		return j + 1
	}
	if p.at(j).id == p.v.and {
		k := j + 1
		if p.isArticle(k) {
			k++
		}
		if p.at(k).id == p.v.half && p.countable(k+1) {
			v.bare += 0.5
			return k + 1
		}
	}
	if part := p.quotient(j); part > 0 && p.countable(j+3) {
		v.bare += part
		return j + 3
	}
	return j
}

// countable reports whether a scale or the name of a currency stands at token j.
func (p *parser) countable(j int) bool {
	name, _ := match(p, p.v.names, j, func(c *currencyPhrase) bool { return c.kind == majorName })
	return name != nil || p.largeScale(j)
}

// quotient reads "1/2", "1/4" or "3/4" at token j; 0 where there is none.
func (p *parser) quotient(j int) float64 {
	over, under := p.at(j), p.at(j+2)
	if over.kind != numeral || over.glued || p.markAt(j+1) != '/' || !p.at(j+1).glued || under.kind != numeral || !under.glued {
		return 0
	}
	x, y := over.num.value, under.num.value
	if x == 1 && y == 2 || (x == 1 || x == 3) && y == 4 {
		return x / y
	}
	return 0
}

// partOf reads a part of a scale at token i: "half a million", "half million", "a quarter of a million", "three quarters
// of a million". It returns the token behind it.
func (p *parser) partOf(v *value, i int) (int, bool) {
	times, counted := 1.0, true
	switch info := p.info(i); {
	case p.isArticle(i):
		i++
	case info.numeric == unit && (info.value == 1 || info.value == 3):
		times = info.value
		i++
		if p.at(i).id == p.v.hyphen {
			i++
		}
	default:
		counted = false
	}
	size := p.info(i)
	if size.numeric != part {
		return i, false
	}
	half := p.at(i).id == p.v.half
	if half && times > 1 {
		return i, false
	}
	i++
	joined := false
	if p.at(i).id == p.v.of {
		i, joined = i+1, true
	}
	if p.isArticle(i) {
		i, joined = i+1, true
	}
	if !joined && !half && !counted || p.info(i).numeric != scale && !p.largeScale(i) {
		return i, false
	}
	v.bare, v.scale, v.scaled = times*size.value, p.info(i).value, true
	return p.moreScales(v, i+1), true
}

// largeScale reports whether token i is a word for a thousand or more.
func (p *parser) largeScale(i int) bool {
	info := p.info(i)
	return info.numeric == scale && info.value >= 1000 || info.numeric == inrScale
}

// bareHundred reports whether token i begins "hundred thousand" with nothing vague before it: "a few hundred thousand" is
// no number.
func (p *parser) bareHundred(i int) bool {
	if info := p.info(i); info.numeric != scale || info.value != 100 || !p.largeScale(i+1) {
		return false
	}
	prev := p.info(i - 1)
	return prev.class&vagueWord == 0 && prev.numeric == notNumeric && p.at(i-1).id != p.v.hyphen && p.at(i-1).kind != numeral
}

// moreScales reads a scale behind "half a million": "half a lakh crore".
func (p *parser) moreScales(v *value, j int) int {
	if info := p.info(j); info.numeric == scale || info.numeric == inrScale {
		v.scale *= info.value
		return j + 1
	}
	return j
}
