package compare

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/claim"
)

// stated is a claim that stands in a text; topic and value are what the extractor reads out of it.
func stated(text string, kind claim.Kind, role claim.Role, topic, value, quote string) Evidence {
	at := strings.Index(text, quote)
	if at < 0 {
		panic("the text lacks " + quote)
	}
	c := claim.Claim{
		SourceID: "ash", DocumentID: "doc", Kind: kind, Role: role, Category: topic, Value: value, Quote: quote,
		Span: claim.Span{Start: utf8.RuneCountInString(text[:at]), End: utf8.RuneCountInString(text[:at+len(quote)])},
	}
	c.Identify(func(claim.Span) string { return "" })
	return Evidence{Claim: c}
}

func told(list []Change) []string {
	var out []string
	for _, c := range list {
		line := fmt.Sprintf("%s by %s", c.Kind, c.Cause)
		if c.Before != nil {
			line += ": " + c.Before.Quote
		}
		if c.Now != nil {
			line += " -> " + c.Now.Quote
		}
		out = append(out, line)
	}
	return out
}

const (
	oldText = "Roles\nThe CIO runs the help desk.\nThe CIO owns the yearly security audit.\nThe CIO reports to the CFO.\nA CIO earns $150,000."
	newText = "Roles\nThe CIO runs the help desk.\nThe CIO orders the security audit.\nThe CIO answers to the CEO.\nA CIO earns $160,000.\nThe CIO chooses vendors."
)

func oldClaims() []Evidence {
	return []Evidence{
		stated(oldText, claim.Responsibility, "cio", "support", "", "runs the help desk"),
		stated(oldText, claim.Responsibility, "cio", "security", "", "owns the yearly security audit"),
		stated(oldText, claim.ReportsTo, "cio", "", "cfo", "The CIO reports to the CFO."),
		stated(oldText, claim.Salary, "cio", "", "", "$150,000"),
	}
}

func TestPageChanges(t *testing.T) {
	was := oldClaims()
	is := []Evidence{
		stated(newText, claim.Responsibility, "cio", "support", "", "runs the help desk"),
		stated(newText, claim.Responsibility, "cio", "security", "", "orders the security audit"),
		stated(newText, claim.ReportsTo, "cio", "", "ceo", "The CIO answers to the CEO."),
		stated(newText, claim.Salary, "cio", "", "", "$160,000"),
		stated(newText, claim.Responsibility, "cio", "vendors", "", "chooses vendors"),
	}
	version := func(d *claim.Document, v string) *claim.Document { d.ExtractorVersion = v; return d }
	before, now := page("r1", "ash", oldText), page("r2", "ash", newText)
	reread := version(page("r2", "ash", "The CIO"), "2")
	reread.BodySHA256 = before.BodySHA256
	remarked := page("r2", "ash", oldText)
	remarked.BodySHA256 = "of other markup"
	recategorised := slices.Clone(was)
	recategorised[1] = stated(oldText, claim.Responsibility, "cio", "audit", "", "owns the yearly security audit")
	revalued := slices.Clone(was)
	revalued[2] = stated(oldText, claim.ReportsTo, "cio", "", "board", "The CIO reports to the CFO.")

	for _, tc := range []struct {
		name        string
		before, now PageClaims
		counts      SourceChanges
		want        []string
	}{
		{"nothing", PageClaims{before, was}, PageClaims{before, was}, SourceChanges{Same: 4}, nil},
		{"the page changed", PageClaims{before, was}, PageClaims{now, is}, SourceChanges{Same: 1, Changed: 3, New: 1}, []string{
			"changed by page: owns the yearly security audit -> orders the security audit",
			"changed by page: The CIO reports to the CFO. -> The CIO answers to the CEO.",
			"changed by page: $150,000 -> $160,000",
			"new by page -> chooses vendors",
		}},
		{"a claim is gone", PageClaims{before, was}, PageClaims{now, is[:1]}, SourceChanges{Same: 1, Gone: 3}, []string{
			"gone by page: owns the yearly security audit", "gone by page: The CIO reports to the CFO.", "gone by page: $150,000",
		}},
		{
			"the extractor finds less in the same text",
			PageClaims{before, was},
			PageClaims{version(page("r2", "ash", oldText), "2"), was[:3]},
			SourceChanges{Same: 3, Gone: 1},
			[]string{"gone by extractor: $150,000"},
		},
		{"the extractor reads another text from the same bytes", PageClaims{before, was[:1]}, PageClaims{reread, nil}, SourceChanges{Gone: 1}, []string{"gone by extractor: runs the help desk"}},
		{"the markup around the same text changed", PageClaims{before, was}, PageClaims{remarked, was[:3]}, SourceChanges{Same: 3, Gone: 1}, []string{"gone by page: $150,000"}},
		{
			"another category",
			PageClaims{before, was},
			PageClaims{before, recategorised},
			SourceChanges{Same: 3, Changed: 1},
			[]string{"changed by extractor: owns the yearly security audit -> owns the yearly security audit"},
		},
		{
			"another value from the same words",
			PageClaims{before, was},
			PageClaims{before, revalued},
			SourceChanges{Same: 3, Changed: 1},
			[]string{"changed by extractor: The CIO reports to the CFO. -> The CIO reports to the CFO."},
		},
		{"the page fails", PageClaims{before, was}, PageClaims{unreadable(now, claim.Timeout, ""), nil}, SourceChanges{Unverified: 4}, nil},
		{"the page was left out", PageClaims{before, was}, PageClaims{}, SourceChanges{Unverified: 4}, nil},
		{"a check for robots", PageClaims{before, was}, PageClaims{unreadable(now, claim.FetchOK, claim.BotWall), nil}, SourceChanges{Unverified: 4}, nil},
		{"a new page", PageClaims{}, PageClaims{now, is[:1]}, SourceChanges{New: 1}, []string{"new by page -> runs the help desk"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			counts, list := PageChanges(tc.before, tc.now)
			if counts != tc.counts {
				t.Errorf("counts %+v, want %+v", counts, tc.counts)
			}
			if diff := cmp.Diff(tc.want, told(list)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The same words twice on a page, of which one goes, are one claim that stands and one that is gone.
func TestRepeatedClaims(t *testing.T) {
	text := "The CIO runs the help desk. Again: the CIO runs the help desk."
	first := stated(text, claim.Responsibility, "cio", "support", "", "runs the help desk")
	second := first
	second.Start, second.End = first.Start+35, first.End+35
	second.Identify(func(claim.Span) string { return "" })
	doc := page("r1", "ash", text)
	counts, list := PageChanges(PageClaims{doc, []Evidence{second, first}}, PageClaims{page("r2", "ash", "The CIO runs the help desk."), []Evidence{first}})
	if want := (SourceChanges{Same: 1, Gone: 1}); counts != want || list[0].Before.Start != second.Start {
		t.Errorf("%+v, %v", counts, told(list))
	}
}

// Where page and extractor changed at once, the texts tell which it was, and both wordings come with what is around them.
func TestChangesInTheirTexts(t *testing.T) {
	was := oldClaims()
	now := page("r2", "ash", newText)
	now.ExtractorVersion = "2"
	is := []Evidence{
		stated(newText, claim.Responsibility, "cio", "naming", "", "Roles"),
		stated(newText, claim.Responsibility, "cio", "vendors", "", "chooses vendors"),
	}
	_, list := PageChanges(PageClaims{page("r1", "ash", oldText), was}, PageClaims{now, is})
	var changes []*Change
	for i := range list {
		changes = append(changes, &list[i])
	}
	ShowEarlier(changes, page("r1", "ash", oldText))
	ShowPresent(changes, page("r2", "ash", newText))
	want := []string{
		"new by extractor -> Roles",
		"gone by extractor: runs the help desk",
		"gone by page: owns the yearly security audit",
		"gone by page: The CIO reports to the CFO.",
		"gone by page: $150,000",
		"new by page -> chooses vendors",
	}
	if diff := cmp.Diff(want, told(list)); diff != "" {
		t.Error(diff)
	}
	gone := list[2]
	if gone.Before.Before != "The CIO" || gone.Before.After != "." || gone.Passage != "The CIO orders the security audit." {
		t.Errorf("around %q, %q; now %q", gone.Before.Before, gone.Before.After, gone.Passage)
	}
	if list[4].Passage != "" && !strings.Contains(list[4].Passage, "earns") {
		t.Errorf("the place of $150,000 reads %q", list[4].Passage)
	}
}

func TestNearestPassage(t *testing.T) {
	long := strings.Repeat("Nothing of interest stands in this sentence about weather. ", 6)
	text := long + "The chief keeps budgets for cloud and network spending in check. " + long + "\nA heading\nSecurity audits | quarterly"
	for _, tc := range []struct{ quote, want string }{
		{"keeps budgets for cloud spending in check", "The chief keeps budgets for cloud and network spending in check."},
		{"security audits", "Security audits | quarterly"},
		{"hires engineers in Berlin", ""},
		{"", ""},
	} {
		if got := nearestPassage(passagesOf(text), tc.quote); got != tc.want {
			t.Errorf("%q: %q, want %q", tc.quote, got, tc.want)
		}
	}
	if got := nearestPassage(passagesOf(strings.Repeat("budget for the cloud ", 40)), "budget cloud"); utf8.RuneCountInString(got) > passageLength+2 || !strings.HasSuffix(got, "…") {
		t.Errorf("a long passage: %q", got)
	}
}
