package dataset

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"rolecall/internal/claim"
)

// maker makes rows of every shape out of a seed: fields said and unsaid, zeros, lists of any length, text beyond the
// basic plane.
type maker struct{ *rand.Rand }

func newMaker(seed uint64) maker { return maker{rand.New(rand.NewPCG(seed, 1))} }

func (m maker) pick(list ...string) string { return list[m.IntN(len(list))] }

func (m maker) word() string {
	return m.pick("budget", "vendors", "naïve", "𝒸loud", "数据", "🚀", "roadmap", "e\u0301quipe", "\x00")
}

func (m maker) words(most int) string {
	list := make([]string, m.IntN(most+1))
	for i := range list {
		list[i] = m.word()
	}
	return strings.Join(list, " ")
}

func (m maker) list(most int) []string {
	var list []string
	for range m.IntN(most + 1) {
		list = append(list, m.words(3))
	}
	return list
}

func (m maker) number() *float64 {
	switch m.IntN(3) {
	case 0:
		return nil
	case 1:
		return new(float64(0))
	}
	return new(m.Float64() * 1e6)
}

func (m maker) time() time.Time { return time.UnixMicro(m.Int64N(4e15) - 1e15).UTC() }

func (m maker) maybeTime() *time.Time {
	if m.IntN(2) == 0 {
		return nil
	}
	return new(m.time())
}

func (m maker) claim() claim.Claim {
	quote := m.word() + " " + m.words(6)
	start := m.IntN(5000)
	c := claim.Claim{
		RunID: "r1", SourceID: m.pick("alpha", "beta", "gamma"), DocumentID: claim.Fingerprint(m.pick("a", "b", "c")),
		URL: "https://example.com/" + m.word(), Role: claim.Role(m.pick("", "cio", "cto")),
		Kind: claim.Kinds()[m.IntN(len(claim.Kinds()))], Form: claim.Form(m.pick("list", "table", "prose")),
		Quote: quote, Span: claim.Span{Start: start, End: start + len([]rune(quote))},
		Section: m.words(3), Author: m.words(1), Condition: m.words(2),
		Modality: claim.Modality(m.pick("asserted", "hedged")),
		Category: m.pick("", "budgeting", "strategy"), Categories: m.list(3), CategoryScore: m.number(),
		CategorySecond: m.words(1), Object: m.words(1), Value: m.words(1),
		Pay: claim.Pay{
			Min: m.number(), Max: m.number(), Currency: m.pick("", "USD"), Period: m.pick("", "year"),
			AnnualMin: m.number(), AnnualMax: m.number(), USDMin: m.number(), USDMax: m.number(), USDRate: m.number(),
			Statistic: m.pick("", "mean"), Component: m.pick("", "base"), Region: m.pick("", "US"),
			AsOf: m.pick("", "2024-11"), CitedSource: m.words(1),
		},
		Rule: m.pick("one", "two"), Confidence: m.Float64(),
	}
	for range m.IntN(3) {
		c.Context = append(c.Context, claim.Context{Field: "role", Span: claim.Span{Start: m.IntN(10), End: 10}})
	}
	c.Identify(func(s claim.Span) string { return fmt.Sprint(s) })
	return c
}

func (m maker) document() claim.Document {
	d := claim.Document{
		RunID: "r1", SourceID: m.pick("alpha", "beta"), URL: "https://example.com/" + m.words(4),
		FinalURL: m.words(1), CanonicalURL: m.words(1), Aliases: m.list(2), FetchedAt: m.time(),
		FetchOutcome: claim.FetchOK, ExtractOutcome: claim.ExtractOutcome(m.pick("", "ok")), Detail: m.words(3),
		FromArchive: m.IntN(2) == 0, HTTPStatus: m.IntN(2) * 200, ContentType: m.words(1), Charset: m.words(1),
		BodySHA256: m.words(1), TextSHA256: m.words(1), ExtractorVersion: m.words(1), Title: m.words(4),
		Author: m.words(1), Language: m.pick("", "en"), PublishedAt: m.maybeTime(), ModifiedAt: m.maybeTime(),
		RobotsDirectives: m.words(1), WordCount: m.IntN(9), ClaimCount: m.IntN(9), NearCopyOf: m.list(2),
		ArchiveFile: m.words(1), Text: m.words(400),
	}
	if m.IntN(2) == 0 {
		d.ArchiveOffset = new(m.Int64N(2) * m.Int64N(1<<53)) // what a double holds, as pandas makes one of it
	}
	d.ID = claim.DocumentID(d.SourceID, d.URL)
	return d
}

func (m maker) conflict() claim.Conflict {
	c := claim.Conflict{
		RunID: "r1", Kind: m.pick(claim.Attribution, claim.SalaryAmount), Topic: m.words(2),
		Severity: claim.Severity(m.pick("high", "low")), Comparable: m.IntN(2) == 0, ReasonNotComparable: m.words(2),
		Explanation: m.words(9), FirstSeenRun: "r0", Status: claim.Status(m.pick("new", "open")),
		Decision: m.words(1), DecidedBy: m.words(1), DecisionNote: m.words(4),
	}
	for _, role := range m.list(2) {
		c.Roles = append(c.Roles, claim.Role(role))
	}
	for range m.IntN(4) {
		c.Sides = append(c.Sides, claim.Side{Position: m.words(2), SourceIDs: m.list(3), ClaimIDs: m.list(9), Support: m.IntN(3)})
	}
	c.ID = claim.ConflictID(c.Kind, c.Topic, c.Roles)
	return c
}

// many makes n rows in order.
func many[T any](n int, row func() T, compare func(a, b *T) int) []T {
	rows := make([]T, n)
	for i := range rows {
		rows[i] = row()
	}
	slices.SortStableFunc(rows, func(a, b T) int { return compare(&a, &b) })
	return rows
}

func collect[T any](t *testing.T, rows iter.Seq2[T, error]) []T {
	t.Helper()
	var list []T
	for row, err := range rows {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, row)
	}
	return list
}

func clock() time.Time { return time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC) }

func begin(t *testing.T, outDir, id string) *Run {
	t.Helper()
	run, err := Begin(outDir, id, clock())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := run.Abort(); err != nil {
			t.Error(err)
		}
	})
	return run
}

// contents is what the tables of a run hold.
type contents struct {
	claims    []claim.Claim
	documents []claim.Document
	conflicts []claim.Conflict
}

func newContents(seed uint64, n int) contents {
	m := newMaker(seed)
	return contents{
		many(n, m.claim, CompareClaims), many(n, m.document, CompareDocuments), many(n, m.conflict, CompareConflicts),
	}
}

func (c contents) write(t *testing.T, run *Run) {
	t.Helper()
	for _, err := range []error{
		run.WriteDocuments(Values(c.documents)), run.WriteClaims(Values(c.claims)), run.WriteConflicts(Values(c.conflicts)),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func readContents(t *testing.T, run Stored) contents {
	t.Helper()
	return contents{
		collect(t, ReadClaims(run)), collect(t, ReadDocuments(run)), collect(t, ReadConflicts(run)),
	}
}
