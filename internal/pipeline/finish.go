package pipeline

import (
	"context"
	"errors"
	"iter"
	"path"
	"path/filepath"
	"slices"

	"rolecall/internal/archive"
	"rolecall/internal/claim"
	"rolecall/internal/compare"
	"rolecall/internal/dataset"
	"rolecall/internal/extract"
	"rolecall/internal/report"
)

// writeDocuments writes the documents and, in the same order, their exchanges into the archive, so that the same pages
// give the same archive whatever order they came in.
func (r *run) writeDocuments(analyzer *compare.Analyzer) error {
	final, err := archive.NewFinal(r.out.ArchivePath(), archive.Info{
		Name: path.Base(r.out.ArchiveName()), RunID: r.out.ID(), Software: "rolecall/" + r.Version, UserAgent: "rolecall/" + r.Version, Contact: r.Contact, Time: r.started, KeepAll: r.IgnoreNoArchive,
	})
	if err != nil {
		return err
	}
	err = r.out.WriteDocuments(r.eachDocument(analyzer, final))
	if err == nil {
		err = r.lists.copy(final, r.store.part)
	}
	if err != nil {
		return errors.Join(err, final.Abort())
	}
	return final.Close()
}

func (r *run) eachDocument(analyzer *compare.Analyzer, final *archive.Final) iter.Seq2[claim.Document, error] {
	copies := analyzer.NearCopies()
	return func(yield func(claim.Document, error) bool) {
		for row, err := range r.store.pages.Sorted() {
			doc := row.Document
			if err == nil {
				doc.NearCopyOf, doc.Aliases = copies[doc.ID], r.aliases.addresses(doc.ID)
				err = r.archived(final, &doc, &row)
			}
			if !yield(doc, err) || err != nil {
				return
			}
		}
	}
}

// archived takes the exchanges of a page over into the archive and says where its body lies: there or, where it did not
// change, in the archive of an earlier run.
func (r *run) archived(final *archive.Final, doc *claim.Document, row *pageRow) error {
	if row.Archived.Offset >= 0 && row.Archived.Length > 0 {
		offset, err := final.Copy(r.store.part, row.Archived.Offset, row.Archived.Length)
		if err != nil {
			return err
		}
		doc.ArchiveFile, doc.ArchiveOffset = r.out.ArchiveName(), &offset
	}
	if earlier := row.Stored; earlier != nil && doc.FetchOutcome == claim.NotModified {
		doc.ArchiveFile, doc.ArchiveOffset, doc.FromArchive = earlier.ArchiveFile, &earlier.ArchiveOffset, true
	}
	if err := r.kept.put(row.Stored, doc); err != nil {
		return err
	}
	return r.archivedAliases(final, doc)
}

// archivedAliases takes over what came in under the other addresses of a document.
func (r *run) archivedAliases(final *archive.Final, doc *claim.Document) error {
	for _, a := range r.aliases.of(doc.ID) {
		if a.group.Offset < 0 || a.group.Length == 0 {
			continue
		}
		offset, err := final.Copy(r.store.part, a.group.Offset, a.group.Length)
		if err != nil {
			return err
		}
		at := &claim.Document{ArchiveFile: r.out.ArchiveName(), ArchiveOffset: &offset}
		if a.stored != nil && a.unchanged {
			at = &claim.Document{ArchiveFile: a.stored.ArchiveFile, ArchiveOffset: &a.stored.ArchiveOffset}
		}
		if err := r.kept.put(a.stored, at); err != nil {
			return err
		}
	}
	return nil
}

// report writes the report from the analysis and the documents just written.
func (r *run) report(analysis *compare.Analysis) error {
	in := report.Input{
		RunID: r.out.ID(), Previous: r.previous.ID, StartedAt: r.started, FinishedAt: r.Now().UTC(), Version: r.Version, Analysis: analysis,
	}
	for doc, err := range dataset.ReadDocuments(r.out.Staged()) {
		if err != nil {
			return err
		}
		doc.Text = ""
		in.Documents = append(in.Documents, doc)
	}
	for _, s := range r.tally.results() {
		in.Sources = append(in.Sources, report.SourceInfo{ID: s.ID, Name: s.Name, Outcome: s.Outcome, Silent: s.Silent, Detail: s.Detail})
	}
	return report.Write(filepath.Clean(r.out.ReportDir()), in)
}

// outcome judges the run.
func (r *run) outcome(ctx context.Context) Outcome {
	if ctx.Err() != nil {
		return Interrupted
	}
	return OutcomeOf(r.tally.results())
}

// OutcomeOf judges a run that was not interrupted by its sources.
func OutcomeOf(sources []dataset.SourceResult) Outcome {
	amiss := slices.ContainsFunc(sources, func(s dataset.SourceResult) bool { return s.Outcome != SourceOK })
	read := slices.ContainsFunc(sources, func(s dataset.SourceResult) bool { return s.Pages > s.Failed })
	switch {
	case !read:
		return Failed
	case amiss:
		return Partial
	}
	return OK
}

// IsOwn reports whether a run was made by the version of the extractor that this program has: whether it judged as this one does.
func IsOwn(m *dataset.Manifest) bool { return m.ExtractorVersion == extract.Version }

func (r *run) manifest(outcome Outcome) dataset.Manifest {
	return dataset.Manifest{
		Started: r.started, Finished: r.Now().UTC(), RolecallVersion: r.Version, ExtractorVersion: extract.Version, Options: r.Options, Rates: r.Rates.described(),
		Outcome: string(outcome), Latest: r.Whole && (outcome == OK || outcome == Partial),
		Sources: r.tally.results(), Timings: r.timings, Reopened: r.reopened,
		Counts: map[string]int{"pages": r.tally.pages(), "claims": r.tally.claims(), "recalled": int(r.tally.recalled.Load())},
	}
}

func (r *run) summary(stored dataset.Stored, outcome Outcome, analysis *compare.Analysis) Summary {
	s := Summary{
		Run: stored, Outcome: outcome, Claims: analysis.Kinds, Changes: analysis.Changes, Sources: r.tally.results(),
		Failures: r.tally.failures(), Abandoned: r.out.Abandoned(),
		Recalled: int(r.tally.recalled.Load()),
		TakenUp:  r.out.Resumed(), Resumed: len(r.store.part.Found()), Warnings: r.warnings, waiting: map[string]bool{},
	}
	for _, earlier := range r.previous.Manifest.Reopened {
		s.waiting[earlier.DecisionID] = true
	}
	for _, res := range s.Sources {
		s.Pages += res.Pages
		s.Fetched += res.Fetched
	}
	for _, f := range analysis.Conflicts {
		switch {
		case f.Status == claim.Unverified && f.Comparable:
			s.Unverified++
		case !f.Status.Found():
		case f.Comparable:
			s.Conflicts = append(s.Conflicts, f)
		default:
			s.Apparent++
		}
	}
	return s
}
