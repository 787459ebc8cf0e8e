package compare

import (
	"testing"

	"rolecall/internal/claim"
)

func TestOfTheRule(t *testing.T) {
	for quote, want := range map[string]bool{
		"The CTO reports to the CEO.":                                                 true,
		"In most firms the CTO reports to the CEO.":                                   true,
		"As for the CTO, four in ten answer to the CEO.":                              false,
		"Usually, 4 of 10 CTOs report to the CEO.":                                    false,
		"One public company in seven has the CTO report to the CEO.":                  false,
		"Two out of every five CTOs report to the CEO.":                               false,
		"Typically 30% of CTOs report to the CEO.":                                    false,
		"About 30 percent of CTOs report to the CEO.":                                 false,
		"One CTO in the group reports to the CEO, as he has since one day in 2019.":   true,
		"Some CTOs usually report to the CEO.":                                        false,
		"Some CTOs report to the COO, but the rule is that they report to the CEO.":   true,
		"Most CTOs report to the COO; some report to the CEO.":                        false,
		"The CTO earns 20 percent more and reports to the CEO.":                       true,
		"One of the duties is reporting; the CTO reports to one person, the CEO.":     true,
		"The CTO reports to one of two people: to the CEO, and at times to the board": false,
		"At our bank the CTO reports to the CEO.":                                     false,
		"Here our CTO reports to the CEO.":                                            false,
		"In our view the CTO reports to the CEO.":                                     true,
		"In our survey the CTO usually reports to the CEO.":                           true,
	} {
		e := Evidence{Claim: claim.Claim{Kind: claim.ReportsTo, Role: claim.CTO, Value: "ceo", Quote: quote, Modality: claim.Asserted}}
		if got := ofTheRule(e); got != want {
			t.Errorf("%q: %v, want %v", quote, got, want)
		}
	}
}
