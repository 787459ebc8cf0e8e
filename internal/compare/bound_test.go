package compare

import (
	"fmt"
	"testing"

	"rolecall/internal/claim"
)

func TestBoundKeepsTheFirstOfEverySource(t *testing.T) {
	var claims []Evidence
	for i := range 300 {
		for s := range 100 {
			claims = append(claims, has(fmt.Sprintf("source%02d", s), claim.CIO, "procurement", fmt.Sprintf("buys thing %d of %d", i, s)))
		}
	}
	kept := map[string]int{}
	for _, e := range bounded(claims) {
		kept[e.SourceID]++
	}
	for s := range 100 {
		if n := kept[fmt.Sprintf("source%02d", s)]; n != mostCompared/100 {
			t.Errorf("%d claims of source %d are kept, want %d", n, s, mostCompared/100)
		}
	}
}

func TestBoundLimitsASource(t *testing.T) {
	b := NewBound()
	kept := 0
	for i := range 5000 {
		e := has("ash", claim.CIO, "procurement", fmt.Sprintf("buys thing %d", i))
		for range 2 * mostRepeats {
			if b.Keep(&e) {
				kept++
			}
		}
	}
	if want := mostWordings * mostRepeats; kept != want {
		t.Errorf("%d claims are kept, want %d", kept, want)
	}
}

func BenchmarkDutiesOfManySources(b *testing.B) {
	var claims []Evidence
	for s := range 4000 {
		for i := range 3 {
			role := []claim.Role{claim.CIO, claim.CTO}[s%2]
			claims = append(claims, has(fmt.Sprintf("source%04d", s), role, "procurement", fmt.Sprintf("Buys hardware %d, software %d and parts for plant %d.", i, s%7, s%11)))
		}
	}
	for b.Loop() {
		One("duty/"+groupOf("procurement"), claims, Options{})
	}
}
