package dataset

import (
	"bytes"
	"flag"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"rolecall/internal/claim"
)

var (
	scaleClaims = flag.Int("scale", 0, "claims of TestScale; 0 leaves the test out")
	scaleOut    = flag.String("scale-out", "", "output folder that TestScale leaves; a temporary one if empty")
)

// maxScaleMemory is what a run of any size may hold at its peak, the program itself included, in bytes.
const maxScaleMemory = 300 << 20

// A run of millions of claims is sorted and written within a fixed memory: rows spill to disk.
func TestScale(t *testing.T) {
	if *scaleClaims == 0 {
		t.Skip("-scale N writes a run of N claims")
	}
	out := *scaleOut
	if out == "" {
		out = t.TempDir()
	}
	run := begin(t, out, "scale")
	started := time.Now()
	sorter := newSorter(t, run.TempDir(), CompareClaims, Limits{})
	for c := range manyClaims(*scaleClaims) {
		if err := sorter.Add(c); err != nil {
			t.Fatal(err)
		}
	}
	spilled := spillBytes(t, run.TempDir())
	t.Logf("%d claims added in %s, %d MB spilled, peak memory %d MB",
		*scaleClaims, time.Since(started).Round(time.Second), spilled>>20, peakMemory(t)>>20)
	if err := run.WriteClaims(sorter.Sorted()); err != nil {
		t.Fatal(err)
	}
	if err := sorter.Close(); err != nil {
		t.Fatal(err)
	}
	newContents(1, 0).writeOthers(t, run)
	stored, err := run.Commit(manifest(true))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range stored.Manifest.Files {
		t.Logf("%s: %d bytes", file.Path, file.Bytes)
	}
	peak := peakMemory(t)
	t.Logf("done in %s, peak memory %d MB", time.Since(started).Round(time.Second), peak>>20)
	if peak > maxScaleMemory {
		t.Errorf("peak memory %d MB, want at most %d MB", peak>>20, maxScaleMemory>>20)
	}
	if *scaleClaims >= 1_000_000 && spilled < int64(*scaleClaims)*100 {
		t.Errorf("%d bytes were spilled: the rows were held in memory", spilled)
	}
}

func (c contents) writeOthers(t *testing.T, run *Run) {
	t.Helper()
	if err := run.WriteDocuments(Values(c.documents)); err != nil {
		t.Fatal(err)
	}
	if err := run.WriteConflicts(Values(c.conflicts)); err != nil {
		t.Fatal(err)
	}
}

func spillBytes(t *testing.T, dir string) int64 {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "sort-*.tmp"))
	if err != nil {
		t.Fatal(err)
	}
	var total int64
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		total += info.Size()
	}
	return total
}

// peakMemory is the most memory that this process had resident, as Linux counts it; 0 elsewhere.
func peakMemory(t *testing.T) int64 {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Logf("peak memory is not measured here: %v", err)
		return 0
	}
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	kilobytes, err := strconv.ParseInt(strings.Fields(string(rest))[0], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return kilobytes << 10
}

// crowd makes claims as a crawl of many sites would give them: 200 sources, 25 claims a page, half of them duties in 41
// categories, a fifth of them pay.
type crowd struct {
	*rand.Rand
	words []string
}

func manyClaims(n int) iter.Seq[claim.Claim] {
	r := crowd{Rand: rand.New(rand.NewPCG(1, 2))}
	for range 3000 {
		word := make([]byte, 3+r.IntN(8))
		for i := range word {
			word[i] = byte('a' + r.IntN(26))
		}
		r.words = append(r.words, string(word))
	}
	return func(yield func(claim.Claim) bool) {
		for page := 0; ; page++ {
			source := fmt.Sprintf("source-%03d", r.IntN(200))
			url := fmt.Sprintf("https://%s.example.com/articles/%s-%d", source, r.sentence(4), page)
			for range 25 {
				if n--; n < 0 || !yield(r.claim(source, strings.ReplaceAll(url, " ", "-"))) {
					return
				}
			}
		}
	}
}

func (r crowd) sentence(most int) string {
	words := make([]string, 1+r.IntN(most))
	for i := range words {
		words[i] = r.words[min(r.IntN(len(r.words)), r.IntN(len(r.words)))]
	}
	return strings.Join(words, " ")
}

// kind draws a kind of claim in about the shares in which articles have them.
func (r crowd) kind() claim.Kind {
	switch n := r.IntN(100); {
	case n < 52:
		return claim.Responsibility
	case n < 72:
		return claim.Salary
	}
	return claim.Kinds()[2+r.IntN(len(claim.Kinds())-2)]
}

func (r crowd) claim(source, url string) claim.Claim {
	quote, start := r.sentence(20), r.IntN(20_000)
	c := claim.Claim{
		SourceID: source, URL: url, DocumentID: claim.DocumentID(source, url),
		Role: []claim.Role{claim.CIO, claim.CTO}[r.IntN(2)], Kind: r.kind(), Form: claim.List, Quote: quote,
		Span: claim.Span{Start: start, End: start + len(quote)}, Section: r.sentence(6) + " > " + r.sentence(6),
		Modality: claim.Asserted, Rule: "rule." + strconv.Itoa(r.IntN(40)), Confidence: float64(r.IntN(100)) / 100,
		Context: []claim.Context{{Field: "role", Span: claim.Span{Start: r.IntN(20_000), End: 20_000}}},
	}
	switch c.Kind {
	case claim.Responsibility:
		c.Category, c.CategoryScore = fmt.Sprintf("category_%02d", min(r.IntN(41), r.IntN(41))), new(float64(r.IntN(20))/4)
		c.Categories, c.Object = []string{c.Category}, r.sentence(2)
	case claim.Salary:
		amount := float64(60_000 + 100*r.IntN(3000))
		c.Pay = claim.Pay{
			Min: &amount, Max: &amount, AnnualMin: &amount, AnnualMax: &amount, Currency: "USD", Period: "year",
			Statistic: []string{"mean", "median", "range"}[r.IntN(3)], Region: []string{"US", "GB", "DE"}[r.IntN(3)],
			AsOf: strconv.Itoa(2015 + r.IntN(12)), CitedSource: r.sentence(1),
		}
	case claim.PayComparison, claim.Rank:
		c.Role, c.Value = "", r.sentence(1)
	default:
		c.Value = r.sentence(1)
	}
	c.Identify(func(claim.Span) string { return quote })
	return c
}
