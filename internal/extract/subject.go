package extract

import (
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// clause is a part of a sentence that says something of one or more roles.
type clause struct {
	roles     []claim.Role
	start     int // first token: the subject with its article
	head      int // first token behind the subject
	end       int // behind the last token
	pronoun   bool
	carried   bool // who the pronoun is comes from an earlier sentence
	plural    bool
	joint     bool      // several roles joined, with which a verb can stand in either number ("the CIO or CTO manages")
	possessed bool      // "the CIO's role ...": head stands behind the duty noun
	of        bool      // "the role of the CIO ..."
	from      page.Span // where the role is named, if outside the sentence
}

// carry is whom the text spoke of last.
type carry struct {
	roles []claim.Role
	from  page.Span
	pair  []claim.Role // the last two roles named, for "the former, the latter"
	// running says that the text is a paragraph, in which a sentence can leave its subject out.
	running bool
	firm    bool // the roles were a subject by name, so that "he" can mean the holder
}

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

// subjects finds the clauses of a sentence, each from its subject to the next.
func (d *doc) subjects(s *sentence, sc scope, c *carry) []clause {
	var out []clause
	for i := 0; i < len(s.mentions); i++ {
		last := i
		for last+1 < len(s.mentions) && d.joined(s, s.mentions[last], s.mentions[last+1]) {
			last++
		}
		cl, ok := d.subject(s, s.mentions[i:last+1], sc, c)
		if ok && !(cl.pronoun && len(out) > 0 && (!cl.carried || cl.possessed)) {
			out = append(out, cl)
		}
		i = last
	}
	for i := range out {
		out[i].end = len(s.tokens)
		if i+1 < len(out) {
			out[i].end = out[i+1].start
		}
		out[i].head = min(out[i].head, out[i].end)
	}
	return out
}

// joined reports whether two mentions are one subject: "the CIO and the CTO", "both CIOs and CTOs".
func (d *doc) joined(s *sentence, a, b lexicon.Mention) bool {
	between := s.tokens[a.End:b.Start]
	if a.Refers == lexicon.Both {
		return len(between) <= 1 && b.Refers == lexicon.Named
	}
	if a.Refers != lexicon.Named || b.Refers != lexicon.Named || len(between) == 0 || len(between) > 3 {
		return false
	}
	joint := false
	for _, t := range between {
		switch t.Low {
		case "and", "or", "&", "/":
			joint = true
		case "the", "a", "an":
		default:
			return false
		}
	}
	return joint
}

// subject decides whether a run of joined mentions is the subject of something said.
func (d *doc) subject(s *sentence, ms []lexicon.Mention, sc scope, c *carry) (clause, bool) {
	roles, cl, ok := d.whom(s, ms, sc, c)
	if !ok {
		return clause{}, false
	}
	cl.roles = roles
	first, end := ms[0], ms[len(ms)-1].End
	cl.plural = len(ms) > 1 || first.Plural
	cl.joint = len(ms) > 1
	cl.start = d.nounPhraseStart(s.tokens, first.Start)
	if first.Start > 0 && s.tokens[first.Start-1].Low == "(" {
		return clause{}, false // "A CTO (Chief Technology Officer) turns ..."
	}
	if d.oneMan(s, cl.start, first, end) && d.addressed(s.tokens, end) == 0 {
		s.person = true
		return clause{}, false
	}
	before := ""
	if cl.start > 0 {
		before = s.tokens[cl.start-1].Low
	}
	if (before == "our" || before == "your") && cl.start > 1 && s.tokens[cl.start-2].Low == "as" {
		before = "as"
	}
	end = d.skipOffice(s.tokens, end)
	switch {
	case before == "as" && d.addressed(s.tokens, end) > 0:
		end, cl.plural = d.addressed(s.tokens, end), true
	case before == "with" && end < len(s.tokens) && d.lex.Verbs[s.tokens[end].Low].Form == lexicon.Gerund:
	case before == "as" && d.finite(s.tokens, d.skipAsides(s.tokens, end)):
	case before == "for" && cl.start > 1 && s.tokens[cl.start-2].Low == "as": // "as for the CIO, ..."
		if end < len(s.tokens) && s.tokens[end].Low == "," {
			end++
		}
	case before == "of" && cl.start > 1 && (d.lex.Cues["share"].In(s.tokens[cl.start-2:cl.start-1]) || s.tokens[cl.start-2].Kind == lexicon.Number):
		cl.start -= 2
	case (before == "for" || before == "on" || before == "to") && cl.start > 1 && end < len(s.tokens) && s.tokens[end].Low == "to" && d.lex.Cues["wants"].In(s.tokens[cl.start-2:cl.start]):
	case prepositions[before]:
		start, ok := d.dutyNounBefore(s.tokens, cl.start-1)
		if !ok {
			return clause{}, false
		}
		cl.start, cl.of, cl.possessed = start, true, true
	case cl.start > 0 && d.objectOf(s.tokens, cl.start-1):
		wanted := end < len(s.tokens) && s.tokens[end].Low == "to" && d.lex.Cues["wants"].In(s.tokens[max(0, cl.start-2):cl.start])
		if n, value := d.lex.Patterns["predicate"].At(s.tokens, min(end, len(s.tokens)-1)); !wanted && (n == 0 || value != "doing") {
			return clause{}, false // "have a CIO and a CTO in charge of ..." is no mere object
		}
	}
	if low := s.tokens[first.Start].Low; first.Refers == lexicon.Pronoun && d.lex.Duties[s.tokens[end-1].Low] && first.End-first.Start > 1 && low != "this" && low != "the" && s.tokens[end-2].Low != "a" {
		cl.possessed = true // "their job", "it is their role"
	}
	if end < len(s.tokens) && s.tokens[end].Low == lexicon.Possessive || (end < len(s.tokens) && first.Plural && isApostrophe(s.tokens[end].Low)) {
		noun, ok := d.dutyNounAfter(s.tokens, end+1)
		_, value := d.lex.Patterns["predicate"].At(s.tokens, min(end+1, len(s.tokens)-1))
		switch {
		case ok:
			end, cl.possessed = noun, true
		case value == "doing":
			end++ // "the CTO's responsible for ..."
		default:
			return clause{}, false
		}
	}
	cl.head = d.skipAsides(s.tokens, end)
	return cl, cl.head < len(s.tokens)
}

// addressed finds "you" behind "as our CIO" or "as a CTO,": the token behind it, 0 where none is.
func (d *doc) addressed(tokens []lexicon.Token, i int) int {
	if i < len(tokens) && tokens[i].Low == "," {
		i++
	}
	if i < len(tokens) && tokens[i].Low == "you" {
		return i + 1
	}
	return 0
}

// finite reports whether a token can be the verb of a subject before it.
func (d *doc) finite(tokens []lexicon.Token, i int) bool {
	if i >= len(tokens) {
		return false
	}
	if v, ok := d.lex.Verbs[tokens[i].Low]; ok && v.Form != lexicon.Gerund {
		return true
	}
	n, _ := d.lex.Patterns["predicate"].At(tokens, i)
	m, _ := d.lex.Cues["not_work"].At(tokens, i)
	return n+m > 0
}

// objectOf reports whether what follows token i is its object: a verb, or "has".
func (d *doc) objectOf(tokens []lexicon.Token, i int) bool {
	switch tokens[i].Low {
	case "is", "was":
		return i == 0 || tokens[i-1].Low != "it" // "it is the CIO who ..."
	case "has", "have", "had", "called", "become", "became", "becomes", "becoming", "named", "appointed", "vs", "versus", "being", "are", "were", "be":
		return true
	case ".":
		return i > 0 && tokens[i-1].Low == "vs"
	}
	v, ok := d.lex.Verbs[tokens[i].Low]
	switch {
	case !ok || v.Form == lexicon.Past || i > 0 && tokens[i].Upper:
		return false
	case v.Form&(lexicon.Third|lexicon.Gerund) != 0 || i == 0:
		return true
	}
	return d.verbal(tokens[i-1]) // "plan" is a noun in "on the larger plan the CTO ..."
}

// verbal reports whether the word before a base form makes it a verb: "to hire", "we expect", "companies want".
func (d *doc) verbal(before lexicon.Token) bool {
	switch before.Low {
	case "to", "we", "you", "they", "i", "not", "who", "and", "or", "please", "should", "must", "can", "will", "would", "could", "may", "might":
		return true
	}
	n, _ := d.lex.Patterns["predicate"].At([]lexicon.Token{before}, 0)
	return n > 0 || before.Kind == lexicon.Word && len(before.Low) > 3 && before.Low[len(before.Low)-1] == 's'
}

func isApostrophe(low string) bool { return low == "'" || low == "’" }

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

// prepositions before a role keep it from being a subject.
var prepositions = map[string]bool{
	"of": true, "for": true, "to": true, "with": true, "by": true, "from": true, "between": true, "as": true, "under": true, "than": true, "like": true, "unlike": true, "about": true,
	"on": true, "into": true, "against": true, "among": true, "via": true, "per": true, "toward": true, "towards": true, "without": true, "alongside": true, "behind": true, "over": true, "through": true, "in": true, "at": true,
}

// determiners open a noun phrase.
var determiners = map[string]bool{
	"the": true, "a": true, "an": true, "every": true, "each": true, "any": true, "most": true, "many": true, "some": true, "all": true, "these": true, "those": true, "such": true, "one": true, "another": true, "other": true,
	"more": true, "no": true, "today": true, "both": true, "your": true, "few": true, "several": true, "this": true, "that": true,
}

// nounPhraseStart walks back from a role over its articles and adjectives.
func (d *doc) nounPhraseStart(tokens []lexicon.Token, i int) int {
	for i > 0 {
		t := tokens[i-1]
		switch {
		case determiners[t.Low]:
			return i - 1
		case t.Low == lexicon.Possessive && i > 1 && tokens[i-2].Low == "today":
			return i - 2
		case t.Low == "-" && i > 1 && t.End == tokens[i].Start:
			i -= 2
		case d.lex.IsModifier(tokens, i-1) > 0:
			i--
		default:
			return i
		}
	}
	return i
}

// oneMan reports whether a mention is one particular person: "our CTO", "Jane Doe, CIO of Acme, ...".
func (d *doc) oneMan(s *sentence, start int, m lexicon.Mention, end int) bool {
	if m.Refers != lexicon.Named || m.Plural {
		return false
	}
	if start > 0 && d.lex.Cues["person"].In(s.tokens[start-1:start]) {
		return true
	}
	for _, t := range s.tokens[start:m.Start] {
		if t.Low == "former" || t.Low == "ex" {
			return true
		}
	}
	if d.apposed(s, start, m, end) {
		return true
	}
	if end+1 < len(s.tokens) && (s.tokens[end].Low == "of" || s.tokens[end].Low == "at" || s.tokens[end].Low == "for") {
		next := s.tokens[end+1]
		return next.Kind == lexicon.Word && next.Upper && !determiners[next.Low] && s.tokens[start].Low != "a" && s.tokens[start].Low != "an"
	}
	return end < len(s.tokens) && start == m.Start && s.tokens[end].Upper && s.tokens[end].Kind == lexicon.Word && !m.Plural &&
		end+1 < len(s.tokens) && s.tokens[end+1].Upper && s.tokens[end+1].Kind == lexicon.Word // "CIO Jane Doe"
}

// apposed reports whether a mention is what a named person is: "Jane Doe, CIO of a bank, ...".
func (d *doc) apposed(s *sentence, start int, m lexicon.Mention, end int) bool {
	if start != m.Start || start < 2 || s.tokens[start-1].Low != "," || end >= len(s.tokens) {
		return false
	}
	name := s.tokens[start-2]
	behind := s.tokens[end].Low
	return name.Kind == lexicon.Word && name.Upper && (behind == "of" || behind == "at" || behind == "," || behind == "for" || behind == "and")
}

// skipOffice passes over "role", "position", "function" behind a role.
func (d *doc) skipOffice(tokens []lexicon.Token, i int) int {
	if i < len(tokens) && d.lex.Offices[tokens[i].Low] {
		return i + 1
	}
	return i
}

// dutyNounBefore finds "the (main) role of" that ends at token i, the preposition: its first token.
func (d *doc) dutyNounBefore(tokens []lexicon.Token, i int) (int, bool) {
	if i < 1 || tokens[i].Low != "of" || !d.lex.Duties[tokens[i-1].Low] {
		return 0, false
	}
	start := i - 1
	for start > 0 && i-start < 6 && tokens[start-1].Kind == lexicon.Word && !prepositions[tokens[start-1].Low] && tokens[start-1].Low != "is" {
		start--
		if determiners[tokens[start].Low] {
			break
		}
	}
	return start, true
}

// dutyNounAfter finds "(main) role" within a few words from i: the token behind it.
func (d *doc) dutyNounAfter(tokens []lexicon.Token, i int) (int, bool) {
	for j := i; j < len(tokens) && j < i+5 && tokens[j].Kind == lexicon.Word; j++ {
		if d.lex.Duties[tokens[j].Low] {
			for j+2 < len(tokens) && tokens[j+1].Low == "and" && d.lex.Duties[tokens[j+2].Low] {
				j += 2
			}
			return j + 1, true
		}
	}
	return 0, false
}

// asides are words that may stand between a subject and its verb.
var asides = map[string]bool{
	"also": true, "often": true, "always": true, "never": true, "now": true, "then": true, "still": true, "alone": true, "therefore": true, "thus": true, "even": true, "just": true, "only": true, "sometimes": true, "today": true,
	"meanwhile": true, "instead": true, "both": true, "each": true, "too": true, "ultimately": true, "himself": true, "herself": true, "themselves": true, "not": true, "first": true,
}

// skipAsides passes over adverbs, bracketed remarks and short remarks between commas.
func (d *doc) skipAsides(tokens []lexicon.Token, i int) int {
	for i < len(tokens) {
		t := tokens[i]
		switch {
		case (t.Low == "vs" || t.Low == "versus") && i+3 < len(tokens):
			next := d.lex.Mentions(tokens[i+1 : min(i+6, len(tokens))])
			if len(next) == 0 {
				return i
			}
			i += 1 + next[0].End
		case (t.Low == "who" || t.Low == "that") && d.cleftBefore(tokens, i):
			i++
		case asides[t.Low], d.adverb(t):
			i++
		case placing[t.Low]:
			verb := d.verbBehind(tokens, i)
			if verb < 0 {
				return i
			}
			i = verb
		case t.Low == "(":
			end := find(tokens, i+1, 25, ")")
			if end < 0 {
				return i
			}
			i = end + 1
		case t.Low == "," || t.Low == "–" || t.Low == "—":
			end := find(tokens, i+1, 9, t.Low)
			if end < 0 {
				return i
			}
			i = end + 1
		default:
			return i
		}
	}
	return i
}

// placing prepositions open a phrase that tells which holders of a role are meant: "a CTO at a small firm manages ...".
var placing = map[string]bool{"at": true, "in": true, "of": true, "from": true, "with": true, "within": true, "inside": true}

// verbBehind finds the verb behind a prepositional phrase that starts at token i, -1 where none follows closely.
func (d *doc) verbBehind(tokens []lexicon.Token, i int) int {
	for j := i + 2; j < len(tokens) && j < i+9; j++ {
		t := tokens[j]
		if t.Kind == lexicon.Mark && t.Low != "-" {
			return -1
		}
		n, _ := d.lex.Patterns["predicate"].At(tokens, j)
		if v := d.lex.Verbs[t.Low]; n > 0 || v.Form&lexicon.Third != 0 && d.lex.Works(tokens, j) {
			return j
		}
	}
	return -1
}

// cleftBefore reports whether "it is" opens what ends before token i: "it is the CIO who ...".
func (d *doc) cleftBefore(tokens []lexicon.Token, i int) bool {
	for j := max(0, i-6); j+1 < i; j++ {
		if tokens[j].Low == "it" && (tokens[j+1].Low == "is" || tokens[j+1].Low == "was" || tokens[j+1].Low == lexicon.Possessive) {
			return true
		}
	}
	return false
}

func find(tokens []lexicon.Token, from, within int, low string) int {
	for i := from; i < len(tokens) && i < from+within; i++ {
		if tokens[i].Low == low {
			return i
		}
	}
	return -1
}
