package lexicon

// Mention is a place where a text names a role or refers to one.
type Mention struct {
	Start, End int    // indexes of tokens, half-open; modifiers before it not included
	Role       string // id; "" for a pronoun or "the former"
	Refers     Reference
	Letters    string // the letters as written in lower case ("cio"), where it is one
	Title      string // the full title in lower case, where it is one
	Plural     bool
}

// Reference says how a mention without a name refers.
type Reference uint8

// The ways to refer.
const (
	Named   Reference = iota
	Pronoun           // they, he or she, this executive
	Former
	Latter
	Both // both, the two roles
)

// Mentions finds who a run of tokens speaks of, left to right.
func (l *Lexicon) Mentions(tokens []Token) []Mention {
	var out []Mention
	for i := 0; i < len(tokens); {
		m, ok := l.mentionAt(tokens, i)
		if !ok {
			i++
			continue
		}
		out = append(out, m)
		i = m.End
	}
	return out
}

func (l *Lexicon) mentionAt(tokens []Token, i int) (Mention, bool) {
	t := tokens[i]
	if t.Kind != Word {
		return Mention{}, false
	}
	if n, id := l.names.At(tokens, i); n > 0 {
		return l.named(tokens, i, n, id)
	}
	if t.Low == "chief" {
		if n := otherChief(tokens[i:]); n > 0 {
			return Mention{Start: i, End: i + n, Role: "chief"}, true
		}
	}
	switch t.Low {
	case "former", "latter":
		if i > 0 && tokens[i-1].Low == "the" {
			r := Former
			if t.Low == "latter" {
				r = Latter
			}
			return Mention{Start: i - 1, End: i + 1, Refers: r}, true
		}
	case "both":
		return Mention{Start: i, End: i + 1, Refers: Both, Plural: true}, true
	}
	if n := l.theirDuty(tokens, i); n > 0 {
		return Mention{Start: i, End: i + n, Refers: Pronoun, Plural: t.Low == "their"}, true
	}
	if n, _ := l.pronouns.At(tokens, i); n > 0 {
		return Mention{Start: i, End: i + n, Refers: Pronoun, Plural: t.Low == "they"}, true
	}
	return Mention{}, false
}

// theirDuty recognises "their job", "it is his or her main task": how many tokens it takes up to the noun, or 0.
func (l *Lexicon) theirDuty(tokens []Token, i int) int {
	at := i
	if tokens[at].Low == "it" && at+2 < len(tokens) && (tokens[at+1].Low == "is" || tokens[at+1].Low == Possessive) {
		at += 2
	}
	switch tokens[at].Low {
	case "their":
		at++
	case "his", "her":
		if at+2 < len(tokens) && tokens[at+1].Low == "or" {
			at += 2
		}
		at++
	default:
		return 0
	}
	for j := at; j < len(tokens) && j < at+3 && tokens[j].Kind == Word; j++ {
		if l.Duties[tokens[j].Low] {
			return j + 1 - i
		}
	}
	return 0
}

// named completes a mention by name: "Chief Information Officer (CIO)" is one mention, "deputy CIO" another post.
func (l *Lexicon) named(tokens []Token, i, n int, id string) (Mention, bool) {
	m := Mention{Start: i, End: i + n, Role: id}
	first := tokens[i]
	if n == 1 && l.letters[first.Low] != "" {
		if !first.Upper && !l.lower[first.Low] {
			return Mention{}, false
		}
		m.Letters = first.Low
		m.Plural = l.letters[first.Low[:len(first.Low)-1]] != "" && first.Low[len(first.Low)-1] == 's'
		if m.Plural {
			m.Letters = first.Low[:len(first.Low)-1]
		}
	} else {
		m.Title = joinLow(tokens[i : i+n])
		last := tokens[i+n-1].Low
		m.Plural = last[len(last)-1] == 's'
		m.End, m.Letters = l.bracketed(tokens, m.End)
	}
	if i > 0 && l.Deputies[tokens[i-1].Low] {
		m.Role = "deputy"
	}
	return m, true
}

// bracketed reads "(CIO)", "(CIOs)" or "(the CIO)" right behind a title: where it ends and the letters in it.
func (l *Lexicon) bracketed(tokens []Token, i int) (int, string) {
	if i+2 >= len(tokens) || tokens[i].Low != "(" {
		return i, ""
	}
	for j := i + 1; j < len(tokens) && j <= i+4; j++ {
		if tokens[j].Low != ")" {
			continue
		}
		for _, t := range tokens[i+1 : j] {
			if l.letters[t.Low] != "" && t.Upper {
				low := t.Low
				if low[len(low)-1] == 's' && l.letters[low[:len(low)-1]] != "" {
					low = low[:len(low)-1]
				}
				return j + 1, low
			}
		}
		return i, ""
	}
	return i, ""
}

// otherChief recognises a chief that no list names ("chief happiness officer"): how many tokens it takes, or 0.
func otherChief(tokens []Token) int {
	for j := 2; j < len(tokens) && j <= 5; j++ {
		if tokens[j-1].Kind == Mark {
			return 0
		}
		if low := tokens[j].Low; low == "officer" || low == "officers" {
			return j + 1
		}
	}
	return 0
}

func joinLow(tokens []Token) string {
	s := ""
	for i, t := range tokens {
		if i > 0 {
			s += " "
		}
		s += t.Low
	}
	return s
}

// IsModifier tells how many tokens from i are words that may stand before a role without changing it; 0: none.
func (l *Lexicon) IsModifier(tokens []Token, i int) int {
	n, _ := l.modifiers.At(tokens, i)
	return n
}

// BoardAt tells how many tokens from i name the board; 0: none.
func (l *Lexicon) BoardAt(tokens []Token, i int) int {
	n, _ := l.board.At(tokens, i)
	return n
}
