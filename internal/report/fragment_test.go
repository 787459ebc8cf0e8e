package report

import (
	"net/url"
	"strings"
	"testing"
)

func TestQuoteURL(t *testing.T) {
	const page = "https://site.example/a"
	long := "The head of technology plans the product, leads the engineers who build it, and answers to the board for what it costs."
	for _, test := range []struct {
		name, page, quote, want string
	}{
		{"plain words", page, "Leads the engineers", page + "#:~:text=Leads%20the%20engineers"},
		{"hyphen, comma, ampersand", page, "end-to-end, R&D", page + "#:~:text=end%2Dto%2Dend%2C%20R%26D"},
		{"percent and hash", page, "up 5 % in #1", page + "#:~:text=up%205%20%25%20in%20%231"},
		{"other scripts", page, "Prüft é", page + "#:~:text=Pr%C3%BCft%20%C3%A9"},
		{"folded space", page, " two\t words ", page + "#:~:text=two%20words"},
		{"long: both ends", page, long, page +
			"#:~:text=The%20head%20of%20technology%20plans%20the,for%20what%20it%20costs."},
		{"cells of a row", page, "Budget | owns it", page + "#:~:text=Budget,owns%20it"},
		{"over blocks", page, "First line\nlast line", page + "#:~:text=First%20line,last%20line"},
		{"fragment of its own", page + "#part", "Leads", page + "#part:~:text=Leads"},
		{"no quote", page, " ", page},
		{"no quote, a fragment", page + "#part", "", page + "#part"},
		{"a text without spaces", page, strings.Repeat("字", 200), page},
		{"query stays", page + "?x=1&y=a%2Cb", "Leads", page + "?x=1&y=a%2Cb#:~:text=Leads"},
		{"credentials go", "https://me:secret@site.example/a", "Leads", page + "#:~:text=Leads"},
		{"script", "javascript:alert(1)", "Leads", ""},
		{"data", "data:text/html,x", "Leads", ""},
		{"file", "file:///etc/hosts", "Leads", ""},
		{"relative", "/a", "Leads", ""},
		{"broken", "http://[", "Leads", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := QuoteURL(test.page, test.quote); got != test.want {
				t.Errorf("QuoteURL(%q, %q)\n got %q\nwant %q", test.page, test.quote, got, test.want)
			}
		})
	}
}

// Whatever the quote, the address stays one that can be parsed, and the words in it are words of the quote.
func FuzzQuoteURL(f *testing.F) {
	for _, s := range []string{"a-b,c&d", "one | two", hostile, "\x80", strings.Repeat("word ", 40)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, quote string) {
		address := QuoteURL("https://site.example/a", quote)
		if _, err := url.Parse(address); err != nil {
			t.Fatal(err)
		}
		_, directive, ok := strings.Cut(address, "#:~:text=")
		if !ok {
			return
		}
		for part := range strings.SplitSeq(directive, ",") {
			words, err := url.PathUnescape(part)
			if err != nil || !strings.Contains(strings.Join(strings.Fields(quote), " "), words) {
				t.Errorf("%q names %q, which the quote does not hold (%v)", address, words, err)
			}
			if strings.ContainsAny(part, "-&,") {
				t.Errorf("%q is not encoded", part)
			}
		}
	})
}
