package compare

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"rolecall/internal/claim"
)

// roleName is a role as a sentence writes it: its letters.
func roleName(role claim.Role) string {
	if role == "board" {
		return "board"
	}
	return strings.ToUpper(string(role))
}

func sortedRoles(set map[claim.Role]bool) []claim.Role { return slices.Sorted(maps.Keys(set)) }

// sentence ends a text with a full stop.
func sentence(text string) string { return strings.TrimRight(text, ".") + "." }

// quoted puts words of a page in quotation marks, cut after 80 characters.
func quoted(text string) string {
	const most = 80
	if utf8.RuneCountInString(text) > most {
		text = strings.TrimSpace(string([]rune(text)[:most])) + "..."
	}
	return "\"" + text + "\""
}

// count says a number of things: "1 other", "3 others".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
