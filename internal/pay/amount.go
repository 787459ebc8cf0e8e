package pay

// found is an amount with the tokens it was read from.
type found struct {
	Amount
	first, next int
	family      family
}

// amount reads an amount at token i. It returns the token to go on at, and whether there is an amount.
func (p *parser) amount(i int) (found, int, bool) {
	low, ok := p.value(i)
	if !ok {
		return found{}, i + 1, false
	}
	if p.info(low.next).class&percentWord != 0 {
		return found{}, low.next + 1, false
	}
	f := found{first: low.first, next: low.next}
	lo, hi := low, low
	if high, ok := p.rangeEnd(&low); ok {
		lo, hi = p.agree(low, high)
		f.next, f.Range = high.next, true
	}
	if !p.settle(&f, &lo, &hi) {
		return f, low.next, false
	}
	if lo.amount > hi.amount {
		lo, hi = hi, lo
	}
	f.Min, f.Max = &lo.amount, &hi.amount
	f.Start, f.End = p.at(f.first).start, p.at(f.next-1).end
	p.plus(&f)
	if hi.plus {
		f.Open, f.Max, f.Cue = MoreThan, nil, f.Span
	}
	return f, f.next, true
}

// settle decides on the currency, or refuses numbers that are no money.
func (p *parser) settle(f *found, lo, hi *value) bool {
	fam := lo.family
	if fam == nil {
		fam = hi.family
	}
	if fam == nil && (lo.implied != nil || hi.implied != nil) && p.impliesMoney(f, lo, hi) {
		fam = lo.implied
		if fam == nil {
			fam = hi.implied
		}
		f.Guessed = true
	}
	if fam == nil {
		f.Bare = true
		if !p.opt.AllowBare || !p.bareMoney(lo, hi, f.next) {
			return false
		}
		fam = p.bareFamily(lo, hi)
		lo.amount, hi.amount = p.rescale(lo), p.rescale(hi)
	}
	f.Currency = p.resolve(fam)
	f.Guessed = f.Guessed || f.Bare || len(fam) > 1
	f.family = fam
	if lo.period != "" || hi.period != "" {
		f.Period = "year"
		f.PeriodSpan = Span{p.at(f.next - 1).start, p.at(f.next - 1).end}
	}
	return true
}

// impliesMoney reports whether a scale without a currency means money: "200 grand", "15 LPA", "40 lakh per annum".
func (p *parser) impliesMoney(f *found, lo, hi *value) bool {
	if p.opt.AllowBare || lo.period != "" || hi.period != "" || len(lo.implied) > 1 || len(hi.implied) > 1 {
		return true
	}
	_, next := match(p, p.v.periods, f.next, isAfter)
	return next > f.next
}

// bareMoney reports whether numbers without a currency look like money where money is expected.
func (p *parser) bareMoney(lo, hi *value, next int) bool {
	if p.info(next).class&unitWord != 0 || p.spelledPlan(lo, next) {
		return false
	}
	if lo.scaled || hi.scaled || lo.num.grouped || hi.num.grouped {
		return true
	}
	return p.opt.Scale > 0 && !p.isYear(lo) && lo.num.valid
}

// spelledPlan reports "401k" and "401(k)".
func (p *parser) spelledPlan(v *value, next int) bool {
	return v.bare == 401 && (v.scaled || p.markAt(next) == '(')
}

// isYear reports a plain number of four digits that is rather a year.
func (p *parser) isYear(v *value) bool {
	return v.family == nil && !v.scaled && !v.num.grouped && !v.num.decimal && v.num.valid && v.bare >= 1900 && v.bare < 2100
}

func (p *parser) bareFamily(lo, hi *value) family {
	if lo.implied != nil {
		return lo.implied
	}
	if hi.implied != nil {
		return hi.implied
	}
	return nil
}

func (p *parser) rescale(v *value) float64 {
	if p.opt.Scale > 0 && !v.scaled {
		return product(v.amount, p.opt.Scale)
	}
	return v.amount
}

// resolve picks a currency of a family by the options.
func (p *parser) resolve(fam family) string {
	regional := p.v.regions[p.opt.Region]
	if fam == nil {
		if p.opt.DefaultCurrency != "" {
			return p.opt.DefaultCurrency
		}
		return regional
	}
	if len(fam) == 1 {
		return fam[0]
	}
	for _, want := range []string{p.opt.DefaultCurrency, regional} {
		for _, code := range fam {
			if code == want {
				return code
			}
		}
	}
	return fam[0]
}

// plus reads a "+" behind an amount, glued to it or with nothing to add behind it, or a glued "-plus"; and it passes over
// the "/-" of round sums in rupees.
func (p *parser) plus(f *found) {
	t, behind := p.at(f.next), p.at(f.next+1)
	switch {
	case t.id == p.v.hyphen && t.glued && behind.glued && p.info(f.next+1).class&plusWord != 0:
		f.Cue = Span{t.start, behind.end}
		f.next += 2
	case t.id == p.v.plus && behind.kind != numeral && behind.id != p.v.dollar && (t.glued || behind.kind != word):
		f.Cue = Span{t.start, t.end}
		f.End = t.end
		f.next++
	case p.markAt(f.next) == '/' && behind.id == p.v.hyphen && behind.glued:
		f.next += 2
		return
	default:
		return
	}
	f.Open, f.Max = MoreThan, nil
}
