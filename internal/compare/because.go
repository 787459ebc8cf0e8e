package compare

import (
	"strings"
	"unicode/utf8"
)

// because tells changes in a clause, the first two in full. A passage that is gone and one of the same page that is new and
// like it are one change.
func because(changes []change) string {
	const shown = 2
	var says []string
	paired := map[int]bool{}
	for i, c := range changes {
		if paired[i] {
			continue
		}
		now := -1
		if c.what == dropped {
			now = reworded(changes, i, paired)
		}
		if now < 0 {
			says = append(says, c.says())
			continue
		}
		paired[now] = true
		was, is := whereTheyDiffer(c.quote, changes[now].quote)
		says = append(says, "the page of "+c.sourceID+" now says "+quoted(is)+" where it said "+quoted(was))
	}
	clause := strings.Join(says[:min(shown, len(says))], " and ")
	if more := len(says) - shown; more > 0 {
		clause += "; " + count(more, "more change")
	}
	return clause
}

func (c *change) says() string {
	says := map[what]string{dropped: "no longer says", elsewhere: "has another heading or sentence around", added: "now says"}
	return "the page of " + c.sourceID + " " + says[c.what] + " " + quoted(folded(c.quote))
}

// reworded finds the new passage that is most like one that is gone; -1 where none is.
func reworded(changes []change, gone int, taken map[int]bool) int {
	best, top := -1, likeSaying
	stems := quoteStems(changes[gone].quote)
	for i, c := range changes {
		if c.what != added || taken[i] || c.documentID != changes[gone].documentID {
			continue
		}
		if like := setLikeness(stems, quoteStems(c.quote)); like > top {
			best, top = i, like
		}
	}
	return best
}

// whereTheyDiffer cuts two quotes to what follows the words that they begin with alike, with a few of these before it. Short
// quotes stay whole.
func whereTheyDiffer(a, b string) (string, string) {
	const short, few = 80, 4
	if utf8.RuneCountInString(folded(a)) <= short && utf8.RuneCountInString(folded(b)) <= short {
		return folded(a), folded(b)
	}
	as, bs := strings.Fields(a), strings.Fields(b)
	alike := 0
	for alike < min(len(as), len(bs))-1 && as[alike] == bs[alike] {
		alike++
	}
	if alike <= few {
		return folded(a), folded(b)
	}
	cut := func(words []string) string { return "... " + strings.Join(words[alike-few:], " ") }
	return cut(as), cut(bs)
}

// folded is a text in one line with single spaces.
func folded(text string) string { return strings.Join(strings.Fields(text), " ") }
