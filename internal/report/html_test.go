package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
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
	ids, known := map[string]bool{}, map[string]bool{}
	for _, c := range Build(sampleInput(t)).Conflicts {
		known[c.ID] = true
	}
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
				if id, conflict := strings.CutPrefix(target, "#c-"); conflict && known[id] {
					continue // drawn by the script
				}
				if !ids[strings.TrimPrefix(target, "#")] {
					t.Errorf("<%s %s=%q> leads nowhere", n.Data, key, target)
				}
			}
		}
	}
}

// Without a script the page says what there is, and shows the strongest contradictions in their sources' words.
func TestPlainPageHoldsTheSummaryAndTheStrongest(t *testing.T) {
	doc, _ := samplePage(t)
	var text strings.Builder
	links := map[string]bool{}
	for n := range doc.Descendants() {
		if n.Type == html.TextNode && attr(n.Parent, "id") != "data" {
			text.WriteString(n.Data)
		}
		links[attr(n, "href")] = true
	}
	r := Build(sampleInput(t))
	want := r.Summary.Sentences
	for i := range r.Conflicts {
		if !slices.Contains(r.Summary.Strongest, r.Conflicts[i].ID) {
			continue
		}
		want = append(want, r.Conflicts[i].Explanation)
		for _, side := range r.Conflicts[i].Sides {
			e := r.Claims[side.ClaimIDs[0]]
			want = append(want, e.Quote)
			if !links[e.Link] {
				t.Errorf("no link to %s", e.Link)
			}
		}
	}
	for _, s := range want {
		if !strings.Contains(text.String(), s) {
			t.Errorf("%q is not on the page", s)
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
	checkElements(t, page)
}

// checkElements fails on elements, handlers and addresses that can only come from texts of others.
func checkElements(t *testing.T, page []byte) {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	scripts := 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script":
			scripts++
		case "img", "b", "svg", "iframe", "base", "math", "template", "link":
			t.Errorf("an element of others: <%s>", n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "href" && !regexp.MustCompile(`^(https?://|#)`).MatchString(a.Val) {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
	}
	if scripts != 2 {
		t.Errorf("%d scripts, want the data and one", scripts)
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
