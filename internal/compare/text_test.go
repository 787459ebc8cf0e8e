package compare

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/claim"
)

// prose is a text of so many made-up words.
func prose(random *rand.Rand, words int) string {
	out := make([]string, words)
	for i := range out {
		out[i] = fmt.Sprintf("w%d", random.IntN(5000))
	}
	return strings.Join(out, " ")
}

func textPage(source, path, text string) *claim.Document {
	return &claim.Document{
		ID: claim.DocumentID(source, "https://"+source+".example/"+path), SourceID: source, FetchOutcome: claim.FetchOK, Text: text,
	}
}

func TestNearCopiesByText(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	original := prose(random, 900)
	pages := []*claim.Document{
		textPage("ash", "a", original),
		textPage("birch", "b", prose(random, 600)+" "+strings.ToUpper(original[:len(original)/3])+". "+prose(random, 300)), // a third of it is taken over
		textPage("cedar", "c", prose(random, 40)+" "+original[:80]+" "+prose(random, 700)),                                 // a sentence
		textPage("dune", "d", "Too short to say."), textPage("elm", "e", "Too short to say."),
	}
	for i := range 60 { // the copy lies in a source of many pages
		pages = append(pages, textPage("ash", fmt.Sprintf("other-%d", i), prose(random, 700)))
	}
	analyze := func() *Analyzer {
		a := NewAnalyzer(nil)
		for _, p := range pages {
			a.Document(p)
		}
		return a
	}
	want := map[string]string{"ash": "ash", "birch": "ash", "cedar": "cedar", "dune": "dune", "elm": "elm"}
	if diff := cmp.Diff(want, analyze().Clusters()); diff != "" {
		t.Errorf("clusters: %s", diff)
	}
	copies := map[string][]string{pages[0].ID: {pages[1].ID}, pages[1].ID: {pages[0].ID}}
	for range 5 {
		if diff := cmp.Diff(copies, analyze().NearCopies()); diff != "" {
			t.Fatalf("documents: %s", diff)
		}
		random.Shuffle(len(pages), func(i, j int) { pages[i], pages[j] = pages[j], pages[i] })
	}
}

func TestOneTextInManySources(t *testing.T) {
	text := prose(rand.New(rand.NewPCG(9, 9)), 300)
	a := NewAnalyzer(nil)
	for i := range 3 * eachPair {
		a.Document(textPage(fmt.Sprintf("source-%03d", i), "", text))
	}
	for id, first := range a.Clusters() {
		if first != "source-000" {
			t.Errorf("%s is of the cluster of %s", id, first)
		}
	}
}

func TestTextSampleIsBounded(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	var s textSample
	for i := range 50 {
		s.add(textPage("ash", fmt.Sprint(i), prose(random, 500)))
	}
	if len(s) != keptRuns || cap(s) > 2*keptRuns {
		t.Errorf("%d runs are kept, with room for %d", len(s), cap(s))
	}
}

func BenchmarkTexts(b *testing.B) {
	random := rand.New(rand.NewPCG(5, 6))
	var pages []*claim.Document
	for i := range 100 {
		pages = append(pages, textPage(fmt.Sprintf("source-%03d", i), "", prose(random, 1500)))
	}
	b.ReportAllocs()
	for b.Loop() {
		a := NewAnalyzer(nil)
		for _, p := range pages {
			a.Document(p)
		}
		a.Clusters()
	}
}
