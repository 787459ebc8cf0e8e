package lexicon

import (
	"slices"
	"strings"
)

// VerbForm is a set of the forms that a word can be of its verb.
type VerbForm uint8

// The forms of a verb. "set" is Base and Past at once.
const (
	Base   VerbForm = 1 << iota // manage
	Third                       // manages
	Gerund                      // managing
	Past                        // managed
)

// Verb is an inflected verb of work.
type Verb struct {
	Base string
	Form VerbForm
}

// Works reports whether the verb at tokens[i] says work done there: whether what it needs follows, and nothing that
// makes it another matter.
func (l *Lexicon) Works(tokens []Token, i int) bool {
	v, ok := l.Verbs[tokens[i].Low]
	if !ok {
		return false
	}
	next := i + 1
	for next < len(tokens) && strings.HasSuffix(tokens[next].Low, "ly") {
		next++
	}
	if no := l.refuses[v.Base]; no != nil && next < len(tokens) {
		if tokens[next].Kind == Number {
			return false // "makes 25 000"
		}
		if n, _ := no.At(tokens, next); n > 0 {
			return false
		}
	}
	need := l.needs[v.Base]
	if need == nil {
		return true
	}
	if next >= len(tokens) {
		return false
	}
	n, _ := need.At(tokens, next)
	return n > 0
}

// inflect gives the forms of verbs: "managed" is the past of "manage".
func inflect(verbs []string, f verbsFile) map[string]Verb {
	forms := make(map[string]Verb, 4*len(verbs))
	add := func(word, base string, form VerbForm) {
		v := forms[word]
		if v.Base == "" {
			v.Base = base
		}
		v.Form |= form
		forms[word] = v
	}
	for _, v := range verbs {
		add(v, v, Base)
		add(third(v), v, Third)
		stem := v
		if slices.Contains(f.Doubled, v) {
			stem += v[len(v)-1:]
		}
		add(gerund(stem), v, Gerund)
		past, irregular := f.Irregular[v]
		if !irregular {
			past = []string{regularPast(stem)}
		}
		for _, p := range past {
			add(p, v, Past)
		}
	}
	return forms
}

func third(v string) string {
	switch {
	case strings.HasSuffix(v, "s"), strings.HasSuffix(v, "x"), strings.HasSuffix(v, "z"), strings.HasSuffix(v, "ch"), strings.HasSuffix(v, "sh"):
		return v + "es"
	case consonantY(v):
		return v[:len(v)-1] + "ies"
	}
	return v + "s"
}

func gerund(v string) string {
	if strings.HasSuffix(v, "e") && !strings.HasSuffix(v, "ee") {
		return v[:len(v)-1] + "ing"
	}
	return v + "ing"
}

func regularPast(v string) string {
	switch {
	case strings.HasSuffix(v, "e"):
		return v + "d"
	case consonantY(v):
		return v[:len(v)-1] + "ied"
	}
	return v + "ed"
}

func consonantY(v string) bool {
	return len(v) > 1 && strings.HasSuffix(v, "y") && !strings.ContainsRune("aeiou", rune(v[len(v)-2]))
}
