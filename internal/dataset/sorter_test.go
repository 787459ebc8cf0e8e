package dataset

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/claim"
)

func newSorter[T any](tb testing.TB, dir string, compare func(a, b *T) int, limits Limits) *Sorter[T] {
	tb.Helper()
	s, err := NewSorter(dir, compare, limits)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func TestSorterSortsAsInMemory(t *testing.T) {
	for seed, limits := range []Limits{{}, {Rows: 1}, {Rows: 7}, {Rows: 100}, {Bytes: 1}, {Bytes: 20_000}, {Rows: 300}} {
		m := newMaker(uint64(seed))
		dir := t.TempDir()
		// A coarse order, so that many rows are equal and stability shows.
		byRole := func(a, b *claim.Claim) int { return strings.Compare(string(a.Role), string(b.Role)) }
		sorter := newSorter(t, dir, byRole, limits)
		var want []claim.Claim
		for range 300 {
			c := m.claim()
			want = append(want, c)
			if err := sorter.Add(c); err != nil {
				t.Fatal(err)
			}
		}
		slices.SortStableFunc(want, func(a, b claim.Claim) int { return byRole(&a, &b) })
		for range 2 {
			if diff := cmp.Diff(want, collect(t, sorter.Sorted())); diff != "" {
				t.Fatalf("limits %+v: in memory (-), by the sorter (+):\n%s", limits, diff)
			}
		}
		if err := sorter.Close(); err != nil {
			t.Error(err)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("limits %+v: left behind: %v, %v", limits, left, err)
		}
	}
}

func TestSorterStoresDocumentsToTheLetter(t *testing.T) {
	want := many(200, newMaker(9).document, CompareDocuments)
	for i := range want {
		want[i].URL = fmt.Sprintf("https://example.com/%03d", i)
	}
	slices.SortFunc(want, func(a, b claim.Document) int { return CompareDocuments(&a, &b) })
	sorter := newSorter(t, t.TempDir(), CompareDocuments, Limits{Rows: 10})
	defer sorter.Close()
	for _, i := range rand.New(rand.NewPCG(1, 1)).Perm(len(want)) {
		if err := sorter.Add(want[i]); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(want, collect(t, sorter.Sorted())); diff != "" {
		t.Errorf("added (-), sorted (+):\n%s", diff)
	}
}

func TestCodecKeepsNilAndZeroApart(t *testing.T) {
	type inner struct{ N int8 }
	type row struct {
		P, Q     *float64
		S, E     []string
		T, Z     time.Time
		I        *inner
		U        uint16
		B        []byte
		F        float32
		Deep     **int
		Nested   [][]inner
		Negative int64
		Yes      bool
	}
	number := new(-3)
	want := row{
		Q: new(float64(0)), E: []string{}, T: time.Date(1800, 2, 3, 4, 5, 6, 7, time.UTC), I: &inner{}, U: 65535,
		B: []byte("\x00\xff"), F: 1.5, Deep: &number, Nested: [][]inner{nil, {}, {{-128}}}, Negative: -1 << 63, Yes: true,
	}
	c, err := codecFor[row]()
	if err != nil {
		t.Fatal(err)
	}
	record := c.appendRecord(nil, &want)
	var got row
	if err := c.decodeRecord(record[1:], &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stored (-), read (+):\n%s", diff)
	}
	for n := range len(record) - 1 {
		if err := c.decodeRecord(record[1:1+n], new(row)); !errors.Is(err, errCorrupt) {
			t.Fatalf("a row cut to %d bytes: %v, want errCorrupt", n, err)
		}
	}
}

func TestSorterRefusesWhatItCannotStore(t *testing.T) {
	type hidden struct{ name string }
	type mapped struct{ M map[string]int }
	if _, err := NewSorter(t.TempDir(), func(_, _ *hidden) int { return 0 }, Limits{}); err == nil {
		t.Errorf("%T: no error", hidden{name: ""})
	}
	if _, err := NewSorter(t.TempDir(), func(_, _ *mapped) int { return 0 }, Limits{}); err == nil {
		t.Error("a map: no error")
	}
}

func TestSorterAfterClose(t *testing.T) {
	sorter := newSorter(t, t.TempDir(), CompareClaims, Limits{})
	for range 2 {
		if err := sorter.Close(); err != nil {
			t.Error(err)
		}
	}
	if err := sorter.Add(claim.Claim{}); err == nil {
		t.Error("Add after Close: no error")
	}
	for _, err := range sorter.Sorted() {
		if err == nil {
			t.Error("Sorted after Close: no error")
		}
	}
}

func FuzzDecodeRecord(f *testing.F) {
	c, err := codecFor[claim.Claim]()
	if err != nil {
		f.Fatal(err)
	}
	row := newMaker(1).claim()
	f.Add(c.appendRecord(nil, &row)[2:])
	f.Fuzz(func(t *testing.T, data []byte) {
		var row claim.Claim
		if c.decodeRecord(data, &row) != nil {
			return
		}
		var again claim.Claim
		record := c.appendRecord(nil, &row)
		_, head := binary.Uvarint(record)
		if err := c.decodeRecord(record[head:], &again); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkSorter(b *testing.B) {
	rows := many(20_000, newMaker(1).claim, func(_, _ *claim.Claim) int { return 0 })
	for _, test := range []struct {
		name   string
		limits Limits
	}{{"memory", Limits{Rows: 1 << 20, Bytes: 1 << 40}}, {"spilled", Limits{Rows: 2000}}} {
		b.Run(test.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sorter := newSorter(b, b.TempDir(), CompareClaims, test.limits)
				for _, row := range rows {
					if err := sorter.Add(row); err != nil {
						b.Fatal(err)
					}
				}
				for _, err := range sorter.Sorted() {
					if err != nil {
						b.Fatal(err)
					}
				}
				if err := sorter.Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(rows))*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
