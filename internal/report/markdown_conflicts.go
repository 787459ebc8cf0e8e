package report

import (
	"bytes"
	"fmt"
	"strings"
)

// mdStrongest shows the gravest contradictions that wait for a decision, a column for each side.
func (r *Report) mdStrongest(b *bytes.Buffer) {
	shown := 0
	for i := range r.Conflicts {
		c := &r.Conflicts[i]
		if shown == mdStrongest || rankOf(*c) != 0 {
			break
		}
		if shown == 0 {
			b.WriteString("\n## The strongest contradictions\n")
		}
		shown++
		fmt.Fprintf(b, "\n### %s (%s)\n\n%s\n\n", mdText(c.TopicLabel), mdText(strings.ToLower(named(r.labels.Severities, c.Severity))), mdText(c.Explanation))
		r.mdSides(b, c)
	}
}

// mdSides is a table with a column for each side and a row for each pair of quotes.
func (r *Report) mdSides(b *bytes.Buffer, c *Conflict) {
	heads := make([]string, len(c.Sides))
	rows := make([][]string, mdQuotesASide+1)
	for i, side := range c.Sides {
		heads[i] = mdText(side.PositionLabel) + " (" + counted(len(side.SourceIDs), "source", "sources") + ")"
		for row := range rows {
			rows[row] = append(rows[row], r.mdCell(side.ClaimIDs, row))
		}
	}
	fmt.Fprintf(b, "| %s |\n|%s\n", strings.Join(heads, " | "), strings.Repeat("---|", len(heads)))
	for _, row := range rows {
		if strings.Join(row, "") != "" {
			fmt.Fprintf(b, "| %s |\n", strings.Join(row, " | "))
		}
	}
}

// mdCell is a side's quote, or how many follow after those that are shown.
func (r *Report) mdCell(ids []string, row int) string {
	switch {
	case row < mdQuotesASide && row < len(ids):
		return r.mdQuote(r.Claims[ids[row]])
	case row == mdQuotesASide && len(ids) > mdQuotesASide:
		return fmt.Sprintf("and %d more", len(ids)-mdQuotesASide)
	}
	return ""
}

func (r *Report) mdQuote(e Evidence) string {
	text := "“" + mdText(shorten(e.Quote, mdQuoteRunes)) + "” " + mdLink(r.sourceNames([]string{e.SourceID}), e.Link)
	for _, mark := range []string{e.Author, e.Condition} {
		if mark != "" {
			text += ", " + mdText(mark)
		}
	}
	return text
}

// mdContradictions lists all contradictions, those that wait for a decision first.
func (r *Report) mdContradictions(b *bytes.Buffer) {
	b.WriteString("\n## Contradictions\n\n")
	all := r.Summary.Comparable + r.Summary.Unverified + r.Summary.Resolved
	if all == 0 {
		b.WriteString("None.\n")
		return
	}
	b.WriteString("| Severity | Matter | What the sources say | Status | Decision |\n|---|---|---|---|---|\n")
	shown := 0
	for i := range r.Conflicts {
		c := &r.Conflicts[i]
		if !c.Comparable || shown == mdContradicting {
			continue
		}
		shown++
		fmt.Fprintf(b, "| %s | %s<br>%s | %s | %s | %s |\n", mdText(named(r.labels.Severities, c.Severity)), mdText(c.TopicLabel),
			mdText(c.KindLabel), r.mdPositions(c), mdText(named(r.labels.Statuses, c.Status)), r.mdDecision(c))
	}
	mdMore(b, all, shown)
}

func (r *Report) mdPositions(c *Conflict) string {
	positions := make([]string, len(c.Sides))
	for i, side := range c.Sides {
		positions[i] = "**" + mdText(side.PositionLabel) + "**: " + mdText(shorten(r.sourceNames(side.SourceIDs), mdQuoteRunes))
	}
	return strings.Join(positions, "<br>")
}

func (r *Report) mdDecision(c *Conflict) string {
	switch {
	case c.Reopened != "":
		return "reopened: " + mdText(shorten(c.Reopened, mdQuoteRunes))
	case c.Decision == "":
		return ""
	}
	text := "**" + mdText(named(r.labels.Decisions, c.Decision)) + "**"
	if c.DecidedBy != "" {
		text += " by " + mdText(c.DecidedBy)
	}
	if c.DecisionNote != "" {
		text += ": " + mdText(shorten(c.DecisionNote, mdQuoteRunes))
	}
	return text
}

func (r *Report) mdNotComparable(b *bytes.Buffer) {
	if r.Summary.NotComparable == 0 {
		return
	}
	b.WriteString("\n## Differences that are no contradiction\n\n")
	shown := 0
	for i := range r.Conflicts {
		c := &r.Conflicts[i]
		if c.Comparable || !c.found() || shown == mdNotComparable {
			continue
		}
		shown++
		fmt.Fprintf(b, "- **%s** (%s): %s\n", mdText(c.TopicLabel), mdText(c.KindLabel), mdText(c.ReasonNotComparable))
	}
	mdMore(b, r.Summary.NotComparable, shown)
}
