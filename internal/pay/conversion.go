package pay

// maxConversionWords bounds the tokens between an amount and its conversion.
const maxConversionWords = 8

// conversion marks amount n where it says the one before it in another currency: only words of conversion stand
// between the two, one of which opens it ("(", "or", "=").
func (p *parser) conversion(n int) {
	if n == 0 {
		return
	}
	prev, f := &p.found[n-1], &p.found[n]
	if prev.Currency == f.Currency || prev.Range != f.Range || f.first-prev.next > maxConversionWords {
		return
	}
	i := prev.next
	if prev.PeriodSpan.Start >= prev.End {
		_, i = match(p, p.v.periods, i, isAfter)
	}
	opened := prev.Conversion
	for ; i < f.first; i++ {
		info := p.info(i)
		if info.class&convertWord == 0 {
			return
		}
		opened = opened || info.class&openerWord != 0
	}
	f.Conversion = opened
}
