package extract

import (
	"slices"
	"strings"

	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// headingInfo is what a heading, or another line that heads a list or table, says.
type headingInfo struct {
	roles    []claim.Role // wanted roles it names
	others   bool         // it names other posts
	duty     bool         // what follows is about duties
	weak     bool         // it may be
	notDuty  bool         // what follows is about skills, pay, careers ...
	feud     bool
	question bool
}

// names reports whether the heading names any post.
func (h headingInfo) names() bool { return len(h.roles) > 0 || h.others }

// scope is whom the text under some headings is about.
type scope struct {
	roles   []claim.Role
	from    page.Span // the words that name them; empty where the title does
	blocked bool      // about another post
	duty    bool      // the nearest cue says duties
	notDuty bool      // the nearest cue says no duties
	feud    bool
}

// single is the scope's only role, or "".
func (s scope) single() claim.Role {
	if len(s.roles) == 1 && !s.blocked {
		return s.roles[0]
	}
	return ""
}

func (d *doc) readTitle() {
	for _, text := range []string{d.page.Title, d.page.Heading} {
		h := d.readHeading(d.lex.Tokenize(text))
		if len(h.roles) > 0 {
			d.title = h.roles
			return
		}
	}
}

func (d *doc) readHeading(tokens []lexicon.Token) headingInfo {
	h := headingInfo{
		duty:    d.lex.Cues["duty"].In(tokens),
		weak:    d.lex.Cues["duty_weak"].In(tokens),
		notDuty: d.lex.Cues["not_duty"].In(tokens),
		feud:    d.lex.Cues["feud"].In(tokens),
	}
	if n := len(tokens); n > 0 {
		h.question = tokens[n-1].Low == "?"
	}
	for _, m := range d.lex.Mentions(tokens) {
		role := claim.Role(m.Role)
		switch {
		case m.Refers != lexicon.Named:
		case d.wanted[role]:
			if !slices.Contains(h.roles, role) {
				h.roles = append(h.roles, role)
			}
		default:
			h.others = true
		}
	}
	return h
}

// scopeOf reads the headings above a block, the nearest first.
func (d *doc) scopeOf(b *block) scope {
	var s scope
	decided := false
	for i := len(b.Section) - 1; i >= 0; i-- {
		head := &d.blocks[b.Section[i]]
		h := head.heading
		if !decided && !s.duty && !s.notDuty {
			s.duty, s.notDuty = (h.duty || h.weak) && !h.notDuty, h.notDuty && head.Level != 1 // a title on pay heads duties too
			s.feud = s.feud || h.feud
		}
		if !decided && h.names() {
			s.roles, s.blocked = h.roles, len(h.roles) == 0
			s.from = page.Span{Start: head.Start, End: head.End}
			decided = true
		}
	}
	if decided {
		return s
	}
	if len(d.title) != 1 {
		if prev, ok := d.siblingHeading(b); ok {
			s.roles, s.from = prev.heading.roles, page.Span{Start: prev.Start, End: prev.End}
			return s
		}
	}
	s.roles = d.title
	return s
}

// siblingReach is how many blocks before a bare heading the one that names its role can stand.
const siblingReach = 300

// siblingHeading finds the heading that names the one role a run of bare headings ("Responsibilities", "Skills") goes
// on about: the nearest one of the same level before the block's own, where the block's own only gives a cue.
func (d *doc) siblingHeading(b *block) (*block, bool) {
	if len(b.Section) == 0 {
		return nil, false
	}
	own := &d.blocks[b.Section[len(b.Section)-1]]
	if !own.heading.duty && !own.heading.notDuty {
		return nil, false
	}
	for i := own.index - 1; i >= max(0, own.index-siblingReach); i-- {
		h := &d.blocks[i]
		if h.Kind != page.Heading || h.Post != own.Post {
			continue
		}
		if h.Level < own.Level {
			return nil, false
		}
		if h.Level == own.Level && h.heading.names() {
			return h, len(h.heading.roles) == 1
		}
	}
	return nil, false
}

// sectionPath joins the headings above a block.
func (d *doc) sectionPath(b *block) string {
	var parts []string
	for _, i := range b.Section {
		parts = append(parts, d.text(d.blocks[i].Start, d.blocks[i].End))
	}
	return strings.Join(parts, " > ")
}
