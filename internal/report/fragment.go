package report

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// A text fragment names a quote in full up to these bounds, and by its first and last words beyond them: browsers give
// up on long directives, and one changed character in a long quote would lose it.
const (
	wholeWords  = 14
	wholeRunes  = 110
	startWords  = 6
	endWords    = 4
	longestWord = 60 // runes; a text without spaces has longer ones and cannot be shortened at a word
)

// QuoteURL is the address that opens a page at a quote (a text fragment, wicg.github.io/scroll-to-text-fragment). It
// is the page's address alone where the quote cannot be named, and "" where that address is not http or https.
func QuoteURL(pageURL, quote string) string {
	u, err := url.Parse(pageURL)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	u.User = nil
	fragment := u.EscapedFragment()
	u.Fragment, u.RawFragment = "", ""
	address := u.String()
	directive := textDirective(quote)
	switch {
	case directive != "":
		return address + "#" + fragment + ":~:" + directive
	case fragment != "":
		return address + "#" + fragment
	}
	return address
}

// textDirective is "text=..." for a quote. A quote that runs over cells or blocks is named by its ends, because a
// browser looks for each part within one block.
func textDirective(quote string) string {
	blocks := strings.FieldsFunc(strings.ReplaceAll(quote, " | ", "\n"), func(r rune) bool { return r == '\n' })
	blocks = nonBlank(blocks)
	if len(blocks) == 0 {
		return ""
	}
	first, last := strings.Fields(blocks[0]), strings.Fields(blocks[len(blocks)-1])
	if len(blocks) == 1 && (len(first) <= wholeWords && utf8.RuneCountInString(blocks[0]) <= wholeRunes ||
		len(first) <= startWords+endWords) {
		return whole(first)
	}
	start, end := first[:min(startWords, len(first))], last[max(0, len(last)-endWords):]
	if tooLong(start) || tooLong(end) {
		return ""
	}
	return "text=" + encodeWords(start) + "," + encodeWords(end)
}

func whole(words []string) string {
	if tooLong(words) {
		return ""
	}
	return "text=" + encodeWords(words)
}

func tooLong(words []string) bool {
	for _, w := range words {
		if utf8.RuneCountInString(w) > longestWord {
			return true
		}
	}
	return false
}

func nonBlank(texts []string) []string {
	var kept []string
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			kept = append(kept, t)
		}
	}
	return kept
}

// encodeWords percent-encodes all but letters, digits, "." and "_". The specification demands it of "&", "-" and ",".
func encodeWords(words []string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteString("%20")
		}
		for _, c := range []byte(w) {
			if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' {
				b.WriteByte(c)
				continue
			}
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}
