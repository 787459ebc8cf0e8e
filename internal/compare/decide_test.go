package compare

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/claim"
)

// page is a document of a source in a run.
func page(run, source, text string) *claim.Document {
	return &claim.Document{
		ID: "doc-" + source, RunID: run, SourceID: source, FetchOutcome: claim.FetchOK, ExtractOutcome: claim.ExtractOK,
		Text: text, TextSHA256: claim.Fingerprint("text", text), BodySHA256: claim.Fingerprint("body", text), ExtractorVersion: "1",
	}
}

func unreadable(doc *claim.Document, fetch claim.FetchOutcome, extract claim.ExtractOutcome) *claim.Document {
	return &claim.Document{ID: doc.ID, RunID: doc.RunID, SourceID: doc.SourceID, FetchOutcome: fetch, ExtractOutcome: extract}
}

// read is evidence on a page; context is what else its hash covers.
func read(source, quote, context string) Evidence {
	return Evidence{Claim: claim.Claim{
		ID: claim.Fingerprint(source, quote, context), Key: "key-" + source, EvidenceHash: claim.Fingerprint(quote, context),
		SourceID: source, DocumentID: "doc-" + source, Quote: quote,
	}}
}

// matterOf is a finding with a side for each list of evidence.
func matterOf(status claim.Status, sides ...[]Evidence) Finding {
	f := Finding{Conflict: claim.Conflict{ID: "matter", Status: status, Comparable: true}, Evidence: sides}
	for i, side := range sides {
		f.Sides = append(f.Sides, claim.Side{Position: []string{"cio", "cto"}[i], SourceIDs: sourcesOf(side)})
	}
	return f
}

const (
	ashSays   = "The CIO runs the help desk."
	birchSays = "The CTO runs the help desk."
	cedarSays = "Help desks belong to the CTO."
)

func decidedMatter() (Finding, map[string]claim.Document, claim.Decision) {
	f := matterOf(claim.Open, []Evidence{read("ash", ashSays, "")}, []Evidence{read("birch", birchSays, "")})
	pages := map[string]claim.Document{}
	for source, text := range map[string]string{"ash": "Menu\n" + ashSays, "birch": birchSays + "\nFoot"} {
		pages["doc-"+source] = *page("r1", source, text)
	}
	return f, pages, claim.Decision{
		ID: "d1", ConflictID: f.ID, Verdict: claim.Incomparable, Note: "other scope", By: "Ada", RunID: "r1",
		At: time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC), Basis: BasisOf(&f, pages),
	}
}

func TestBasisOf(t *testing.T) {
	f := matterOf(claim.New, []Evidence{read("birch", "b", ""), read("ash", "a", "")}, []Evidence{read("cedar", "c", "")})
	pages := map[string]claim.Document{"doc-ash": {BodySHA256: "B", TextSHA256: "T"}}
	want := []claim.Basis{
		{Position: "cio", SourceID: "ash", DocumentID: "doc-ash", ClaimKey: "key-ash", EvidenceHash: claim.Fingerprint("a", ""), Quote: "a", BodySHA256: "B", TextSHA256: "T"},
		{Position: "cio", SourceID: "birch", DocumentID: "doc-birch", ClaimKey: "key-birch", EvidenceHash: claim.Fingerprint("b", ""), Quote: "b"},
		{Position: "cto", SourceID: "cedar", DocumentID: "doc-cedar", ClaimKey: "key-cedar", EvidenceHash: claim.Fingerprint("c", ""), Quote: "c"},
	}
	if diff := cmp.Diff(want, BasisOf(&f, pages)); diff != "" {
		t.Error(diff)
	}
}

// Each case is the second run over a matter decided in the first, whose pages are "Menu\n" + ashSays and birchSays + "\nFoot".
func TestDecisionsCarryOverAndReopen(t *testing.T) {
	ash, birch := read("ash", ashSays, ""), read("birch", birchSays, "")
	same := matterOf(claim.Open, []Evidence{ash}, []Evidence{birch})
	ashPage, birchPage := page("r2", "ash", "Menu\n"+ashSays), page("r2", "birch", birchSays+"\nFoot")
	rewritten := page("r2", "birch", "The CTO builds products.\nFoot")
	reread := page("r2", "birch", "“The CTO  runs the help-desk”")
	reread.BodySHA256 = birchPage.BodySHA256
	edited := func(doc *claim.Document, extractor string) *claim.Document {
		doc.ExtractorVersion = extractor
		return doc
	}
	cedar := read("cedar", cedarSays, "")
	withCedar := matterOf(claim.Open, []Evidence{ash}, []Evidence{birch, cedar})

	for _, tc := range []struct {
		name    string
		now     Finding
		pages   []*claim.Document // of the second run
		then    []*claim.Document // more of the first
		because string            // empty: the decision holds
	}{
		{"nothing changed", same, []*claim.Document{ashPage, birchPage}, nil, ""},
		{
			"a side's passage is gone, the conflict stands through another", matterOf(claim.Open, []Evidence{ash}, []Evidence{cedar}),
			[]*claim.Document{ashPage, rewritten, page("r2", "cedar", cedarSays)},
			[]*claim.Document{page("r1", "cedar", cedarSays)},
			`the page of birch no longer says "The CTO runs the help desk."`,
		},
		{
			"a side's passage is worded anew", matterOf(claim.Open, []Evidence{ash}, []Evidence{read("birch", "Only the CTO runs the help desk.", "")}),
			[]*claim.Document{ashPage, page("r2", "birch", "Only the CTO runs a help desk.")},
			nil, `the page of birch now says "Only the CTO runs the help desk." where it said "The CTO runs the help desk."`,
		},
		{"only the menu changed", same, []*claim.Document{page("r2", "ash", "New menu\nSale!\n"+ashSays), birchPage}, nil, ""},
		{"the extractor reads the same bytes differently", matterOf(claim.Open, []Evidence{ash}, []Evidence{read("birch", "The CTO  runs the help-desk", "")}), []*claim.Document{ashPage, reread}, nil, ""},
		{
			"the extractor reads a page that changed elsewhere differently", matterOf(claim.Open, []Evidence{ash}, []Evidence{read("birch", "the CTO runs the “help desk”", "heading")}),
			[]*claim.Document{ashPage, edited(page("r2", "birch", "New\nthe CTO runs the “help desk”"), "2")},
			[]*claim.Document{page("r1", "birch", birchSays+"\nFoot")},
			"",
		},
		{
			"the extractor no longer finds a passage that stands", matterOf(claim.Open, []Evidence{ash}, []Evidence{cedar}),
			[]*claim.Document{ashPage, birchPage, page("r2", "cedar", cedarSays)},
			[]*claim.Document{page("r1", "cedar", cedarSays)},
			"",
		},
		{
			"the heading over a passage changed", matterOf(claim.Open, []Evidence{ash}, []Evidence{read("birch", birchSays, "2025")}),
			[]*claim.Document{ashPage, page("r2", "birch", "2025\n"+birchSays)},
			[]*claim.Document{page("r1", "birch", birchSays+"\nFoot")},
			"has another heading or sentence around",
		},
		{"a page cannot be fetched", same, []*claim.Document{ashPage, unreadable(rewritten, claim.Timeout, "")}, nil, ""},
		{"a page shows a check for robots", same, []*claim.Document{ashPage, unreadable(rewritten, claim.FetchOK, claim.BotWall)}, nil, ""},
		{"a page was left out", same, []*claim.Document{ashPage}, nil, ""},
		{"the conflict is unverified", matterOf(claim.Unverified, nil, nil), []*claim.Document{ashPage, rewritten}, nil, ""},
		{"the conflict is resolved", matterOf(claim.Resolved, nil, nil), []*claim.Document{ashPage, rewritten}, nil, ""},
		{"a new page", withCedar, []*claim.Document{ashPage, birchPage, page("r2", "cedar", cedarSays)}, nil, `the page of cedar now says "Help desks belong to the CTO."`},
		{
			"a page that failed when it was decided", withCedar,
			[]*claim.Document{ashPage, birchPage, page("r2", "cedar", cedarSays)},
			[]*claim.Document{unreadable(page("r1", "cedar", ""), claim.HTTPError, "")},
			"the page of cedar now says",
		},
		{
			"a page that was there, in which the extractor now finds more", withCedar,
			[]*claim.Document{ashPage, birchPage, page("r2", "cedar", "New menu\n"+cedarSays)},
			[]*claim.Document{page("r1", "cedar", "Menu\n"+cedarSays)},
			"",
		},
		{
			"a page that was there and now says so", withCedar,
			[]*claim.Document{ashPage, birchPage, page("r2", "cedar", "Menu\n"+cedarSays)},
			[]*claim.Document{page("r1", "cedar", "Menu")},
			"the page of cedar now says",
		},
		{
			"one more passage that a page added", matterOf(claim.Open, []Evidence{ash, read("ash", "And the CIO answers the phone.", "")}, []Evidence{birch}),
			[]*claim.Document{page("r2", "ash", "Menu\n"+ashSays+" And the CIO answers the phone."), birchPage},
			[]*claim.Document{page("r1", "ash", "Menu\n"+ashSays)},
			"the page of ash now says",
		},
		{"one more passage that the extractor finds", matterOf(claim.Open, []Evidence{ash, read("ash", "Menu", "")}, []Evidence{birch}), []*claim.Document{ashPage, birchPage}, nil, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, pages, decision := decidedMatter()
			d := NewDecider("r2", []Finding{tc.now}, []claim.Decision{decision}, nil, "")
			for id := range pages {
				if !slices.ContainsFunc(tc.then, func(doc *claim.Document) bool { return doc.ID == id }) {
					d.Page(new(pages[id]))
				}
			}
			for _, doc := range slices.Concat(tc.then, tc.pages) {
				d.Page(doc)
			}
			got, reopened := d.Decide()
			if tc.because == "" {
				if got[0].Decision != "not_comparable" || got[0].DecidedBy != "Ada" || got[0].DecisionNote != "other scope" || got[0].Reopened != "" || len(reopened) != 0 {
					t.Errorf("the decision does not hold: %+v, %v", got[0].Conflict, reopened)
				}
				return
			}
			if got[0].Decision+got[0].DecidedBy+got[0].DecisionNote != "" || !strings.Contains(got[0].Reopened, tc.because) || len(reopened) != 1 {
				t.Errorf("decision %q reopened because %q, want %q", got[0].Decision, got[0].Reopened, tc.because)
			}
			if got[0].Decided == nil || got[0].Decided.ID != decision.ID {
				t.Error("the finding does not name the decision that was made")
			}
		})
	}
}

// What was reopened stays so while the page that was the reason cannot be read, and holds again where it says again what it said.
func TestReopenedStaysReopened(t *testing.T) {
	f, _, decision := decidedMatter()
	before := []claim.Reopened{{ConflictID: f.ID, DecisionID: decision.ID, DocumentIDs: []string{"doc-birch"}, Because: "the page of birch no longer says it"}}
	ashPage, birchPage := page("r3", "ash", "Menu\n"+ashSays), page("r3", "birch", birchSays+"\nFoot")
	for _, tc := range []struct {
		name   string
		now    Finding
		pages  []*claim.Document
		lapsed bool
	}{
		{"the page fails", f, []*claim.Document{ashPage, unreadable(birchPage, claim.Timeout, "")}, true},
		{"the conflict is unverified", matterOf(claim.Unverified, nil, nil), []*claim.Document{ashPage, birchPage}, true},
		{"the page is as it was", f, []*claim.Document{ashPage, birchPage}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := NewDecider("r3", []Finding{tc.now}, []claim.Decision{decision}, before, "")
			for _, doc := range tc.pages {
				d.Page(doc)
			}
			got, reopened := d.Decide()
			if (got[0].Decision == "") != tc.lapsed {
				t.Errorf("decision %q", got[0].Decision)
			}
			if tc.lapsed {
				if diff := cmp.Diff(before, reopened); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
	again := decision
	again.ID, again.At = "d2", decision.At.Add(time.Hour)
	d := NewDecider("r3", []Finding{f}, []claim.Decision{decision, again}, before, "")
	if got, _ := d.Decide(); got[0].Decision == "" {
		t.Error("a decision made since counts as reopened")
	}
}

func TestDecideClearsWhatIsWithdrawn(t *testing.T) {
	f, _, decision := decidedMatter()
	f.Decision, f.DecidedBy, f.DecisionNote = "ignore", "Bob", "carried over from the last run"
	withdrawn := claim.Decision{ID: "d0", ConflictID: f.ID, Verdict: claim.Withdrawn, By: "Ada", At: decision.At.Add(time.Second)}
	d := NewDecider("r2", []Finding{f}, []claim.Decision{withdrawn, decision}, nil, "")
	if len(d.Needs()) != 0 {
		t.Errorf("an undecided finding needs %v", d.Needs())
	}
	got, _ := d.Decide()
	if got[0].Decision+got[0].DecidedBy+got[0].DecisionNote != "" || got[0].Decided != nil {
		t.Errorf("%+v", got[0])
	}
}

func TestDeciderNeeds(t *testing.T) {
	_, _, decision := decidedMatter()
	now := matterOf(claim.Open, []Evidence{read("ash", ashSays, "")}, []Evidence{read("birch", birchSays, ""), read("cedar", cedarSays, "")})
	other := matterOf(claim.Open, []Evidence{read("fir", "x", "")}, nil)
	other.ID = "undecided"
	d := NewDecider("r2", []Finding{now, other}, []claim.Decision{decision}, nil, "")
	want := map[string][]string{"r1": {"doc-cedar"}, "r2": {"doc-ash", "doc-birch", "doc-cedar"}}
	if diff := cmp.Diff(want, d.Needs()); diff != "" {
		t.Error(diff)
	}
}

func TestWordsOf(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		same bool
	}{
		{"The CIO’s  “help desk”\n", "the cio's help-desk.", true},
		{"a | b", "a b", true},
		{"up to $200,000", "Up to $ 200,000", true},
		{"soft\u00adware", "software", true},
		{"$200,000", "€200,000", false},
		{"$200,000", "$210,000", false},
		{"10 %", "10", false},
		{"1.5 years", "15 years", false},
		{"re-sign", "resign", false},
	} {
		if got := wordsOf(tc.a) == wordsOf(tc.b); got != tc.same {
			t.Errorf("%q and %q: same %v: %q, %q", tc.a, tc.b, got, wordsOf(tc.a), wordsOf(tc.b))
		}
	}
}

func TestBecause(t *testing.T) {
	long := "As of November the average base salaries of chiefs in the whole country, bonuses and shares left aside, were "
	for _, tc := range []struct {
		name    string
		changes []change
		want    string
	}{
		{
			"a figure in a long sentence",
			[]change{{"d", "ash", dropped, long + "$223,122 a year"}, {"d", "ash", added, long + "$236,866 a year"}},
			`the page of ash now says "... shares left aside, were $236,866 a year" where it said "... shares left aside, were $223,122 a year"`,
		},
		{
			"two pages",
			[]change{{"d", "ash", dropped, "one thing"}, {"e", "birch", added, "one thing"}},
			`the page of ash no longer says "one thing" and the page of birch now says "one thing"`,
		},
		{
			"nothing alike",
			[]change{{"d", "ash", dropped, "budgets and vendors"}, {"d", "ash", added, "runs\nthe help desk"}, {"d", "ash", elsewhere, "owns audits"}, {"e", "fir", added, "more"}},
			`the page of ash no longer says "budgets and vendors" and the page of ash now says "runs the help desk"; 2 more changes`,
		},
	} {
		if got := because(tc.changes); got != tc.want {
			t.Errorf("%s:\n%s\nwant\n%s", tc.name, got, tc.want)
		}
	}
}
