package pay

// rangeEnd reads the second sum of a range behind the first: "-190k", "to $190k", "and $190k" behind "between".
func (p *parser) rangeEnd(low *value) (value, bool) {
	j := low.next
	if _, next := match(p, p.v.periods, j, isAfter); next > j {
		if high, ok := p.connected(low, next); ok && high.family != nil {
			return high, true
		}
	}
	return p.connected(low, j)
}

func (p *parser) connected(low *value, j int) (value, bool) {
	k, dash := p.connector(low, j)
	if k == 0 {
		return value{}, false
	}
	if p.at(k).id == p.v.backslash {
		k++
	}
	high, ok := p.value(k)
	if p.markAt(j) == '/' && (!ok || !p.slashed(low, &high)) {
		return value{}, false
	}
	if !ok || p.info(high.next).class&percentWord != 0 || !p.pairs(low, &high, dash) {
		return value{}, false
	}
	return high, true
}

// connector returns the token behind the connector at j, 0 where there is none, and whether it is a dash.
func (p *parser) connector(low *value, j int) (int, bool) {
	t := p.at(j)
	switch {
	case t.kind == outside:
		return 0, false
	case t.id == p.v.hyphen:
		if p.at(j+1).id == p.v.hyphen {
			return j + 2, true
		}
		return j + 1, true
	case t.kind == mark && p.text[t.start:t.end] == "~":
		return j + 1, true
	case p.markAt(j) == '/' && t.glued && p.at(j+1).glued && low.pre:
		return j + 1, true
	case t.id == p.v.to:
		if p.moves(low.first) {
			return 0, false
		}
		return j + 1, false
	case t.id == p.v.up && p.at(j+1).id == p.v.to:
		return j + 2, false
	case t.id == p.v.and && p.afterBetween(low.first):
		return j + 1, false
	}
	return 0, false
}

// slashed reports whether a slash joins two sums to a range: "$80/90k", "£45/50 an hour". They lie near each other, and a
// scale or a period says that no fraction is meant.
func (p *parser) slashed(low, high *value) bool {
	if high.bare <= low.bare || high.bare > 2*low.bare {
		return false
	}
	_, next := match(p, p.v.periods, high.next, isAfter)
	return high.scaled || high.num.grouped && low.num.grouped || next > high.next
}

// afterBetween reports whether "between" stands before token i, or before the words of approximation there.
func (p *parser) afterBetween(i int) bool {
	_, first := matchBack(p, p.v.leads, i, func(c *cuePhrase) bool { return c.kind == approx })
	return p.at(first-1).id == p.v.between
}

// moves reports whether "from" before token i follows a verb of change: "rose from $160,000 to $175,000" is no range.
func (p *parser) moves(i int) bool {
	if p.at(i-1).id == p.v.backslash {
		i--
	}
	if p.at(i-1).id != p.v.from {
		return false
	}
	for k := i - 5; k < i-1; k++ {
		if p.info(k).class&changeWord != 0 {
			return true
		}
	}
	return false
}

// pairs reports whether two sums can be the ends of one range.
func (p *parser) pairs(low, high *value, dash bool) bool {
	if low.family != nil && high.family != nil {
		return intersect(low.family, high.family) != nil && low.minor == high.minor
	}
	if low.family == nil && high.family == nil {
		return !p.isYear(low) && !p.isYear(high)
	}
	if low.family == nil {
		return p.lacksFirst(low, high, dash)
	}
	return p.lacksSecond(low, high, dash)
}

// lacksFirst: "150-190k USD", "50 to 75 dollars", "120-$150k"; but not "rose 6 to $1.45".
func (p *parser) lacksFirst(low, high *value, dash bool) bool {
	if high.pre && !dash {
		return p.afterBetween(low.first)
	}
	return !p.isYear(low) || high.amount >= 1900
}

// lacksSecond: "$150-190k", "$150,000 to 190,000"; but not "$165,000 - 2019", "$150 to 12 people".
func (p *parser) lacksSecond(low, high *value, dash bool) bool {
	if p.info(high.next).class&unitWord != 0 {
		return false
	}
	if p.isYear(high) && (low.amount > 2100 || low.amount < 100) {
		return false
	}
	if dash || high.scaled || high.num.grouped {
		return true
	}
	return !low.scaled && !low.num.grouped && high.amount > low.amount
}

// agree gives both ends the scale that is written at one of them only: "$150-190k", "₹35-60 lakh", "$150k-190",
// "$120-150,000".
func (p *parser) agree(low, high value) (value, value) {
	switch {
	case high.scaled && low.small() && low.bare*high.scale <= high.amount && !low.minor:
		low.scale, low.scaled = high.scale, true
		low.implied = high.implied
	case low.scaled && high.small() && p.sameScale(&low, &high):
		high.scale, high.scaled = low.scale, true
	case low.num.grouped && high.small() && high.family == nil && p.sameThousands(low.amount, high.bare*1000):
		high.scale = 1000
	case high.num.grouped && low.small() && low.num.whole > 1 && p.at(low.next).id == p.v.hyphen && p.sameThousands(low.bare*1000, high.amount):
		low.scale = 1000
	}
	low.amount, high.amount = product(low.bare, low.scale), product(high.bare, high.scale)
	return low, high
}

// small reports a number that can be meant in the scale of the other end.
func (v *value) small() bool { return !v.scaled && !v.num.grouped && v.bare < 1000 }

// sameScale reports whether the second end is meant in the scale of the first: it then is the greater, by less than ten times.
func (p *parser) sameScale(low, high *value) bool {
	scaled := high.bare * low.scale
	return scaled >= low.amount && scaled <= 10*low.amount
}

// sameThousands reports whether two ends lie as near to each other as those of a range do.
func (p *parser) sameThousands(low, high float64) bool { return high > low && high <= 10*low }
