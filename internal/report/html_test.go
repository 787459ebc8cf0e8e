package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"rolecall/internal/claim"
	"rolecall/internal/compare"
)

func samplePage(t *testing.T) (*html.Node, string) {
	t.Helper()
	page, err := Build(sampleInput(t)).HTML()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return doc, string(page)
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func TestPolicyAllowsOwnStyleAndScriptOnly(t *testing.T) {
	doc, _ := samplePage(t)
	var policy string
	hashes := map[string]string{}
	for n := range doc.Descendants() {
		switch n.Data {
		case "meta":
			if attr(n, "http-equiv") == "Content-Security-Policy" {
				policy = attr(n, "content")
			}
		case "style", "script":
			if n.Type == html.ElementNode && attr(n, "type") == "" {
				sum := sha256.Sum256([]byte(n.FirstChild.Data))
				hashes[n.Data] = "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
			}
		}
	}
	want := "default-src 'none'; style-src " + hashes["style"] + "; script-src " + hashes["script"] +
		"; img-src data:; base-uri 'none'; form-action 'none'"
	if policy != want {
		t.Errorf("policy\n got %s\nwant %s", policy, want)
	}
}

func TestPageHoldsNoInlineCodeAndAsksForNothing(t *testing.T) {
	doc, _ := samplePage(t)
	count := map[string]int{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if attr(n, "type") != "application/gzip" {
			count[n.Data]++
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "style", strings.HasPrefix(a.Key, "on"), a.Key == "src", a.Key == "srcset", a.Key == "action":
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			case a.Key == "href" && !regexp.MustCompile(`^(https?://|#)`).MatchString(a.Val):
				t.Errorf("a link to %q", a.Val)
			}
		}
	}
	for _, tag := range []string{"img", "link", "iframe", "b", "object"} {
		if count[tag] != 0 {
			t.Errorf("%d <%s>", count[tag], tag)
		}
	}
	for _, tag := range []string{"script", "style", "h1", "main", "nav"} {
		if count[tag] != 1 {
			t.Errorf("%d <%s>, want one", count[tag], tag)
		}
	}
}

func TestIDsAreUniqueAndLinksInsideLead(t *testing.T) {
	doc, _ := samplePage(t)
	ids := map[string]bool{}
	for n := range doc.Descendants() {
		if id := attr(n, "id"); id != "" && ids[id] {
			t.Errorf("id %q twice", id)
		} else {
			ids[id] = true
		}
	}
	for n := range doc.Descendants() {
		for _, key := range []string{"href", "for", "aria-labelledby"} {
			for target := range strings.FieldsSeq(attr(n, key)) {
				if key == "href" && !strings.HasPrefix(target, "#") {
					continue
				}
				if !ids[strings.TrimPrefix(target, "#")] {
					t.Errorf("<%s %s=%q> leads nowhere", n.Data, key, target)
				}
			}
		}
	}
}

// Each quote and each link of report.json stands on the page to the letter.
func TestPageShowsWhatTheJSONHolds(t *testing.T) {
	doc, _ := samplePage(t)
	var text strings.Builder
	links := map[string]bool{}
	for n := range doc.Descendants() {
		if n.Type == html.TextNode {
			text.WriteString(n.Data)
		}
		links[attr(n, "href")] = true
	}
	for id, e := range Build(sampleInput(t)).Claims {
		if !strings.Contains(text.String(), e.Quote) {
			t.Errorf("claim %s: %q is not on the page", id, e.Quote)
		}
		if !links[e.Link] {
			t.Errorf("claim %s: no link to %s", id, e.Link)
		}
	}
}

func TestStringsOfOthersAreEscaped(t *testing.T) {
	in := sampleInput(t)
	in.Options.Title, in.RunID, in.Previous, in.Version = hostile, hostile, hostile, hostile
	for i := range in.Sources {
		in.Sources[i].Name = hostile
	}
	for i := range in.Analysis.Conflicts {
		c := &in.Analysis.Conflicts[i]
		c.Explanation, c.ReasonNotComparable, c.Topic, c.Kind = hostile, hostile, hostile, hostile
		c.Severity, c.Status, c.Sides[0].Position = hostile, hostile, hostile
		c.Decision, c.DecidedBy, c.DecisionNote, c.FirstSeenRun = hostile, hostile, hostile, hostile
	}
	page, err := Build(in).HTML()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	scripts := 0
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "script" && attr(n, "id") != "data" {
			scripts++
		}
		if n.Type == html.ElementNode && (n.Data == "img" || n.Data == "b" || attr(n, "onerror") != "") {
			t.Errorf("an element of others: <%s>", n.Data)
		}
	}
	if scripts != 1 {
		t.Errorf("%d scripts, want one", scripts)
	}
}

// largeInput is a run of many claims, all of them duties.
func largeInput(sources, claims int) Input {
	s := &sampler{}
	taxonomy := claim.Taxonomy()
	in := Input{RunID: "large", Analysis: &compare.Analysis{Kinds: map[claim.Kind]int{claim.Responsibility: claims}}}
	for i := range sources {
		id := fmt.Sprintf("source%03d", i)
		in.Sources = append(in.Sources, SourceInfo{ID: id, Name: "Source " + id})
		in.Analysis.Profiles = append(in.Analysis.Profiles, compare.Profile{SourceID: id, Pages: 1, Fetched: 1})
	}
	for i := range claims {
		role := []string{"cio", "cto"}[i%2]
		words := fmt.Sprintf("Looks after matter number %d, so that the company and its people can get on with the work that they are there for", i)
		s.duty(said{in.Sources[i*7919%sources].ID, role, taxonomy[i*31%len(taxonomy)].ID, words})
	}
	in.Analysis.Matrix = sampleMatrix(s.kept)
	return in
}

func TestLargeRunStaysSmall(t *testing.T) {
	r := Build(largeInput(40, 20000))
	page, err := r.HTML()
	if err != nil {
		t.Fatal(err)
	}
	if len(page) > 6<<20 {
		t.Errorf("20,000 claims make a page of %d KB, want at most 6 MB", len(page)>>10)
	}
	if n := len(r.Claims); n != 20000 {
		t.Errorf("report.json holds %d claims, want all", n)
	}
}

func TestQuotesACellKeepsToTheTotal(t *testing.T) {
	for _, total := range []int{0, 10, 100, 1000, 5000} {
		duties := []Duty{{Sources: map[string][]string{"a": make([]string, 400), "b": make([]string, 3)}}, {Sources: map[string][]string{"a": make([]string, 50)}}}
		limit := quotesACell(duties, total)
		sum := min(400, limit) + min(3, limit) + min(50, limit)
		if limit < 1 || sum > max(total, 3) {
			t.Errorf("total %d: %d a cell make %d", total, limit, sum)
		}
	}
}

func BenchmarkHTML(b *testing.B) {
	r := Build(largeInput(40, 20000))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.HTML(); err != nil {
			b.Fatal(err)
		}
	}
}
