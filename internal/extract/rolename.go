package extract

import (
	"regexp"
	"strings"

	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// standsFor matches what says that letters mean the title behind it; besides matches what may as well set two offices side
// by side ("the CEO, the chief information officer").
var (
	standsFor = regexp.MustCompile(`^\s*(=|:|is|stands for|is short for|means|refers to|is an abbreviation of|\()\s*(the |a |an )?["“]?$`)
	besides   = regexp.MustCompile(`^\s*(–|—|-|,|,?\s*or)\s*(the |a |an )?["“]?$`)
)

// roleNames finds what a source calls a role by which letters: "Chief Information Officer (CIO)", "CIO stands for
// Chief Information Officer", "CIO = Chief Investment Officer".
func roleNames(d *doc, b *builder) {
	for i := range d.blocks {
		blk := &d.blocks[i]
		if blk.Kind == page.Row {
			continue
		}
		for j := range blk.sentences {
			s := &blk.sentences[j]
			for k, m := range s.mentions {
				switch {
				case m.Title != "" && m.Letters != "":
					d.named(b, blk, s, m, m.Letters)
				case m.Title != "" && k > 0 && s.mentions[k-1].Letters != "" && s.mentions[k-1].Title == "" && d.defines(s, s.mentions[k-1], m):
					d.named(b, blk, s, m, s.mentions[k-1].Letters)
				}
			}
		}
	}
}

// defines reports whether the words between letters and a title say that they mean it. Where they may set two offices
// side by side, the letters must be the title's initials.
func (d *doc) defines(s *sentence, letters, title lexicon.Mention) bool {
	between := d.text(s.tokens[letters.End-1].End, s.tokens[title.Start].Start)
	return standsFor.MatchString(between) && !possessive(s.tokens, title.End) || besides.MatchString(between) && initials(title.Title) == letters.Letters
}

// possessive reports whether "'s" stands at a token: "the CTO is the chief information officer's equal".
func possessive(tokens []lexicon.Token, i int) bool {
	return i < len(tokens) && tokens[i].Low == lexicon.Possessive
}

// initials are the first letters of a title's words: "cio" of "chief information officer".
func initials(title string) string {
	var out []byte
	for word := range strings.FieldsSeq(title) {
		out = append(out, word[0])
	}
	return string(out)
}

func (d *doc) named(b *builder, blk *block, s *sentence, m lexicon.Mention, letters string) {
	title := m.Title
	if m.Plural && title[len(title)-1] == 's' {
		title = title[:len(title)-1]
	}
	role := claim.Role(m.Role)
	if !d.wanted[role] && !d.wanted[claim.Role(letters)] {
		return
	}
	if !d.wanted[role] {
		role = claim.Role(letters)
	}
	c := b.claim(claim.RoleName, role, evidence{block: blk, start: s.start, end: s.end, form: formOf(blk), rule: "name-letters", confidence: 0.95})
	c.Value = letters + "=" + title
	b.add(c)
}
