package normalize

import "strings"

// form is the inflected form of a verb.
type form uint8

const (
	base form = iota
	third
	gerund
	past
	nominal
)

// verbForms gives the forms of a regular verb, or of one that irregular lists with its past forms.
func verbForms(verb string, irregular map[string]string) map[string]form {
	forms := map[string]form{}
	for _, v := range spellings(verb) {
		stem := v
		switch {
		case strings.HasSuffix(v, "ee"), !strings.HasSuffix(v, "e"):
		default:
			stem = v[:len(v)-1]
		}
		if doubles(v) {
			stem = v + v[len(v)-1:]
		}
		forms[stem+"ing"] = gerund
		if ends, ok := irregular[verb]; ok {
			for _, p := range strings.Fields(ends) {
				forms[p] = past
			}
		} else {
			forms[pastStem(v, stem)+"ed"] = past
		}
		forms[plural(v)] = third
		forms[v] = base
	}
	return forms
}

func pastStem(verb, stem string) string {
	if strings.HasSuffix(verb, "ee") {
		return verb[:len(verb)-1]
	}
	if consonantY(verb) {
		return verb[:len(verb)-1] + "i"
	}
	return stem
}

// spellings gives a word in American and British spelling.
func spellings(word string) []string {
	for _, pair := range [][2]string{{"ization", "isation"}, {"ize", "ise"}, {"yze", "yse"}, {"izing", "ising"}, {"program", "programme"}, {"center", "centre"}, {"labor", "labour"}, {"license", "licence"}, {"defense", "defence"}, {"fulfill", "fulfil"}} {
		if strings.HasSuffix(word, pair[0]) {
			return []string{word, strings.TrimSuffix(word, pair[0]) + pair[1]}
		}
	}
	return []string{word}
}

// doubles reports whether the last consonant is doubled: "plan", "set", but not "develop" or "deploy".
func doubles(verb string) bool {
	n := len(verb)
	if n < 3 || strings.Contains("aeiouwxy", verb[n-1:]) || !vowel(verb[n-2]) || vowel(verb[n-3]) {
		return false
	}
	vowels := 0
	for i := range n {
		if vowel(verb[i]) {
			vowels++
		}
	}
	return vowels == 1
}

func vowel(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }

func consonantY(word string) bool {
	n := len(word)
	return n > 1 && word[n-1] == 'y' && !vowel(word[n-2])
}

// plural is the regular plural of a noun, and the third person of a verb.
func plural(word string) string {
	switch {
	case consonantY(word):
		return word[:len(word)-1] + "ies"
	case strings.HasSuffix(word, "s"), strings.HasSuffix(word, "x"), strings.HasSuffix(word, "ch"), strings.HasSuffix(word, "sh"), strings.HasSuffix(word, "z"):
		return word + "es"
	default:
		return word + "s"
	}
}
