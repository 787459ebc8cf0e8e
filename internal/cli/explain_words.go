package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rolecall/internal/pipeline"
)

// roleWord is whom a claim is about, for a label.
func roleWord(role string) string {
	if role == "" {
		return "BOTH"
	}
	return strings.ToUpper(role)
}

// sense is what a claim says in its own terms: the category, the amount or the value.
func sense(c *pipeline.ExplainedClaim) string {
	switch {
	case c.Category != nil:
		text := c.Category.ID
		if len(c.Category.Also) > 0 {
			text += " (also " + strings.Join(c.Category.Also, ", ") + ")"
		}
		return text
	case c.Value != "":
		return c.Value
	case c.Pay != nil:
		return amountWords(c.Pay)
	}
	return ""
}

// amountWords is a figure in words: "150,000 to 190,000 USD a year".
func amountWords(p *pipeline.ExplainedPay) string {
	var text string
	switch {
	case p.Min != nil && p.Max != nil && *p.Min != *p.Max:
		text = number(*p.Min) + " to " + number(*p.Max)
	case p.Min != nil && p.Max == nil:
		text = "from " + number(*p.Min)
	case p.Min != nil:
		text = number(*p.Min)
	case p.Max != nil:
		text = "up to " + number(*p.Max)
	default:
		return ""
	}
	if p.Currency != "" {
		text += " " + p.Currency
	}
	if p.Period != "" {
		text += " per " + p.Period
	}
	return text
}

// number writes a figure with commas, and with two decimals where it is not whole.
func number(v float64) string {
	digits := strconv.FormatFloat(v, 'f', 2, 64)
	whole, decimals, _ := strings.Cut(digits, ".")
	sign := ""
	if rest, negative := strings.CutPrefix(whole, "-"); negative {
		sign, whole = "-", rest
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if decimals != "00" {
		whole += "." + decimals
	}
	return sign + whole
}

// detail is something that is known of a claim.
type detail struct{ Name, Text string }

// details lists what is known of a claim besides its sense: why its category, its columns and the words they come from.
func details(c *pipeline.ExplainedClaim) []detail {
	var out []detail
	add := func(name, text string) {
		if text != "" {
			out = append(out, detail{name, text})
		}
	}
	if k := c.Category; k != nil {
		add("because", because(k))
		add("runner-up", runnerUp(k))
		add("object", k.Object)
	}
	if p := c.Pay; p != nil {
		if c.Value != "" {
			add("amount", amountWords(p))
		}
		add("figure", strings.Join(nonEmpty(p.Statistic, p.Component, p.Region, p.AsOf, p.CitedSource), ", "))
	}
	add("condition", c.Condition)
	add("author", c.Author)
	add("from", origins(c))
	return out
}

func because(k *pipeline.ExplainedCategory) string {
	if len(k.Because) == 0 {
		return "no word of it speaks for a category"
	}
	text := summed(k.Because)
	if k.WordsOf != "quote" {
		text += " (by the words of its " + k.WordsOf + ")"
	}
	if k.Score != nil {
		text += fmt.Sprintf(" → score %.2f", *k.Score)
	}
	return text
}

// summed joins evidence such as "hire: +2.00", the weights of one name added up.
func summed(evidence []string) string {
	var names []string
	weights := map[string]float64{}
	for _, e := range evidence {
		name, weight, _ := strings.Cut(e, ": +")
		w, err := strconv.ParseFloat(weight, 64)
		if err != nil { // of another form: it stays as it is
			name = e
		}
		if _, seen := weights[name]; !seen {
			names = append(names, name)
		}
		weights[name] += w
	}
	for i, name := range names {
		if weights[name] > 0 {
			names[i] = fmt.Sprintf("%s +%.2f", name, weights[name])
		}
	}
	return strings.Join(names, "; ")
}

func runnerUp(k *pipeline.ExplainedCategory) string {
	if k.RunnerUp == "" || len(k.RunnerUpBecause) == 0 {
		return k.RunnerUp
	}
	return k.RunnerUp + ": " + summed(k.RunnerUpBecause)
}

// origins names the words outside the sense that columns come from, the same words once: "role, kind “The CIO's
// duties:”".
func origins(c *pipeline.ExplainedClaim) string {
	var texts []string
	fields := map[string][]string{}
	for _, from := range c.From {
		if strings.Contains(c.Quote, from.Text) {
			continue
		}
		if !slices.Contains(texts, from.Text) {
			texts = append(texts, from.Text)
		}
		fields[from.Text] = append(fields[from.Text], from.Field)
	}
	parts := make([]string, len(texts))
	for i, text := range texts {
		parts[i] = strings.Join(fields[text], ", ") + " “" + cut(text, 90) + "”"
	}
	return strings.Join(parts, "; ")
}

func nonEmpty(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}

// passedWords says what was passed over. A list that is not taken for one of duties can still hold figures that are.
func passedWords(p *pipeline.ExplainedPassed) string {
	switch p.What {
	case "list":
		return "list not taken as duties"
	case "amount":
		return "amount refused"
	}
	return p.What + " passed over"
}

// verdictWords says in a sentence what came of a page.
func verdictWords(e *pipeline.Explanation) string {
	switch {
	case e.Detail != "":
		return "No claims were found: " + e.Detail
	case len(e.Claims) == 0 && e.Others > 0:
		return fmt.Sprintf("No claims about %s; the page has %d about others.", e.Role, e.Others)
	case len(e.Claims) == 0:
		return "No claims were found on this page."
	}
	kinds := map[string]int{}
	var order []string
	for i := range e.Claims {
		kind := e.Claims[i].Kind
		if kinds[kind] == 0 {
			order = append(order, kind)
		}
		kinds[kind]++
	}
	slices.SortStableFunc(order, func(a, b string) int { return kinds[b] - kinds[a] })
	for i, kind := range order {
		order[i] = fmt.Sprintf("%d %s", kinds[kind], kind)
	}
	return count(len(e.Claims), "claim") + ": " + strings.Join(order, ", ")
}

// facts lists what a page says of itself.
func facts(e *pipeline.Explanation) []string {
	out := nonEmpty("language "+orUnknown(e.Language), "charset "+orUnknown(e.Charset))
	if e.Repaired {
		out = append(out, "wrongly encoded letters repaired")
	}
	if e.Published != nil {
		out = append(out, "published "+e.Published.Format("2006-01-02"))
	}
	if e.Modified != nil {
		out = append(out, "modified "+e.Modified.Format("2006-01-02"))
	}
	if e.Published == nil && e.Modified == nil {
		out = append(out, "no date")
	}
	if e.Author != "" {
		out = append(out, "author "+e.Author)
	}
	if e.Directives != "" {
		out = append(out, "robots "+e.Directives)
	}
	return append(out, fmt.Sprintf("%s in %s", count(e.Words, "word"), count(len(e.Blocks), "block")), "outcome "+e.Outcome)
}

func orUnknown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}
