package report

import (
	"bytes"
	"fmt"
	"strings"
	"time"
)

// How much the Markdown shows: a chat or a pull request is no place for all of it, and GitHub takes 65,536 characters.
const (
	mdStrongest     = 5
	mdQuotesASide   = 2
	mdQuoteRunes    = 220
	mdContradicting = 40
	mdNotComparable = 10
	mdChangedShown  = 10
	mdSourcesShown  = 50
	mdFailedPages   = 20
)

// Markdown is report.md, in the GitHub flavour.
func (r *Report) Markdown() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n\n", mdText(r.Title))
	fmt.Fprintf(&b, "Run %s, %s", mdCode(r.RunID), r.FinishedAt.Format(time.DateOnly))
	if r.PreviousRunID != "" {
		fmt.Fprintf(&b, ", compared with %s", mdCode(r.PreviousRunID))
	}
	b.WriteString(".\n\n")
	for _, s := range r.Summary.Sentences {
		fmt.Fprintf(&b, "- %s\n", mdText(s))
	}
	r.mdStrongest(&b)
	r.mdContradictions(&b)
	r.mdChanges(&b)
	r.mdNotComparable(&b)
	r.mdSources(&b)
	r.mdFailures(&b)
	return b.Bytes()
}

func mdCode(text string) string { return "`" + strings.ReplaceAll(text, "`", "") + "`" }

func mdMore(b *bytes.Buffer, all, shown int) {
	if all > shown {
		fmt.Fprintf(b, "\nand %s more in index.html\n", thousands(float64(all-shown)))
	}
}

func (r *Report) mdSources(b *bytes.Buffer) {
	b.WriteString("\n## Sources\n\n")
	b.WriteString("| Source | Pages fetched | Without text | Claims | Coverage | Says alone | Contradicts | Agreement | Copied |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, s := range r.Sources[:min(len(r.Sources), mdSourcesShown)] {
		state := ""
		if states := r.labels.states(&s); len(states) > 0 {
			state = " *" + mdText(strings.Join(states, ", ")) + "*"
		}
		fmt.Fprintf(b, "| %s%s | %d | %d | %d | %s | %d | %d | %s | %s |\n", mdText(s.Name), state, s.Fetched, s.Failed, s.Claims, percent(s.Coverage),
			len(s.Alone), s.Contradicts, percent(s.Agreement), percent(&s.Copied))
	}
	mdMore(b, len(r.Sources), mdSourcesShown)
	r.mdTrouble(b)
}

// mdTrouble names the sources that did not go well.
func (r *Report) mdTrouble(b *bytes.Buffer) {
	lead := "\n"
	for _, s := range r.troubled() {
		fmt.Fprintf(b, "%s- **%s %s**: %s\n", lead, mdText(s.Name), mdText(strings.Join(r.labels.states(&s), ", ")), mdText(s.why()))
		lead = ""
	}
}

func (r *Report) mdFailures(b *bytes.Buffer) {
	if r.Summary.Failed == 0 {
		return
	}
	b.WriteString("\n## Pages that gave no text\n\n")
	shown := 0
	for i := range r.Documents {
		d := &r.Documents[i]
		if !d.Failed || shown == mdFailedPages {
			continue
		}
		shown++
		fmt.Fprintf(b, "- %s: %s", mdLink(shorten(d.URL, mdQuoteRunes), QuoteURL(d.URL, "")), mdText(r.labels.outcome(d)))
		if d.Detail != "" {
			fmt.Fprintf(b, " (%s)", mdText(shorten(d.Detail, mdQuoteRunes)))
		}
		b.WriteString("\n")
	}
	mdMore(b, r.Summary.Failed, shown)
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
