package extract

import (
	"strings"

	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// startsWithWork reports whether text begins with a verb of work, adverbs before it passed over.
func (d *doc) startsWithWork(tokens []lexicon.Token) bool {
	i := d.skipWeak(tokens, 0)
	if i >= len(tokens) {
		return false
	}
	t := tokens[i]
	if v, ok := d.lex.Verbs[t.Low]; ok && v.Form&^lexicon.Past != 0 {
		return d.lex.Works(tokens, i) || i+1 < len(tokens) && behindVerb[tokens[i+1].Low]
	}
	if v, ok := d.lex.ItemVerbs[t.Low]; ok && v.Form&^lexicon.Past != 0 {
		return hasObject(tokens, i)
	}
	return d.actsOn(tokens, i)
}

// actsOn reports whether an unlisted word at the head of an item is a verb by its company: a gerund with something
// behind it, or a word before a determiner or particle ("Vouch for", "Map out where").
func (d *doc) actsOn(tokens []lexicon.Token, i int) bool {
	t := tokens[i]
	if t.Kind != lexicon.Word || i+1 >= len(tokens) || d.lex.Cues["qualification"].In(tokens[i:min(len(tokens), i+6)]) {
		return false
	}
	next := tokens[i+1]
	if strings.HasSuffix(t.Low, "ing") && len(t.Low) > 5 {
		return next.Kind == lexicon.Word && next.Low != "of" && next.Low != "in" && next.Low != "with" && next.Low != "skills"
	}
	return i == 0 && behindVerb[next.Low] && !determiners[t.Low] && !prepositions[t.Low]
}

// behindVerb are words that follow a verb rather than a noun.
var behindVerb = map[string]bool{"the": true, "a": true, "an": true, "all": true, "out": true, "up": true, "down": true, "its": true, "their": true, "how": true, "what": true, "which": true, "whether": true, "that": true}

// afterLabel gives the tokens behind an item's label ("Budget: plan ...").
func afterLabel(item *block) []lexicon.Token {
	end := item.Label
	if end <= item.Start {
		i := find(item.tokens, 1, 6, ":")
		if i < 0 {
			return nil
		}
		end = item.tokens[i].End
	}
	for i, t := range item.tokens {
		if t.Start >= end && t.Low != ":" && t.Low != "–" && t.Low != "-" && t.Low != "—" {
			return item.tokens[i:]
		}
	}
	return nil
}

// itemDuty adds an item of a duties list, or one that names its own role.
func (d *doc) itemDuty(b *builder, item *block, v verdict) {
	if len(item.tokens) == 0 {
		return
	}
	roles, from := v.roles, v.from
	if d.otherLabel(item) {
		return
	}
	named := d.itemRoles(item)
	own := len(named) > 0
	if own {
		roles, from = named, page.Span{}
	}
	if !v.duties && !(own && d.labelled(item) && d.startsWithWork(afterLabel(item))) {
		return
	}
	end := item.End
	if children := d.children(item); len(children) > 0 {
		if !d.exemplify(item, children) {
			return
		}
		end = children[len(children)-1].End
	} else if item.Parent >= 0 {
		parent := &d.blocks[item.Parent]
		if d.exemplify(parent, d.children(parent)) {
			return
		}
	}
	if t := d.text(item.Start, item.End); strings.HasSuffix(t, "?") {
		return
	}
	for _, role := range roles {
		if d.wanted[role] {
			b.duty(role, evidence{
				block: item, start: item.Start, end: end, form: claim.List, rule: v.rule, confidence: v.confidence,
				context: []context{{"role", from}, {"kind", v.cue}},
			}, nil, nil)
		}
	}
}

// otherLabel reports whether an item's label names another post or job only: "Chief privacy officer: ...".
func (d *doc) otherLabel(item *block) bool {
	rest := afterLabel(item)
	if rest == nil {
		return false
	}
	label := item.tokens[:len(item.tokens)-len(rest)]
	h := d.readHeading(label)
	return len(label) <= 8 && len(h.roles) == 0 && h.others
}

// labelled reports whether an item begins with a label.
func (d *doc) labelled(item *block) bool { return len(afterLabel(item)) > 0 }

// itemRoles gives the roles an item names as its label or its subjects.
func (d *doc) itemRoles(item *block) []claim.Role {
	if rest := afterLabel(item); rest != nil {
		n := len(item.tokens) - len(rest)
		if h := d.readHeading(item.tokens[:n]); len(h.roles) > 0 && n <= 8 {
			return h.roles
		}
	}
	var roles []claim.Role
	for i := range item.sentences {
		for _, cl := range item.sentences[i].subjects {
			if !cl.pronoun && cl.from.End == 0 {
				roles = union(roles, cl.roles)
			}
		}
	}
	return roles
}

func (d *doc) children(item *block) []*block {
	var out []*block
	for i := item.index + 1; i < len(d.blocks) && d.blocks[i].Parent >= item.index; i++ {
		out = append(out, &d.blocks[i])
	}
	return out
}

// exemplify reports whether the items under an item only give examples of it: they name things, it says what is done.
func (d *doc) exemplify(item *block, children []*block) bool {
	if len(children) == 0 {
		return true
	}
	if d.verbShare(children) >= 0.5 {
		return false
	}
	return d.startsWithWork(item.tokens) || d.startsWithWork(afterLabel(item))
}
