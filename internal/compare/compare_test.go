package compare

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/claim"
)

// said is a claim of a source with what a test needs to set; change adds the rest.
func said(source string, kind claim.Kind, role claim.Role, value, quote string, change ...func(*Evidence)) Evidence {
	e := Evidence{Claim: claim.Claim{
		SourceID: source, DocumentID: claim.DocumentID(source, "https://"+source+".example/"), Kind: kind, Role: role,
		Value: value, Quote: quote, Form: claim.Prose, Modality: claim.Asserted,
	}}
	for _, c := range change {
		c(&e)
	}
	e.Start = placeOf(&e)
	e.End = e.Start + len(quote)
	e.Identify(func(claim.Span) string { return "" })
	return e
}

// placeOf spreads quotes over a document so that no two claims of a test share a place.
func placeOf(e *Evidence) int {
	var sum uint16
	for _, b := range []byte(e.Quote + e.Value + string(e.Kind) + string(e.Role)) {
		sum = sum*31 + uint16(b)
	}
	return int(sum)
}

func has(source string, role claim.Role, category, quote string, change ...func(*Evidence)) Evidence {
	return said(source, claim.Responsibility, role, "", quote, append([]func(*Evidence){func(e *Evidence) {
		e.Category, e.Categories = category, []string{category}
	}}, change...)...)
}

func also(categories ...string) func(*Evidence) {
	return func(e *Evidence) { e.Categories = append(e.Categories, categories...) }
}

func only(condition string) func(*Evidence) { return func(e *Evidence) { e.Condition = condition } }

func hedged(e *Evidence) { e.Modality = claim.Hedged }

func listed(e *Evidence) { e.Form, e.Section = claim.List, "Duties" }

func onPage(path string) func(*Evidence) {
	return func(e *Evidence) { e.DocumentID = claim.DocumentID(e.SourceID, "https://"+e.SourceID+".example/"+path) }
}

func by(author string) func(*Evidence) { return func(e *Evidence) { e.Author = author } }

func object(o string) func(*Evidence) { return func(e *Evidence) { e.Object = o } }

func published(year int) func(*Evidence) {
	return func(e *Evidence) {
		t := time.Date(year, 5, 1, 0, 0, 0, 0, time.UTC)
		e.PublishedAt = &t
	}
}

// compareAll sorts claims by topic and compares each, as the pipeline does.
func compareAll(claims []Evidence) []Finding {
	topics := map[string][]Evidence{}
	for _, e := range claims {
		for _, t := range Topics(&e.Claim) {
			topics[t] = append(topics[t], e)
		}
	}
	var out []Finding
	for _, t := range sortedKeys(topics) {
		out = append(out, One(t, topics[t], Options{})...)
	}
	Sort(out)
	return out
}

// gist is a finding in a line: kind, topic, each side with its sources, and the start of the reason.
func gist(f Finding) string {
	sides := make([]string, 0, len(f.Sides))
	for _, s := range f.Sides {
		sides = append(sides, s.Position+"="+strings.Join(s.SourceIDs, "+"))
	}
	reason, _, _ := strings.Cut(f.ReasonNotComparable, ":")
	line := fmt.Sprintf("%s %s %s", f.Kind, f.Topic, strings.Join(sides, " "))
	if reason != "" {
		line += " // " + reason
	}
	return line
}

func gists(findings []Finding) []string {
	out := []string{}
	for _, f := range findings {
		out = append(out, gist(f))
	}
	return out
}

type conflictCase struct {
	name   string
	claims []Evidence
	want   []string // gists; nil: no finding
}

func checkCases(t *testing.T, cases []conflictCase) {
	t.Helper()
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			findings := compareAll(tc.claims)
			if diff := cmp.Diff(append([]string{}, tc.want...), gists(findings)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			seen := map[string]bool{}
			for _, f := range findings {
				checkFinding(t, f)
				if seen[f.ID] {
					t.Errorf("%s: a second finding of this id", gist(f))
				}
				seen[f.ID] = true
			}
		})
	}
}

// checkFinding holds what is true of every finding.
func checkFinding(t *testing.T, f Finding) {
	t.Helper()
	if f.ID != claim.ConflictID(f.Kind, f.Topic, f.Roles) {
		t.Errorf("%s: id is not of kind, topic and roles", gist(f))
	}
	if f.Comparable == (f.ReasonNotComparable != "") {
		t.Errorf("%s: comparable %v with reason %q", gist(f), f.Comparable, f.ReasonNotComparable)
	}
	if len(f.Sides) < 2 || len(f.Evidence) != len(f.Sides) {
		t.Fatalf("%s: %d sides, %d lists of evidence", gist(f), len(f.Sides), len(f.Evidence))
	}
	for i, s := range f.Sides {
		if !slices.IsSorted(s.ClaimIDs) || !slices.IsSorted(s.SourceIDs) || len(s.ClaimIDs) == 0 {
			t.Errorf("%s: side %d not sorted or empty", gist(f), i)
		}
		for j, e := range f.Evidence[i] {
			if e.ID != s.ClaimIDs[j] || !slices.Contains(s.SourceIDs, e.SourceID) {
				t.Errorf("%s: evidence %d of side %d is not its claim", gist(f), j, i)
			}
		}
		for _, id := range s.SourceIDs {
			if !strings.Contains(f.Explanation, id) && len(s.SourceIDs) < 5 {
				t.Errorf("%s: explanation %q does not name %s", gist(f), f.Explanation, id)
			}
		}
	}
	if f.Severity.Rank() < 0 || !strings.HasSuffix(f.Explanation, ".") {
		t.Errorf("%s: severity %q, explanation %q", gist(f), f.Severity, f.Explanation)
	}
}

// everyKind is claims of six sources with a finding of every kind.
func everyKind() []Evidence {
	return []Evidence{
		has("ash", claim.CIO, "cybersecurity", "Keeps intruders out and owns cybersecurity."),
		has("birch", claim.CTO, "cybersecurity", "Owns cybersecurity."),
		has("cedar", claim.CTO, "cybersecurity", "In shops without a CISO the CTO owns cybersecurity.", only("in shops without a CISO")),
		has("ash", claim.CIO, "infrastructure", "The data centre."),
		has("dogwood", claim.CTO, "infrastructure", "The data centre of the product."),
		said("ash", claim.Orientation, claim.CIO, "internal", "The CIO faces inward."),
		said("birch", claim.Orientation, claim.CIO, "external", "The CIO faces the customers."),
		said("ash", claim.FinancialGoal, claim.CTO, "top_line", "The CTO grows revenue."),
		said("cedar", claim.FinancialGoal, claim.CTO, "bottom_line", "The CTO saves cost."),
		said("ash", claim.ReportsTo, claim.CTO, "ceo", "The CTO reports to the CEO."),
		said("birch", claim.ReportsTo, claim.CTO, "cio", "The CTO reports to the CIO."),
		said("cedar", claim.Rank, "", "equal", "The two are peers."),
		said("dogwood", claim.Rank, "", "cto_above", "The CTO is the senior of the two."),
		said("ash", claim.Emphasis, "", "cio_more_strategic", "The CIO is the more strategic."),
		said("elm", claim.Emphasis, "", "cto_more_strategic", "The CTO is the more strategic."),
		said("ash", claim.RoleName, claim.CIO, "cio=chief information officer", "Chief information officer (CIO)"),
		said("fir", claim.RoleName, claim.CIO, "cto=chief information officer", "Chief information officer (CTO)"),
		said("elm", claim.RoleName, claim.CIO, "cio=chief investment officer", "Chief investment officer (CIO)"),
		said("ash", claim.PayComparison, "", "equal", "Both earn the same."),
		said("fir", claim.PayComparison, "", "cto_higher", "The CTO earns more."),
		pay("ash", claim.CIO, 200_000, survey("Paywatch", "2024")),
		pay("birch", claim.CIO, 260_000, survey("Paywatch", "2024")),
		pay("cedar", claim.CIO, 150_000, survey("Wagebook", "2021")),
	}
}

func TestOneIsTheSameInAnyOrder(t *testing.T) {
	claims := everyKind()
	want := compareAll(claims)
	kinds := map[string]bool{}
	for _, f := range want {
		kinds[f.Kind] = true
		checkFinding(t, f)
	}
	if len(kinds) != 9 {
		t.Fatalf("the claims give %d kinds of conflict, not all nine: %v", len(kinds), kinds)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		random.Shuffle(len(claims), func(i, j int) { claims[i], claims[j] = claims[j], claims[i] })
		if diff := cmp.Diff(want, compareAll(claims)); diff != "" {
			t.Fatalf("another order, other findings:\n%s", diff)
		}
	}
}

func TestOneCountsAClaimOnce(t *testing.T) {
	claims := everyKind()
	want := compareAll(claims)
	if diff := cmp.Diff(want, compareAll(append(claims, claims...))); diff != "" {
		t.Errorf("claims handed over twice change the findings:\n%s", diff)
	}
}

// TestOneIsSymmetric holds that it does not matter which source says which: with the names turned round, the same matters
// come out with the sources turned round.
func TestOneIsSymmetric(t *testing.T) {
	names := []string{"ash", "birch", "cedar", "dogwood", "elm", "fir"}
	turned := func(id string) string { return names[len(names)-1-slices.Index(names, id)] }
	claims := everyKind()
	other := slices.Clone(claims)
	for i := range other {
		other[i].SourceID = turned(other[i].SourceID)
		other[i].DocumentID = claim.DocumentID(other[i].SourceID, "https://"+other[i].SourceID+".example/")
		other[i].Identify(func(claim.Span) string { return "" })
	}
	outline := func(findings []Finding, name func(string) string) []string {
		var out []string
		for _, f := range findings {
			line := fmt.Sprintf("%s %s %v %s", f.Kind, f.Topic, f.Comparable, f.Severity)
			for _, s := range f.Sides {
				var ids []string
				for _, id := range s.SourceIDs {
					ids = append(ids, name(id))
				}
				slices.Sort(ids)
				line += fmt.Sprintf(" %s=%v/%d", s.Position, ids, s.Support)
			}
			out = append(out, line)
		}
		slices.Sort(out)
		return out
	}
	want := outline(compareAll(claims), func(id string) string { return id })
	if diff := cmp.Diff(want, outline(compareAll(other), turned)); diff != "" {
		t.Errorf("the sources turned round:\n%s", diff)
	}
}

func TestNoClaimIsInConflictWithItself(t *testing.T) {
	for _, e := range everyKind() {
		if found := compareAll([]Evidence{e, e}); len(found) > 0 {
			t.Errorf("%s %q: %v", e.Kind, e.Quote, gists(found))
		}
	}
	for _, f := range compareAll(everyKind()) {
		side := map[string]int{}
		for i, s := range f.Sides {
			for _, id := range s.ClaimIDs {
				if at, twice := side[id]; twice && f.Kind != claim.SalaryOrder && at != i {
					t.Errorf("%s: a claim stands on two sides", gist(f))
				}
				side[id] = i
			}
		}
	}
}

func TestSeverity(t *testing.T) {
	faces := func(source, value string, change ...func(*Evidence)) Evidence {
		return said(source, claim.Orientation, claim.CIO, value, "By "+source+" the CIO is "+value+".", change...)
	}
	duty := func(source string, role claim.Role, quote string) Evidence {
		return has(source, role, "procurement", quote)
	}
	paywatch := survey("Paywatch", "2024")
	for _, tc := range []struct {
		name   string
		want   claim.Severity
		claims []Evidence
	}{
		{"one against one", claim.Medium, []Evidence{faces("ash", "internal"), faces("birch", "external")}},
		{"two against two", claim.High, []Evidence{faces("ash", "internal"), faces("birch", "external"), faces("cedar", "internal"), faces("elm", "external")}},
		{"one hedged", claim.Low, []Evidence{faces("ash", "internal"), faces("birch", "external", hedged)}},
		{"two against two, one side hedged", claim.Medium, []Evidence{
			faces("ash", "internal"), faces("birch", "external", hedged), faces("cedar", "internal"), faces("elm", "external", hedged),
		}},
		{"figures a little apart", claim.Medium, []Evidence{pay("ash", claim.CIO, 200_000, paywatch), pay("birch", claim.CIO, 230_000, paywatch)}},
		{"figures far apart", claim.High, []Evidence{pay("ash", claim.CIO, 200_000, paywatch), pay("birch", claim.CIO, 290_000, paywatch)}},
		{"the one ahead against the other", claim.High, []Evidence{
			said("ash", claim.PayComparison, "", "cio_higher", "The CIO has more."), said("birch", claim.PayComparison, "", "cto_higher", "The CTO has more."),
		}},
		{"equal against different", claim.Medium, []Evidence{
			said("ash", claim.PayComparison, "", "equal", "Both have the same."), said("birch", claim.PayComparison, "", "different", "Their grades differ."),
		}},
		{"the same by its only word", claim.Medium, []Evidence{duty("ash", claim.CIO, "Approves purchases"), duty("birch", claim.CTO, "Decides on purchases")}},
		{"the same by a word among others", claim.Low, []Evidence{
			duty("ash", claim.CIO, "Keeps watch over the purchase of lamps, ladders and glue"), duty("birch", claim.CTO, "Decides on every purchase"),
		}},
	} {
		found := compareAll(tc.claims)
		if len(found) != 1 || found[0].Severity != tc.want {
			t.Errorf("%s: %v, want one of severity %s", tc.name, found, tc.want)
		}
	}
}

func TestAgreementIsNoConflict(t *testing.T) {
	var claims []Evidence
	for _, source := range []string{"ash", "birch", "cedar"} {
		for _, e := range everyKind() {
			if e.SourceID == "ash" {
				e.SourceID, e.DocumentID = source, claim.DocumentID(source, "https://"+source+".example/")
				e.Identify(func(claim.Span) string { return "" })
				claims = append(claims, e)
			}
		}
	}
	if found := compareAll(claims); len(found) > 0 {
		t.Errorf("sources that say the same conflict: %v", gists(found))
	}
}

func TestSupportCountsClusters(t *testing.T) {
	claims := []Evidence{
		said("ash", claim.Orientation, claim.CIO, "internal", "The CIO faces inward."),
		said("birch", claim.Orientation, claim.CIO, "internal", "The CIO looks to the inside."),
		said("cedar", claim.Orientation, claim.CIO, "external", "The CIO faces the market."),
		said("elm", claim.Orientation, claim.CIO, "external", "The CIO serves customers."),
	}
	for _, tc := range []struct {
		name     string
		clusters map[string]string
		support  int
		severity claim.Severity
	}{
		{"independent", nil, 2, claim.High},
		{"near copies", map[string]string{"ash": "ash", "birch": "ash"}, 1, claim.Medium},
	} {
		found := One("orientation/cio", claims, Options{Clusters: tc.clusters})
		if len(found) != 1 || found[0].Sides[1].Support != tc.support || found[0].Severity != tc.severity {
			t.Errorf("%s: %v, support %d, severity %s", tc.name, gists(found), found[0].Sides[1].Support, found[0].Severity)
		}
	}
}

func TestTopics(t *testing.T) {
	for _, tc := range []struct {
		claim Evidence
		want  []string
	}{
		{has("ash", claim.CIO, "infrastructure", "x", also("vendor-management", "it-operations")), []string{"duty/operations", "duty/relations"}},
		{has("ash", claim.CIO, claim.OtherCategory, "x"), nil},
		{pay("ash", claim.CTO, 1), []string{"pay/cto", "order"}},
		{pay("ash", "ciso", 1), []string{"pay/ciso"}},
		{said("ash", claim.ReportsTo, claim.CTO, "cio", "x"), []string{"reports_to/cto", "rank"}},
		{said("ash", claim.ReportsTo, claim.CTO, "ceo", "x"), []string{"reports_to/cto"}},
		{said("ash", claim.Emphasis, "", "cio_more_visible", "x"), []string{"emphasis/visible"}},
	} {
		if diff := cmp.Diff(tc.want, Topics(&tc.claim.Claim)); diff != "" {
			t.Errorf("%s %s: %s", tc.claim.Kind, tc.claim.Value, diff)
		}
	}
}

func BenchmarkOne(b *testing.B) {
	nouns := strings.Fields("firewalls backups laptops servers licences networks helpdesk storage printers cloud mainframes telephony")
	var claims []Evidence
	for i := range 200 {
		source := fmt.Sprintf("source-%03d", i)
		for j := range 4 {
			role := []claim.Role{claim.CIO, claim.CTO}[(i+j)%2]
			quote := fmt.Sprintf("Plans and renews the %s and the %s of branch %d.", nouns[(i+j)%12], nouns[(i*j+5)%12], i%7)
			claims = append(claims, has(source, role, "infrastructure", quote))
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		One("duty/operations", claims, Options{})
	}
}
