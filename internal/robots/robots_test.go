package robots

import (
	"strings"
	"testing"
	"time"
)

func TestAllowed(t *testing.T) {
	tests := []struct {
		name   string
		file   string
		agent  string
		url    string
		permit bool
	}{
		{"empty file", "", "walker", "https://site.example/a", true},
		{"plain ban", "User-agent: *\nDisallow: /shop/\n", "walker", "https://site.example/shop/x", false},
		{"other path", "User-agent: *\nDisallow: /shop/\n", "walker", "https://site.example/shopping", true},
		{"own group beats all", "User-agent: *\nDisallow: /\nUser-agent: walker\nDisallow: /x\n", "walker", "https://site.example/y", true},
		{"own empty group frees", "User-agent: *\nDisallow: /\nUser-agent: walker\nDisallow:\n", "walker", "https://site.example/y", true},
		{"no prefix match of tokens", "User-agent: walk\nDisallow: /\n", "walker", "https://site.example/", true},
		{"token without case or version", "User-agent: WaLKer/2.1 beta\nDisallow: /\n", "Walker/9", "https://site.example/", false},
		{"groups of one agent merge", "User-agent: walker\nDisallow: /a\nUser-agent: other\nDisallow: /\nUser-agent: walker\nDisallow: /b\n", "walker", "https://site.example/b", false},
		{"agents share a group", "User-agent: one\nUser-agent: walker\nDisallow: /b\n", "walker", "https://site.example/b", false},
		{"sitemap does not split a group", "User-agent: walker\nSitemap: https://site.example/s.xml\nUser-agent: one\nDisallow: /b\n", "walker", "https://site.example/b", false},
		{"crawl-delay does not split a group", "User-agent: walker\nCrawl-delay: 3\nUser-agent: one\nDisallow: /b\n", "walker", "https://site.example/b", false},
		{"rules before any agent", "Disallow: /\nUser-agent: one\nDisallow: /x\n", "walker", "https://site.example/", true},
		{"longest wins", "User-agent: *\nAllow: /p\nDisallow: /p/q\n", "walker", "https://site.example/p/q/r", false},
		{"longest wins, other way", "User-agent: *\nDisallow: /p\nAllow: /p/q\n", "walker", "https://site.example/p/q/r", true},
		{"allow wins a tie", "User-agent: *\nDisallow: /p\nAllow: /p\n", "walker", "https://site.example/p", true},
		{"wildcard", "User-agent: *\nDisallow: /*/print\n", "walker", "https://site.example/a/b/print?x", false},
		{"wildcard needs all pieces", "User-agent: *\nDisallow: /*/print*draft\n", "walker", "https://site.example/a/print", true},
		{"end sign", "User-agent: *\nDisallow: /*.pdf$\n", "walker", "https://site.example/a.pdf", false},
		{"end sign, more follows", "User-agent: *\nDisallow: /*.pdf$\n", "walker", "https://site.example/a.pdf?v=1", true},
		{"end sign takes the last of many", "User-agent: *\nDisallow: /*a$\n", "walker", "https://site.example/aba", false},
		{"end sign does not overlap", "User-agent: *\nDisallow: /aa*aa$\n", "walker", "https://site.example/aaa", true},
		{"dollar inside is a letter", "User-agent: *\nDisallow: /a$b\n", "walker", "https://site.example/a$b", false},
		{"escaped star is a letter", "User-agent: *\nDisallow: /a%2Ab\n", "walker", "https://site.example/a*b", false},
		{"escaped star is no wildcard", "User-agent: *\nDisallow: /a%2Ab\n", "walker", "https://site.example/axb", true},
		{"unreserved escape", "User-agent: *\nDisallow: /%7Euser/%62\n", "walker", "https://site.example/~user/b", false},
		{"escapes in either case", "User-agent: *\nDisallow: /a%3cd\n", "walker", "https://site.example/a%3Cd", false},
		{"raw against escaped bytes", "User-agent: *\nDisallow: /gehälter\n", "walker", "https://site.example/geh%C3%A4lter", false},
		{"escaped against raw bytes", "User-agent: *\nDisallow: /geh%c3%a4lter\n", "walker", "https://site.example/gehälter", false},
		{"reserved escape stays apart", "User-agent: *\nDisallow: /a%2Fb\n", "walker", "https://site.example/a/b", true},
		{"address inside a query", "User-agent: *\nDisallow: /go?to=https%3A%2F%2Fx.example\n", "walker", "https://site.example/go?to=https://x.example", false},
		{"case of paths counts", "User-agent: *\nDisallow: /Shop\n", "walker", "https://site.example/shop", true},
		{"robots.txt itself", "User-agent: *\nDisallow: /\n", "walker", "https://site.example/robots.txt", true},
		{"no path", "User-agent: *\nDisallow: /$\n", "walker", "https://site.example", false},
		{"query right after the host", "User-agent: *\nDisallow: /?\n", "walker", "https://site.example?q=1", false},
		{"fragment does not count", "User-agent: *\nDisallow: /*end$\n", "walker", "https://site.example/end#start", false},
		{"address in the path", "User-agent: *\nDisallow: /to/\n", "walker", "site.example/to/https://x.example", false},
		{"comment", "User-agent: * # all\nDisallow: /a # no\n#Disallow: /b\n", "walker", "https://site.example/b", true},
		{"carriage returns", "User-agent: *\rDisallow: /a\r\nDisallow: /b\r", "walker", "https://site.example/b", false},
		{"byte order mark", "\xEF\xBB\xBFUser-agent: *\nDisallow: /a\n", "walker", "https://site.example/a", false},
		{"half a byte order mark", "\xEF\xBBUser-agent: *\nDisallow: /a\n", "walker", "https://site.example/a", false},
		{"forgotten colon", "User-agent *\nDisallow /a\n", "walker", "https://site.example/a", false},
		{"three words are no rule", "User-agent: *\nDisallow /a b\n", "walker", "https://site.example/a", true},
		{"slips of the pen", "user agent: *\ndisalow: /a\nDissallow: /b\n", "walker", "https://site.example/a", false},
		{"spaces around", "  User-agent :  *  \n\tDisallow :\t/a \n", "walker", "https://site.example/a", false},
		{"star with words after it", "User-agent: * everyone\nDisallow: /a\n", "walker", "https://site.example/a", false},
		{"star glued to a name", "User-agent: *bot\nDisallow: /a\n", "walker", "https://site.example/a", true},
		{"allowed index page frees its folder", "User-agent: *\nDisallow: /\nAllow: /in/index.html\n", "walker", "https://site.example/in/", true},
		{"a page of HTML instead", "<!doctype html><title>Not found</title>", "walker", "https://site.example/a", true},
		{"nameless crawler", "User-agent: walker\nDisallow: /\n", "", "https://site.example/", true},
		{"nul bytes", "User-agent: *\x00\nDisallow: /a\x00\n", "walker", "https://site.example/a", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Parse([]byte(tt.file)).Allowed(tt.agent, tt.url); got != tt.permit {
				t.Errorf("Allowed(%q, %q) = %v, want %v of\n%s", tt.agent, tt.url, got, tt.permit, tt.file)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	long := "/" + strings.Repeat("a", maxLine)
	cut := Parse([]byte("User-agent: *\nDisallow: " + long + "\nDisallow: /next\n"))
	if cut.Allowed("walker", "https://site.example"+long) || cut.Allowed("walker", "https://site.example/next") {
		t.Error("a line too long must be cut and the next one read")
	}
	filler := strings.Repeat("# nothing\n", maxSize/10)
	late := Parse([]byte(filler + "User-agent: *\nDisallow: /\n"))
	if !late.Allowed("walker", "https://site.example/a") {
		t.Error("what stands beyond the limit must not count")
	}
}

func TestCrawlDelay(t *testing.T) {
	tests := []struct {
		name, file string
		want       time.Duration
		found      bool
	}{
		{"none", "User-agent: *\nDisallow: /a\n", 0, false},
		{"of all", "User-agent: *\nCrawl-delay: 2.5\n", 2500 * time.Millisecond, true},
		{"own group", "User-agent: *\nCrawl-delay: 9\n\nUser-agent: walker\nDisallow: /a\nCrawl-delay: 1\n", time.Second, true},
		{"own group without", "User-agent: *\nCrawl-delay: 9\n\nUser-agent: walker\nDisallow: /a\n", 0, false},
		{"largest of two groups", "User-agent: walker\nCrawl-delay: 1\nDisallow: /a\nUser-agent: walker\nCrawl-delay: 4\n", 4 * time.Second, true},
		{"of the agents before it", "User-agent: walker\nCrawl-delay: 5\nUser-agent: other\nCrawl-delay: 1\n", 5 * time.Second, true},
		{"no number", "User-agent: *\nCrawl-delay: fast\n", 0, false},
		{"below zero", "User-agent: *\nCrawl-delay: -1\n", 0, false},
		{"beyond a day", "User-agent: *\nCrawl-delay: 1e300\n", 24 * time.Hour, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, found := Parse([]byte(tt.file)).CrawlDelay("walker/1.0")
			if got != tt.want || found != tt.found {
				t.Errorf("CrawlDelay = %v, %v, want %v, %v", got, found, tt.want, tt.found)
			}
		})
	}
}

func TestSitemaps(t *testing.T) {
	file := Parse([]byte("Sitemap: https://site.example/one.xml\nUser-agent: *\nDisallow: /\nsite-map: https://site.example/two.xml\nSitemap:\n"))
	got := strings.Join(file.Sitemaps(), " ")
	if want := "https://site.example/one.xml https://site.example/two.xml"; got != want {
		t.Errorf("Sitemaps = %q, want %q", got, want)
	}
}

// A path escaped or not, in either case, meets the same rules.
func TestEscapingChangesNothing(t *testing.T) {
	for _, path := range []string{"/plain", "/a-b_c.d~e", "/ä/ö", "/q?x=1&y=/z:"} {
		normal, _ := normalize(path, false, equivalent)
		again, _ := normalize(normal, false, equivalent)
		if normal != again {
			t.Errorf("normalize(%q) = %q, then %q", path, normal, again)
		}
		file := Parse([]byte("User-agent: *\nDisallow: " + path + "\n"))
		for _, form := range []string{path, normal, strings.ToLower(normal)} {
			if file.Allowed("walker", "https://site.example"+form) {
				t.Errorf("%q is not caught by the rule for %q", form, path)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nCrawl-delay: 2\n", "https://site.example/axb?c")
	f.Add("\xEF\xBB\xBFuseragent x\r\nalow: %zz%4\n", "//%")
	f.Fuzz(func(t *testing.T, body, url string) {
		file := Parse([]byte(body))
		file.Allowed("walker", url)
		file.CrawlDelay("walker")
		path, _ := normalize(pathOf(url), false, equivalent)
		for _, f := range []form{equivalent, verbatim, requested} {
			once, _ := normalize(pathOf(url), false, f)
			if again, _ := normalize(once, false, f); again != once {
				t.Errorf("normalize is not idempotent: %q, then %q", once, again)
			}
		}
		shut := Parse([]byte("User-agent: *\nDisallow: /\n" + strings.ReplaceAll(strings.ReplaceAll(body, "\n", ""), "\r", "")))
		if path != "/robots.txt" && len(shut.groups) == 1 && len(shut.groups[0].rules) == 1 && shut.Allowed("walker", url) {
			t.Errorf("%q escapes a ban on everything", url)
		}
	})
}

// A pattern of many wildcards on a long path must not take exponential time.
func BenchmarkManyWildcards(b *testing.B) {
	file := Parse([]byte("User-agent: *\nDisallow: /" + strings.Repeat("a*", 500) + "z\n"))
	url := "https://site.example/" + strings.Repeat("a", 2000)
	for b.Loop() {
		file.Allowed("walker", url)
	}
}
