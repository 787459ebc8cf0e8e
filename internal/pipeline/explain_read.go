package pipeline

import (
	"cmp"
	"slices"
	"sort"
	"unicode/utf8"

	"rolecall/internal/claim"
	"rolecall/internal/normalize"
	"rolecall/internal/page"
)

// describeReading tells what became of a page and what it says of itself.
func describeReading(target string, got *reading) Explanation {
	d := &got.doc
	e := Explanation{
		Target: target, Fetched: d.FetchOutcome.Fetched(), Outcome: string(d.FetchOutcome), Detail: d.Detail, FinalURL: d.FinalURL,
		Title: d.Title, Author: d.Author, Language: d.Language, Charset: d.Charset,
		Published: d.PublishedAt, Modified: d.ModifiedAt, Canonical: d.CanonicalURL, Directives: d.RobotsDirectives, Words: d.WordCount,
		Claims: []ExplainedClaim{}, Passed: []ExplainedPassed{}, Dropped: []ExplainedDrop{}, Blocks: []ExplainedBlock{},
	}
	if e.Fetched {
		e.Outcome = string(d.ExtractOutcome)
	}
	return e
}

// explainer tells about one page.
type explainer struct {
	reader *reader
	role   claim.Role // the role to show; "": all
	text   []rune
	starts []int // where the blocks start
}

func (x *explainer) explain(e *Explanation, got *reading) {
	e.Repaired = got.page.Repaired
	e.Blocks = x.blocks(got.page)
	e.Role = string(x.role)
	for i := range got.claims {
		if c := &got.claims[i].Claim; x.role == "" || c.Role == "" || c.Role == x.role {
			e.Claims = append(e.Claims, x.claim(c))
		} else {
			e.Others++
		}
	}
	for _, p := range got.passed {
		e.Passed = append(e.Passed, ExplainedPassed{
			What: p.What, Why: p.Why, Text: x.at(p.Span), Start: p.Start, End: p.End, Block: x.blockAt(p.Start),
		})
	}
	for _, d := range got.page.Dropped {
		e.Dropped = append(e.Dropped, ExplainedDrop(d))
	}
}

// blocks lists the page's blocks with offsets in code points.
func (x *explainer) blocks(p *page.Page) []ExplainedBlock {
	out := make([]ExplainedBlock, len(p.Blocks))
	byteAt, runeAt := 0, 0
	for i := range p.Blocks {
		b := &p.Blocks[i]
		runeAt += utf8.RuneCountInString(p.Text[byteAt:b.Start])
		length := utf8.RuneCountInString(p.TextOf(b.Start, b.End))
		out[i] = ExplainedBlock{
			Kind: kindNames[b.Kind], Level: b.Level, Section: section(p, b), Author: b.Author,
			Text: p.TextOf(b.Start, b.End), Start: runeAt, End: runeAt + length,
		}
		x.starts = append(x.starts, runeAt)
		byteAt, runeAt = b.End, runeAt+length
	}
	return out
}

// kindNames are the names under which kinds of block are shown; read only.
var kindNames = map[page.Kind]string{
	page.Paragraph: "paragraph", page.Heading: "heading", page.ListItem: "item", page.Term: "term",
	page.Row: "row", page.Caption: "caption", page.Quote: "quote", page.Pre: "pre",
}

// section is the headings above a block, joined as in a claim's section.
func section(p *page.Page, b *page.Block) string {
	text := ""
	for i, h := range b.Section {
		if i > 0 {
			text += " > "
		}
		text += p.TextOf(p.Blocks[h].Start, p.Blocks[h].End)
	}
	return text
}

func (x *explainer) at(s claim.Span) string { return string(x.text[s.Start:s.End]) }

// blockAt is the index of the last block that starts at or before an offset.
func (x *explainer) blockAt(offset int) int {
	return max(0, sort.SearchInts(x.starts, offset+1)-1)
}

func (x *explainer) claim(c *claim.Claim) ExplainedClaim {
	e := ExplainedClaim{
		Role: string(c.Role), Kind: string(c.Kind), Form: string(c.Form), Quote: c.Quote, Start: c.Start, End: c.End, Block: x.blockAt(c.Start),
		Rule: c.Rule, Confidence: c.Confidence, Value: c.Value, Author: c.Author, Condition: c.Condition, Hedged: c.Modality == claim.Hedged,
	}
	for _, ctx := range c.Context {
		from := ExplainedContext{Field: ctx.Field, Text: x.at(ctx.Span)}
		if !slices.Contains(e.From, from) {
			e.From = append(e.From, from)
		}
	}
	switch {
	case c.Kind == claim.Responsibility:
		e.Category = x.category(c)
	case c.Pay != (claim.Pay{}):
		p := c.Pay
		e.Pay = &ExplainedPay{
			Min: p.Min, Max: p.Max, Currency: p.Currency, Period: p.Period, AnnualMin: p.AnnualMin, AnnualMax: p.AnnualMax,
			Statistic: p.Statistic, Component: p.Component, Region: p.Region, AsOf: p.AsOf, CitedSource: p.CitedSource,
		}
	}
	return e
}

// category says why a duty is in its category, by the words that decided: its own or, where they say too little, those
// around it.
func (x *explainer) category(c *claim.Claim) *ExplainedCategory {
	around := about(c, x.at)
	e := &ExplainedCategory{ID: c.Category, Label: claim.CategoryLabel(c.Category), Score: c.CategoryScore, RunnerUp: c.CategorySecond, Object: c.Object}
	for _, id := range c.Categories {
		if id != c.Category {
			e.Also = append(e.Also, id)
		}
	}
	for _, words := range []struct{ of, text string }{{"quote", c.Quote}, {"lead-in", around.LeadIn}, {"section", around.Section}} {
		ranked := x.reader.norm.Explain(words.text, c.Role)
		if e.Because = reasons(ranked, c.Category); e.Because != nil {
			e.WordsOf = words.of
			e.RunnerUpBecause = reasons(ranked, cmp.Or(c.CategorySecond, "none"))
			break
		}
	}
	return e
}

// reasons are what speaks for a category; nil: nothing does.
func reasons(ranked []normalize.Score, category string) []string {
	for _, s := range ranked {
		if s.Category == category {
			return s.Because
		}
	}
	return nil
}
