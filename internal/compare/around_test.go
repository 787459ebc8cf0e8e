package compare

import (
	"strings"
	"testing"
	"unicode/utf8"

	"rolecall/internal/claim"
)

func TestAround(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("wörter ", 60))
	words := strings.TrimSpace(strings.Repeat("wörter ", 23)) // 160 code points
	solid := strings.Repeat("字", 400)
	for _, tc := range []struct {
		name, before, quote, after string // the text is these three
		wantBefore, wantAfter      string
	}{
		{"within a line", "Heading\nA CIO ", "runs the help desk", ", they say.\nNext", "A CIO", ", they say."},
		{"a whole line", "Heading\n", "runs the help desk", "\nNext line\nLast", "Heading", "Next line"},
		{"a whole text", "", "runs the help desk", "", "", ""},
		{"a long line", long + " ", "quote", " " + long, "… " + words, words + " …"},
		{"a word is cut", "x" + long + " ", "quote", " x" + long, "… " + words, "x" + strings.TrimSpace(words[:len(words)-len("wörter")]) + " …"},
		{"no spaces", solid, "quote", solid, "… " + strings.Repeat("字", 160), strings.Repeat("字", 160) + " …"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			start := utf8.RuneCountInString(tc.before)
			at := claim.Span{Start: start, End: start + utf8.RuneCountInString(tc.quote)}
			before, after := Around([]rune(tc.before+tc.quote+tc.after), at)
			if before != tc.wantBefore || after != tc.wantAfter {
				t.Errorf("before %q\n want %q\nafter %q\n want %q", before, tc.wantBefore, after, tc.wantAfter)
			}
		})
	}
	if before, after := Around([]rune("short"), claim.Span{Start: 3, End: 9}); before+after != "" {
		t.Errorf("a place outside the text has %q, %q around it", before, after)
	}
}
