package report

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"time"

	"rolecall/internal/claim"
	"rolecall/internal/compare"
)

// Build makes the report's content. It reads nothing but its input.
func Build(in Input) *Report {
	analysis := in.Analysis
	if analysis == nil {
		analysis = &compare.Analysis{}
	}
	b := &builder{labels: loadLabels(), claims: map[string]Evidence{}, names: map[string]string{}}
	for _, s := range in.Sources {
		b.names[s.ID] = cmp.Or(s.Name, s.ID)
	}
	r := &Report{
		SchemaVersion: SchemaVersion,
		Title:         cmp.Or(in.Options.Title, defaultTitle),
		RunID:         in.RunID,
		PreviousRunID: in.Previous,
		StartedAt:     in.StartedAt.UTC(),
		FinishedAt:    in.FinishedAt.UTC(),
		Version:       in.Version,
		Conflicts:     b.conflicts(analysis.Conflicts),
		Duties:        b.duties(analysis.Matrix),
		Pay:           b.ids(analysis.Pay),
		Agreement:     b.agreement(analysis),
		Documents:     documents(in.Documents),
		Changes:       b.changes(analysis.Changes),
		Claims:        b.claims,
		maxQuotes:     cmp.Or(in.Options.MaxQuotes, defaultMaxQuotes),
		labels:        b.labels,
		names:         b.names,
	}
	r.Sources = r.sources(in.Sources, analysis)
	r.Summary = r.summarize(analysis.Kinds)
	return r
}

// builder gathers the claims that a report refers to.
type builder struct {
	labels *labels
	claims map[string]Evidence
	names  map[string]string // of sources, by id
}

func (b *builder) add(e *compare.Evidence) string {
	if _, ok := b.claims[e.ID]; !ok {
		b.claims[e.ID] = b.evidence(e)
	}
	return e.ID
}

func (b *builder) ids(evidence []compare.Evidence) []string {
	ids := make([]string, len(evidence))
	for i := range evidence {
		ids[i] = b.add(&evidence[i])
	}
	return ids
}

func (b *builder) evidence(e *compare.Evidence) Evidence {
	shown := Evidence{
		SourceID: e.SourceID, DocumentID: e.DocumentID, Role: string(e.Role), Kind: string(e.Kind), Form: string(e.Form),
		Quote: e.Quote, Start: e.Start, End: e.End, Before: e.Before, After: e.After, Section: e.Section, Author: e.Author, Condition: e.Condition,
		Modality: string(e.Modality), Category: e.Category, Categories: e.Categories, Object: e.Object, Value: e.Value,
		Link: QuoteURL(cmp.Or(e.FinalURL, e.URL), e.Quote), PageTitle: e.PageTitle, PublishedAt: utc(e.PublishedAt), Stale: e.Stale,
		Rule: e.Rule, Confidence: finiteOr0(e.Confidence),
	}
	if e.Value != "" {
		shown.ValueLabel = b.labels.value(e.Value)
	}
	if e.Kind == claim.Salary {
		shown.Pay = b.labels.payDetails(e.Pay)
		shown.Pay.Place, shown.Pay.Scope = e.Place, compare.PayScope(e)
	}
	return shown
}

func (b *builder) duties(rows []compare.MatrixRow) []Duty {
	duties := make([]Duty, len(rows))
	for i, row := range rows {
		duties[i] = Duty{
			Role: string(row.Role), Category: row.Category, Label: b.labels.category(row.Category),
			Group: b.labels.group(row.Category), Sources: map[string][]string{}, Counts: map[string]int{},
		}
		for source, evidence := range row.Cells {
			duties[i].Sources[source] = b.ids(evidence)
			duties[i].Counts[source] = max(len(evidence), row.Counts[source])
		}
	}
	return duties
}

func (b *builder) agreement(a *compare.Analysis) Agreement {
	pairs := make([]Pair, len(a.Pairs))
	for i, p := range a.Pairs {
		pairs[i] = Pair{A: p.A, B: p.B, Jaccard: finiteOr0(p.Jaccard), Shared: p.Shared, SameRole: finiteOr0(p.SameRole), NearCopy: p.NearCopy}
		for _, f := range p.Flips {
			pairs[i].Flips = append(pairs[i].Flips, Flip{ClaimA: b.add(&f.A), ClaimB: b.add(&f.B), WordA: f.WordA, WordB: f.WordB})
		}
	}
	return Agreement{Alpha: finite(a.Alpha), AlphaLow: finite(a.AlphaLow), AlphaHigh: finite(a.AlphaHigh), Pairs: pairs}
}

func documents(docs []claim.Document) []Document {
	shown := make([]Document, len(docs))
	for i := range docs {
		shown[i] = document(&docs[i])
	}
	slices.SortStableFunc(shown, func(a, b Document) int {
		return cmp.Or(cmp.Compare(a.SourceID, b.SourceID), cmp.Compare(a.URL, b.URL), cmp.Compare(a.ID, b.ID))
	})
	return shown
}

func document(d *claim.Document) Document {
	shown := Document{
		ID: d.ID, SourceID: d.SourceID, URL: d.URL, FinalURL: d.FinalURL, Title: d.Title, Author: d.Author, Language: d.Language,
		PublishedAt: utc(d.PublishedAt), ModifiedAt: utc(d.ModifiedAt), FetchOutcome: string(d.FetchOutcome),
		ExtractOutcome: string(d.ExtractOutcome), Detail: d.Detail, HTTPStatus: d.HTTPStatus, ContentType: d.ContentType,
		FromArchive: d.FromArchive, Words: d.WordCount, Claims: d.ClaimCount, NearCopyOf: d.NearCopyOf, Failed: unread(d),
	}
	if !d.FetchedAt.IsZero() {
		shown.FetchedAt = utc(&d.FetchedAt)
	}
	if shown.FinalURL == shown.URL {
		shown.FinalURL = ""
	}
	return shown
}

// unread reports whether nothing could be read from a page: a page without claims was read.
func unread(d *claim.Document) bool {
	if !d.FetchOutcome.Fetched() {
		return true
	}
	switch d.ExtractOutcome {
	case claim.UnsupportedLanguage, claim.Empty, claim.NeedsScript, claim.BotWall, claim.ExtractError:
		return true
	case claim.ExtractOK, claim.NoClaims:
	}
	return false
}

// outcome is how reading a page ended or, where it was not fetched, how fetching it did.
func (d *Document) outcome() string {
	if claim.FetchOutcome(d.FetchOutcome).Fetched() {
		return d.ExtractOutcome
	}
	return d.FetchOutcome
}

// sources lists every source of the run and every one that claims come from, by id.
func (r *Report) sources(infos []SourceInfo, a *compare.Analysis) []Source {
	all := map[string]Source{}
	for _, p := range a.Profiles {
		all[p.SourceID] = r.profile(&p)
	}
	for _, info := range infos {
		s, ok := all[info.ID]
		if !ok {
			s = r.profile(&compare.Profile{SourceID: info.ID})
		}
		s.Name, s.State, s.Silent, s.Detail = cmp.Or(info.Name, info.ID), info.Outcome, info.Silent, info.Detail
		if s.Detail != "" {
			s.Causes = r.causes(info.ID)
		}
		all[info.ID] = s
	}
	return nonNil(slices.SortedFunc(maps.Values(all), func(a, b Source) int { return cmp.Compare(a.ID, b.ID) }))
}

func (r *Report) profile(p *compare.Profile) Source {
	s := Source{
		ID: p.SourceID, Name: p.SourceID, Pages: p.Pages, Fetched: p.Fetched, Claims: p.Claims, Words: p.Words,
		ClaimsByKind: kindCounts(p.Kinds), Categories: p.Categories, Alone: []RoleCategory{}, Contradicts: p.Contradicts,
		Outnumbered: outnumbered(p.SourceID, r.Conflicts), NewestFigure: p.NewestFigure, OldestFigure: p.OldestFigure, Stale: p.Stale,
		NearCopyOf: nonNil(p.NearCopyOf), Copied: finiteOr0(p.Copied), Agreement: finite(p.Agreement), Outcomes: map[string]int{},
	}
	for _, t := range p.Alone {
		s.Alone = append(s.Alone, RoleCategory{Role: string(t.Role), Category: t.Category})
	}
	for i := range r.Documents {
		if d := &r.Documents[i]; d.SourceID == p.SourceID {
			s.Outcomes[d.outcome()]++
			if d.Failed {
				s.Failed++
			}
		}
	}
	if duties := len(r.Duties); duties > 0 {
		coverage := float64(p.Categories) / float64(duties)
		s.Coverage = &coverage
	}
	return s
}

func kindCounts(kinds map[claim.Kind]int) map[string]int {
	counts := map[string]int{}
	for k, n := range kinds {
		counts[string(k)] = n
	}
	return counts
}

func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	u := t.UTC()
	return &u
}

func finiteOr0(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}

// nonNil keeps a list in report.json a list.
func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
