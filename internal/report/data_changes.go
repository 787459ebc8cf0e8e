package report

import "strings"

// changeData is a change as the page shows it. Runs of words alternate between common and differing ones; the first is
// common, and may be empty.
type changeData struct {
	Kind   string       `json:"kind"`
	Cause  string       `json:"cause"`
	Source int          `json:"source"`
	Before *wordingData `json:"before,omitempty"`
	Now    *wordingData `json:"now,omitempty"`
}

type wordingData struct {
	Runs    []string `json:"runs"`
	Before  string   `json:"before,omitempty"` // the text around
	After   string   `json:"after,omitempty"`
	Role    string   `json:"role,omitempty"`
	What    string   `json:"what,omitempty"` // category, value or figure
	Section string   `json:"section,omitempty"`
	Page    string   `json:"page,omitempty"`
	Link    string   `json:"link,omitempty"`
	Passage bool     `json:"passage,omitempty"` // no claim any more: what its place reads now
}

func (r *Report) changeRows() []changeData {
	rows := []changeData{}
	if r.Changes == nil {
		return rows
	}
	at := r.placeOfSources()
	for i := range r.Changes.List {
		if len(rows) == changesShown {
			break
		}
		c := &r.Changes.List[i]
		row := changeData{Kind: c.Kind, Cause: c.Cause, Source: -1}
		for _, e := range []*Evidence{c.Before, c.Now} {
			if e == nil {
				continue
			}
			if place, ok := at[e.SourceID]; ok {
				row.Source = place
			}
		}
		row.Before, row.Now = r.wordings(c)
		rows = append(rows, row)
	}
	return rows
}

// wordings are both sides of a change, with the words marked in which they differ.
func (r *Report) wordings(c *Change) (*wordingData, *wordingData) {
	before, now := r.wordingData(c.Before), r.wordingData(c.Now)
	if now == nil && c.Passage != "" {
		now = &wordingData{Runs: []string{folded(c.Passage)}, Passage: true}
		if before != nil {
			now.Page, now.Link = before.Page, QuoteURL(pageOf(c.Before.Link), c.Passage)
		}
	}
	if before != nil && now != nil {
		left, right := differing(before.Runs[0], now.Runs[0])
		before.Runs, now.Runs = alternating(left), alternating(right)
	}
	return before, now
}

func alternating(runs []run) []string {
	texts := []string{}
	if len(runs) > 0 && runs[0].Differ {
		texts = append(texts, "")
	}
	for _, r := range runs {
		texts = append(texts, r.Text)
	}
	return texts
}

func (r *Report) wordingData(e *Evidence) *wordingData {
	if e == nil {
		return nil
	}
	w := &wordingData{
		Runs: []string{folded(e.Quote)}, What: r.whatOf(e), Section: folded(e.Section),
		Page: folded(e.PageTitle), Link: e.Link,
	}
	w.Before, w.After = e.around()
	if e.Role != "" {
		w.Role = roleLabel(e.Role)
	}
	return w
}

// whatOf is what a claim says, in a word or two: its category, its figure or its value.
func (r *Report) whatOf(e *Evidence) string {
	switch {
	case e.Pay != nil:
		return e.Pay.Label
	case e.Category != "":
		return r.labels.category(e.Category)
	}
	return e.ValueLabel
}

// pageOf is a link's address without the quote.
func pageOf(link string) string {
	page, _, _ := strings.Cut(link, "#")
	return page
}
