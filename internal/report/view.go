package report

import (
	"cmp"
	"html/template"
	"slices"
	"strings"
	"time"
)

// view is what the templates draw: what stands on the page without a script. The rest is drawn from Data.
type view struct {
	*Report
	Policy        string
	Style, Script template.HTML
	Page          PageOptions
	Data          template.HTML // packed pageData
	Strongest     []*conflictView
	Trouble       []sourceView // that did not go well, the silent first
	PlainSources  []sourceView
	SourcesMore   int
}

// plainSources bounds the table of sources that is there without a script.
const plainSources = 100

func newView(r *Report) *view {
	v := &view{Report: r}
	for i := range r.Conflicts {
		if slices.Contains(r.Summary.Strongest, r.Conflicts[i].ID) {
			v.Strongest = append(v.Strongest, r.conflictView(&r.Conflicts[i]))
		}
	}
	v.Trouble = r.sourceViews(r.troubled())
	v.PlainSources = r.sourceViews(r.Sources)
	v.SourcesMore = len(r.Sources) - len(v.PlainSources)
	return v
}

// sourceView is a source with how it went in words.
type sourceView struct {
	Source
	States []string
	Why    string
}

// sourceViews shows the first of a list of sources.
func (r *Report) sourceViews(list []Source) []sourceView {
	views := make([]sourceView, min(len(list), plainSources))
	for i := range views {
		views[i] = sourceView{list[i], r.labels.states(&list[i]), list[i].why()}
	}
	return views
}

// Undecided is how many contradictions wait for a decision, where some are decided.
func (v *view) Undecided() int {
	if len(v.Summary.Decided) == 0 {
		return 0
	}
	return v.Summary.Comparable - sum(v.Summary.Decided)
}

// Claimed is the number of claims, with separators.
func (v *view) Claimed() string { return thousands(float64(v.Summary.Claims)) }

// Day and Took tell when a run ended and how long it ran.
func (v *view) Day() string  { return v.FinishedAt.Format("2 January 2006, 15:04") + " UTC" }
func (v *view) Took() string { return v.FinishedAt.Sub(v.StartedAt).Round(time.Second).String() }

// quoteView is one quote with what a reader must know to judge it.
type quoteView struct {
	Text, Link, Source, Section, Author, Page, Date string
	Condition, Role, Figure, Before, After          string
	Hedged, Stale                                   bool
}

func (r *Report) quote(id string) quoteView {
	e := r.Claims[id]
	q := quoteView{
		Text: folded(e.Quote), Link: e.Link, Source: r.sourceNames([]string{e.SourceID}), Section: folded(e.Section), Author: folded(e.Author),
		Page: folded(e.PageTitle), Condition: folded(e.Condition), Hedged: e.Modality == "hedged", Stale: e.Stale,
	}
	q.Before, q.After = e.around()
	if e.Role != "" {
		q.Role = roleLabel(e.Role)
	}
	if e.PublishedAt != nil {
		q.Date = e.PublishedAt.Format("Jan 2006")
	}
	if e.Pay != nil {
		q.Figure = r.labels.figure(e.Pay)
	}
	return q
}

// figure says what a figure of pay is one of: "average base pay, US, 2024, Glassdoor".
func (l *labels) figure(p *PayDetails) string {
	what := strings.TrimSpace(labelOf(l.Statistics, p.Statistic) + " " + labelOf(l.Components, p.Component))
	var parts []string
	for _, s := range []string{what, p.Region, p.AsOf, p.CitedSource} {
		if s != "" {
			parts = append(parts, folded(s))
		}
	}
	return strings.Join(parts, ", ")
}

// labelOf is the label of an id that may be empty.
func labelOf(table map[string]string, id string) string { return cmp.Or(table[id], id) }

// folded is a text on one line.
func folded(s string) string { return strings.Join(strings.Fields(s), " ") }

type documentView struct {
	Document
	Source, Link, Name, Outcome, Facts string
}

func (r *Report) documentView(d *Document) documentView {
	v := documentView{
		Document: *d, Source: r.sourceNames([]string{d.SourceID}), Link: QuoteURL(cmp.Or(d.FinalURL, d.URL), ""),
		Name: cmp.Or(folded(d.Title), folded(d.URL)), Outcome: r.labels.outcome(d),
	}
	v.Detail = folded(d.Detail)
	v.Facts = documentFacts(d)
	return v
}

func documentFacts(d *Document) string {
	var facts []string
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, label+" "+folded(value))
		}
	}
	add("moved to", d.FinalURL)
	if d.HTTPStatus != 0 {
		add("HTTP", thousands(float64(d.HTTPStatus)))
	}
	add("type", d.ContentType)
	add("language", d.Language)
	add("by", d.Author)
	if d.PublishedAt != nil {
		add("published", d.PublishedAt.Format(time.DateOnly))
	}
	if d.ModifiedAt != nil {
		add("changed", d.ModifiedAt.Format(time.DateOnly))
	}
	if d.FetchedAt != nil {
		add("fetched", d.FetchedAt.Format("2006-01-02 15:04"))
	}
	if d.FromArchive {
		facts = append(facts, "from the archive")
	}
	if len(d.NearCopyOf) > 0 {
		facts = append(facts, "near copy of "+counted(len(d.NearCopyOf), "page of another source", "pages of other sources"))
	}
	return strings.Join(facts, "; ")
}
