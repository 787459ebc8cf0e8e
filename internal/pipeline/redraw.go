package pipeline

import (
	"context"
	"errors"
	"iter"

	"rolecall/internal/claim"
	"rolecall/internal/compare"
	"rolecall/internal/dataset"
	"rolecall/internal/report"
)

// Redrawing is a run whose report is drawn anew from tables that lost rows.
type Redrawing struct {
	Tables    dataset.Stored   // claims and documents as they are now
	Manifest  dataset.Manifest // of the run, its sources as they are now
	Conflicts []claim.Conflict // as they were
	// Touched says of a conflict whether what is gone took part in it.
	Touched func(*claim.Conflict) bool
	// Note takes what is gone out of the note of a decision.
	Note   func(string) string
	Temp   string // folder for temporary files
	Report string // empty folder for the report
}

// Redraw writes the report of a run anew and gives its conflicts as they are now: those that were not touched stand as
// they stood; of the others those remain that the claims still give, with their status and decision. Changes since the
// run before are not shown any more: they would need that run's pages.
func Redraw(ctx context.Context, d Redrawing) ([]claim.Conflict, error) {
	topics, err := dataset.NewSorter(d.Temp, compareTopics, dataset.Limits{})
	if err != nil {
		return nil, err
	}
	defer topics.Close()
	r := &run{store: &store{topics: topics}}
	var ids []string
	for _, s := range d.Manifest.Sources {
		ids = append(ids, s.ID)
	}
	analyzer := compare.NewAnalyzer(ids)
	cited := d.cited()
	in := report.Input{RunID: d.Tables.ID, StartedAt: d.Manifest.Started, FinishedAt: d.Manifest.Finished, Version: d.Manifest.RolecallVersion}
	err = d.pages(func(doc *claim.Document, claims []claim.Claim) error {
		analyzer.Document(doc)
		for _, e := range evidence(doc, claims) {
			analyzer.Claim(e)
			if _, wanted := cited[e.ID]; wanted {
				cited[e.ID] = &e
			}
			if err := r.addTopics(&e); err != nil {
				return err
			}
		}
		doc.Text = ""
		in.Documents = append(in.Documents, *doc)
		return nil
	})
	if err != nil {
		return nil, err
	}
	found, err := r.findings(ctx, compare.Options{Clusters: analyzer.Clusters()})
	if err != nil {
		return nil, err
	}
	findings := d.remaining(found, cited)
	analysis := analyzer.Finish(findings)
	in.Analysis = &analysis
	for _, s := range d.Manifest.Sources {
		in.Sources = append(in.Sources, report.SourceInfo{ID: s.ID, Name: s.Name, Outcome: s.Outcome, Silent: s.Silent, Detail: s.Detail})
	}
	conflicts := make([]claim.Conflict, len(findings))
	for i := range findings {
		conflicts[i] = findings[i].Conflict
	}
	return conflicts, report.Write(d.Report, in)
}

// cited are the claims that the conflicts name, by id, without their evidence as yet.
func (d *Redrawing) cited() map[string]*compare.Evidence {
	out := map[string]*compare.Evidence{}
	for i := range d.Conflicts {
		for _, side := range d.Conflicts[i].Sides {
			for _, id := range side.ClaimIDs {
				out[id] = nil
			}
		}
	}
	return out
}

// pages hands each document to visit with its claims.
func (d *Redrawing) pages(visit func(*claim.Document, []claim.Claim) error) error {
	byPage := func(a, b *claim.Claim) int {
		return dataset.CompareDocuments(&claim.Document{SourceID: a.SourceID, URL: a.URL, ID: a.DocumentID},
			&claim.Document{SourceID: b.SourceID, URL: b.URL, ID: b.DocumentID})
	}
	sorter, err := dataset.NewSorter(d.Temp, byPage, dataset.Limits{})
	if err != nil {
		return err
	}
	defer sorter.Close()
	for c, err := range dataset.ReadClaims(d.Tables) {
		if err := errors.Join(err, sorter.Add(c)); err != nil {
			return err
		}
	}
	next, stop := iter.Pull2(sorter.Sorted())
	defer stop()
	head, err, more := next()
	for doc, docErr := range dataset.ReadDocuments(d.Tables) {
		if err := errors.Join(err, docErr); err != nil {
			return err
		}
		var claims []claim.Claim
		for more && head.DocumentID == doc.ID {
			claims = append(claims, head)
			if head, err, more = next(); err != nil {
				return err
			}
		}
		if err := visit(&doc, claims); err != nil {
			return err
		}
	}
	return nil
}

// remaining are the conflicts that remain, each with its evidence.
func (d *Redrawing) remaining(found []compare.Finding, cited map[string]*compare.Evidence) []compare.Finding {
	now := map[string]compare.Finding{}
	for _, f := range found {
		now[f.ID] = f
	}
	var out []compare.Finding
	for _, old := range d.Conflicts {
		if !d.Touched(&old) {
			old.DecisionNote = d.Note(old.DecisionNote)
			out = append(out, compare.Finding{Conflict: old, Evidence: evidenceOf(&old, cited), Flips: now[old.ID].Flips})
			continue
		}
		f, still := now[old.ID]
		if !still {
			continue
		}
		f.RunID, f.FirstSeenRun, f.Status = old.RunID, old.FirstSeenRun, old.Status
		f.Decision, f.DecidedBy, f.DecisionNote = old.Decision, old.DecidedBy, d.Note(old.DecisionNote)
		out = append(out, f)
	}
	return out
}

// evidenceOf is the evidence of a conflict's sides, as far as the run has it.
func evidenceOf(c *claim.Conflict, cited map[string]*compare.Evidence) [][]compare.Evidence {
	out := make([][]compare.Evidence, len(c.Sides))
	for i, side := range c.Sides {
		for _, id := range side.ClaimIDs {
			if e := cited[id]; e != nil {
				out[i] = append(out[i], *e)
			}
		}
	}
	return out
}
