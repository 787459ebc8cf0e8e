package review

import (
	"fmt"
	"testing"

	"rolecall/internal/claim"
	"rolecall/internal/report"
)

func TestChangesAreToldOnce(t *testing.T) {
	id := orientation()
	basis := func(source, key, quote string) claim.Basis {
		return claim.Basis{SourceID: source, ClaimKey: key, EvidenceHash: key + quote, Quote: quote}
	}
	r := &run{report: &report.Report{}, basis: map[string][]claim.Basis{id: {
		basis("north", "k1", "It looks out."), basis("south", "k2", "It stands."), basis("north", "k8", "The other key."),
	}}}
	d := &claim.Decision{ConflictID: id, Basis: []claim.Basis{
		basis("north", "k1", "It looks in."),
		basis("north", "k3", "Two claims, one quote."), basis("north", "k4", "Two claims, one quote."),
		basis("south", "k2", "It stands."), basis("north", "k7", "The other key."),
		basis("south", "k5", "It's told in the sentence."), basis("south", "k6", "This one is cited shortened, for its length."),
	}}
	got := r.changes(d, "the page of south no longer says “It’s told in the sentence.” and the page of south no longer says “This one is cited...”")
	if want := "{[{north It looks in. [It looks out.]} {north Two claims, one quote. []}] 0}"; fmt.Sprint(got) != want {
		t.Errorf("%v, want %s", got, want)
	}
	d.Basis = nil
	for i := range mostChanges + 3 {
		d.Basis = append(d.Basis, basis("north", fmt.Sprint("n", i), fmt.Sprint("Quote ", i)))
	}
	if got := r.changes(d, ""); len(got.Quotes) != mostChanges || got.Count() != mostChanges+3 {
		t.Errorf("%d listed of %d", len(got.Quotes), got.Count())
	}
}

func TestPlace(t *testing.T) {
	of := func(comparable bool, status claim.Status) *matter {
		return &matter{Conflict: &report.Conflict{Comparable: comparable, Status: string(status)}}
	}
	all := []*matter{of(true, claim.Open), of(true, claim.Open), of(false, claim.Open), of(true, claim.Resolved), of(true, claim.Resolved)}
	for at, want := range []string{"1 of 2 contradictions", "2 of 2 contradictions", "1 of 1 that is none", "1 of 2 no longer there", "2 of 2 no longer there"} {
		if got := place(all, at); got != want {
			t.Errorf("%d: %q, want %q", at, got, want)
		}
	}
}

func TestCurly(t *testing.T) {
	for text, want := range map[string]string{
		`says "The CIO." where it said "it's 'new'" (the "other's" one)`: "says “The CIO.” where it said “it’s ‘new’” (the “other’s” one)",
		`"a" "b"`: "“a” “b”", "the sources' words": "the sources’ words", "already “set” so": "already “set” so", "": "",
	} {
		if got := curly(text); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
}
