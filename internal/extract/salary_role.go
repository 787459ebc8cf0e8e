package extract

import (
	"slices"
	"sort"

	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
	"rolecall/internal/pay"
)

// holder is a place in a sentence that names whose pay is spoken of.
type holder struct {
	at    int // token
	end   int
	roles []claim.Role // empty: somebody else's
	from  page.Span
}

// rolesOf tells whose pay each amount of a sentence is.
func (r *payReader) rolesOf(s *sentence, sc scope, amounts []pay.Amount) []owner {
	holders := r.joinHolders(s, r.holders(s, sc))
	out := make([]owner, len(amounts))
	if r.against(s, holders, amounts, out) {
		return out
	}
	if r.respectively(s, holders, amounts, out) {
		return out
	}
	for i, a := range amounts {
		at := tokenAt(s.tokens, s.start+a.Start)
		next := len(s.tokens)
		if i+1 < len(amounts) {
			next = tokenAt(s.tokens, s.start+amounts[i+1].Start)
		}
		previous := 0
		if i > 0 {
			previous = tokenAt(s.tokens, s.start+amounts[i-1].Start)
		}
		out[i] = r.ownerOf(s, sc, holders, at, previous, next)
	}
	return out
}

// ownerOf picks for one amount: "$X for a CTO", else the last one named before it, else the first behind it, else whom
// the text is about.
func (r *payReader) ownerOf(s *sentence, sc scope, holders []holder, at, previous, next int) owner {
	for _, h := range holders {
		if h.at > at && h.at < next && r.boundTo(s.tokens[at:h.at]) {
			return owner{h.roles, h.from}
		}
	}
	var before, after *holder
	for i := range holders {
		h := &holders[i]
		if h.at < at && (before == nil || !r.compared(s, h)) {
			before = h
		}
		if h.at >= at && after == nil && h.at < next {
			after = h
		}
	}
	switch {
	case before != nil && (before.at > previous || after == nil || !shareOut(holders, at)):
		return owner{before.roles, before.from}
	case after != nil:
		return owner{after.roles, after.from}
	case before != nil:
		return owner{before.roles, before.from}
	}
	return r.inherited(s, sc)
}

// compared reports whether a holder is only what another is compared with: "X earn less than Y: $170,000".
func (r *payReader) compared(s *sentence, h *holder) bool {
	start := r.d.nounPhraseStart(s.tokens, h.at)
	return start > 0 && s.tokens[start-1].Low == "than"
}

// shareOut reports whether the first holder of a sentence stands behind its first amount, so that amounts go before
// their owners ("$190,000 for a CTO, $180,000 for a CIO").
func shareOut(holders []holder, at int) bool {
	return len(holders) > 0 && holders[0].at > at
}

// boundTo reports whether the words between an amount and a role bind them: "$X for a", "$X to the average", "$X as".
func (r *payReader) boundTo(between []lexicon.Token) bool {
	bound := false
	for i := len(between) - 1; i > 0; i-- {
		switch between[i].Low {
		case "for", "as", "among", "to":
			bound = true
		case "and", "or", "while", ",", ";", ".", "but", "than":
			return false
		}
	}
	return bound
}

// inherited is whose pay a sentence without any name speaks of.
func (r *payReader) inherited(s *sentence, sc scope) owner {
	if len(r.whom.roles) == 1 {
		if role := r.whom.roles[0]; r.d.wanted[role] {
			return owner{[]claim.Role{role}, r.whom.from}
		}
		return owner{}
	}
	if low := s.tokens[0].Low; low == "my" || low == "our" {
		return owner{}
	}
	if r.d.personal(s) && s.tokens[0].Upper && s.tokens[0].Low != "the" && len(sc.roles) != 1 {
		return owner{}
	}
	if role := sc.single(); role != "" {
		return owner{[]claim.Role{role}, sc.from}
	}
	return owner{}
}

// holders lists who is named in a sentence, other jobs included.
func (r *payReader) holders(s *sentence, sc scope) []holder {
	var out []holder
	for i, t := range s.tokens {
		switch t.Low {
		case "mr", "mrs", "ms", "dr":
			out = append(out, holder{at: i, end: i + 1}) // a named person
		}
	}
	for _, m := range s.mentions {
		switch m.Refers {
		case lexicon.Named:
			h := holder{at: m.Start, end: m.End}
			if r.d.wanted[claim.Role(m.Role)] && !r.particular(s, m) {
				h.roles = []claim.Role{claim.Role(m.Role)}
			}
			out = append(out, h)
		case lexicon.Former, lexicon.Latter:
			if cl, ok := r.d.subject(s, []lexicon.Mention{m}, sc, &carry{pair: r.pair}); ok {
				out = append(out, holder{at: m.Start, end: m.End, roles: cl.roles, from: r.whom.from})
			}
		case lexicon.Both:
			if roles := r.d.title; len(roles) == 2 {
				out = append(out, holder{at: m.Start, end: m.End, roles: roles})
			}
		case lexicon.Pronoun:
		}
	}
	for _, h := range r.d.lex.PayCues["jobs"].Find(s.tokens) {
		if !slices.ContainsFunc(out, func(o holder) bool { return o.at <= h.Start && h.Start < o.end }) && !r.passing(s, h) {
			out = append(out, holder{at: h.Start, end: h.End})
		}
	}
	slices.SortFunc(out, func(a, b holder) int { return a.at - b.at })
	return out
}

// passing reports whether a job's name stands where it owns no pay: behind "of", "by", "with", "the staffing".
func (r *payReader) passing(s *sentence, h lexicon.Hit) bool {
	if h.Start == 0 {
		return false
	}
	if s.tokens[h.Start-1].Kind == lexicon.Number {
		return true // "100 to 999 staff"
	}
	switch s.tokens[h.Start-1].Low {
	case "of", "by", "with", "from", "your", "our", "ten", "my", "or", "the":
		return s.tokens[h.Start].Low != "he" && s.tokens[h.Start].Low != "she"
	}
	return false
}

// particular reports whether a mention is one person or one employer's post.
func (r *payReader) particular(s *sentence, m lexicon.Mention) bool {
	start := r.d.nounPhraseStart(s.tokens, m.Start)
	if start > 0 && (s.tokens[start-1].Low == "its" || s.tokens[start-1].Low == "their") && r.d.lex.Cues["duty_weak"].In(s.tokens) {
		return false // "a startup should pay its CTO": any
	}
	return r.d.oneMan(s, start, m, m.End)
}

// respectively deals amounts out in the order of the roles: "$180,000 and $190,000 for X and Y respectively".
func (r *payReader) respectively(s *sentence, holders []holder, amounts []pay.Amount, out []owner) bool {
	if find(s.tokens, 0, len(s.tokens), "respectively") < 0 {
		return false
	}
	var named []holder
	for _, h := range holders {
		if len(h.roles) > 0 {
			named = append(named, h)
		}
	}
	if len(named) != len(amounts) {
		return false
	}
	for i := range amounts {
		out[i] = owner{named[i].roles, named[i].from}
	}
	return true
}

// joinHolders makes one holder of roles that are named together: "CIOs and CTOs earn ...".
func (r *payReader) joinHolders(s *sentence, holders []holder) []holder {
	if find(s.tokens, 0, len(s.tokens), "respectively") >= 0 {
		return holders
	}
	var out []holder
	for _, h := range holders {
		if n := len(out); n > 0 && len(h.roles) > 0 && len(out[n-1].roles) > 0 && and(s.tokens[out[n-1].end:h.at]) {
			out[n-1].roles, out[n-1].end = union(out[n-1].roles, h.roles), h.end
			continue
		}
		out = append(out, h)
	}
	return out
}

// and reports whether tokens are no more than "and the".
func and(tokens []lexicon.Token) bool {
	if len(tokens) == 0 || len(tokens) > 2 || tokens[0].Low != "and" && tokens[0].Low != "&" && tokens[0].Low != "or" {
		return false
	}
	return len(tokens) == 1 || determiners[tokens[1].Low]
}

// against deals out two amounts that are set against each other: "CTOs earn more than CIOs: $210,000 against $195,000".
func (r *payReader) against(s *sentence, holders []holder, amounts []pay.Amount, out []owner) bool {
	if len(amounts) != 2 || len(holders) != 2 || len(holders[0].roles) != 1 || len(holders[1].roles) != 1 {
		return false
	}
	first, second := tokenAt(s.tokens, s.start+amounts[0].Start), tokenAt(s.tokens, s.start+amounts[1].Start)
	if holders[1].at > first {
		return false
	}
	for _, t := range s.tokens[first:second] {
		switch t.Low {
		case "against", "versus", "vs", "compared":
			out[0], out[1] = owner{holders[0].roles, holders[0].from}, owner{holders[1].roles, holders[1].from}
			return true
		}
	}
	return false
}

// tokenAt is the index of the first token that ends behind a byte offset.
func tokenAt(tokens []lexicon.Token, offset int) int {
	return sort.Search(len(tokens), func(i int) bool { return tokens[i].End > offset })
}

// behind is how many tokens after an amount can say that it is no pay.
const behind = 3

// refused reports whether the words of an amount's own part of the sentence say that it is no pay: those since the last
// amount, role or clause before it, and the next few behind it.
func (r *payReader) refused(s *sentence, a pay.Amount, all []pay.Amount, i int) bool {
	at, end := tokenAt(s.tokens, s.start+a.Start), tokenAt(s.tokens, s.start+a.End-1)+1
	from, to := 0, min(len(s.tokens), end+behind)
	if i > 0 {
		from = tokenAt(s.tokens, s.start+all[i-1].End-1) + 1
	}
	if i+1 < len(all) {
		to = min(to, tokenAt(s.tokens, s.start+all[i+1].Start))
	}
	for _, m := range s.mentions {
		if m.Refers != lexicon.Pronoun && m.End <= at {
			from = max(from, m.End)
		}
	}
	if end < len(s.tokens) {
		switch s.tokens[end].Low {
		case "more", "less", "higher", "lower", "extra", "above", "below":
			return true // a difference: "$20,000 more than CIOs"
		}
	}
	for k := end; k < to; k++ {
		if s.tokens[k].Kind == lexicon.Mark && s.tokens[k].Low != "/" && s.tokens[k].Low != "-" {
			to = k
		}
	}
	for k := max(0, at-3); k < at; k++ {
		if low := s.tokens[k].Low; low == "his" || low == "her" {
			return true // "in the news for his ₹6 crore package"
		}
	}
	if r.d.lex.PayCues["refuse"].In(s.tokens[from:max(from, to)]) || r.d.lex.PayCues["vacancy"].In(s.tokens[:at]) {
		return true
	}
	return r.firstPerson(s)
}

// firstPerson reports whether a sentence tells the author's own pay.
func (r *payReader) firstPerson(s *sentence) bool {
	for i, t := range s.tokens {
		if t.Low == "i'm" || t.Low == "i’m" || t.Low == "i've" || t.Low == "i’ve" {
			return true
		}
		if (t.Low == "i" || t.Low == "we") && i+1 < len(s.tokens) && (s.tokens[i+1].Low == "was" || s.tokens[i+1].Low == "were" || s.tokens[i+1].Low == "earn" || s.tokens[i+1].Low == "earned" ||
			s.tokens[i+1].Low == "make" || s.tokens[i+1].Low == "made" || s.tokens[i+1].Low == "paid" || s.tokens[i+1].Low == "got") {
			return true
		}
	}
	return false
}

func (r *payReader) headingTokens(blk *block) []lexicon.Token {
	if len(blk.Section) == 0 || r.d.blocks[blk.Section[len(blk.Section)-1]].heading.question {
		return nil
	}
	return r.d.blocks[blk.Section[len(blk.Section)-1]].tokens
}
