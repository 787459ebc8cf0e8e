package pipeline

import (
	"slices"
	"strings"

	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
)

// placeOf is the part of its country that a figure is of: what its quote names, or else the words of the text from which
// its region comes. It is empty where the country as a whole is named, too.
func placeOf(c *claim.Claim, text []rune) string {
	words := c.Quote
	for _, ctx := range c.Context {
		if ctx.Field == "region" && len(regionsOf(words, c.Pay.Region)) == 0 {
			words = string(text[ctx.Start:ctx.End])
		}
	}
	var parts []string
	for _, r := range regionsOf(words, c.Pay.Region) {
		if !r.Part {
			return ""
		}
		parts = append(parts, words[r.Start:r.End])
	}
	return strings.Join(parts, ", ")
}

// regionsOf finds the mentions of a country and of its parts.
func regionsOf(text, country string) []lexicon.Region {
	return slices.DeleteFunc(lexicon.FindRegions(text), func(r lexicon.Region) bool { return r.Code != country })
}
