package compare

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rolecall/internal/claim"
)

// naming is a source's use of letters for the name of an office.
type naming struct {
	Evidence
	letters string
	name    string // lower case, singular
}

// initials are the letters that the name itself gives: "cio" of "chief information officer".
func (n naming) initials() string {
	var b strings.Builder
	for _, w := range strings.Fields(n.name) {
		if w != "and" && w != "of" && w != "the" {
			b.WriteString(w[:1])
		}
	}
	return b.String()
}

// readNaming reads "cto=chief information officer". A name that is no "chief ... officer" says nothing certain.
func readNaming(e Evidence) (naming, bool) {
	letters, name, _ := strings.Cut(strings.ToLower(e.Value), "=")
	letters = strings.TrimSuffix(strings.ReplaceAll(strings.TrimSpace(letters), ".", ""), "s")
	fields := tokens(name)
	if len(fields) > 0 {
		fields[len(fields)-1] = strings.TrimSuffix(fields[len(fields)-1], "s")
	}
	n := naming{Evidence: e, letters: letters, name: strings.Join(fields, " ")}
	ok := letters != "" && len(fields) > 2 && fields[0] == "chief" && fields[len(fields)-1] == "officer"
	return n, ok
}

// letters finds names of offices with letters that are not theirs (a slip, where the right ones are in use too) and
// letters that stand for two offices (not comparable: both uses are right).
func letters(claims []Evidence) []dispute {
	var right, slips []naming
	for _, e := range claims {
		n, ok := readNaming(e)
		switch {
		case !ok:
		case n.letters == n.initials():
			right = append(right, n)
		case len(n.letters) == len(n.initials()):
			slips = append(slips, n)
		}
	}
	return append(slipped(right, slips), otherOffices(right)...)
}

func slipped(right, slips []naming) []dispute {
	var out []dispute
	for _, name := range namesOf(slips) {
		wrong := namingsOf(slips, name)
		correct := slices.DeleteFunc(slices.Clone(right), func(n naming) bool { return !sameOffice(n.name, name) })
		if len(correct) == 0 {
			continue
		}
		roles := map[claim.Role]bool{claim.Role(correct[0].letters): true}
		for _, n := range wrong {
			roles[claim.Role(n.letters)] = true
		}
		sides := append([]position{{value: correct[0].letters, claims: evidenceOfNamings(correct)}}, byLetters(wrong)...)
		slips := evidenceOfNamings(wrong)
		out = append(out, dispute{
			kind: claim.Acronym, topic: name, roles: sortedRoles(roles), sides: sides,
			says: sentence(fmt.Sprintf("%s %s the letters %s to the %s; %s %s %s, as the name's initials have it. Likely a slip",
				named(slips), verb(slips, "gives", "give"), lettersOf(wrong), name,
				named(sides[0].claims), verb(sides[0].claims, "writes", "write"), strings.ToUpper(correct[0].letters))),
		})
	}
	return out
}

// otherOffices finds letters in use for names that are not one office.
func otherOffices(right []naming) []dispute {
	byLetter := map[string][]naming{}
	for _, n := range right {
		byLetter[n.letters] = append(byLetter[n.letters], n)
	}
	var out []dispute
	for _, letter := range sortedKeys(byLetter) {
		offices := groupOffices(byLetter[letter])
		if len(offices) < 2 {
			continue
		}
		said := make([]string, 0, len(offices))
		for _, p := range offices {
			said = append(said, fmt.Sprintf("%s in %s", p.value, named(p.claims)))
		}
		out = append(out, dispute{
			kind: claim.Acronym, topic: letter, roles: []claim.Role{claim.Role(letter)}, sides: offices,
			reason: "another office by the same letters",
			says:   sentence(strings.ToUpper(letter) + " stands for " + strings.Join(said, "; ")),
		})
	}
	return out
}

// groupOffices groups namings by office, the most used name first in its group; the positions in order of name.
func groupOffices(namings []naming) []position {
	uses := map[string]int{}
	for _, n := range namings {
		uses[n.name]++
	}
	names := namesOf(namings)
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(uses[b], uses[a]) })
	var out []position
	for _, name := range names {
		at := slices.IndexFunc(out, func(p position) bool { return sameOffice(p.value, name) })
		if at < 0 {
			out = append(out, position{value: name})
			at = len(out) - 1
		}
		out[at].claims = append(out[at].claims, evidenceOfNamings(namingsOf(namings, name))...)
	}
	slices.SortFunc(out, func(a, b position) int { return strings.Compare(a.value, b.value) })
	return out
}

// sameOffice reports whether two names differ at most in the form of a word: "technology" and "technical".
func sameOffice(a, b string) bool {
	const stem = 4
	left, right := strings.Fields(a), strings.Fields(b)
	return slices.EqualFunc(left, right, func(x, y string) bool {
		return x == y || (len(x) > stem && len(y) > stem && x[:stem] == y[:stem])
	})
}

func namesOf(namings []naming) []string {
	names := make([]string, 0, len(namings))
	for _, n := range namings {
		names = append(names, n.name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func namingsOf(namings []naming, name string) []naming {
	return slices.DeleteFunc(slices.Clone(namings), func(n naming) bool { return n.name != name })
}

func byLetters(namings []naming) []position {
	byLetter := map[string][]Evidence{}
	for _, n := range namings {
		byLetter[n.letters] = append(byLetter[n.letters], n.Evidence)
	}
	var out []position
	for _, letter := range sortedKeys(byLetter) {
		out = append(out, position{value: letter, claims: byLetter[letter]})
	}
	return out
}

func lettersOf(namings []naming) string {
	var all []string
	for _, p := range byLetters(namings) {
		all = append(all, strings.ToUpper(p.value))
	}
	return join(all)
}

func evidenceOfNamings(namings []naming) []Evidence {
	out := make([]Evidence, 0, len(namings))
	for _, n := range namings {
		out = append(out, n.Evidence)
	}
	return out
}
