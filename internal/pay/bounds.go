package pay

// approx is the kind of a cue that makes an amount approximate; the other kinds are those of Open.
const approx = "approx"

// bounds reads the words before and behind amount n that open an end or make it approximate.
func (p *parser) bounds(n int) {
	f := &p.found[n]
	p.lead(f)
	p.tail(f, f.next)
	if _, next := match(p, p.v.periods, f.next, isAfter); next > f.next {
		if t := p.at(next); t.id == p.v.plus && t.glued && f.Open == Closed {
			p.open(f, MoreThan, Span{t.start, t.end})
		}
		p.tail(f, next)
	}
}

// lead reads up to two cues before an amount: "at least about $5".
func (p *parser) lead(f *found) {
	i := f.first
	for range 2 {
		for p.info(i-1).class&articleWord != 0 || p.markAt(i-1) == ':' || p.at(i-1).id == p.v.backslash && p.at(i-1).kind == mark {
			i--
		}
		cue, first := matchBack(p, p.v.leads, i, anyCue)
		if cue == nil {
			cue, first = matchBack(p, p.v.leads, f.first, anyCue)
		}
		if cue == nil {
			p.leadFrom(f)
			return
		}
		p.apply(f, cue.kind, first, i)
		i = first
	}
}

// leadFrom takes "from" for the low end where it opens a sentence, a cell or a bracket: "From $150 an hour".
func (p *parser) leadFrom(f *found) {
	i := f.first - 1
	if p.at(i).id != p.v.from || f.Range {
		return
	}
	if prev := p.at(i - 1); prev.kind == outside || prev.kind == mark {
		p.open(f, AtLeast, Span{p.at(i).start, p.at(i).end})
	}
}

// tail reads a cue behind an amount: "or more"; of one word only where no noun can follow ("$15 minimum wage").
func (p *parser) tail(f *found, i int) {
	cue, next := match(p, p.v.cues, i, anyCue)
	if cue != nil && (next > i+1 || p.at(next).kind != word) {
		p.apply(f, cue.kind, i, next)
	}
}

func (p *parser) apply(f *found, kind string, first, next int) {
	if kind == approx {
		f.Approx = true
		return
	}
	p.open(f, Open(kind), Span{p.at(first).start, p.at(next - 1).end})
}

// open opens an end. Of a range only the upper end opens: "$150k-$190k or more"; "up to $150-190k" keeps both.
func (p *parser) open(f *found, kind Open, cue Span) {
	if f.Open != Closed || f.Range && (kind != MoreThan || cue.Start < f.Start) {
		return
	}
	f.Open, f.Cue = kind, cue
	switch kind {
	case AtLeast, MoreThan:
		f.Max = nil
	case AtMost, LessThan:
		f.Min = nil
	case Closed:
	}
}

func anyCue(*cuePhrase) bool { return true }
