package pay

import (
	"math"
	"strings"
)

// Options says how to read what a text leaves open.
type Options struct {
	// Region is the ISO 3166-1 alpha-2 code of the country the text speaks of. It decides signs and names that several
	// currencies share: "$", "dollars", "kr", "Rs", "¥". Empty: the most usual currency of the sign.
	Region string
	// DefaultCurrency is the ISO 4217 code that a shared sign stands for where it can. It goes before Region.
	DefaultCurrency string
	// AllowBare takes numbers without a currency for money where they have a thousands separator, a scale ("120k", "45
	// lakh") or Scale is set. For callers that know they read a column or a sentence of pay.
	AllowBare bool
	// Scale multiplies numbers that carry neither currency nor scale of their own, for tables "in thousands". With
	// AllowBare it lets any such number count. 0: no scale.
	Scale float64
}

// Open says which end of an amount a text leaves open, and by what kind of word.
type Open string

// The kinds of open end. The first two leave Max nil, the others Min.
const (
	Closed   Open = ""
	AtLeast  Open = "atleast"  // "at least", "starts at", "a minimum of"
	MoreThan Open = "morethan" // "more than", "+", "or more"
	AtMost   Open = "atmost"   // "up to", "as much as", "topped out at"
	LessThan Open = "lessthan" // "under", "less than"
)

// Span is a half-open range of bytes.
type Span struct {
	Start, End int
}

// Empty reports whether the span holds nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Amount is a sum of money, or a range of sums, in a text.
type Amount struct {
	// Span covers numbers, signs, codes, names of the currency and scales, from the first to the last: "$150-190k",
	// "two million euros". Words of the bound ("up to") and of the period ("a year") are outside it; a "+" is inside.
	Span
	// Min and Max are in units of Currency; equal for a single sum, nil for an open end, Min <= Max. Never both nil.
	Min, Max *float64
	Currency string // ISO 4217; empty only for a bare number where Options name no currency
	// Guessed: the sign or name is shared by several currencies and Options or usage decided; or there was none.
	Guessed bool
	Bare    bool   // no currency stands with the numbers
	Period  string // hour, day, week, month, year; empty where the sentence does not say
	// PeriodSpan is where the period stands; empty where Period is.
	PeriodSpan Span
	Open       Open
	Cue        Span // the words of the open end ("up to", "or more", "+"); empty where Closed
	Range      bool // two sums were given
	Approx     bool // "about", "~", "or so"
	// Conversion: the amount repeats the one before it in another currency: "£90,000 (roughly $120,000)".
	Conversion bool
}

// Find returns the amounts of money in text in the order in which they stand. Amounts never overlap and never run
// over a line break; their spans lie on rune boundaries. It takes time linear in the length of text.
func Find(text string, opt Options) []Amount {
	v := vocabulary()
	opt.Region = strings.ToUpper(opt.Region)
	var out []Amount
	p := parser{v: v, opt: opt, text: text}
	for start := 0; start < len(text); {
		end := lineEnd(text, start)
		if v.promising(text[start:end], opt.AllowBare) {
			if p.toks == nil {
				p.toks = make([]token, 0, (end-start)/4+4)
			}
			p.toks = v.lex(p.toks[:0], text, start, end)
			out = p.line(out)
		}
		start = end + 1
	}
	return out
}

func lineEnd(text string, start int) int {
	if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
		return start + n
	}
	return len(text)
}

// line appends the amounts of the line in p.toks.
func (p *parser) line(out []Amount) []Amount {
	p.found = p.found[:0]
	for i := 0; i < len(p.toks); {
		if !p.begins(i) {
			i++
			continue
		}
		f, next, ok := p.amount(i)
		if ok {
			p.found = append(p.found, f)
		}
		i = max(next, i+1)
	}
	for n := range p.found {
		p.bounds(n)
	}
	for n := range p.found {
		p.period(n)
		p.conversion(n)
	}
	p.inheritPeriods()
	for _, f := range p.found {
		out = append(out, f.Amount)
	}
	return out
}

// begins reports whether an amount can begin at token i.
func (p *parser) begins(i int) bool {
	t := &p.toks[i]
	info := &p.v.words[t.id]
	return t.kind == numeral || t.id == p.v.dot || info.numeric != notNumeric || info.code != nil ||
		info.class&articleWord != 0 || len(p.v.signs.at(t.id)) > 0
}

// finite reports whether f can stand as a sum.
func finite(f float64) bool { return !math.IsInf(f, 0) && !math.IsNaN(f) && f < 1e18 }
