package report

import (
	"bytes"
	"fmt"
	"strings"
)

// mdChanges tells what the sources say otherwise than at their last good fetch.
func (r *Report) mdChanges(b *bytes.Buffer) {
	if r.Changes == nil {
		return
	}
	var changed []SourceChanges
	for _, s := range r.Changes.Sources {
		if s.New+s.Gone+s.Changed+s.Unverified > 0 {
			changed = append(changed, s)
		}
	}
	b.WriteString("\n## Since the last run\n\n")
	if len(changed) == 0 {
		b.WriteString("No source says anything else than before.\n")
		return
	}
	b.WriteString("| Source | Last read in run | New | Gone | Changed | Same | Not checked |\n|---|---|--:|--:|--:|--:|--:|\n")
	for _, s := range changed[:min(len(changed), mdSourcesShown)] {
		since := "never before"
		if s.Since != "" {
			since = mdCode(s.Since)
		}
		fmt.Fprintf(b, "| %s | %s | %d | %d | %d | %d | %d |\n", mdText(r.sourceNames([]string{s.SourceID})), since, s.New, s.Gone, s.Changed, s.Same, s.Unverified)
	}
	mdMore(b, len(changed), mdSourcesShown)
	r.mdChangeList(b)
}

// mdChangeList shows changes of wording and claims that are gone, the ones of the pages first; new claims are counted only.
func (r *Report) mdChangeList(b *bytes.Buffer) {
	var lines []string
	for _, cause := range []string{"page", "extractor"} {
		for i := range r.Changes.List {
			if c := &r.Changes.List[i]; c.Cause == cause && c.Before != nil {
				lines = append(lines, r.mdChange(c))
			}
		}
	}
	if len(lines) > 0 {
		b.WriteString("\n")
	}
	for _, line := range lines[:min(len(lines), mdChangedShown)] {
		b.WriteString(line)
	}
	mdMore(b, len(lines), mdChangedShown)
}

func (r *Report) mdChange(c *Change) string {
	before := shorten(folded(c.Before.Quote), mdQuoteRunes)
	text := fmt.Sprintf("- **%s**, %s", capital(c.Kind), mdText(r.sourceNames([]string{c.Before.SourceID})))
	if what := strings.TrimSpace(roleLabel(c.Before.Role) + " " + lowered(r.whatOf(c.Before))); what != "" {
		text += " (" + mdText(what) + ")"
	}
	if c.Cause == "extractor" {
		text += ", by other rules on the same page"
	}
	now, link := c.Passage, QuoteURL(pageOf(c.Before.Link), c.Passage)
	if c.Now != nil {
		now, link = c.Now.Quote, c.Now.Link
	}
	if now == "" {
		return text + ": “~~" + mdText(before) + "~~”\n"
	}
	left, right := differing(before, shorten(folded(now), mdQuoteRunes))
	return text + ": “" + mdRuns(left, "~~") + "” → " + mdLinked("“"+mdRuns(right, "**")+"”", link, r.sourceNames([]string{c.Before.SourceID})) + "\n"
}

// mdRuns marks the words that differ.
func mdRuns(runs []run, mark string) string {
	parts := make([]string, len(runs))
	for i, r := range runs {
		parts[i] = mdText(r.Text)
		if r.Differ {
			parts[i] = mark + parts[i] + mark
		}
	}
	return strings.Join(parts, " ")
}

// mdLinked puts a link to where it stands after a text.
func mdLinked(text, address, name string) string {
	if address == "" {
		return text
	}
	return text + " " + mdLink(name, address)
}
