package extract

import (
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
)

// whom tells which roles the mentions mean.
func (d *doc) whom(s *sentence, ms []lexicon.Mention, sc scope, c *carry) ([]claim.Role, clause, bool) {
	if ms[0].Refers == lexicon.Both && len(ms) > 1 {
		ms = ms[1:]
	}
	first := ms[0]
	switch first.Refers {
	case lexicon.Named:
		roles := d.namedRoles(ms)
		return roles, clause{}, len(roles) > 0
	case lexicon.Former, lexicon.Latter:
		if len(c.pair) < 2 {
			return nil, clause{}, false
		}
		i := 0
		if first.Refers == lexicon.Latter {
			i = 1
		}
		return c.pair[i : i+1], clause{from: c.from}, true
	case lexicon.Both:
		roles := d.bothRoles(sc, c)
		return roles, clause{}, len(roles) == 2
	case lexicon.Pronoun:
	}
	return d.pronounRoles(s, first, sc, c)
}

// namedRoles gives the wanted roles among joined mentions. Another post alone is kept, so that what it does goes to
// nobody else.
func (d *doc) namedRoles(ms []lexicon.Mention) []claim.Role {
	if len(ms) == 1 {
		return []claim.Role{claim.Role(ms[0].Role)}
	}
	var roles []claim.Role
	for _, m := range ms {
		if role := claim.Role(m.Role); d.wanted[role] {
			roles = append(roles, role)
		}
	}
	return roles
}

// bothRoles is what "both" means: the two spoken of last, those of the section, of the title, or named last.
func (d *doc) bothRoles(sc scope, c *carry) []claim.Role {
	for _, roles := range [][]claim.Role{c.roles, sc.roles, d.title, c.pair} {
		if len(roles) == 2 && d.wanted[roles[0]] && d.wanted[roles[1]] {
			return roles
		}
	}
	return nil
}

// pronounRoles tells whom "they", "he or she", "this executive" means: who is named before in the sentence, else whom
// the text spoke of last, else whom the section is about.
func (d *doc) pronounRoles(s *sentence, m lexicon.Mention, sc scope, c *carry) ([]claim.Role, clause, bool) {
	cl := clause{pronoun: true}
	if roles := d.namedBefore(s, m.Start); len(roles) > 0 {
		return roles, cl, true
	}
	role := sc.single()
	cl.carried, cl.from = true, sc.from
	switch {
	case len(c.roles) > 1 && slices.Contains(c.roles, role):
		cl.from = c.from
		return []claim.Role{role}, cl, true // a section on one role that is set against the other
	case len(c.roles) > 0:
		cl.from = c.from
		return c.roles, cl, (len(c.roles) == 1 || m.Plural) && (c.firm || !d.oneHolder(s, m))
	}
	return []claim.Role{role}, cl, role != "" && !d.oneHolder(s, m)
}

// oneHolder reports whether a pronoun means one person, "he" or "her", and so must have been introduced.
func (d *doc) oneHolder(s *sentence, m lexicon.Mention) bool {
	switch s.tokens[m.Start].Low {
	case "he", "she":
		return m.End-m.Start == 1
	case "his", "her":
		return s.tokens[m.Start+1].Low != "or"
	}
	return false
}

// namedBefore lists the roles that a sentence names before a token.
func (d *doc) namedBefore(s *sentence, before int) []claim.Role {
	var out []claim.Role
	for _, m := range s.mentions {
		if start := d.nounPhraseStart(s.tokens, m.Start); m.Refers == lexicon.Named && m.End <= before && (start == 0 || !d.objectOf(s.tokens, start-1)) {
			out = union(out, []claim.Role{claim.Role(m.Role)})
		}
	}
	return out
}
