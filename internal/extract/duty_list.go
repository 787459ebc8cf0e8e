package extract

import (
	"rolecall/internal/claim"
	"rolecall/internal/page"
)

// list is a run of items under one number.
type list struct {
	items  []*block
	leadIn *block
}

// listDuties finds the lists that enumerate duties, and whose they are.
func listDuties(d *doc, b *builder) {
	for _, l := range d.lists() {
		v := d.judgeList(l)
		if !v.duties {
			b.pass("list", v.why, l.items[0].Start, l.items[len(l.items)-1].End)
		}
		for _, item := range l.items {
			d.itemDuty(b, item, v)
		}
	}
	for _, items := range d.looseItems() {
		d.looseDuties(b, items)
	}
	for _, cards := range d.cards() {
		d.cardDuties(b, cards)
	}
}

// lists gathers the items of every list in reading order.
func (d *doc) lists() []list {
	var out []list
	at := map[int]int{}
	loose := 0
	for i := range d.blocks {
		blk := &d.blocks[i]
		if blk.Kind != page.ListItem && blk.Kind != page.Term {
			continue
		}
		number := blk.List
		if number == 0 { // loose definitions: those in a row are one list
			number = -1 - i
			if before := i - 1; before >= 0 && d.blocks[before].Kind == blk.Kind && d.blocks[before].List == 0 {
				number = loose
			}
			loose = number
		}
		n, ok := at[number]
		if !ok {
			n = len(out)
			at[number] = n
			out = append(out, list{})
			if blk.LeadIn >= 0 {
				out[n].leadIn = &d.blocks[blk.LeadIn]
			}
		}
		out[n].items = append(out[n].items, blk)
	}
	return out
}

// verdict is what a list is and for whom.
type verdict struct {
	duties     bool
	roles      []claim.Role
	from       page.Span // what names the role
	cue        page.Span // what says duties
	rule       string
	why        string // where it is no list of duties
	confidence float64
}

// judgeList reads the words that introduce a list, then its headings, then the items themselves.
func (d *doc) judgeList(l list) verdict {
	first := l.items[0]
	if first.Parent >= 0 {
		return d.judgeNested(l)
	}
	sc := first.scope
	v := verdict{roles: sc.roles, from: sc.from, rule: "list-heading", confidence: 0.85}
	if sc.blocked {
		v.why = "it stands under a heading on another post"
		return v
	}
	duty, notDuty := sc.duty, sc.notDuty
	if l.leadIn != nil && l.leadIn.Kind != page.Heading {
		d.readLeadIn(l.leadIn, &v, &duty, &notDuty)
	}
	verbs := max(d.verbShare(l.items), d.verbShare(d.leaves(l)))
	switch {
	case len(v.roles) == 0:
		v.why = "nothing tells whose list it is: no role in its lead-in, its headings or the title"
	case notDuty:
		v.why = "its lead-in or heading announces something else than duties (skills, pay, career, questions ...)"
	case d.questionShare(l.items) > 0.3:
		v.why = "its items are questions"
	case duty:
		v.duties = verbs >= 0.25 || v.rule == "list-lead-in"
		v.why = "few of its items begin with a verb of work"
	default:
		v.rule, v.confidence = "list-verbs", 0.6
		v.duties = verbs >= d.wantedVerbs(first) && len(v.roles) == 1 && len(l.items) >= 2
		v.why = "neither its lead-in nor a heading speaks of duties"
	}
	return v
}

// wantedVerbs is the share of items that must begin with a verb where no cue speaks of duties: less under a heading that
// is nothing but the role.
func (d *doc) wantedVerbs(first *block) float64 {
	if len(first.Section) > 0 {
		head := &d.blocks[first.Section[len(first.Section)-1]]
		if len(head.heading.roles) == 1 && len(head.tokens) <= 3 {
			return 0.5
		}
	}
	return 0.7
}

// readLeadIn takes role and cue from the last sentence of the paragraph before a list.
func (d *doc) readLeadIn(lead *block, v *verdict, duty, notDuty *bool) {
	if len(lead.sentences) == 0 {
		return
	}
	s := &lead.sentences[len(lead.sentences)-1]
	h := d.readHeading(s.tokens)
	colon := s.tokens[len(s.tokens)-1].Low == ":"
	label := len(s.tokens) <= 4 && len(h.roles) == 1
	if !colon && !label && !d.lex.Cues["points"].In(s.tokens) {
		return
	}
	v.cue = page.Span{Start: s.start, End: s.end}
	switch {
	case colon && d.opensTo(s) && len(h.roles) > 0: // "clients expect their CIO to:"
		*duty, *notDuty, v.rule = true, false, "list-lead-in"
	case *duty && len(h.roles) == 1 && len(s.tokens) <= 4: // "CIO" over the list of a section on who owns what
		v.rule = "list-lead-in"
	case h.duty:
		*duty, *notDuty, v.rule = true, false, "list-lead-in"
	case h.notDuty:
		*duty, *notDuty = false, true
	case h.weak && !*notDuty:
		*duty, v.rule = true, "list-lead-in"
	}
	roles, others := d.leadInRoles(s, h)
	switch {
	case len(roles) > 0:
		v.roles, v.from = roles, page.Span{Start: s.start, End: s.end}
	case others:
		v.roles = nil
	}
}

// opensTo reports whether a lead-in ends in "to:" or a modal before its colon, so that its items are verb phrases.
func (d *doc) opensTo(s *sentence) bool {
	if len(s.tokens) < 3 {
		return false
	}
	if before := s.tokens[len(s.tokens)-3].Low; s.tokens[len(s.tokens)-2].Low == "for" && (before == "there" || before == "responsible" || before == "accountable" || before == "hired" || before == "paid") {
		return true
	}
	switch s.tokens[len(s.tokens)-2].Low {
	case "to", "will", "must", "should", "can", "may", "does", "do":
		return true
	}
	return false
}

// leadInRoles gives whose duties a lead-in announces: its last subject, else the roles it names.
func (d *doc) leadInRoles(s *sentence, h headingInfo) ([]claim.Role, bool) {
	if n := len(s.subjects); n > 0 {
		last := s.subjects[n-1]
		if !d.wanted[last.roles[0]] {
			return nil, true
		}
		return last.roles, false
	}
	return h.roles, h.others && len(h.roles) == 0
}

// judgeNested judges a list within an item: the item's own words first, else as the list around it.
func (d *doc) judgeNested(l list) verdict {
	parent := &d.blocks[l.items[0].Parent]
	v := d.judgeOuter(parent)
	h := d.readHeading(parent.tokens)
	if h.names() {
		v.roles, v.from = h.roles, page.Span{Start: parent.Start, End: parent.End}
	}
	switch {
	case h.notDuty && !h.duty:
		v.duties, v.why = false, "the item above it announces something else than duties"
	case h.duty && len(v.roles) > 0:
		v.duties, v.rule = true, "list-nested"
	}
	return v
}

// leaves lists the items of a list that hold no others, those of nested lists included.
func (d *doc) leaves(l list) []*block {
	var out []*block
	for _, item := range l.items {
		children := d.children(item)
		if len(children) == 0 {
			out = append(out, item)
		}
		for _, c := range children {
			if c.Leaf {
				out = append(out, c)
			}
		}
	}
	return out
}

// judgeOuter judges the list around an item, once for all lists within its items.
func (d *doc) judgeOuter(parent *block) verdict {
	if v, known := d.verdicts[parent.List]; known {
		return v
	}
	outer := list{}
	for i := range d.blocks {
		if d.blocks[i].List == parent.List {
			outer.items = append(outer.items, &d.blocks[i])
		}
	}
	if parent.LeadIn >= 0 {
		outer.leadIn = &d.blocks[parent.LeadIn]
	}
	v := d.judgeList(outer)
	d.verdicts[parent.List] = v
	return v
}

// verbShare is the share of items that begin with a verb of work.
func (d *doc) verbShare(items []*block) float64 {
	n := 0
	for _, item := range items {
		if d.startsWithWork(item.tokens) || d.startsWithWork(afterLabel(item)) {
			n++
		}
	}
	return float64(n) / float64(len(items))
}

func (d *doc) questionShare(items []*block) float64 {
	n := 0
	for _, item := range items {
		if len(item.tokens) > 0 && item.tokens[len(item.tokens)-1].Low == "?" {
			n++
		}
	}
	return float64(n) / float64(len(items))
}
