package dataset_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
)

type packed struct {
	Document claim.Document
	Claims   []claim.Claim
}

func newPacking[T any](t *testing.T) *dataset.Packing[T] {
	t.Helper()
	p, err := dataset.NewPacking[T]()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPacking(t *testing.T) {
	p := newPacking[packed](t)
	at := time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC)
	row := packed{
		Document: claim.Document{ID: "d", Aliases: []string{}, PublishedAt: &at, Text: strings.Repeat("The CIO keeps the budget. ", 1000)},
		Claims:   []claim.Claim{{ID: "c", Pay: claim.Pay{Min: new(1.5)}, Context: []claim.Context{{Field: "role"}}}, {}},
	}
	data := p.Pack(&row)
	if len(data) > 2000 {
		t.Errorf("%d bytes, not compressed", len(data))
	}
	got, err := p.Unpack(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(row, got); diff != "" {
		t.Errorf("packed (-), unpacked (+):\n%s", diff)
	}
}

// Damaged bytes are an error, or another row, and never a crash.
func FuzzUnpack(f *testing.F) {
	p, err := dataset.NewPacking[packed]()
	if err != nil {
		f.Fatal(err)
	}
	whole := p.Pack(&packed{Document: claim.Document{ID: "d", Text: "text"}, Claims: []claim.Claim{{ID: "c"}}})
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		row, err := p.Unpack(data)
		if err != nil {
			return
		}
		again, err := p.Unpack(p.Pack(&row))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(row, again); diff != "" {
			t.Error(diff)
		}
	})
}

// Another field, or another type of one, is another shape.
func TestPackingShape(t *testing.T) {
	type one struct{ A, B string }
	type inner struct{ A int }
	type two struct{ In []inner }
	type other struct {
		In []struct{ A, B int }
	}
	shapes := map[string]bool{newPacking[one](t).Shape: true, newPacking[two](t).Shape: true, newPacking[other](t).Shape: true, newPacking[packed](t).Shape: true}
	if len(shapes) != 4 {
		t.Errorf("shapes %v", shapes)
	}
	if shape := newPacking[packed](t).Shape; !strings.Contains(shape, "BodySHA256 string;") || !strings.Contains(shape, "AnnualMin *float64(float64);") {
		t.Errorf("the shape leaves out what lies inside: %s", shape)
	}
}
