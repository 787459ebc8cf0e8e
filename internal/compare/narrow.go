package compare

import "fmt"

// How far before a word one that narrows it may stand: "entry-level CIOs", "a larger annual bonus".
const narrowingWords = 2

// narrowed says why words about who is paid more are not of all the pay of all who hold the role; empty where they are.
func narrowed(e Evidence) string {
	v, said := lexicon(), tokens(e.Quote)
	for i, w := range said {
		before := said[max(0, i-narrowingWords):i]
		switch {
		case v.segment[v.stem(w)]:
			return narrowedTo("scope", e, w)
		case v.titles[w]:
			for _, scope := range before {
				if v.payScope[v.stem(scope)] {
					return narrowedTo("scope", e, scope)
				}
			}
		case v.payPart[w] && (v.amounts.in(before) || v.measure.in(before)):
			return narrowedTo("component", e, w)
		}
	}
	return ""
}

func narrowedTo(what string, e Evidence, word string) string {
	return fmt.Sprintf("another %s: %s speaks of %s only", what, e.SourceID, quoted(word))
}
