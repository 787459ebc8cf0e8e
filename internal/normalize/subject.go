package normalize

// before is how much counts what stands before the subject: "As technology moves on, the CTO ...".
const (
	before = 0.3
	others = 0.05 // what is said of another role
)

// shares gives each token its share: full where it speaks of the role, less before the subject and where another role is
// the subject. A text that names no subject counts in full.
func (v *vocabulary) shares(tokens []token, role string) []float64 {
	share := make([]float64, len(tokens))
	subjects := v.subjects(tokens)
	current, own := before, false
	if len(subjects) == 0 {
		current = 1
	}
	next := 0
	for i := range tokens {
		if next < len(subjects) && subjects[next].at == i {
			s := subjects[next]
			next++
			current = 1
			if s.role != "" && role != "" && !s.both && s.role != role {
				current = others
			}
			own = own || current == 1
		}
		share[i] = current
	}
	if !own && len(subjects) > 0 {
		for i := range share {
			share[i] = 1
		}
	}
	return share
}

// subject is a place where a role or a pronoun is the subject of a verb.
type subject struct {
	at   int
	role string // empty: a pronoun
	both bool
}

func (v *vocabulary) subjects(tokens []token) []subject {
	var found []subject
	for i := 0; i < len(tokens); {
		e, n := v.match(tokens[i:])
		if e != nil && (e.mark == roleMark || e.mark == pronoun) && (i == 0 || v.actsAt(tokens, i+n)) {
			s := subject{at: i, role: e.role}
			if last := len(found) - 1; last >= 0 && s.role != "" && i-found[last].at <= 4 && v.joined(tokens, found[last].at+1, i) {
				found[last].both, s.both = true, true
			}
			found = append(found, s)
		}
		i += n
	}
	return found
}

// actsAt reports whether a verb follows within a few words, none of which ends the clause.
func (v *vocabulary) actsAt(tokens []token, i int) bool {
	for k := i; k < len(tokens) && k < i+3; k++ {
		if tokens[k].mark == stop || tokens[k].mark == openParen {
			return false
		}
		if tokens[k].mark == colon {
			return true
		}
		e, _ := v.match(tokens[k:])
		if e == nil {
			continue
		}
		if e.mark == auxiliary || len(e.verbs) > 0 && e.form != nominal && e.form != gerund {
			return true
		}
		if e.mark == join || e.mark == roleMark {
			return true
		}
	}
	return false
}

// joined reports whether only "and", "or" and articles stand in tokens[from:to].
func (v *vocabulary) joined(tokens []token, from, to int) bool {
	for k := from; k < to; k++ {
		e, _ := v.match(tokens[k:])
		if e == nil || e.mark != join && e.mark != determiner && e.mark != roleMark {
			return false
		}
	}
	return true
}
