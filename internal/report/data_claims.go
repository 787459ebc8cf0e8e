package report

import (
	"cmp"
	"slices"
	"strings"
)

// claimColumns is a table of claims by column, which compresses well. A text that many claims share stands once, in
// Words; columns of such texts hold its place there.
type claimColumns struct {
	Words     []string `json:"words"` // the first one is empty
	Source    []int    `json:"source"`
	Page      []int    `json:"page"`      // the page's address
	Title     []int    `json:"title"`     // of the page
	Date      []int    `json:"date"`      // when the page was published
	Role      []int    `json:"role"`      // in capitals
	Section   []int    `json:"section"`   // the headings above
	Author    []int    `json:"author"`    // in a thread
	Condition []int    `json:"condition"` // that limits the claim
	Figure    []int    `json:"figure"`    // what an amount is one of
	Marks     []int    `json:"marks"`     // 1 hedged, 2 out of date; summed
	Quote     []string `json:"quote"`
	Before    []string `json:"before"`
	After     []string `json:"after"`
	// Link is how to make the address that opens the page at the quote: the numbers of words at its beginning and at its
	// end that name it, no number for all of them, or the whole address where that does not give it.
	Link []any `json:"link"`
}

// claimTable fills the columns. The rows stand in the order of source, page and place, whatever refers to them.
type claimTable struct {
	r       *Report
	columns claimColumns
	rows    map[string]int
	words   map[string]int
	sources map[string]int
}

func newClaimTable(r *Report) *claimTable {
	c := &claimTable{r: r, rows: map[string]int{}, words: map[string]int{"": 0}, sources: r.placeOfSources()}
	c.columns.Words = []string{""}
	ids := r.shownClaims()
	slices.SortFunc(ids, func(x, y string) int {
		a, b := r.Claims[x], r.Claims[y]
		return cmp.Or(cmp.Compare(a.SourceID, b.SourceID), cmp.Compare(a.DocumentID, b.DocumentID), cmp.Compare(a.Start, b.Start), cmp.Compare(x, y))
	})
	for _, id := range slices.Compact(ids) {
		c.add(id)
	}
	return c
}

// shownClaims are the ids of the claims that the page shows, in any order and some of them more than once.
func (r *Report) shownClaims() []string {
	ids := slices.Clone(r.Pay)
	for i := range r.Conflicts {
		for _, side := range r.Conflicts[i].Sides {
			ids = append(ids, side.ClaimIDs[:min(len(side.ClaimIDs), sideQuotes)]...)
		}
	}
	limit := quotesACell(r.Duties, r.maxQuotes)
	for _, d := range r.Duties {
		for _, said := range d.Sources {
			ids = append(ids, said[:min(len(said), limit)]...)
		}
	}
	for _, p := range r.Agreement.Pairs {
		for _, f := range p.Flips {
			ids = append(ids, f.ClaimA, f.ClaimB)
		}
	}
	return ids
}

func (c *claimTable) row(id string) int { return c.rows[id] }

func (c *claimTable) source(id string) int {
	if i, ok := c.sources[id]; ok {
		return i
	}
	return -1
}

func (c *claimTable) word(text string) int {
	i, ok := c.words[text]
	if !ok {
		i = len(c.columns.Words)
		c.words[text] = i
		c.columns.Words = append(c.columns.Words, text)
	}
	return i
}

func (c *claimTable) add(id string) {
	e, q := c.r.Claims[id], c.r.quote(id)
	t := &c.columns
	c.rows[id] = len(t.Quote)
	page := pageOf(e.Link)
	t.Source = append(t.Source, c.source(e.SourceID))
	t.Page = append(t.Page, c.word(page))
	t.Title = append(t.Title, c.word(q.Page))
	t.Date = append(t.Date, c.word(q.Date))
	t.Role = append(t.Role, c.word(q.Role))
	t.Section = append(t.Section, c.word(q.Section))
	t.Author = append(t.Author, c.word(q.Author))
	t.Condition = append(t.Condition, c.word(q.Condition))
	t.Figure = append(t.Figure, c.word(q.Figure))
	t.Marks = append(t.Marks, marksOf(q))
	t.Quote = append(t.Quote, q.Text)
	t.Before, t.After = append(t.Before, ""), append(t.After, "")
	t.Link = append(t.Link, shortLink(page, q.Text, e.Link))
}

func marksOf(q quoteView) int {
	marks := 0
	if q.Hedged {
		marks++
	}
	if q.Stale {
		marks += 2
	}
	return marks
}

// addContext gives a claim the text around it: only those of conflicts are shown with it.
func (c *claimTable) addContext(row int, id string) {
	e := c.r.Claims[id]
	c.columns.Before[row], c.columns.After[row] = e.around()
}

// shortLink is how a script makes a link to a quote from its words, or the link where it cannot.
func shortLink(page, quote, link string) any {
	directive, ok := strings.CutPrefix(link, page+"#:~:text=")
	words := strings.Fields(quote)
	switch {
	case link == "":
		return 0
	case ok && directive == encodeWords(words):
		return []int{}
	case ok:
		start, end, _ := strings.Cut(directive, ",")
		first, last := strings.Count(start, "%20")+1, strings.Count(end, "%20")+1
		if first <= len(words) && last <= len(words) && start == encodeWords(words[:first]) && end == encodeWords(words[len(words)-last:]) {
			return []int{first, last}
		}
	}
	return link
}

// figures are the rows of the table of pay.
func (c *claimTable) figures() []figureRow {
	rows := []figureRow{}
	for _, id := range c.r.Pay {
		e := c.r.Claims[id]
		if e.Pay == nil {
			continue
		}
		annual := ""
		if e.Pay.Period != "year" {
			annual = c.r.annual(e)
		}
		l := c.r.labels
		rows = append(rows, figureRow{
			Claim: c.row(id), Amount: e.Pay.Label, Annual: annual, Statistic: labelOf(l.Statistics, e.Pay.Statistic),
			Component: labelOf(l.Components, e.Pay.Component), Region: e.Pay.Region, AsOf: e.Pay.AsOf, Survey: folded(e.Pay.CitedSource),
		})
	}
	return rows
}

// figureRow is a line of the table of figures. Annual is empty where the figure is one a year.
type figureRow struct {
	Claim     int    `json:"claim"`
	Amount    string `json:"amount"`
	Annual    string `json:"annual,omitempty"`
	Statistic string `json:"statistic,omitempty"`
	Component string `json:"component,omitempty"`
	Region    string `json:"region,omitempty"`
	AsOf      string `json:"as_of,omitempty"`
	Survey    string `json:"survey,omitempty"`
}
