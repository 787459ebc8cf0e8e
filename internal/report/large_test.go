package report

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"rolecall/internal/claim"
	"rolecall/internal/compare"
)

// The report that has to stay light: so many sources and claims, and so many bytes.
const (
	largeSources = 200
	largeClaims  = 20000
	largestPage  = 6_000_000
)

// writer makes up text: words of a vocabulary of its own, the common ones often, as in a language.
type writer struct {
	*rand.Rand
	vocabulary []string
}

func newWriter() *writer {
	w := &writer{Rand: rand.New(rand.NewPCG(1, 2))} //nolint:gosec // no secret: the same text every time
	const consonants, vowels = "bcdfghjklmnprstvw", "aeiou"
	for len(w.vocabulary) < 6000 {
		var b strings.Builder
		for range 1 + w.IntN(4) {
			b.WriteByte(consonants[w.IntN(len(consonants))])
			b.WriteByte(vowels[w.IntN(len(vowels))])
		}
		w.vocabulary = append(w.vocabulary, b.String())
	}
	return w
}

func (w *writer) words(least, most int) string {
	words := make([]string, least+w.IntN(most-least+1))
	for i := range words {
		share := w.Float64()
		words[i] = w.vocabulary[int(share*share*share*float64(len(w.vocabulary)))]
	}
	words[0] = capital(words[0])
	return strings.Join(words, " ")
}

// largeInput is a run over many sources, with all that a run has: duties, pay, contradictions and changes.
func largeInput(sources, claims int) Input {
	w, s := newWriter(), &sampler{}
	in := Input{RunID: "20261122T060000Z", Previous: "20261115T060000Z", Analysis: &compare.Analysis{Kinds: map[claim.Kind]int{}, Alpha: number(0.31)}}
	sections := make([]string, sources)
	for i := range sources {
		id := fmt.Sprintf("source%03d", i)
		in.Sources = append(in.Sources, SourceInfo{ID: id, Name: w.words(1, 3)})
		in.Analysis.Profiles = append(in.Analysis.Profiles, compare.Profile{SourceID: id, Pages: 5, Fetched: 5, Words: 9000, Claims: claims / sources})
		sections[i] = w.words(3, 8) + " > " + w.words(2, 6)
	}
	for i := range claims {
		source := i * sources / claims
		s.largeClaim(w, in.Sources[source].ID, i%20 == 0, func(e *compare.Evidence) {
			e.Section, e.PageTitle = sections[source], sections[source]
			e.Before, e.After = w.words(6, 18), w.words(6, 18)
		})
	}
	a := in.Analysis
	a.Matrix = largeMatrix(s.kept)
	for _, e := range s.kept {
		a.Kinds[e.Kind]++
		if e.Kind == claim.Salary {
			a.Pay = append(a.Pay, e)
		}
	}
	a.Conflicts = s.largeConflicts(w, 800)
	a.Changes = s.largeChanges(w, in.Sources)
	for i := range sources {
		for j := i + 1; j < sources; j++ {
			a.Pairs = append(a.Pairs, compare.Pair{A: in.Sources[i].ID, B: in.Sources[j].ID, Jaccard: w.Float64(), Shared: w.IntN(20), SameRole: w.Float64(), NearCopy: w.IntN(100) == 0})
		}
	}
	in.Documents = sampleDocuments(s.kept)
	return in
}

func (s *sampler) largeClaim(w *writer, source string, figure bool, more func(*compare.Evidence)) {
	taxonomy := claim.Taxonomy()
	role := []claim.Role{claim.CIO, claim.CTO}[w.IntN(2)]
	if figure {
		amount := float64(90+w.IntN(300)) * 1000
		p := claim.Pay{Currency: "USD", Period: "year", Statistic: "mean", Component: "base", Region: "US", AsOf: fmt.Sprint(2015 + w.IntN(11)), CitedSource: w.words(1, 1)}
		s.pay(source, role, &amount, &amount, p, w.words(8, 24))
		more(&s.kept[len(s.kept)-1])
		return
	}
	s.add(source, role, claim.Responsibility, w.words(6, 24), func(e *compare.Evidence) {
		e.Category = taxonomy[w.IntN(len(taxonomy))].ID
		e.Form = claim.List
		more(e)
	})
}

// largeMatrix keeps as many claims a cell as an analysis does.
func largeMatrix(all []compare.Evidence) []compare.MatrixRow {
	duties := make([]compare.Evidence, 0, len(all))
	for _, e := range all {
		if e.Kind == claim.Responsibility {
			duties = append(duties, e)
		}
	}
	return sampleMatrix(duties)
}

func (s *sampler) largeConflicts(w *writer, n int) []compare.Finding {
	kinds := []string{claim.Attribution, claim.SalaryAmount, claim.SalaryOrder, string(claim.Orientation), string(claim.ReportsTo), string(claim.Emphasis)}
	severities := []claim.Severity{claim.High, claim.Medium, claim.Low}
	found := make([]compare.Finding, n)
	for i := range found {
		some := func() []compare.Evidence {
			at := w.IntN(len(s.kept) - 100)
			picked := make([]compare.Evidence, 0, 12)
			for range 1 + w.IntN(12) {
				picked = append(picked, s.kept[at+w.IntN(100)])
			}
			return picked
		}
		found[i] = finding(kinds[i%len(kinds)], w.words(1, 3), []claim.Role{claim.CIO, claim.CTO}[:1+i%2], severities[i%3], w.words(8, 25),
			sampleSide{position: "cio", evidence: some()}, sampleSide{position: "cto", evidence: some()})
		found[i].Status = []claim.Status{claim.New, claim.Open, claim.Open}[i%3]
		if found[i].Comparable = i%4 != 0; !found[i].Comparable {
			found[i].ReasonNotComparable = w.words(4, 10)
		}
		if i%10 == 1 {
			found[i].Decision, found[i].DecidedBy = string(claim.Ignored), "maria"
		}
	}
	return found
}

func (s *sampler) largeChanges(w *writer, sources []SourceInfo) *compare.Changes {
	c := &compare.Changes{}
	for i, info := range sources {
		now := s.kept[i*len(s.kept)/len(sources)]
		before := now
		before.Quote = w.words(3, 6) + " " + now.Quote
		c.Sources = append(c.Sources, compare.SourceChanges{SourceID: info.ID, Since: "20261115T060000Z", Changed: 1, Same: 90})
		c.List = append(c.List, compare.Change{Kind: compare.ClaimChanged, Cause: compare.CausePage, Before: &before, Now: &now})
	}
	return c
}

func TestLargeReportStaysLight(t *testing.T) {
	in := largeInput(largeSources, largeClaims)
	in.FinishedAt = time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC)
	r := Build(in)
	page, err := r.HTML()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d sources, %d claims, %d contradictions: %d bytes", len(r.Sources), r.Summary.Claims, r.Summary.Comparable, len(page))
	if len(page) >= largestPage {
		t.Errorf("the page has %d bytes, want fewer than %d", len(page), largestPage)
	}
	if r.Summary.Claims != largeClaims {
		t.Errorf("%d claims, want %d", r.Summary.Claims, largeClaims)
	}
	if d := r.dataOf(PageOptions{}); len(d.Claims.Quote) != largeClaims || d.LeftOut != 0 {
		t.Errorf("the page holds %d claims and leaves out %d, want all of them", len(d.Claims.Quote), d.LeftOut)
	}
	if *keep != "" {
		if err := os.WriteFile(filepath.Join(*keep, "large.html"), page, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func BenchmarkHTML(b *testing.B) {
	r := Build(largeInput(largeSources, largeClaims))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.HTML(); err != nil {
			b.Fatal(err)
		}
	}
}

// A comment on GitHub holds 65,536 characters.
func TestLargeMarkdownStaysShort(t *testing.T) {
	text := Build(largeInput(largeSources, 4000)).Markdown()
	if n := utf8.RuneCount(text); n > 60000 {
		t.Errorf("report.md has %d characters", n)
	}
}
