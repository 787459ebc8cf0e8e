package page

import (
	"slices"
	"sort"
	"unicode"
	"unicode/utf8"
)

// flush makes blocks of the gathered run: one, or several where empty lines or bullets cut it.
func (b *builder) flush() {
	r := b.run
	if k := len(r.bold); k > 0 && r.bold[k-1].End < 0 {
		r.bold[k-1].End = len(b.buf)
	}
	b.run = run{start: len(b.buf), breaks: b.run.breaks[:0], twice: b.run.twice[:0], bold: b.run.bold[:0]}
	if r.start < len(b.buf) {
		if b.at.kind == Pre {
			b.add(r, r.start, len(b.buf), b.at.kind)
		} else {
			b.paragraphs(r)
		}
	}
	if b.at.bold > 0 {
		b.run.bold = append(b.run.bold, Span{len(b.buf), -1})
	}
}

// paragraphs cuts a run at its empty lines.
func (b *builder) paragraphs(r run) {
	start := r.start
	if len(r.breaks) == 0 {
		b.add(r, start, len(b.buf), b.at.kind)
		return
	}
	for _, cut := range r.twice {
		b.lines(r, start, cut)
		start = cut
	}
	b.lines(r, start, len(b.buf))
}

// lines makes blocks of one paragraph: its bulleted lines are items, a bold line that stands alone heads the rest.
func (b *builder) lines(r run, start, end int) {
	lines := b.split(r, start, end)
	switch {
	case len(lines) == 0:
	case len(lines) == 1 || b.at.kind == Heading || b.at.kind == Caption:
		b.add(r, lines[0].Start, lines[len(lines)-1].End, b.at.kind)
	case b.signed(lines) >= 2 || b.counted(lines):
		b.bullets(r, lines)
	case b.at.kind == Paragraph && b.plainItems(lines):
		b.add(r, lines[0].Start, lines[0].End, Paragraph)
		b.newItems(r, lines[1:])
	default:
		b.headed(r, lines)
	}
}

// headed adds lines as one paragraph, but bold lines as blocks of their own.
func (b *builder) headed(r run, lines []Span) {
	from := 0
	if b.at.kind == Paragraph {
		for i, l := range lines {
			if !r.isBold(l) || l.End-l.Start > maxHeading {
				continue
			}
			if i > from {
				b.add(r, lines[from].Start, lines[i-1].End, b.at.kind)
			}
			b.add(r, l.Start, l.End, b.at.kind)
			from = i + 1
		}
	}
	if from < len(lines) {
		b.add(r, lines[from].Start, lines[len(lines)-1].End, b.at.kind)
	}
}

// maxHeading is the length in bytes up to which a bold line can be a heading.
const maxHeading = 140

// split cuts a paragraph into its lines, white space trimmed, empty ones left out.
func (b *builder) split(r run, start, end int) []Span {
	var lines []Span
	for _, cut := range append(slices.Clone(r.breaksWithin(Span{start, end})), end) {
		if l := b.trim(start, cut); l.Start < l.End {
			lines = append(lines, l)
		}
		start = cut
	}
	return lines
}

func (b *builder) trim(start, end int) Span {
	for start < end && b.buf[start] == ' ' {
		start++
	}
	for start < end && b.buf[end-1] == ' ' {
		end--
	}
	return Span{start, end}
}

// isBold reports whether a line is bold but for its punctuation.
func (r *run) isBold(l Span) bool {
	bold := 0
	for _, s := range r.boldWithin(l) {
		if from, to := max(s.Start, l.Start), min(s.End, l.End); from < to {
			bold += to - from
		}
	}
	return bold > 0 && bold >= l.End-l.Start-2
}

// label gives the end of a bold lead-in of a line: "Budgeting:" or a bold first line, 0 where there is none.
func (b *builder) label(r run, l Span) int {
	for _, s := range r.boldWithin(l) {
		if s.Start > l.Start || s.End >= l.End {
			continue
		}
		end := s.End
		for end > s.Start && b.buf[end-1] == ' ' {
			end--
		}
		if end-l.Start > maxHeading {
			return 0
		}
		next := b.buf[end:l.End]
		switch {
		case endsLabel(b.buf[l.Start:end]):
			return end
		case next[0] == ':':
			return end + 1
		case r.breaksAt(end) || isDash(next):
			return end
		}
		return 0
	}
	return 0
}

func endsLabel(text []byte) bool {
	switch text[len(text)-1] {
	case ':', '.', '?', '!':
		return true
	}
	return false
}

func isDash(text []byte) bool {
	if len(text) < 3 || text[0] != ' ' {
		return false
	}
	r, _ := utf8.DecodeRune(text[1:])
	return unicode.Is(unicode.Pd, r)
}

// add appends a draft of a part of the run, unless nothing is said there.
func (b *builder) add(r run, start, end int, kind Kind) {
	span := b.trim(start, end)
	if span.Start >= span.End || !b.says(span) {
		return
	}
	d := draft{
		kind: kind, start: span.Start, end: span.End, list: b.at.list, parent: -1, leaf: true, post: b.at.post,
		author: b.at.author, box: b.at.box, elem: b.at.elem, leadIn: -1, titled: r.titled,
	}
	d.bold = r.isBold(span)
	d.label = b.label(r, span)
	if r.links > 0 {
		d.links = min(r.links, end-start)
	}
	d.breaks = slices.Clone(r.breaksWithin(span))
	switch kind {
	case Heading:
		d.level, d.list, d.label = b.at.level, 0, 0
	case ListItem:
		d.level = b.at.depth
		b.itemDraft(&d)
	default:
		d.list = 0
	}
	b.drafts = append(b.drafts, d)
}

// boldWithin are the bold parts of a run that lie in a span or reach into it, in order.
func (r *run) boldWithin(s Span) []Span {
	from := sort.Search(len(r.bold), func(i int) bool { return r.bold[i].End > s.Start })
	to := sort.Search(len(r.bold), func(i int) bool { return r.bold[i].Start >= s.End })
	return r.bold[from:max(from, to)]
}

func (r *run) breaksAt(offset int) bool {
	_, found := slices.BinarySearch(r.breaks, offset)
	return found
}

// breaksWithin are a run's line breaks inside a span, in order.
func (r *run) breaksWithin(s Span) []int {
	from, _ := slices.BinarySearch(r.breaks, s.Start+1)
	to, _ := slices.BinarySearch(r.breaks, s.End)
	return r.breaks[from:max(from, to)]
}

// says reports whether a span holds a letter or digit.
func (b *builder) says(s Span) bool {
	for _, c := range b.buf[s.Start:s.End] {
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= 0xC3 {
			return true
		}
	}
	return false
}
