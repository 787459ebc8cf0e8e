package robots

import (
	"strings"
	"testing"
	"time"
)

// ask is a path and whether the agent "walker", or the one named, may fetch it.
type ask struct {
	path   string
	permit bool
	agent  string
}

// check asks a file about paths of one host.
func check(t *testing.T, file string, asks ...ask) {
	t.Helper()
	parsed := Parse([]byte(file))
	for _, a := range asks {
		agent := a.agent
		if agent == "" {
			agent = "walker"
		}
		if got := parsed.Allowed(agent, "https://site.example"+a.path); got != a.permit {
			t.Errorf("Allowed(%q, %q) = %v, want %v of\n%.300q", agent, a.path, got, a.permit, file)
		}
	}
}

func yes(path string) ask { return ask{path: path, permit: true} }
func no(path string) ask  { return ask{path: path} }

func (a ask) by(agent string) ask { a.agent = agent; return a }

// These are the behaviours that the parser which Google publishes is known by, each by the name it has there.

func TestLineSyntaxLine(t *testing.T) {
	check(t, "user-agent: walker\ndisallow: /\n", no("/a"))
	check(t, "agent: walker\nforbid: /\n", yes("/a"))
	check(t, "user-agent walker\ndisallow\t/\n", no("/a"))
	check(t, "user-agent walker too\ndisallow /\n", yes("/a"))
}

func TestLineSyntaxGroups(t *testing.T) {
	check(t, `allow: /early/

user-agent: walker
disallow: /
allow: /one/
user-agent: runner
disallow: /
allow: /two/


allow: /three/
user-agent: jumper

user-agent: walker
allow: /four/
disallow: /
`, yes("/one/a"), yes("/four/a"), no("/two/a"), no("/early/a"),
		yes("/two/a").by("runner"), yes("/three/a").by("runner"), no("/four/a").by("runner"), no("/early/a").by("runner"),
		yes("/four/a").by("jumper"), no("/one/a").by("jumper"))
}

// Lines that are no rules leave a list of agents open.
func TestLineSyntaxGroupsOtherRules(t *testing.T) {
	for _, line := range []string{"Sitemap: https://site.example/map.xml", "Visit-time: night", "Crawl-delay: 1", "", "# nothing"} {
		check(t, "User-agent: runner\n"+line+"\nUser-agent: *\nDisallow: /\n", no("/a"), no("/a").by("runner"))
	}
}

func TestLineNamesCaseInsensitive(t *testing.T) {
	for _, names := range [][3]string{{"USER-AGENT", "ALLOW", "DISALLOW"}, {"user-agent", "allow", "disallow"}, {"uSeR-aGeNt", "AlloW", "disALLow"}} {
		check(t, names[0]+": walker\n"+names[1]+": /x/\n"+names[2]+": /\n", yes("/x/y"), no("/a/b"))
	}
}

// A product token has letters, "-" and "_"; what follows in a line is no part of it.
func TestUserAgentsToObey(t *testing.T) {
	for _, token := range []string{"walker", "walker-images", "walk_er"} {
		check(t, "User-agent: "+token+"/3.1\nDisallow: /\n", no("/a").by(token), no("/a").by(token+"/3.1"), yes("/a").by(token+"x"))
	}
	check(t, "User-agent: *\nDisallow: /all\nUser-agent: walker\nDisallow: /own\n",
		no("/all").by("walker two"), no("/all").by("w"), no("/all").by("歩く"), yes("/all").by(" walker "))
}

func TestUserAgentValueCaseInsensitive(t *testing.T) {
	for _, written := range []string{"WALKER", "Walker", "walker"} {
		check(t, "User-Agent: "+written+"\nAllow: /x/\nDisallow: /\n", yes("/x/y"), no("/a"), yes("/x/y").by("wALKER"), no("/a").by("wALKER"))
	}
}

func TestAcceptUserAgentUpToFirstSpace(t *testing.T) {
	check(t, "User-Agent: *\nDisallow: /\nUser-Agent: walker fast\nAllow: /x/\nDisallow: /\n", yes("/x/y"), no("/x/y").by("walker fast"))
}

func TestGlobalGroupsSecondary(t *testing.T) {
	check(t, "", yes("/a"))
	check(t, "user-agent: *\nallow: /\nuser-agent: walker\ndisallow: /\n", no("/x/y"), yes("/x/y").by("runner"))
	check(t, "user-agent: walker\nallow: /\nuser-agent: runner\ndisallow: /\nuser-agent: jumper\ndisallow: /\n", yes("/a"), yes("/a").by("sleeper"))
}

func TestValueCaseSensitive(t *testing.T) {
	check(t, "user-agent: walker\ndisallow: /X/\n", yes("/x/y"), no("/X/y"))
}

func TestLongestMatch(t *testing.T) {
	const head = "user-agent: walker\n"
	check(t, head+"disallow: /x/page.html\nallow: /x/\n", no("/x/page.html"), yes("/x/"))
	check(t, head+"allow: /x/page.html\ndisallow: /x/\n", yes("/x/page.html"), no("/x/"), no("/x/a"))
	check(t, head+"disallow: \nallow: \n", yes("/x/page.html"))
	check(t, head+"disallow: /\nallow: /\n", yes("/x/page.html"))
	check(t, head+"disallow: /x\nallow: /x/\n", no("/x"), yes("/x/"))
	check(t, head+"allow: /page\ndisallow: /*.html\n", no("/page.html"), yes("/page"))
	check(t, head+"allow: /x/page.\ndisallow: /*.html\n", yes("/x/page.html"), no("/x/y.html"))
	check(t, "user-agent: *\ndisallow: /x/\n"+head+"disallow: /y/\n", yes("/x/a"), no("/y/a"))
}

// An Allow rule opens what it spells out: bytes beyond ASCII escaped, other escapes as they stand. No other spelling
// leads around a Disallow rule.
func TestEncoding(t *testing.T) {
	const head = "user-agent: walker\ndisallow: /\nallow: "
	check(t, head+"/go?a=b&to=http://site.example?c&d\n", yes("/go?a=b&to=http://site.example?c&d"), no("/go?a=b"))
	for _, written := range []string{"/pay/é", "/pay/%C3%A9", "/pay/%c3%a9"} {
		check(t, head+written+"\n", yes("/pay/%C3%A9"), yes("/pay/%c3%a9"), no("/pay/é"))
		check(t, "user-agent: walker\ndisallow: "+written+"\n", no("/pay/%C3%A9"), no("/pay/%c3%a9"), no("/pay/é"))
	}
	check(t, head+"/pay/%6Fne\n", yes("/pay/%6Fne"), yes("/pay/%6fne"), no("/pay/one"))
	check(t, "user-agent: walker\ndisallow: /pay/%6Fne\n", no("/pay/%6Fne"), no("/pay/one"), no("/p%61y/one"))
	check(t, head+"/cost-%24\n", yes("/cost-$"), yes("/cost-%24"), no("/cost-"))
	check(t, head+"/a-%2A.html\n", yes("/a-*.html"), no("/a-b.html"))
}

func TestSpecialCharacters(t *testing.T) {
	const head = "user-agent: walker\n"
	check(t, head+"disallow: /a/b/last\nallow: /a/*/other\n", no("/a/b/last"), yes("/a/last"), yes("/a//last"), yes("/a/c/last"))
	check(t, head+"disallow: /a/b$\nallow: /a/b/c\n", no("/a/b"), yes("/a/b/c"), yes("/a/b/"), yes("/a/b/d"))
	check(t, head+"# disallow: /\ndisallow: /a/d#e\nallow: /\n", yes("/a/b"), no("/a/d"))
}

func TestIndexPageIsItsFolder(t *testing.T) {
	check(t, "user-agent: *\nallow: /in/index.html\ndisallow: /\n",
		yes("/in/"), yes("/in/index.html"), no("/in/index.htm"), no("/in"), no("/in/other.html"), no("/out/"))
}

func TestLineTooLong(t *testing.T) {
	const limit = 2083*8 - 1
	cut := func(directive, last string) (string, string) {
		path := "/x/" + strings.Repeat(last, limit-len(directive)-len("/x/")-1)
		return path, directive + path + "/rest\n" // of "/rest" the slash is read
	}
	path, line := cut("disallow: ", "a")
	check(t, "user-agent: walker\n"+line, yes("/other"), no(path+"/other"), yes(path), no(path+"/rest"))
	a, lineA := cut("allow: ", "a")
	b, lineB := cut("allow: ", "b")
	check(t, "user-agent: walker\ndisallow: /\n"+lineA+lineB, no("/"), yes(a+"/rest"), yes(b+"/other"), no(b))
}

// These follow the examples in Google's documentation of paths and of the order of precedence.
func TestDocumentedPaths(t *testing.T) {
	const head = "user-agent: walker\ndisallow: /\nallow: "
	for _, rule := range []string{"/tea", "/tea*"} {
		check(t, head+rule+"\n", yes("/tea"), yes("/tea.html"), yes("/tea/green.html"), yes("/teapots"), yes("/teapots/a.html"), yes("/tea.html?id=1"),
			no("/Tea.asp"), no("/greentea"), no("/?id=tea"), no("/coffee"))
	}
	check(t, head+"/tea/\n", yes("/tea/"), yes("/tea/green"), yes("/tea/?green"), yes("/tea/green.htm"), no("/tea"), no("/tea.html"), no("/Tea/Green.asp"))
	check(t, head+"/*.php\n", yes("/file.php"), yes("/dir/file.php"), yes("/dir/file.php?a"), yes("/dir/a.php.b.html"), yes("/file.php/"),
		no("/php/"), no("/file?php"), no("/FILE.PHP"))
	check(t, head+"/*.php$\n", yes("/file.php"), yes("/dir/file.php"), no("/file.php?a"), no("/file.php/"), no("/file.php5"), no("/php/"), no("/file?php"),
		no("/xphpx"))
	check(t, head+"/tea*.php\n", yes("/tea.php"), yes("/teapots/cups.php?a"), no("/Tea.PHP"), no("/bar"))
}

func TestDocumentedPrecedence(t *testing.T) {
	const head = "user-agent: walker\n"
	check(t, head+"allow: /p\ndisallow: /\n", yes("/page"))
	check(t, head+"allow: /dir\ndisallow: /dir\n", yes("/dir/page"))
	check(t, head+"allow: /page\ndisallow: /*.htm\n", no("/page.htm"))
	check(t, head+"allow: /$\ndisallow: /\n", yes("/"), yes(""), no("/page.htm"))
}

// However lines end, each is read once and the last needs no end.
func TestLinesAreTold(t *testing.T) {
	lines := []string{"User-agent: *", "Disallow: /a", "", "Disallow: /b", "Allow: /a/x", "", "", "Disallow: /c"}
	for _, end := range []string{"\n", "\r", "\r\n", "\n\r", "\n\n"} {
		check(t, strings.Join(lines, end), no("/a"), no("/b"), no("/c"), yes("/a/x"), yes("/d"))
		check(t, strings.Join(lines, end)+end, no("/c"), yes("/d"))
	}
}

func TestByteOrderMark(t *testing.T) {
	const rules = "User-agent: walker\nDisallow: /\n"
	for _, mark := range []string{"", "\xEF", "\xEF\xBB", "\xEF\xBB\xBF"} {
		check(t, mark+rules, no("/a"))
	}
	check(t, "\xEF\x11\xBF"+rules, yes("/a"))                                            // no mark: its line is broken
	check(t, "User-agent: runner\n\xEF\xBB\xBF"+rules, yes("/a"), no("/a").by("runner")) // a mark stands at the start only
}

// Sitemaps are read wherever they stand, and no rule.
func TestNonStandardSitemap(t *testing.T) {
	const address = "https://site.example/map.xml"
	for _, file := range []string{
		"User-Agent: runner\nAllow: /a\nDisallow: /b\n\nUser-Agent: *\nSITEMAP: " + address + "\n",
		"Sitemap: " + address + "\nUser-Agent: *\nAllow: /a\n",
		"sitemap:" + address,
	} {
		if got := strings.Join(Parse([]byte(file)).Sitemaps(), " "); got != address {
			t.Errorf("Sitemaps = %q of %q", got, file)
		}
	}
}

func TestPathOf(t *testing.T) {
	for url, want := range map[string]string{
		"": "/", "a": "/", "a/": "/", "/a": "/a", "a/b": "/b", "site.example": "/", "site.example?q": "/?q",
		"site.example/a;b#c": "/a;b", "//a/b/c": "/b/c", "https://site.example": "/", "https://site.example#f": "/",
		"https://site.example/a?to=http://b.example/": "/a?to=http://b.example/",
	} {
		if got := pathOf(url); got != want {
			t.Errorf("pathOf(%q) = %q, want %q", url, got, want)
		}
	}
}

// A delay that stands in a group of its own agents holds for them only.
func TestCrawlDelayOfOthers(t *testing.T) {
	file := Parse([]byte("User-agent: runner\nCrawl-delay: 7\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n"))
	if got, found := file.CrawlDelay("walker"); found {
		t.Errorf("CrawlDelay of walker = %v", got)
	}
	if got, _ := file.CrawlDelay("runner"); got != 7*time.Second {
		t.Errorf("CrawlDelay of runner = %v", got)
	}
}
