package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rolecall/internal/claim"
)

// matrixView is the duties over the sources: a table of who says what, and the quotes behind each of its cells.
type matrixView struct {
	Sources []Source
	Groups  []matrixGroup
	LeftOut int // quotes that only report.json holds
}

type matrixGroup struct {
	Label string
	Rows  []*matrixRow
}

// matrixRow is one category of duties, of all roles.
type matrixRow struct {
	ID, Label, Category string
	Conflict            string // id of a contradiction about who has the duty
	Cells               []matrixCell
	Roles               []dutyView
}

type matrixCell struct {
	Source string
	Marks  []mark
}

type mark struct {
	Role, Label, Href, Title string
	Count                    int
}

// dutyView is one role's quotes on a category.
type dutyView struct {
	Role, Label string
	Sources     []dutySource
}

type dutySource struct {
	ID, Name string
	Quotes   []dutyQuote
	LeftOut  int
}

// dutyQuote is a quote on the list of duties; Times counts pages of the source that say the very same.
type dutyQuote struct {
	quoteView
	Times int
}

func (r *Report) matrix() matrixView {
	m := matrixView{Sources: r.matrixSources()}
	rows := r.matrixRows()
	limit := quotesACell(r.Duties, r.maxQuotes)
	for i := range r.Duties {
		d := &r.Duties[i]
		at := slices.IndexFunc(rows, func(row *matrixRow) bool { return row.Category == d.Category })
		m.LeftOut += r.addDuty(rows[at], d, m.Sources, limit)
	}
	for _, row := range rows {
		group := r.labels.group(row.Category)
		if n := len(m.Groups); n == 0 || m.Groups[n-1].Label != group {
			m.Groups = append(m.Groups, matrixGroup{Label: group})
		}
		last := &m.Groups[len(m.Groups)-1]
		last.Rows = append(last.Rows, row)
	}
	return m
}

// matrixSources are the sources that speak of duties.
func (r *Report) matrixSources() []Source {
	var speaking []Source
	for _, s := range r.Sources {
		if slices.ContainsFunc(r.Duties, func(d Duty) bool { return len(d.Sources[s.ID]) > 0 }) {
			speaking = append(speaking, s)
		}
	}
	return speaking
}

// matrixRows has a row for each category that occurs, in the order of the taxonomy.
func (r *Report) matrixRows() []*matrixRow {
	var ids []string
	for _, d := range r.Duties {
		ids = append(ids, d.Category)
	}
	order := r.labels.order
	slices.SortFunc(ids, func(a, b string) int { return cmp.Or(order(a)-order(b), cmp.Compare(a, b)) })
	ids = slices.Compact(ids)
	rows := make([]*matrixRow, len(ids))
	for i, id := range ids {
		rows[i] = &matrixRow{ID: fmt.Sprintf("d%d", i), Category: id, Label: r.labels.category(id), Conflict: r.attribution(id)}
	}
	return rows
}

// attribution is the id of a standing contradiction about who has a duty; "" where there is none.
func (r *Report) attribution(category string) string {
	for i := range r.Conflicts {
		c := &r.Conflicts[i]
		if c.Kind == claim.Attribution && c.stands() && slices.Contains(topicParts(c.Topic), category) {
			return c.ID
		}
	}
	return ""
}

// addDuty puts a role's claims into a row and tells how many quotes it left out.
func (r *Report) addDuty(row *matrixRow, d *Duty, sources []Source, limit int) int {
	leftOut := 0
	duty := dutyView{Role: d.Role, Label: roleLabel(d.Role)}
	if row.Cells == nil {
		row.Cells = make([]matrixCell, len(sources))
	}
	for i, s := range sources {
		ids := d.Sources[s.ID]
		row.Cells[i].Source = s.Name
		if len(ids) == 0 {
			continue
		}
		said := dutySource{ID: fmt.Sprintf("%s-%s-%d", row.ID, safeID(d.Role), i), Name: s.Name}
		said.Quotes, said.LeftOut = r.dutyQuotes(ids, limit)
		said.LeftOut += d.Counts[s.ID] - len(ids)
		leftOut += said.LeftOut
		duty.Sources = append(duty.Sources, said)
		row.Cells[i].Marks = append(row.Cells[i].Marks, mark{
			Role: safeID(d.Role), Label: duty.Label, Href: "#" + said.ID, Count: d.Counts[s.ID],
			Title: fmt.Sprintf("%s, %s, %s: %s", row.Label, duty.Label, s.Name, counted(d.Counts[s.ID], "claim", "claims")),
		})
	}
	row.Roles = append(row.Roles, duty)
	return leftOut
}

// dutyQuotes lists claims with the same words once, at most limit.
func (r *Report) dutyQuotes(ids []string, limit int) ([]dutyQuote, int) {
	var quotes []dutyQuote
	at := map[string]int{}
	leftOut := 0
	for _, id := range ids {
		text := folded(r.Claims[id].Quote)
		if i, ok := at[text]; ok {
			quotes[i].Times++
			continue
		}
		if len(quotes) == limit {
			leftOut++
			continue
		}
		at[text] = len(quotes)
		quotes = append(quotes, dutyQuote{quoteView: r.quote(id), Times: 1})
	}
	return quotes, leftOut
}

// quotesACell is how many quotes each cell may show so that all show at most total; at least one.
func quotesACell(duties []Duty, total int) int {
	var sizes []int
	for _, d := range duties {
		for _, ids := range d.Sources {
			sizes = append(sizes, len(ids))
		}
	}
	if len(sizes) == 0 {
		return 1
	}
	limit := 1
	for largest := slices.Max(sizes); limit < largest; limit++ {
		sum := 0
		for _, n := range sizes {
			sum += min(n, limit+1)
		}
		if sum > total {
			break
		}
	}
	return limit
}

// safeID makes an id fit for an element's id or class.
func safeID(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return '-'
	}, strings.ToLower(s))
}
