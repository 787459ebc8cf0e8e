package upkeep

import (
	"context"
	"errors"
	"iter"
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
)

// rewriteRun writes a run anew without what goes; one that has nothing of it, points into no rewritten archive and is held
// against none of it is left alone.
func (f *forgetter) rewriteRun(ctx context.Context, id string) error {
	run, err := f.data.Run(id)
	if err != nil {
		return err
	}
	conflicts, touched, err := f.conflictsOf(run)
	if err != nil {
		return err
	}
	has := slices.Contains(f.got.Runs, id) || touched > 0
	archives, err := dataset.ReadArchives(run)
	if err != nil {
		return err
	}
	pointsInto := slices.ContainsFunc(archives, func(name string) bool { return f.archives[name] != nil })
	if !has && !pointsInto && !f.measuresLess(&run.Manifest) {
		if f.staged[id] == "" {
			return nil
		}
		return f.change.FinishArchive(id, run.Manifest, f.staged[id])
	}
	f.got.Conflicts += touched
	staged, err := f.change.ChangeRun(run)
	if err != nil {
		return err
	}
	m := run.Manifest
	m.Sources, m.Counts = f.sourcesWithout(&run.Manifest), cloneCounts(m.Counts)
	m.Forgotten = m.Forgotten || slices.Contains(f.got.Runs, id)
	m.Reopened = slices.DeleteFunc(slices.Clone(m.Reopened), func(r claim.Reopened) bool {
		return slices.ContainsFunc(r.DocumentIDs, func(id string) bool { return f.documents[id] })
	})
	if err := errors.Join(
		staged.WriteClaims(f.claimsLeft(run, &m)),
		staged.WriteDocuments(f.documentsLeft(run, &m)),
	); err != nil {
		return err
	}
	if has {
		if conflicts, err = f.redraw(ctx, staged, &m, conflicts); err != nil {
			return err
		}
	}
	slices.SortFunc(conflicts, func(a, b claim.Conflict) int { return dataset.CompareConflicts(&a, &b) })
	if err := staged.WriteConflicts(dataset.Values(conflicts)); err != nil {
		return err
	}
	return staged.Finish(m, f.staged[id])
}

// conflictsOf gives the conflicts of a run, and in how many of them what goes takes part.
func (f *forgetter) conflictsOf(run dataset.Stored) ([]claim.Conflict, int, error) {
	var list []claim.Conflict
	touched := 0
	for c, err := range dataset.ReadConflicts(run) {
		if err != nil {
			return nil, 0, err
		}
		list = append(list, c)
		if f.touched(&c) {
			touched++
		}
	}
	return list, touched, nil
}

// claimsLeft are the claims of a run without those that go, which are taken off the counts of the manifest.
func (f *forgetter) claimsLeft(run dataset.Stored, m *dataset.Manifest) iter.Seq2[claim.Claim, error] {
	return func(yield func(claim.Claim, error) bool) {
		for c, err := range dataset.ReadClaims(run) {
			if err == nil && f.documents[c.DocumentID] {
				takeOff(m.Counts, "claims")
				if s := sourceOf(m, c.SourceID); s != nil {
					s.Claims--
				}
				continue
			}
			if !yield(c, err) {
				return
			}
		}
	}
}

// documentsLeft are the documents of a run without those that go, and with the present places of their archived pages.
func (f *forgetter) documentsLeft(run dataset.Stored, m *dataset.Manifest) iter.Seq2[claim.Document, error] {
	return func(yield func(claim.Document, error) bool) {
		for d, err := range dataset.ReadDocuments(run) {
			if err == nil && f.documents[d.ID] {
				takeOff(m.Counts, "pages")
				if s := sourceOf(m, d.SourceID); s != nil {
					takePageOff(s, &d)
				}
				continue
			}
			d.NearCopyOf = slices.DeleteFunc(d.NearCopyOf, func(id string) bool { return f.documents[id] })
			if rewritten := f.archives[d.ArchiveFile]; rewritten != nil && d.ArchiveOffset != nil {
				if to, there := rewritten.Moved(*d.ArchiveOffset); there {
					d.ArchiveOffset = &to
				} else {
					d.ArchiveFile, d.ArchiveOffset = "", nil
				}
			}
			if !yield(d, err) {
				return
			}
		}
	}
}

// sourcesWithout is the list of a manifest's sources without one that goes, for changing.
func (f *forgetter) sourcesWithout(m *dataset.Manifest) []dataset.SourceResult {
	out := make([]dataset.SourceResult, 0, len(m.Sources))
	for _, s := range m.Sources {
		if f.want.source == "" || s.ID != f.want.source {
			s.Outcomes = cloneCounts(s.Outcomes)
			s.LastGood = f.lastGood(m.RunID, &s)
			out = append(out, s)
		}
	}
	return out
}

func sourceOf(m *dataset.Manifest, id string) *dataset.SourceResult {
	i := slices.IndexFunc(m.Sources, func(s dataset.SourceResult) bool { return s.ID == id })
	if i < 0 {
		return nil
	}
	return &m.Sources[i]
}

// takePageOff takes a page off the counts of its source.
func takePageOff(s *dataset.SourceResult, d *claim.Document) {
	s.Pages--
	if d.FetchOutcome.Fetched() {
		s.Fetched--
	}
	if !d.Readable() {
		s.Failed--
	}
	takeOff(s.Outcomes, d.Outcome())
}

func takeOff(counts map[string]int, name string) {
	if counts[name]--; counts[name] <= 0 {
		delete(counts, name)
	}
}

func cloneCounts(counts map[string]int) map[string]int {
	out := map[string]int{}
	for name, n := range counts {
		out[name] = n
	}
	return out
}

// touched reports whether what goes takes part in a conflict.
func (f *forgetter) touched(c *claim.Conflict) bool {
	for _, side := range c.Sides {
		if f.want.source != "" && slices.Contains(side.SourceIDs, f.want.source) {
			return true
		}
		if slices.ContainsFunc(side.ClaimIDs, func(id string) bool { return f.claims[id] }) {
			return true
		}
	}
	return false
}

// redraw compares a run anew and draws its report.
func (f *forgetter) redraw(ctx context.Context, staged *dataset.RunChange, m *dataset.Manifest, conflicts []claim.Conflict) ([]claim.Conflict, error) {
	dir, err := staged.ReportDir()
	if err != nil {
		return nil, err
	}
	decisions, err := dataset.ReadDecisions(f.path("."))
	if err != nil {
		return nil, err
	}
	return pipeline.Redraw(ctx, pipeline.Redrawing{
		Tables: staged.Staged(), Manifest: *m, Conflicts: conflicts, Touched: f.touched, Temp: f.temp, Report: dir,
		Note: func(note string) string { return f.unquoted(note, decisions) },
	})
}
