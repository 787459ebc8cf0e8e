package report

import "strconv"

// quotesOpen is how many quotes of a side stand in the summary.
const quotesOpen = 2

type conflictView struct {
	*Conflict
	Sides         []sideView
	SeverityLabel string
}

type sideView struct {
	Label   string
	Support string
	Quotes  []quoteView
	LeftOut int
}

func (r *Report) conflictView(c *Conflict) *conflictView {
	v := &conflictView{Conflict: c, SeverityLabel: named(r.labels.Severities, c.Severity)}
	for _, side := range c.Sides {
		v.Sides = append(v.Sides, r.sideView(side))
	}
	return v
}

func (r *Report) sideView(s Side) sideView {
	v := sideView{Label: folded(s.PositionLabel), Support: counted(len(s.SourceIDs), "source", "sources"), LeftOut: max(0, len(s.ClaimIDs)-quotesOpen)}
	if s.Support < len(s.SourceIDs) {
		v.Support += ", " + strconv.Itoa(s.Support) + " independent"
	}
	for _, id := range s.ClaimIDs[:min(len(s.ClaimIDs), quotesOpen)] {
		v.Quotes = append(v.Quotes, r.quote(id))
	}
	return v
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
