package extract

import (
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// resolve finds the subjects of every sentence in reading order, handing on whom "they" and "he or she" mean.
func (d *doc) resolve() {
	var c carry
	post := 0
	for i := range d.blocks {
		b := &d.blocks[i]
		if b.Kind == page.Heading || b.Post != post {
			c = carry{}
			post = b.Post
		}
		if b.Kind == page.Heading || b.Kind == page.Row {
			continue
		}
		s := b.scope
		local := &c
		if b.Kind == page.ListItem || b.Kind == page.Term {
			item := c
			local = &item
		}
		local.running = b.Kind == page.Paragraph
		for j := range b.sentences {
			d.resolveSentence(&b.sentences[j], s, local)
		}
	}
}

func (d *doc) resolveSentence(s *sentence, sc scope, c *carry) {
	s.subjects = d.subjects(s, sc, c)
	if len(s.subjects) == 0 && c.running && d.bareVerb(s) && len(c.roles) == 1 {
		s.subjects = []clause{{roles: c.roles, end: len(s.tokens), head: d.skipAsides(s.tokens, 0), pronoun: true, carried: true, from: c.from}}
	}
	var named []claim.Role
	for _, m := range s.mentions {
		if m.Refers == lexicon.Named && !slices.Contains(named, claim.Role(m.Role)) {
			named = append(named, claim.Role(m.Role))
		}
	}
	if len(named) >= 2 {
		c.pair = named[:2]
	}
	switch {
	case s.person:
		c.roles, c.firm = nil, false
	case len(s.subjects) > 0:
		last := s.subjects[len(s.subjects)-1]
		if first := s.subjects[0]; !slices.Equal(first.roles, last.roles) && !first.pronoun {
			c.roles = nil // "The CIO does this, the CTO that. They ..." is both at best
			c.roles = union(first.roles, last.roles)
			c.firm = true
			c.from = page.Span{Start: s.start, End: s.end}
			return
		}
		if !last.pronoun {
			c.firm = true
			c.from = page.Span{Start: s.start, End: s.end}
		}
		c.roles = last.roles
	case len(named) > 0:
		if len(named) > 1 {
			c.roles = nil
		} else { // another post too: what "they" do then goes to nobody that is asked for
			c.roles, c.from, c.firm = named, page.Span{Start: s.start, End: s.end}, false
		}
	case d.personal(s):
		c.roles = nil
	}
}

// bareVerb reports whether a sentence begins with a verb in the third person and so goes on about its forerunner's
// subject: "Also grooms the engineering managers."
func (d *doc) bareVerb(s *sentence) bool {
	i := d.skipAsides(s.tokens, 0)
	return i < len(s.tokens) && i <= 2 && d.lex.Verbs[s.tokens[i].Low].Form == lexicon.Third && d.lex.Works(s.tokens, i)
}

// personal reports whether a sentence starts with a person of its own ("I", "We", a proper name), whom a later "they"
// or "he" may mean.
func (d *doc) personal(s *sentence) bool {
	switch s.tokens[0].Low {
	case "i", "we", "you", "my", "our":
		return true
	}
	return len(s.tokens) > 1 && s.tokens[0].Upper && s.tokens[1].Upper && s.tokens[1].Kind == lexicon.Word && !openers[s.tokens[0].Low]
}

func union(a, b []claim.Role) []claim.Role {
	out := slices.Clone(a)
	for _, r := range b {
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}
