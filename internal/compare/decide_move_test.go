package compare

import (
	"slices"
	"strings"
	"testing"

	"rolecall/internal/claim"
)

const bullet = "Vendor management"

// remade is a page whose markup or reader is another.
func remade(doc *claim.Document, body, extractor string) *claim.Document {
	doc.BodySHA256, doc.ExtractorVersion = claim.Fingerprint(body), extractor
	return doc
}

// Each case is a decision on evidence of the first run, held against the second. The page of birch never changes.
func TestPassagesThatMove(t *testing.T) {
	const one, two = "The CIO\n" + bullet, "2022\n" + bullet + "\n2023\n" + bullet
	birch := []Evidence{read("birch", birchSays, "")}
	cio := []Evidence{read("ash", bullet, "CIO")}
	cedar := read("cedar", cedarSays, "")
	for _, tc := range []struct {
		name      string
		then, now Finding
		page      *claim.Document // of ash in the second run
		text      string          // of ash in the first
		because   string          // empty: the decision holds
	}{
		{
			"the same words on the other side, too", matterOf(claim.Open, cio, birch),
			matterOf(claim.Open, cio, []Evidence{birch[0], read("ash", bullet, "CTO")}), page("r2", "ash", one+"\nThe CTO\n"+bullet), one, "now says",
		},
		{
			"another extractor reads them on the other side, too", matterOf(claim.Open, cio, birch),
			matterOf(claim.Open, cio, []Evidence{birch[0], read("ash", bullet, "CTO")}), remade(page("r2", "ash", "Menu\n"+one), "b", "2"), one, "",
		},
		{
			"under a heading that makes no evidence of it", matterOf(claim.Open, []Evidence{cio[0], cedar}, birch),
			matterOf(claim.Open, []Evidence{cedar}, birch), page("r2", "ash", "The CISO\n"+bullet), one, "another heading",
		},
		{
			"another extractor makes no evidence of it", matterOf(claim.Open, []Evidence{cio[0], cedar}, birch),
			matterOf(claim.Open, []Evidence{cedar}, birch), remade(page("r2", "ash", "Menu\n"+one), "b", "2"), one, "",
		},
		{
			"one of two contexts", matterOf(claim.Open, []Evidence{read("ash", bullet, "2022"), read("ash", bullet, "2023")}, birch),
			matterOf(claim.Open, []Evidence{read("ash", bullet, "2022"), read("ash", bullet, "2025")}, birch),
			page("r2", "ash", strings.Replace(two, "2023", "2025", 1)), two, "another heading",
		},
		{
			"other markup around the same text", matterOf(claim.Open, cio, birch),
			matterOf(claim.Open, []Evidence{read("ash", bullet, "CIO, CTO")}, birch), remade(page("r2", "ash", one), "b", "1"), one, "another heading",
		},
		{
			"other markup and another extractor", matterOf(claim.Open, cio, birch),
			matterOf(claim.Open, []Evidence{read("ash", bullet, "CIO, CTO")}, birch), remade(page("r2", "ash", one), "b", "2"), one, "",
		},
		{"other markup, and the context is the same", matterOf(claim.Open, cio, birch), matterOf(claim.Open, cio, birch), remade(page("r2", "ash", one), "b", "1"), one, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			then := []*claim.Document{page("r1", "ash", tc.text), page("r1", "birch", birchSays), page("r1", "cedar", cedarSays)}
			decision := decisionOn(&tc.then, then)
			d := NewDecider("r2", []Finding{tc.now}, []claim.Decision{decision}, nil, "r1")
			for _, doc := range append(then, tc.page, page("r2", "birch", birchSays), page("r2", "cedar", cedarSays)) {
				d.Page(doc)
			}
			expect(t, d, tc.because)
		})
	}
}

func decisionOn(f *Finding, pages []*claim.Document) claim.Decision {
	byID := map[string]claim.Document{}
	for _, doc := range pages {
		byID[doc.ID] = *doc
	}
	return claim.Decision{ID: "d1", ConflictID: f.ID, Verdict: claim.Incomparable, By: "Ada", RunID: "r1", Basis: BasisOf(f, byID)}
}

func expect(t *testing.T, d *Decider, because string) {
	t.Helper()
	_, reopened := d.Decide()
	if because == "" && len(reopened) > 0 || because != "" && (len(reopened) != 1 || !strings.Contains(reopened[0].Because, because)) {
		t.Errorf("reopened %+v, want because %q", reopened, because)
	}
}

// The run that was decided on is gone: pages are held against those of the run before.
func TestDecisionsOutliveTheirRun(t *testing.T) {
	ash, birch, cedar := read("ash", ashSays, ""), read("birch", birchSays, ""), read("cedar", cedarSays, "")
	first := matterOf(claim.Open, []Evidence{ash}, []Evidence{birch})
	more := matterOf(claim.Open, []Evidence{ash}, []Evidence{birch, cedar})
	lapsed := []claim.Reopened{{ConflictID: first.ID, DecisionID: "d1", DocumentIDs: []string{"doc-cedar"}, Because: "the page of cedar now says it"}}
	for _, tc := range []struct {
		name      string
		now       Finding
		then, see *claim.Document // cedar's page in the run before, and now
		before    []claim.Reopened
		because   string
	}{
		{"an extractor finds more in the same text", more, page("r2", "cedar", cedarSays), remade(page("r3", "cedar", cedarSays), cedarSays+"b", "2"), nil, ""},
		{"an extractor finds more on a page with another menu", more, page("r2", "cedar", cedarSays), remade(page("r3", "cedar", "Menu\n"+cedarSays), "b", "2"), nil, ""},
		{"a page says something new", more, page("r2", "cedar", "Menu"), page("r3", "cedar", cedarSays), nil, "the page of cedar now says"},
		{"it was reopened before", more, page("r2", "cedar", cedarSays), page("r3", "cedar", cedarSays), lapsed, "the page of cedar now says it"},
		{"it was reopened before, and all is as it was", first, page("r2", "cedar", cedarSays), page("r3", "cedar", "Menu"), lapsed, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			decision := decisionOn(&first, []*claim.Document{page("r1", "ash", ashSays), page("r1", "birch", birchSays)})
			d := NewDecider("r3", []Finding{tc.now}, []claim.Decision{decision}, tc.before, "r2")
			d.Gone("r1")
			for _, doc := range []*claim.Document{page("r3", "ash", ashSays), page("r3", "birch", birchSays), tc.then, tc.see} {
				d.Page(doc)
			}
			expect(t, d, tc.because)
		})
	}
}

// A page that is read under another address, with the same words in the same context, is no new evidence; under the other
// role, with other words, or beside the page as it was, it is.
func TestPageAtANewAddress(t *testing.T) {
	cio, birch := read("ash", bullet, "CIO"), read("birch", birchSays, "")
	then := []*claim.Document{page("r1", "ash", "The CIO\n"+bullet), page("r1", "birch", birchSays)}
	asDecided := matterOf(claim.Open, []Evidence{cio}, []Evidence{birch})
	decision := decisionOn(&asDecided, then)
	moved := *page("r2", "ash", "The CIO\n"+bullet)
	moved.ID = "doc-ash-new"
	for name, tc := range map[string]struct {
		quote, context string
		side           int
		old            bool // the page is still there under its old address, too
		because        string
	}{
		"the same":           {bullet, "CIO", 0, false, ""},
		"in another context": {bullet, "CIO of a bank", 0, false, "now says"},
		"on the other side":  {bullet, "CIO", 1, false, "now says"},
		"in two places":      {bullet, "CIO", 0, true, "now says"},
	} {
		t.Run(name, func(t *testing.T) {
			at := read("ash", tc.quote, tc.context)
			at.DocumentID = moved.ID
			sides := [][]Evidence{{}, {birch}}
			sides[tc.side] = append(sides[tc.side], at)
			d := NewDecider("r2", []Finding{matterOf(claim.Open, sides...)}, []claim.Decision{decision}, nil, "r1")
			shown := append(slices.Clone(then), &moved, page("r2", "birch", birchSays))
			if tc.old {
				shown = append(shown, page("r2", "ash", "The CIO\n"+bullet))
			}
			for _, doc := range shown {
				d.Page(doc)
			}
			expect(t, d, tc.because)
		})
	}
}
