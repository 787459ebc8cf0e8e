package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mdText makes text of others safe inside a line or table cell of Markdown: one line, no markup, no HTML, no bare
// address, nobody mentioned and no issue referred to.
func mdText(s string) string {
	runes := []rune(strings.Join(strings.Fields(s), " "))
	var b strings.Builder
	for i, r := range runes {
		next := rune(0)
		if i+1 < len(runes) {
			next = runes[i+1]
		}
		b.WriteString(mdRune(r, next, i == 0))
	}
	return strings.NewReplacer("://", "&#58;//", "www.", "www&#46;").Replace(b.String())
}

func mdRune(r, next rune, first bool) string {
	switch {
	case unicode.IsControl(r):
		return ""
	case r == '<':
		return "&lt;"
	case r == '>':
		return "&gt;"
	case r == '&':
		return "&amp;"
	case r == '@' || r == '#' && unicode.IsDigit(next):
		return string(r) + "<!-- -->" // a comment parts the sign from the name or number
	case strings.ContainsRune("\\`*_[]|~$", r) || first && strings.ContainsRune("#+-=", r):
		return "\\" + string(r)
	}
	return string(r)
}

// mdLink is a link with the text of others; the text alone where there is no address.
func mdLink(text, address string) string {
	if address == "" {
		return mdText(text)
	}
	return "[" + mdText(text) + "](" + mdAddress(address) + ")"
}

// mdAddress encodes what would end a link or a table cell.
func mdAddress(address string) string {
	return strings.NewReplacer(
		"(", "%28", ")", "%29", "|", "%7C", "<", "%3C", ">", "%3E", " ", "%20", "\\", "%5C", "`", "%60", "*", "%2A", "\n", "",
	).Replace(address)
}

// shorten cuts a text after a word, at most n runes, and marks the cut.
func shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	cut := string([]rune(s)[:n])
	if i := strings.LastIndexAny(cut, " \n"); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:\n") + " …"
}
