package compare

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/claim"
)

// copiedDuties is a list of duties in two wordings of one text, and a third source's own.
func copiedDuties() []Evidence {
	texts := [][2]string{
		{"Managing the whole network of the group", "Manage the group's whole network"},
		{"Renewing licences and equipment every spring", "Renew equipment and licences each spring"},
		{"Answering for printers and telephones", "Answer for telephones and printers"},
		{"Counting laptops twice a year", "Counts laptops twice per year"},
		{"Raising the top margin of the group", "Raising the bottom margin of the group"},
	}
	var out []Evidence
	for i, pair := range texts {
		out = append(out, has("ash", claim.CIO, "infrastructure", pair[0]), has("birch", claim.CTO, "infrastructure", pair[1]),
			has("cedar", claim.CIO, "it-operations", fmt.Sprintf("Keeps ledger %d of the parish in good order", i)))
	}
	return out
}

func analyzed(claims []Evidence) *Analyzer {
	a := NewAnalyzer([]string{"ash", "birch", "cedar", "silent"})
	for _, e := range claims {
		a.Claim(e)
	}
	return a
}

func TestNearCopies(t *testing.T) {
	a := analyzed(copiedDuties())
	want := map[string]string{"ash": "ash", "birch": "ash", "cedar": "cedar", "silent": "silent"}
	if diff := cmp.Diff(want, a.Clusters()); diff != "" {
		t.Errorf("clusters: %s", diff)
	}
	ash, birch := claim.DocumentID("ash", "https://ash.example/"), claim.DocumentID("birch", "https://birch.example/")
	if diff := cmp.Diff(map[string][]string{ash: {birch}, birch: {ash}}, a.NearCopies()); diff != "" {
		t.Errorf("documents: %s", diff)
	}
	for _, p := range a.Finish(nil).Profiles {
		if want := map[string]float64{"ash": 1, "birch": 1}[p.SourceID]; p.Copied != want {
			t.Errorf("%s: %.2f of its claims are copied, want %.2f", p.SourceID, p.Copied, want)
		}
	}
	pairs := a.Finish(nil).Pairs
	if len(pairs) != 1 || !pairs[0].NearCopy || len(pairs[0].Flips) != 1 {
		t.Fatalf("pairs: %+v", pairs)
	}
	if f := pairs[0].Flips[0]; f.WordA != "top" || f.WordB != "bottom" {
		t.Errorf("flip %q / %q", f.WordA, f.WordB)
	}
}

func TestAnalysisIsTheSameInAnyOrder(t *testing.T) {
	claims := append(copiedDuties(), everyKind()...)
	want := analyzed(claims).Finish(nil)
	random := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		random.Shuffle(len(claims), func(i, j int) { claims[i], claims[j] = claims[j], claims[i] })
		if diff := cmp.Diff(want, analyzed(claims).Finish(nil)); diff != "" {
			t.Fatalf("another order, another analysis:\n%s", diff)
		}
	}
}

func TestProfiles(t *testing.T) {
	a := analyzed([]Evidence{
		has("ash", claim.CIO, "infrastructure", "Runs the network."),
		has("ash", claim.CIO, "training", "Trains the staff."),
		has("birch", claim.CIO, "infrastructure", "Runs the servers."),
		has("birch", claim.CTO, "training", "Trains the staff."),
		pay("ash", claim.CIO, 100, survey("Paywatch", "2021"), func(e *Evidence) { e.Stale = true }),
		pay("ash", claim.CTO, 120, survey("Paywatch", "2024-03")),
	})
	a.Document(&claim.Document{SourceID: "ash", FetchOutcome: claim.FetchOK, WordCount: 900})
	a.Document(&claim.Document{SourceID: "ash", FetchOutcome: claim.Timeout})
	got := a.Finish([]Finding{
		{Conflict: claim.Conflict{Comparable: true, Sides: []claim.Side{{SourceIDs: []string{"ash"}}, {SourceIDs: []string{"ash", "birch"}}}}},
		{Conflict: claim.Conflict{Comparable: true, Status: claim.Resolved, Sides: []claim.Side{{SourceIDs: []string{"ash"}}}}},
		{Conflict: claim.Conflict{Sides: []claim.Side{{SourceIDs: []string{"ash"}}}}},
	})
	half := 0.5
	want := Profile{
		SourceID: "ash", Pages: 2, Fetched: 1, Failed: 1, Claims: 4, Words: 900,
		Kinds: map[claim.Kind]int{claim.Responsibility: 2, claim.Salary: 2}, Categories: 2,
		Alone: []RoleTopic{{claim.CIO, "training"}}, Contradicts: 1,
		NewestFigure: "2024-03", OldestFigure: "2021", Stale: 1, Agreement: &half,
	}
	if diff := cmp.Diff(want, got.Profiles[0]); diff != "" {
		t.Errorf("profile: %s", diff)
	}
	if p := got.Pairs[0]; p.Shared != 2 || p.SameRole != 0.5 || p.Jaccard != 1.0/3 {
		t.Errorf("pair %+v", p)
	}
	if len(got.Pay) != 2 || got.Pay[0].Role != claim.CIO || len(got.Matrix) != 3 {
		t.Errorf("%d figures, %d rows of the matrix", len(got.Pay), len(got.Matrix))
	}
}

func TestFiguresOfOneSurveyAreNoCopies(t *testing.T) {
	var claims []Evidence
	for i := range 6 {
		for _, source := range []string{"ash", "birch"} {
			claims = append(claims, pay(source, claim.CIO, float64(100_000+i)))
		}
	}
	if got := analyzed(claims).Clusters(); got["ash"] == got["birch"] {
		t.Error("sources that put figures alike are taken for near copies")
	}
}

// A sentence that gives two claims counts as two, and what is short says nothing.
func TestCopiedIsAShareOfTheClaims(t *testing.T) {
	shared := "Managing the whole network of the county council"
	a := analyzed([]Evidence{
		has("ash", claim.CIO, "infrastructure", shared), has("ash", claim.CTO, "infrastructure", shared),
		has("ash", claim.CIO, "training", "Teaching spreadsheets to every new librarian"),
		has("ash", claim.CIO, "training", "Teaching clerks"),
		has("birch", claim.CIO, "training", "Teaching clerks"),
		has("birch", claim.CIO, "infrastructure", "Manages the whole network of a county council"),
	})
	got := a.Finish(nil).Profiles
	if got[0].Copied != 2.0/3 || got[1].Copied != 1 || got[2].Copied != 0 {
		t.Errorf("copied: %v, %v, %v", got[0].Copied, got[1].Copied, got[2].Copied)
	}
}

func TestMatrixIsBounded(t *testing.T) {
	var claims []Evidence
	for i := range 40 {
		claims = append(claims, has("ash", claim.CIO, "training", fmt.Sprintf("Teaches lesson %d.", i)))
	}
	row := analyzed(claims).Finish(nil).Matrix[0]
	if len(row.Cells["ash"]) != CellClaims || row.Counts["ash"] != 40 {
		t.Errorf("%d claims shown, %d counted", len(row.Cells["ash"]), row.Counts["ash"])
	}
}

// Where everybody words things alike, the work stays within bounds, and every source is still held against others.
func TestFormulaIsBounded(t *testing.T) {
	var quotes []quoteForm
	for source := range 100 {
		for doc := range 100 {
			quotes = append(quotes, quoteForm{hash: "h", stems: []string{"a", "b", "c", "d"}, at: Evidence{Claim: claim.Claim{
				SourceID: fmt.Sprintf("s%03d", source), DocumentID: fmt.Sprintf("d%03d-%03d", source, doc),
			}}})
		}
	}
	pairs, met := 0, map[string]bool{}
	eachLike(quotes, func(a, b *quoteForm) {
		pairs++
		met[a.at.SourceID], met[b.at.SourceID] = true, true
	})
	if most := mostHolders * (mostHolders - 1) / 2; pairs > most || len(met) < mostHolders/mostOwn {
		t.Errorf("%d pairs, at most %d wanted, of %d sources", pairs, most, len(met))
	}
}

func BenchmarkNearCopies(b *testing.B) {
	words := make([]string, 2000)
	for i := range words {
		words[i] = fmt.Sprintf("word%d", i)
	}
	random := rand.New(rand.NewPCG(5, 6))
	a := NewAnalyzer(nil)
	for i := range 100 {
		for range 60 {
			var quote []string
			for range 8 {
				quote = append(quote, words[random.IntN(len(words))])
			}
			a.Claim(has(fmt.Sprintf("source-%03d", i), claim.CIO, "training", strings.Join(quote, " ")))
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		findCopies(a.sources)
	}
}
