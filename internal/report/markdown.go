package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"
)

// How much of a conflict the Markdown quotes: a chat or a pull request is no place for all of it.
const (
	mdQuotesASide   = 2
	mdQuoteRunes    = 220
	mdNotComparable = 20
	mdFailedPages   = 50
)

// Markdown is report.md, in the GitHub flavour.
func (r *Report) Markdown() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n\n", mdText(r.Title))
	fmt.Fprintf(&b, "Run `%s`, %s", strings.ReplaceAll(r.RunID, "`", ""), r.FinishedAt.Format(time.DateOnly))
	if r.PreviousRunID != "" {
		fmt.Fprintf(&b, ", compared with `%s`", strings.ReplaceAll(r.PreviousRunID, "`", ""))
	}
	b.WriteString(".\n\n")
	for _, s := range r.Summary.Sentences {
		fmt.Fprintf(&b, "- %s\n", mdText(s))
	}
	r.mdContradictions(&b)
	r.mdNotComparable(&b)
	r.mdSources(&b)
	r.mdFailures(&b)
	return b.Bytes()
}

func (r *Report) mdContradictions(b *bytes.Buffer) {
	b.WriteString("\n## Contradictions\n\n")
	n := slices.IndexFunc(r.Conflicts, func(c Conflict) bool { return !c.Comparable })
	if n < 0 {
		n = len(r.Conflicts)
	}
	if n == 0 {
		b.WriteString("None.\n")
		return
	}
	b.WriteString("| Severity | Matter | What the sources say | Status |\n|---|---|---|---|\n")
	for i := range r.Conflicts[:n] {
		c := &r.Conflicts[i]
		fmt.Fprintf(b, "| %s | **%s**<br>%s<br>%s | %s | %s |\n", mdText(named(r.labels.Severities, c.Severity)), mdText(c.TopicLabel),
			mdText(c.KindLabel), mdText(c.Explanation), r.mdSides(c), mdText(r.statusOf(c)))
	}
}

func (r *Report) statusOf(c *Conflict) string {
	status := named(r.labels.Statuses, c.Status)
	if c.Decision != "" {
		status += "; decided: " + c.Decision
	}
	return status
}

func (r *Report) mdSides(c *Conflict) string {
	var sides []string
	for _, side := range c.Sides {
		text := "**" + mdText(side.PositionLabel) + "** (" + mdText(r.sourceNames(side.SourceIDs)) + ")"
		for i, id := range side.ClaimIDs {
			if i == mdQuotesASide {
				text += fmt.Sprintf("<br>and %d more", len(side.ClaimIDs)-i)
				break
			}
			text += "<br>" + r.mdQuote(r.Claims[id])
		}
		sides = append(sides, text)
	}
	return strings.Join(sides, "<br>")
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

func (r *Report) mdNotComparable(b *bytes.Buffer) {
	if r.Summary.NotComparable == 0 {
		return
	}
	b.WriteString("\n## Differences that are no contradiction\n\n")
	shown := 0
	for i := range r.Conflicts {
		c := &r.Conflicts[i]
		if c.Comparable {
			continue
		}
		if shown == mdNotComparable {
			fmt.Fprintf(b, "- and %d more\n", r.Summary.NotComparable-shown)
			return
		}
		shown++
		fmt.Fprintf(b, "- **%s** (%s): %s\n", mdText(c.TopicLabel), mdText(c.KindLabel), mdText(c.ReasonNotComparable))
	}
}

func (r *Report) mdSources(b *bytes.Buffer) {
	b.WriteString("\n## Sources\n\n")
	b.WriteString("| Source | Pages fetched | Without text | Claims | Coverage | Says alone | Contradicts | Agreement |\n|---|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, s := range r.Sources {
		fmt.Fprintf(b, "| %s | %d | %d | %d | %s | %d | %d | %s |\n", mdText(s.Name), s.Fetched, s.Failed, s.Claims, percent(s.Coverage),
			len(s.Alone), s.Contradicts, percent(s.Agreement))
	}
	r.mdTrouble(b)
}

// mdTrouble names the sources that did not go well.
func (r *Report) mdTrouble(b *bytes.Buffer) {
	lead := "\n"
	for _, s := range r.Sources {
		if s.Detail != "" {
			fmt.Fprintf(b, "%s- **%s is %s**: %s\n", lead, mdText(s.Name), mdText(s.State), mdText(s.Detail))
			lead = ""
		}
	}
}

func (r *Report) mdFailures(b *bytes.Buffer) {
	if r.Summary.Failed == 0 {
		return
	}
	b.WriteString("\n## Pages that gave no text\n\n")
	shown := 0
	for _, d := range r.Documents {
		if !d.Failed {
			continue
		}
		if shown == mdFailedPages {
			fmt.Fprintf(b, "- and %d more\n", r.Summary.Failed-shown)
			return
		}
		shown++
		fmt.Fprintf(b, "- %s: %s", mdLink(d.URL, QuoteURL(d.URL, "")), mdText(r.labels.outcome(&d)))
		if d.Detail != "" {
			fmt.Fprintf(b, " (%s)", mdText(d.Detail))
		}
		b.WriteString("\n")
	}
}

// outcome is how a page ended in words: where it was fetched, how reading it ended.
func (l *labels) outcome(d *Document) string {
	if d.Failed && d.ExtractOutcome != "" && (d.FetchOutcome == "ok" || d.FetchOutcome == "not_modified") {
		return named(l.Outcomes, d.ExtractOutcome)
	}
	if d.ExtractOutcome == "no_claims" {
		return named(l.Outcomes, d.ExtractOutcome)
	}
	return named(l.Outcomes, d.FetchOutcome)
}

func percent(v *float64) string {
	if v == nil {
		return "–"
	}
	return fmt.Sprintf("%.0f %%", *v*100)
}
