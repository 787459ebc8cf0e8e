package crawl

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"rolecall/internal/source"
)

// pagesSite serves texts by path, %s in them standing for the site's address, and notes what it was asked for.
type pagesSite struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string
}

func servePages(t *testing.T, pages map[string]string) *pagesSite {
	t.Helper()
	s := &pagesSite{}
	s.Server = serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r.URL.RequestURI())
		s.mu.Unlock()
		body, ok := pages[r.URL.RequestURI()]
		if !ok {
			http.NotFound(w, r)
			return
		}
		_, _ = io.WriteString(w, strings.ReplaceAll(body, "%s", s.URL))
	}))
	return s
}

func linking(title string, hrefs ...string) string {
	var b strings.Builder
	b.WriteString("<html><head><title>" + title + "</title></head><body><p>" + title + "</p>")
	for _, h := range hrefs {
		b.WriteString("<a href='" + h + "'>x</a>")
	}
	return b.String()
}

// paths lists what results are of, relative to the site, with "=" before the path that one is the same as.
func (s *pagesSite) paths(results []Result) []string {
	out := make([]string, len(results))
	for i, r := range results {
		out[i] = strings.TrimPrefix(r.URL, s.URL)
		if r.AliasOf != "" {
			out[i] += "=" + strings.TrimPrefix(r.AliasOf, s.URL)
		}
	}
	return out
}

func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestFollow(t *testing.T) {
	s := servePages(t, map[string]string{
		"/a":      linking("a", "/blog/z", "blog/b#part", "/blog/b", "/shop/x", "http://elsewhere.example/blog/q", "mailto:x@a.example", "javascript:go()", "/a"),
		"/blog/b": linking("b", "/blog/c", "../blog/z"),
		"/blog/c": linking("c", "/blog/d"),
		"/blog/d": linking("d"),
		"/blog/z": "<base href='/blog/'>" + linking("z", "e"),
	})
	src := urls("s", s.URL+"/a")
	src.Follow = source.Follow{Match: regexp.MustCompile("/blog/"), Depth: 2, MaxPages: 50}
	expect(t, s.paths(crawl(t, testConfig(), src)), "/a", "/blog/b", "/blog/z", "/blog/c", "/blog/e")
	src.Follow.MaxPages = 2
	expect(t, s.paths(crawl(t, testConfig(), src)), "/a", "/blog/b")
	src.Follow = source.Follow{}
	expect(t, s.paths(crawl(t, testConfig(), src)), "/a")
}

// The order does not depend on which answer comes first, nor do the addresses.
func TestFollowIsInOrder(t *testing.T) {
	pages := map[string]string{"/a": linking("a")}
	var hrefs []string
	for i := range 40 {
		path := fmt.Sprintf("/p/%02d", 39-i)
		hrefs = append(hrefs, path)
		pages[path] = linking(path, "/p/00", fmt.Sprintf("/q/%02d", i%7))
		pages[fmt.Sprintf("/q/%02d", i%7)] = linking("the same page under several addresses")
	}
	pages["/a"] = linking("a", hrefs...)
	s := servePages(t, pages)
	src := urls("s", s.URL+"/a")
	src.Follow = source.Follow{Match: regexp.MustCompile("/[pq]/"), Depth: 3, MaxPages: 100}
	src.Politeness.Parallel = 8
	first := s.paths(crawl(t, testConfig(), src))
	if len(first) != 48 || !slices.Contains(first, "/q/06=/q/00") {
		t.Fatalf("%d pages: %v", len(first), first)
	}
	for range 3 {
		expect(t, s.paths(crawl(t, testConfig(), src)), first...)
	}
}

func TestTraps(t *testing.T) {
	s := servePages(t, map[string]string{
		"/cal/1": linking("one", "/cal/2?"+strings.Repeat("a=1&", 9), "/cal/x/y/x/y/x/y", "/cal/"+strings.Repeat("long", 400), "/cal/p;jsessionid=77", "/cal/p?PHPSESSID=7", "/cal/3?page=2"),
	})
	src := urls("s", s.URL+"/cal/1")
	src.Follow = source.Follow{Match: regexp.MustCompile("."), Depth: 9, MaxPages: 50}
	expect(t, s.paths(crawl(t, testConfig(), src)), "/cal/1", "/cal/3?page=2")

	endless := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, linking(r.URL.RequestURI(), r.URL.Path+"?day="+r.URL.Query().Get("day")+"1", "/other"+r.URL.Path))
	}))
	src = urls("s", endless.URL+"/days")
	src.Follow = source.Follow{Match: regexp.MustCompile("."), Depth: 10, MaxPages: 12}
	if n := len(crawl(t, testConfig(), src)); n > 12 {
		t.Errorf("%d pages of an endless calendar", n)
	}
}

func TestSitemaps(t *testing.T) {
	article := func(words string) string { return "<html><body><p>" + words }
	s := servePages(t, map[string]string{
		"/robots.txt": "User-agent: *\nDisallow: /closed\n",
		"/a":          article("a"), "/b": article("b"), "/c": article("c"), "/d": article("d"), "/e": article("e"),
		"/index.xml": `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>%s/one.xml.gz</loc></sitemap>
			<sitemap><loc> %s/index.xml </loc></sitemap><sitemap><loc>http://elsewhere.example/x.xml</loc></sitemap></sitemapindex>`,
		"/one.xml.gz": "", // set below
		"/feed": `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item><title>d</title><link>%s/d</link></item>
			<item><title>far</title><link>http://elsewhere.example/q</link></item></channel></rss>`,
		"/list.txt": "%s/e\n%s/closed/f\nnothing\n",
	})
	packed := zip(`<urlset><url><loc>` + s.URL + `/c</loc><lastmod>2031-02-03</lastmod></url><url><loc>` + s.URL + `/b</loc></url><url><loc>` + s.URL + `/gone</loc></url></urlset>`)
	inner := s.Config.Handler
	s.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/one.xml.gz" {
			w.Header().Set("Content-Type", "application/gzip")
			_, _ = w.Write(packed)
			return
		}
		inner.ServeHTTP(w, r)
	})
	src := urls("s", s.URL+"/a")
	src.Sitemaps = []string{s.URL + "/index.xml", s.URL + "/feed", s.URL + "/list.txt"}
	src.Follow.MaxPages = 50
	results := crawl(t, testConfig(), src)
	expect(t, s.paths(results), "/a", "/b", "/c", "/closed/f", "/d", "/e", "/gone")
	if results[3].Outcome != RobotsDisallowed || results[6].Outcome != HTTPError {
		t.Errorf("what a sitemap should not list: %s, %s", results[3].Outcome, results[6].Outcome)
	}
	src.Follow.MaxPages = 2 // the one that changed last
	expect(t, s.paths(crawl(t, testConfig(), src)), "/a", "/c")
	src.Follow = source.Follow{Match: regexp.MustCompile("/[de]$"), MaxPages: 50}
	expect(t, s.paths(crawl(t, testConfig(), src)), "/a", "/d", "/e")
}

// A sitemap or feed that cannot be read is a result that says so; the pages that it gave before it broke are fetched.
func TestBrokenLists(t *testing.T) {
	laughs := `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>`
	for name, tt := range map[string]struct {
		body    string
		outcome Outcome
		pages   []string
	}{
		"missing":     {"", HTTPError, nil},
		"cut short":   {`<urlset><url><loc>%s/b</loc></url><url><loc>%s/c`, NotHTML, []string{"/b"}},
		"no list":     {`<!doctype html><p>Not found, sorry.`, NotHTML, nil},
		"broken feed": {`<rss><channel><item><link>%s/b</link></ite`, NotHTML, nil},
		"entities":    {laughs, NotHTML, nil},
		"words":       {`no such thing`, NotHTML, nil},
		"bad gzip":    {"\x1f\x8b\x08no", NotHTML, nil},
		"bomb":        {string(zip(strings.Repeat("<!-- -->", maxSitemap/7))), NotHTML, nil},
	} {
		t.Run(name, func(t *testing.T) {
			pages := map[string]string{"/a": "<p>a", "/b": "<p>b", "/c": "<p>c"}
			if tt.body != "" {
				pages["/list"] = tt.body
			}
			s := servePages(t, pages)
			src := urls("s", s.URL+"/a")
			src.Sitemaps, src.Follow.MaxPages = []string{s.URL + "/list"}, 50
			results := crawl(t, testConfig(), src)
			expect(t, s.paths(results), slices.Concat([]string{"/a", "/list"}, tt.pages)...)
			if results[1].Outcome != tt.outcome || results[1].Detail == "" {
				t.Errorf("%s, %q", results[1].Outcome, results[1].Detail)
			}
		})
	}
}

func TestEqualPagesAreOne(t *testing.T) {
	canonical := func(words, address string) string {
		return "<html><head><link rel='canonical' href='" + address + "'></head><body><p>" + words
	}
	s := servePages(t, map[string]string{
		"/a": "<p>a", "/a?print=1": canonical("a, to print", "/a"), "/a2": "<p>a",
		"/x": canonical("x", "/y"), "/x2": canonical("x as well", "%s/y"), "/y": "<p>y",
		"/home1": canonical("one", "/"), "/home2": canonical("two", "/"),
		"/far1": canonical("far one", "https://elsewhere.example/p"), "/far2": canonical("far two", "https://elsewhere.example/p"),
		"/e1": "", "/e2": "",
	})
	list := []string{"/a", "/a?print=1", "/a2", "/x", "/x2", "/y", "/home1", "/home2", "/far1", "/far2", "/e1", "/e2"}
	for i := range list {
		list[i] = s.URL + list[i]
	}
	other := urls("t", s.URL+"/a")
	expect(t, s.paths(crawl(t, testConfig(), urls("s", list...), other)), "/a", "/a?print=1=/a", "/a2=/a", "/x", "/x2=/x", "/y=/x",
		"/home1", "/home2", "/far1", "/far2", "/e1", "/e2", "/a")
}

func TestRedirectedPagesAreOne(t *testing.T) {
	server := serve(t, site())
	results := crawl(t, testConfig(), urls("s", server.URL+"/moved", server.URL+"/page"))
	if results[0].AliasOf != "" || results[1].AliasOf != server.URL+"/moved" {
		t.Errorf("%q, %q", results[0].AliasOf, results[1].AliasOf)
	}
}

func TestScan(t *testing.T) {
	header := func(lines ...string) http.Header { return http.Header{"X-Robots-Tag": lines} }
	for name, tt := range map[string]struct {
		body      string
		header    http.Header
		noArchive bool
		noFollow  bool
	}{
		"nothing":             {"<p>x", nil, false, false},
		"meta":                {"<meta name=Robots content='NOARCHIVE, nofollow'><p>x", nil, true, true},
		"meta for us":         {"<meta name=rolecall content=noarchive>", nil, true, false},
		"meta for another":    {"<meta name=otherbot content=noarchive>", nil, false, false},
		"none":                {"<meta name=robots content=none>", nil, false, true},
		"header":              {"<p>x", header("noindex, noarchive"), true, false},
		"header for us":       {"<p>x", header("RoleCall: noarchive"), true, false},
		"header for another":  {"<p>x", header("otherbot: noarchive", "noindex"), false, false},
		"header with a date":  {"<p>x", header("unavailable_after: 25 Jun 2030 15:00:00 PST, noarchive"), true, false},
		"meta in a text area": {"<textarea><meta name=robots content=noarchive></textarea>", nil, false, false},
		"second attribute":    {"<meta name=robots content=all content=noarchive>", nil, false, false},
	} {
		got := scan([]byte(tt.body), "https://a.example/p", tt.header, "rolecall/1.0", true)
		if got.noArchive != tt.noArchive || got.noFollow != tt.noFollow {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func FuzzReadList(f *testing.F) {
	f.Add([]byte("<urlset><url><loc>https://a.example/</loc></url></urlset>"))
	f.Add([]byte("<rss><channel><item><link>x</link></item></channel></rss>"))
	f.Add([]byte(`{"version": "https://jsonfeed.org/version/1", "items": [{"url": "x"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		found, err := readList(body)
		if err == nil && len(found.pages) > maxListed {
			t.Errorf("%d pages", len(found.pages))
		}
	})
}

func BenchmarkScan(b *testing.B) {
	page := []byte(strings.Repeat(linking("A page about two chiefs.", "/a", "/b")+"</body>", 1000))
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		scan(page, "https://a.example/p", nil, "rolecall/1.0", true)
	}
}
