package pay

// How far from an amount its period may stand, in tokens.
const (
	periodGap   = 5  // words between an amount and the period behind it: "in total compensation"
	periodReach = 14 // tokens back from an amount to the period before it
)

// samePay is the ratio up to which two sums of one sentence are taken to be for the same period.
const samePay = 4

func isAfter(*periodPhrase) bool { return true }

// period reads the period of amount n, behind it or else before it.
func (p *parser) period(n int) {
	f := &p.found[n]
	if f.Period != "" {
		return
	}
	if ph, first, next := p.periodBehind(n); ph != nil {
		p.setPeriod(f, ph.period, first, next)
	} else if ph, first, next := p.periodAhead(n); ph != nil {
		p.setPeriod(f, ph.period, first, next)
	}
}

func (p *parser) setPeriod(f *found, period string, first, next int) {
	f.Period = period
	f.PeriodSpan = Span{p.at(first).start, p.at(next - 1).end}
}

// periodBehind looks behind amount n, over a cue ("or more"), a bracket and a few words, up to the next amount. It returns the
// phrase, its first token and the one behind it; nil where there is none.
func (p *parser) periodBehind(n int) (*periodPhrase, int, int) {
	i := p.found[n].next
	if _, after := match(p, p.v.cues, i, anyCue); after > i {
		i = after
	}
	i = p.skipBracket(i)
	limit := len(p.toks)
	if k := p.nextAfter(n, i); k >= 0 {
		limit = p.found[k].first
	}
	for gap := 0; gap <= periodGap && i < limit; gap++ {
		if ph, after := match(p, p.v.periods, i, isAfter); ph != nil && p.info(after).class&sinceWord != 0 {
			return nil, 0, 0
		} else if ph != nil && (gap == 0 || ph.side&before == 0 || p.at(after).kind != word) {
			return ph, i, after
		}
		if t := p.at(i); t.kind != word && t.id != p.v.hyphen || p.info(i).class&stopWord != 0 {
			return nil, 0, 0
		}
		i++
	}
	return nil, 0, 0
}

// nextAfter returns the first amount behind n that starts at token i or later, -1 where there is none.
func (p *parser) nextAfter(n, i int) int {
	for k := n + 1; k < len(p.found) && k < n+4; k++ {
		if p.found[k].first >= i {
			return k
		}
	}
	return -1
}

// skipBracket returns the token behind a short bracket at token i: a conversion stands between sum and period.
func (p *parser) skipBracket(i int) int {
	if p.markAt(i) != '(' {
		return i
	}
	for k := i + 1; k < i+periodReach; k++ {
		if p.markAt(k) == ')' {
			return k + 1
		}
	}
	return i
}

// periodAhead looks back from amount n to the start of the sentence or the amount before. It returns what periodBehind does.
func (p *parser) periodAhead(n int) (*periodPhrase, int, int) {
	limit := 0
	if n > 0 {
		limit = p.found[n-1].next
	}
	start := p.found[n].first
	for i := start; i > limit && i > start-periodReach; i-- {
		if p.endsSentence(i - 1) {
			return nil, 0, 0
		}
		ph, first := matchBack(p, p.v.heads, i, func(ph *periodPhrase) bool {
			return ph.side&before != 0 || p.closesLabel(i, start)
		})
		if ph != nil && first >= limit {
			return ph, first, i
		}
	}
	return nil, 0, 0
}

// closesLabel reports whether a label ends before token i: a mark or the amount itself stands there.
func (p *parser) closesLabel(i, start int) bool {
	return i == start || p.at(i).kind == mark && p.at(i).id != p.v.hyphen
}

// endsSentence reports whether token i is a mark that ends a sentence. A dot behind a short word ends it only before a
// capital or behind capitals: "Rs. 500" goes on, "the CTO. At the" does not.
func (p *parser) endsSentence(i int) bool {
	switch p.markAt(i) {
	case '.':
		if p.at(i + 1).glued {
			return false
		}
		prev := p.at(i - 1)
		return prev.end-prev.start > 3 || p.capital(i+1) || prev.end-prev.start == 3 && p.capital(i-1)
	case '!', '?', ';':
		return true
	}
	return false
}

// capital reports whether token i is a word with a capital first.
func (p *parser) capital(i int) bool {
	t := p.at(i)
	return t.kind == word && 'A' <= p.text[t.start] && p.text[t.start] <= 'Z'
}

// inheritPeriods gives an amount the period of one before it in the same sentence, where currency and size agree: "makes
// $86.40 an hour, and a CTO $89.15"; and a conversion that of what it converts.
func (p *parser) inheritPeriods() {
	for n := 1; n < len(p.found); n++ {
		f, prev := &p.found[n], &p.found[n-1]
		if f.Period == "" && prev.Period != "" && (f.Conversion || p.samePeriod(prev, f)) {
			f.Period, f.PeriodSpan = prev.Period, prev.PeriodSpan
		}
	}
}

func (p *parser) samePeriod(a, b *found) bool {
	if a.Currency != b.Currency {
		return false
	}
	for i := a.next; i < b.first; i++ {
		if p.endsSentence(i) {
			return false
		}
	}
	x, y := a.size(), b.size()
	return x <= y*samePay && y <= x*samePay
}

// size is the sum, or the middle of the range.
func (f *found) size() float64 {
	switch {
	case f.Min == nil:
		return *f.Max
	case f.Max == nil:
		return *f.Min
	}
	return (*f.Min + *f.Max) / 2
}
