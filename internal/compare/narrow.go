package compare

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// How far words that narrow each other may stand apart: "entry-level CIOs", "a larger annual cash bonus".
const (
	scopeReach = 2
	partReach  = 3
)

// wordsAndMarks matches the words and marks of a text.
var wordsAndMarks = regexp.MustCompile(`[\p{L}\p{N}]+|[^\s\p{L}\p{N}'’-]`)

// narrowed says why words about who is paid more are not of all the pay of all who hold the role; empty where they are.
func narrowed(e Evidence) string {
	v, said := lexicon(), wordsAndMarks.FindAllString(strings.ToLower(e.Quote), -1)
	for i, w := range said {
		if v.segment[v.stem(w)] {
			return narrowedTo("scope", e, w)
		}
		if scope := v.scopeBefore(said, i); scope != "" {
			return narrowedTo("scope", e, scope)
		}
	}
	if part := v.partOfPay(said); part != "" {
		return narrowedTo("component", e, part)
	}
	return ""
}

func narrowedTo(what string, e Evidence, word string) string {
	return fmt.Sprintf("another %s: %s speaks of %s only", what, e.SourceID, quoted(word))
}

// scopeBefore is the word that narrows the title at i: "entry" of "entry-level CIOs". "The more senior CIO" is all of them.
func (v *vocabulary) scopeBefore(said []string, i int) string {
	if !v.titles[said[i]] && (said[i] != "chief" || i+1 >= len(said) || !v.offices[said[i+1]]) {
		return ""
	}
	for j := i - 1; j >= max(0, i-scopeReach) && !mark(said[j]); j-- {
		if v.payScope[v.stem(said[j])] && (j == 0 || said[j-1] != "more" && said[j-1] != "most") {
			return said[j]
		}
	}
	return ""
}

// partOfPay is the part of the pay that every comparison of a text is of: "bonus" of "a larger annual bonus", "bonuses" of
// "their bonuses are bigger". It is empty where one is of the pay as such.
func (v *vocabulary) partOfPay(said []string) string {
	part := ""
	for i, w := range said {
		if !v.amounts[w] && !v.measure[w] {
			continue
		}
		of := v.partIn(said[i+1:])
		if i > 0 && v.being[said[i-1]] {
			before := slices.Clone(said[:i-1])
			slices.Reverse(before)
			of = v.partIn(before)
		}
		if of == "" {
			return ""
		}
		part = of
	}
	return part
}

// partIn is the first of the next few words that names a part of the pay; empty where a mark, "than" or a word of the pay as
// such comes first.
func (v *vocabulary) partIn(said []string) string {
	for _, w := range said[:min(partReach, len(said))] {
		switch {
		case v.payPart[w]:
			return w
		case mark(w), w == "than", v.wholePay[w]:
			return ""
		}
	}
	return ""
}

// mark reports whether a token is no word.
func mark(token string) bool { return len(tokens(token)) == 0 }
