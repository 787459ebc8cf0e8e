package normalize

// before is how much counts what stands before the subject: "As technology moves on, the CTO ...".
const (
	before = 0.3
	others = 0.05 // what is said of another role
)

// subject is a place where a role or a pronoun is the subject of a verb.
type subject struct {
	at   int
	role string // empty: a pronoun
	both bool   // joined with another role
}

// of reports whether the subject is the role, or includes it.
func (s subject) of(role string) bool { return s.role == role || s.both }

// shares gives each token its share: full where it speaks of the role, less before the subject and where another role is
// the subject. A text that names no subject, or only others, counts in full.
func shares(tokens int, subjects []subject, role string) []float64 {
	share := make([]float64, tokens)
	own := len(subjects)
	for i := len(subjects) - 1; i >= 0; i-- {
		if subjects[i].role != "" && (role == "" || subjects[i].of(role)) {
			own = i
		}
	}
	named := own < len(subjects)
	if !named && len(subjects) > 0 && subjects[0].role == "" {
		own = 0
	}
	current := before
	if own == len(subjects) {
		current = 1
	}
	for i, next := 0, 0; i < tokens; i++ {
		if next < len(subjects) && subjects[next].at == i {
			current = shareOf(subjects[next], role, next < own, named)
			next++
		}
		share[i] = current
	}
	return share
}

func shareOf(s subject, role string, early, named bool) float64 {
	switch {
	case !named:
		return 1
	case s.role != "" && role != "" && !s.of(role):
		return others
	case early:
		return before
	}
	return 1
}

func (v *vocabulary) subjects(tokens []token) []subject {
	var found []subject
	var last *entry // the entry before, articles passed over
	for i := 0; i < len(tokens); {
		e, n := v.match(tokens[i:])
		switch {
		case e == nil:
			last = nil
		case e.mark == roleMark && (i == 0 || tokens[i].mark >= comma || canPrecede(last) || last.mark != compare && v.actsAt(tokens, i+n, 1)):
			found = v.join(tokens, found, subject{at: i, role: e.role})
			last = e
		case e.mark == pronoun && (i == 0 || tokens[i].mark >= comma || last != nil && last.mark == contrast) && v.actsAt(tokens, i+n, 3):
			found = append(found, subject{at: i})
			last = e
		case e.mark != determiner && e.mark != adverb:
			last = e
		}
		i += n
	}
	return found
}

// canPrecede reports whether a role after this entry is a subject and not what a preposition or verb governs.
func canPrecede(e *entry) bool {
	return e == nil || len(e.verbs) == 0 && e.mark != means && e.mark != purpose && e.mark != compare
}

// join adds a role that is a subject; of "a CIO and a CTO" each is both.
func (v *vocabulary) join(tokens []token, found []subject, s subject) []subject {
	if last := len(found) - 1; last >= 0 && found[last].role != "" && v.joined(tokens, found[last].at, s.at) {
		found[last].both, s.both = found[last].role != s.role, found[last].role != s.role
	}
	return append(found, s)
}

// joined reports whether only a role, "and", "or" and articles stand in tokens[from:to].
func (v *vocabulary) joined(tokens []token, from, to int) bool {
	and := false
	for k := from; k < to; {
		e, n := v.match(tokens[k:])
		if e == nil || e.mark != join && e.mark != determiner && e.mark != roleMark {
			return false
		}
		and = and || e.mark == join
		k += n
	}
	return and
}

// actsAt reports whether a verb follows within so many words.
func (v *vocabulary) actsAt(tokens []token, i, within int) bool {
	for k := i; k < len(tokens) && k < i+within; k++ {
		if e, _ := v.match(tokens[k:]); e != nil && (e.mark == auxiliary || len(e.verbs) > 0 && e.form != nominal) {
			return true
		}
	}
	return false
}
