package pay

import (
	"slices"
)

// phrase is a sequence of tokens in a table. raw is set where the spelling counts; tight[n] says that no space stands
// before token n.
type phrase[T any] struct {
	ids   []int32
	raw   []string
	tight []bool
	value T
}

// shape is a phrase without its value.
type shape struct {
	ids   []int32
	raw   []string
	tight []bool
}

// phrases are phrases by the id of their first token, the longest first.
type phrases[T any] [][]phrase[T]

// at returns the phrases that begin with a token.
func (p phrases[T]) at(id int32) []phrase[T] {
	if int(id) >= len(p) {
		return nil
	}
	return p[id]
}

// phrase reads a phrase of a table, taking its words into the vocabulary.
func (v *vocab) phrase(text string) shape {
	var ph shape
	for _, t := range v.lexWords(text) {
		raw := text[t.start:t.end]
		ph.ids = append(ph.ids, v.intern(raw))
		ph.raw = append(ph.raw, raw)
		ph.tight = append(ph.tight, t.glued)
	}
	return ph
}

// lexWords is lex for phrases: they hold no numerals, and their words need no id yet.
func (v *vocab) lexWords(text string) []token {
	return v.lex(nil, text, 0, len(text))
}

func (ph shape) reversed() shape {
	ids := slices.Clone(ph.ids)
	slices.Reverse(ids)
	return shape{ids: ids}
}

func (p *phrases[T]) add(ph shape, value T) {
	p.entry(ph, false).value = value
}

// entry returns the phrase of a shape, which it makes where it is new. exact keeps its spelling.
func (p *phrases[T]) entry(ph shape, exact bool) *phrase[T] {
	for int(ph.ids[0]) >= len(*p) {
		*p = append(*p, nil)
	}
	if !exact {
		ph.raw = nil
	}
	list := (*p)[ph.ids[0]]
	for n := range list {
		if slices.Equal(list[n].ids, ph.ids) && slices.Equal(list[n].raw, ph.raw) && !exact ||
			exact && slices.Equal(list[n].raw, ph.raw) && slices.Equal(list[n].tight, ph.tight) {
			return &list[n]
		}
	}
	(*p)[ph.ids[0]] = append(list, phrase[T]{ids: ph.ids, raw: ph.raw, tight: ph.tight})
	list = (*p)[ph.ids[0]]
	return &list[len(list)-1]
}

func (p phrases[T]) sort() {
	for _, list := range p {
		slices.SortStableFunc(list, func(a, b phrase[T]) int { return len(b.ids) - len(a.ids) })
	}
}

// match returns the longest phrase that starts at token i, for which ok holds, and the token behind it. Between two
// words of a phrase a hyphen may stand ("per-year").
func match[T any](p *parser, table phrases[T], i int, ok func(*T) bool) (*T, int) {
	list := table.at(p.at(i).id)
	for n := range list {
		if next := p.matchOne(list[n].ids, i); next > 0 && ok(&list[n].value) {
			return &list[n].value, next
		}
	}
	return nil, i
}

func (p *parser) matchOne(ids []int32, i int) int {
	for n, id := range ids {
		if t := p.at(i); n > 0 && t.id == p.v.hyphen && t.glued && id != p.v.hyphen {
			i++
		}
		if p.at(i).id != id {
			return 0
		}
		i++
	}
	return i
}

// matchBack is match for reversed phrases that end before token i; it returns the phrase's first token.
func matchBack[T any](p *parser, table phrases[T], i int, ok func(*T) bool) (*T, int) {
	list := table.at(p.at(i - 1).id)
	for n := range list {
		if first, fits := p.matchOneBack(list[n].ids, i-1); fits && ok(&list[n].value) {
			return &list[n].value, first
		}
	}
	return nil, i
}

func (p *parser) matchOneBack(ids []int32, i int) (int, bool) {
	for n, id := range ids {
		if n > 0 && p.at(i).id == p.v.hyphen && p.at(i).glued && id != p.v.hyphen {
			i--
		}
		if p.at(i).id != id {
			return 0, false
		}
		i--
	}
	return i + 1, true
}

// matchSign returns the family of the longest sign at token i and the token behind it. Its spelling counts but for
// letters before a "$".
func (p *parser) matchSign(i int) (family, int) {
	list := p.v.signs.at(p.at(i).id)
	for n := range list {
		if p.fitsSign(&list[n], i) {
			return list[n].value.family, i + len(list[n].ids)
		}
	}
	return nil, i
}

func (p *parser) fitsSign(ph *phrase[currencyPhrase], i int) bool {
	last := len(ph.ids) - 1
	dollar := last > 0 && p.at(i+last).id == p.v.dollar
	for n := range ph.ids {
		t := p.at(i + n)
		if t.id != ph.ids[n] {
			return false
		}
		if same := p.text[t.start:t.end] == ph.raw[n]; same && (n == 0 || t.glued) {
			continue
		}
		if !dollar || n == last && !t.glued && !p.spacedDollar(ph, i) || n > 0 && n < last && !t.glued {
			return false
		}
	}
	return true
}

// spacedDollar reports whether letters may belong to a "$" behind a space: "US $150" does, "cost us $150" does not; and in
// text with spaces between all tokens ("c $ 16") all do but the article.
func (p *parser) spacedDollar(ph *phrase[currencyPhrase], i int) bool {
	first := p.at(i)
	if first.end-first.start == 1 && p.apostrophe(i-1) {
		return false
	}
	spelled := p.text[first.start:first.end] == ph.raw[0]
	if len(ph.raw[0]) >= 2 && spelled {
		return true
	}
	return first.id != p.v.a && !p.at(i+len(ph.ids)).glued
}

// apostrophe reports whether token i is one: the "s" behind it is no sign of a currency.
func (p *parser) apostrophe(i int) bool {
	t := p.at(i)
	switch p.text[t.start:t.end] {
	case "'", "’", "`":
		return true
	}
	return false
}
