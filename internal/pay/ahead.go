package pay

// currencyAhead takes the currency of a number that has none beside it from a bracket or a name before it.
func (p *parser) currencyAhead(v *value) {
	if fam := p.bracketAhead(v.first); fam != nil {
		v.family = fam
		return
	}
	if v.num.grouped || v.scaled || v.num.decimal {
		if fam, first := p.nameAhead(v.first); fam != nil {
			v.family, v.first, v.pre = fam, first, true
		}
	}
}

// maxNameWords bounds the words of the name of a currency.
const maxNameWords = 3

// nameAhead reads the name of a currency before token i, "US dollars 150,000", and returns its first token. The name
// behind "of" or another number is of that one.
func (p *parser) nameAhead(i int) (family, int) {
	for n := min(maxNameWords, i); n > 0; n-- {
		name, next := match(p, p.v.names, i-n, func(c *currencyPhrase) bool { return c.kind == majorName && !c.weak })
		if name == nil || next != i {
			continue
		}
		t, prev, info := p.at(i-n), p.at(i-n-1), p.info(i-n-1)
		if k := len(p.found); k > 0 && p.found[k-1].next > i-n {
			return nil, 0
		}
		if prev.kind == numeral || prev.id == p.v.of || t.glued || info.numeric != notNumeric || info.class&vagueWord != 0 {
			return nil, 0
		}
		return name.family, i - n
	}
	return nil, 0
}

// bracketAhead takes a currency in brackets before a number that has none, "(in USD) 150,000", without making it part of
// the span. A bracket behind another number is of that one.
func (p *parser) bracketAhead(i int) family {
	if p.markAt(i-1) == ':' {
		i--
	}
	if p.markAt(i-1) != ')' || p.at(i).kind == numeral && !p.at(i).num.grouped {
		return nil
	}
	fam, _ := p.signOrCode(i - 2)
	if fam == nil {
		return nil
	}
	open := i - 3
	if p.at(open).id == p.v.in {
		open--
	}
	if before := p.at(open - 1); p.markAt(open) != '(' || before.kind == numeral || p.info(open-1).numeric != notNumeric {
		return nil
	}
	return fam
}
