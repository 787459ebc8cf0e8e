package pay

import "slices"

// weak reports a sign or a code that is also a word with a number too plain for money: "R2", "PHP 8.3", "COP 28", "MK 3".
// A line that is no more than such a sign and its number is a price.
func (p *parser) weak(v *value) bool {
	if v.family == nil || v.scaled || v.num.grouped {
		return false
	}
	i := v.first
	if !v.pre {
		i = v.next - 1
	}
	t := p.at(i)
	if t.kind == word && p.weakSign(i) {
		return v.first > 0 || v.next < len(p.toks)
	}
	if info := p.info(i); info.code != nil && info.upper && t.end-t.start == 3 {
		return v.num.whole < 5 && (v.pre || p.at(v.next).kind == word)
	}
	if !v.pre || t.kind != word || t.end-t.start > 1 || v.num.whole > 4 {
		return false
	}
	if v.num.decimal {
		return v.num.places != 2 || p.at(v.next).id == p.v.dot && p.at(v.next+1).glued
	}
	_, next := match(p, p.v.periods, v.next, isAfter)
	return next == v.next && !slices.Contains(v.family, p.v.regions[p.opt.Region])
}

// weakSign reports whether token i is a sign that is also another word.
func (p *parser) weakSign(i int) bool {
	for _, ph := range p.v.signs.at(p.at(i).id) {
		if len(ph.ids) == 1 && ph.value.weak && p.fitsSign(&ph, i) {
			return true
		}
	}
	return false
}

// spoiled reports whether letters glued to the number make it something else: "B2B", "$5th", "#12".
func (p *parser) spoiled(v *value) bool {
	first, behind := p.at(v.first), p.at(v.next)
	if prev := p.at(v.first - 1); first.kind == numeral && first.glued && (prev.kind == word || p.markAt(v.first-1) == '#' || p.markAt(v.first-1) == '_') {
		return true
	}
	if !behind.glued || behind.kind != word || v.pre && v.num.grouped {
		return false
	}
	_, next := match(p, p.v.periods, v.next, isAfter)
	return next == v.next && p.at(v.next-1).kind == numeral
}
