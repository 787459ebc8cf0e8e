package report

import (
	"cmp"
	"slices"
	"strings"
)

// pageRow is a page as the table shows it.
type pageRow struct {
	Name    string `json:"name"`
	Link    string `json:"link,omitempty"`
	Source  int    `json:"source"`
	Outcome string `json:"outcome"`
	Detail  string `json:"detail,omitempty"`
	Facts   string `json:"facts,omitempty"`
	Claims  int    `json:"claims"`
	Words   int    `json:"words"`
	Failed  bool   `json:"failed,omitempty"`
}

// pageRows has the pages that gave no text first.
func (r *Report) pageRows() []pageRow {
	at := r.placeOfSources()
	rows := make([]pageRow, 0, len(r.Documents))
	for i := range r.Documents {
		d := r.documentView(&r.Documents[i])
		source, known := at[d.SourceID]
		if !known {
			source = -1
		}
		rows = append(rows, pageRow{
			Name: cmp.Or(d.Name, d.URL), Link: d.Link, Source: source, Outcome: d.Outcome, Detail: d.Detail, Facts: d.Facts, Claims: d.Claims,
			Words: d.Words, Failed: d.Failed,
		})
	}
	slices.SortStableFunc(rows, func(a, b pageRow) int { return strings.Compare(yesNo(b.Failed), yesNo(a.Failed)) })
	return rows[:min(len(rows), pagesShown)]
}
