package report

import (
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// opened is the data of a page as its script has it.
func opened(t *testing.T, r *Report, opt PageOptions) pageData {
	t.Helper()
	var b strings.Builder
	if err := Page(&b, r, opt); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if attr(n, "id") == "data" {
			return unpacked(t, n.FirstChild.Data)
		}
	}
	t.Fatal("the page holds no data")
	return pageData{}
}

func unpacked(t *testing.T, text string) pageData {
	t.Helper()
	z, err := gzip.NewReader(base64.NewDecoder(base64.StdEncoding, strings.NewReader(text)))
	if err != nil {
		t.Fatal(err)
	}
	var d pageData
	if err := json.NewDecoder(z).Decode(&d); err != nil {
		t.Fatal(err)
	}
	return d
}

// link is the address that the page's script makes of a row.
func (c *claimColumns) link(row int) string {
	switch how := c.Link[row].(type) {
	case string:
		return how
	case []any:
		words, page := strings.Fields(c.Quote[row]), c.Words[c.Page[row]]
		if len(how) == 0 {
			return page + "#:~:text=" + encodeWords(words)
		}
		first, last := int(how[0].(float64)), int(how[1].(float64))
		return page + "#:~:text=" + encodeWords(words[:first]) + "," + encodeWords(words[len(words)-last:])
	}
	return ""
}

// Every claim of report.json stands on the page, to the letter, with the link to its quote.
func TestPageHoldsEveryClaim(t *testing.T) {
	r := Build(sampleInput(t))
	d := opened(t, r, PageOptions{})
	rows := map[string]int{}
	for i, q := range d.Claims.Quote {
		rows[q+d.Claims.link(i)] = i
	}
	for id, e := range r.Claims {
		if _, ok := rows[folded(e.Quote)+e.Link]; !ok {
			t.Errorf("claim %s, %q with %s, is not on the page", id, e.Quote, e.Link)
		}
	}
}

// The sides of a conflict refer to their own claims, with the text around them.
func TestSidesReferToTheirClaims(t *testing.T) {
	r := Build(sampleInput(t))
	d := opened(t, r, PageOptions{Review: true})
	for i, c := range r.Conflicts {
		for j, side := range c.Sides {
			for k, id := range side.ClaimIDs {
				row := d.Sides[i][j][k]
				e := r.Claims[id]
				if d.Claims.Quote[row] != folded(e.Quote) || d.Claims.Before[row] != e.Before || d.Claims.After[row] != e.After {
					t.Errorf("%s, side %d: %q instead of %q", c.TopicLabel, j, d.Claims.Quote[row], e.Quote)
				}
				if d.Report.Conflicts[i].Sides[j].ClaimIDs[k] != id || d.Evidence[id].DocumentID != e.DocumentID {
					t.Errorf("%s, side %d: a review does not know claim %s", c.TopicLabel, j, id)
				}
			}
		}
	}
}

func TestShortLink(t *testing.T) {
	const page = "https://x.example/a?b=1"
	for _, quote := range []string{
		"Short and plain", "It's (quite) odd - isn't it? 100 % & more, or *less*!",
		"A long one that goes on and on about the matters of the house, so that nobody would write all of it into an address",
		"First cell | second cell", "| odd | ends |", "tail |", "ärger 漢字", "",
	} {
		want := QuoteURL(page, quote)
		c := claimColumns{Words: []string{page}, Page: []int{0}, Quote: []string{folded(quote)}}
		data, err := json.Marshal([]any{shortLink(page, folded(quote), want)})
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &c.Link); err != nil {
			t.Fatal(err)
		}
		if got := c.link(0); got != want {
			t.Errorf("%q:\n got %s\nwant %s", quote, got, want)
		}
	}
	if got := shortLink("", "Nothing to open", ""); got != 0 {
		t.Errorf("no address gives %v", got)
	}
}
