package compare

import (
	"testing"

	"rolecall/internal/claim"
)

func TestNarrowed(t *testing.T) {
	for quote, want := range map[string]string{
		"Entry-level CIOs earn more than CTOs.":                                 "another scope: ash speaks of " + quoted("entry") + " only",
		"Female chief technology officers are paid less than CIOs.":             "another scope: ash speaks of " + quoted("female") + " only",
		"Fractional CTOs earn more.":                                            "another scope: ash speaks of " + quoted("fractional") + " only",
		"CIOs take home a larger annual bonus than CTOs.":                       "another component: ash speaks of " + quoted("bonus") + " only",
		"The CTO gets a bigger annual cash bonus.":                              "another component: ash speaks of " + quoted("bonus") + " only",
		"CTOs' bonuses are bigger than those of CIOs.":                          "another component: ash speaks of " + quoted("bonuses") + " only",
		"CTOs get more stock than CIOs.":                                        "another component: ash speaks of " + quoted("stock") + " only",
		"CTOs are paid higher salaries, bonuses and equity than CIOs.":          "",
		"CTOs earn more, with stock options on top.":                            "",
		"Since CTOs earn more, equity is part of it too.":                       "",
		"CTOs are paid better. Benefits are alike.":                             "",
		"As the most senior technology chief, the CIO earns more than the CTO.": "",
		"The more senior CIO earns more.":                                       "",
		"CTOs make more than CIOs once options are counted.":                    "",
		"The CIO's pay is higher, and so is the bonus.":                         "",
	} {
		if got := narrowed(Evidence{Claim: claim.Claim{SourceID: "ash", Kind: claim.PayComparison, Quote: quote}}); got != want {
			t.Errorf("%s: %q, want %q", quote, got, want)
		}
	}
}
