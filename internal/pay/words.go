package pay

import (
	"math"
	"strings"
)

// maxNumberWords bounds the tokens of a number in words.
const maxNumberWords = 24

// maxSpokenDecimals bounds the digits behind a spoken point.
const maxSpokenDecimals = 4

// number reads a number with its scales at token j into v and returns the token behind it.
func (p *parser) number(v *value, j int) (int, bool) {
	t := p.at(j)
	switch {
	case t.kind == numeral:
		if !t.num.valid {
			return j, false
		}
		v.num, v.bare = t.num, t.num.value
		return p.scales(v, p.fraction(v, j+1)), true
	case t.id == p.v.dot && (v.pre || !t.glued) && p.at(j+1).kind == numeral && p.at(j+1).glued:
		n := p.at(j + 1)
		v.num = reading{value: n.num.value, valid: true, decimal: true}
		v.bare = n.num.value / math.Pow10(n.end-n.start)
		return p.scales(v, j+2), n.num.valid && !n.num.grouped && !n.num.decimal
	case t.kind == word:
		return p.worded(v, j)
	}
	return j, false
}

// scales reads the scales behind a number in digits: "k", "million", "hundred thousand", "-million".
func (p *parser) scales(v *value, j int) int {
	for range 3 {
		k := j
		if p.at(k).id == p.v.hyphen && p.at(k).glued && p.at(k+1).glued {
			k++
		}
		factor, again := p.scaleAt(v, k, k > j)
		if factor == 0 {
			break
		}
		v.scale *= factor
		v.scaled = true
		j = k + 1
		if !again {
			break
		}
	}
	if v.num.threeDots && v.scale > 1 {
		v.bare /= 1000
	}
	return j
}

// scaleAt returns the factor of the scale at token k, 0 where there is none, and whether another may follow.
func (p *parser) scaleAt(v *value, k int, hyphened bool) (float64, bool) {
	info, t := p.info(k), p.at(k)
	if info.exact != "" && p.text[t.start:t.end] != info.exact {
		return 0, false
	}
	switch info.numeric {
	case scale:
		return info.value, true
	case slang:
		v.implied = family{"USD", "GBP", "EUR", "CAD", "AUD", "NZD"}
		return info.value, false
	case inrScale, inrSuffix:
		v.implied = family{"INR"}
		if p.perAnnum(t) {
			v.period = "year"
		}
		return info.value, info.numeric == inrScale
	case suffix:
		if p.perAnnum(t) {
			v.period = "year"
		}
		if t.glued && !hyphened || p.spacedSuffix(v, k, hyphened) {
			return info.value, false
		}
	case notNumeric, unit, ten, fraction, part:
	}
	return 0, false
}

// perAnnum reports a scale that holds its period: "LPA", "kpa".
func (p *parser) perAnnum(t *token) bool {
	return t.end-t.start == 3 && strings.EqualFold(p.text[t.start+1:t.end], "pa")
}

// spacedSuffix reports whether a suffix that is not glued to its number belongs to it: "$ 5 mn", "5 bn euros".
func (p *parser) spacedSuffix(v *value, k int, hyphened bool) bool {
	if hyphened {
		return false
	}
	if fam, _ := p.matchSign(k); fam != nil {
		return false
	}
	if v.pre {
		return true
	}
	if fam, _ := p.signOrCode(k + 1); fam != nil {
		return true
	}
	name, _ := match(p, p.v.names, k+1, func(c *currencyPhrase) bool { return c.kind == majorName })
	return name != nil
}

// worded reads a number in words: "two hundred and fifty thousand", "a million", "half a million", "one and a half
// billion". A scale without a number before it ("millions of dollars") is no number.
func (p *parser) worded(v *value, j int) (int, bool) {
	var total, current float64
	seen := false
	i := j
	if next, ok := p.partOf(v, i); ok {
		return next, true
	}
	switch {
	case p.isArticle(i):
		if n := p.info(i + 1); n.numeric != scale && n.numeric != slang && n.numeric != inrScale {
			return j, false
		}
		current, seen = 1, true
		i++
	case p.bareHundred(i):
		current, seen = 1, true
	}
	end := i
	for i < j+maxNumberWords {
		info, t := p.info(i), p.at(i)
		switch {
		case info.numeric == unit || info.numeric == ten:
			if seen && !p.mayFollow(current, info) {
				return p.closeWords(v, total+current, end, seen)
			}
			current += info.value
		case seen && info.numeric == scale && info.value < 1000:
			current *= info.value
		case seen && (info.numeric == scale || info.numeric == inrScale || info.numeric == slang):
			total, current = p.multiply(v, total, current, info), 0
		case seen && t.id == p.v.point && p.info(i+1).numeric == unit && p.info(i+1).value < 10:
			var digits int
			current, digits = p.spokenDecimals(current, i+1)
			i += digits
		case seen && t.id == p.v.and && p.at(i+1).id == p.v.a && p.at(i+2).id == p.v.half:
			current, total = p.addHalf(total, current)
			i += 2
		case seen && p.joins(i):
			i++
			continue
		default:
			return p.closeWords(v, total+current, end, seen)
		}
		seen = true
		i++
		end = i
	}
	return p.closeWords(v, total+current, end, seen)
}

// multiply applies a scale of a thousand or more; "hundred thousand million" scales what stands before it as a whole.
func (p *parser) multiply(v *value, total, current float64, info *wordInfo) float64 {
	v.scaled, v.scale = true, info.value
	switch info.numeric {
	case slang:
		v.implied = family{"USD", "GBP", "EUR", "CAD", "AUD", "NZD"}
	case inrScale:
		v.implied = family{"INR"}
	case notNumeric, unit, ten, scale, suffix, inrSuffix, fraction, part:
	}
	if current == 0 {
		return total * info.value
	}
	return total + current*info.value
}

// spokenDecimals adds the digits from token i on behind a spoken point, "two point two five", and returns how many they are.
func (p *parser) spokenDecimals(number float64, i int) (float64, int) {
	digits, place := 0, 1.0
	for info := p.info(i); digits < maxSpokenDecimals && info.numeric == unit && info.value < 10; info = p.info(i + digits) {
		place *= 10
		number += info.value / place
		digits++
	}
	return number, digits
}

// addHalf is "and a half": of the last scale, or of one. It returns the current group and the total.
func (p *parser) addHalf(total, current float64) (float64, float64) {
	if current == 0 {
		return 0, total * 1.5
	}
	return current + 0.5, total
}

// mayFollow reports whether a cardinal may follow what has been read of the current group: "twenty" "five", "hundred"
// "ten", but not "five" "six".
func (p *parser) mayFollow(current float64, info *wordInfo) bool {
	if info.numeric == ten || info.value >= 10 {
		return math.Mod(current, 100) == 0
	}
	return math.Mod(current, 10) == 0 && math.Mod(current, 100) != 10
}

// joins reports whether the token at i is a hyphen, comma or "and" between two words of one number.
func (p *parser) joins(i int) bool {
	t, next := p.at(i), p.info(i+1)
	switch next.numeric {
	case notNumeric, suffix, inrSuffix, fraction, part:
		return false
	case unit, ten, scale, slang, inrScale:
	}
	switch {
	case t.id == p.v.hyphen:
		return t.glued && p.at(i+1).glued
	case t.id == p.v.and, t.kind == mark && p.text[t.start] == ',':
		prev := p.info(i - 1)
		return prev.numeric == scale && (next.numeric == unit || next.numeric == ten)
	}
	return false
}

// closeWords takes sum as the number read; its last scale is kept apart for a range that shares it.
func (p *parser) closeWords(v *value, sum float64, end int, seen bool) (int, bool) {
	v.bare = sum / v.scale
	return end, seen
}

func (p *parser) isArticle(i int) bool {
	id := p.at(i).id
	return id != 0 && (id == p.v.a || id == p.v.an)
}
