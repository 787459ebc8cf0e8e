package page

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// counts are lines that count readers and their reactions, or say how long the reading takes.
var counts = regexp.MustCompile(`(?i)^(?:[\d.,]+ ?[km]?\+? ?(?:views?|upvotes?|votes?|comments?|likes?|shares?|replies|points?|answers?|reads?|claps?|min(?:ute)?s?(?: to)? read|min)\W*)+$`)

// byLines is how many blocks from the top can be lines about the article.
const byLines = 8

// maxAside is the length in bytes up to which a line can be about the article, or lead elsewhere.
const maxAside = 200

// dropLines drops lines that are not the article: counts, "Read more: ...", paragraphs that are one link, lines at
// the top that name author and date, lines at the end that present the author.
func (b *builder) dropLines(author string) {
	list := cues()
	for i := range b.drafts {
		d := &b.drafts[i]
		if d.kind != Paragraph && d.kind != Heading && d.kind != Quote {
			continue
		}
		if d.end-d.start > maxAside && !list["label"].match(string(b.buf[d.start:d.start+longestCue])) && i < len(b.drafts)-3 {
			continue
		}
		text := string(b.textOf(d))
		switch {
		case b.points(d, text, list["line"]):
			d.why = byPointer
		case list["label"].match(text) && d.kind != Heading:
			d.why = bySponsor
		case i < byLines && d.kind == Paragraph && d.post < 2 && b.byline(text, author, list["byline"]):
			d.why = byByline
		case i >= len(b.drafts)-3 && i > 0 && presents(text, author):
			d.why = byBio
		}
		d.drop = d.why != kept
	}
}

// points reports lines that count something or lead elsewhere.
func (b *builder) points(d *draft, text string, list *cueList) bool {
	size := d.end - d.start
	switch {
	case size > maxAside:
		return false
	case !speaks(text) || text[0] <= '9' && counts.MatchString(text):
		return true
	case list.match(text) && (d.links*2 > size || size < 40):
		return true
	}
	return d.kind == Paragraph && d.post == 0 && d.links*10 >= size*9 && !endsSentence(text)
}

// speaks reports whether a line has a letter, or a figure that is more than a count.
func speaks(text string) bool {
	digits := 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			return true
		}
		if unicode.IsDigit(r) || unicode.Is(unicode.Sc, r) {
			digits++
		}
	}
	return digits > 2 || strings.ContainsRune(text, '%')
}

// byline reports lines of the kind "By Jane Doe | May 3, 2024".
func (b *builder) byline(text, author string, list *cueList) bool {
	if len(text) > 140 {
		return false
	}
	if author != "" && strings.EqualFold(text, author) {
		return true
	}
	if at := visible.FindStringIndex(text); at != nil && (len(text)-(at[1]-at[0]) < 20 || list.match(text)) {
		return true
	}
	if !endsSentence(text) && visible.MatchString(text) && list.contains(" "+strings.ToLower(text)) {
		return true
	}
	return list.match(text) && author != "" && strings.Contains(text, author) && !endsSentence(text)
}

// presents reports whether a paragraph says who the author is.
func presents(text, author string) bool {
	rest, ok := strings.CutPrefix(text, author)
	if !ok || author == "" {
		return false
	}
	rest = strings.TrimLeft(rest, ", ")
	for _, verb := range []string{"is ", "has ", "was ", "writes ", "works ", "covers "} {
		if strings.HasPrefix(rest, verb) {
			return true
		}
	}
	return false
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’)")
	r, _ := utf8.DecodeLastRuneInString(s)
	return bytes.ContainsRune([]byte(".!?:…。"), r)
}
