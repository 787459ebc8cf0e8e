package compare

import (
	"slices"
	"strings"

	"rolecall/internal/claim"
)

// Matters that a topic can name, before the slash.
const (
	dutyMatter    = "duty"    // duty/<group of categories>: who has the duty
	payMatter     = "pay"     // pay/<role>: a role's figures
	orderMatter   = "order"   // order: which role is paid more, in words and by figures
	rankMatter    = "rank"    // rank: which role stands above the other, and who reports to whom
	lettersMatter = "letters" // letters: what a source calls a role
)

// Topics lists the topics under which a claim must be handed to One: what it has to be compared with shares a topic
// with it. Nil for a claim that is not compared.
func Topics(c *claim.Claim) []string {
	switch c.Kind {
	case claim.Responsibility:
		return dutyTopics(c)
	case claim.Salary:
		topics := []string{payMatter + "/" + string(c.Role)}
		if c.Role == claim.CIO || c.Role == claim.CTO {
			topics = append(topics, orderMatter)
		}
		return topics
	case claim.PayComparison:
		return []string{orderMatter}
	case claim.Rank:
		return []string{rankMatter}
	case claim.ReportsTo:
		topics := []string{string(claim.ReportsTo) + "/" + string(c.Role)}
		if _, ordered := bossOrder(c); ordered {
			topics = append(topics, rankMatter)
		}
		return topics
	case claim.RoleName:
		return []string{lettersMatter}
	case claim.Orientation, claim.FinancialGoal:
		return []string{string(c.Kind) + "/" + string(c.Role)}
	case claim.Emphasis:
		return []string{string(c.Kind) + "/" + c.Topic()}
	}
	return nil
}

// dutyTopics are the groups of the taxonomy that a duty's categories and matters belong to. A group and not a category, so that
// what a source says of a near category is at hand.
func dutyTopics(c *claim.Claim) []string {
	var topics []string
	categories := categoriesOf(c)
	for _, m := range lexicon().mattersOf(c) {
		categories = append(categories, m.category)
	}
	for _, category := range categories {
		if group := groupOf(category); group != "" {
			topics = append(topics, dutyMatter+"/"+group)
		}
	}
	slices.Sort(topics)
	return slices.Compact(topics)
}

// categoriesOf lists a duty's categories, the primary one first, without the one that means nothing.
func categoriesOf(c *claim.Claim) []string {
	out := make([]string, 0, 1+len(c.Categories))
	for _, category := range append([]string{c.Category}, c.Categories...) {
		if category != "" && category != claim.OtherCategory && !slices.Contains(out, category) {
			out = append(out, category)
		}
	}
	return out
}

func groupOf(category string) string {
	for _, c := range claim.Taxonomy() {
		if c.ID == category {
			return c.Group
		}
	}
	return ""
}

// bossOrder reads a reporting line between the two compared roles as an order: "cto_above" where the CIO reports to
// the CTO.
func bossOrder(c *claim.Claim) (string, bool) {
	boss := claim.Role(strings.ToLower(c.Value))
	switch {
	case c.Role == claim.CIO && boss == claim.CTO:
		return "cto_above", true
	case c.Role == claim.CTO && boss == claim.CIO:
		return "cio_above", true
	}
	return "", false
}
