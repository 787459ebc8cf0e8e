package pipeline

import (
	"context"
	"iter"
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/compare"
	"rolecall/internal/dataset"
)

// compare writes the claims, compares them topic by topic and holds the conflicts against the last run's.
func (r *run) compare(ctx context.Context) (compare.Analysis, error) {
	ids := make([]string, len(r.Sources))
	for i, s := range r.Sources {
		ids[i] = s.ID
	}
	analyzer := compare.NewAnalyzer(ids)
	if err := r.out.WriteClaims(r.eachClaim(ctx, analyzer)); err != nil {
		return compare.Analysis{}, err
	}
	if err := r.readDocuments(analyzer); err != nil {
		return compare.Analysis{}, err
	}
	if err := r.writeDocuments(analyzer); err != nil { //nolint:contextcheck // what was fetched is kept for the next run, cancelled or not
		return compare.Analysis{}, err
	}
	findings, err := r.findings(ctx, compare.Options{Clusters: analyzer.Clusters()})
	if err != nil {
		return compare.Analysis{}, err
	}
	previous, err := r.previousConflicts()
	if err != nil {
		return compare.Analysis{}, err
	}
	findings, err = r.decide(compare.Since(r.out.ID(), previous, findings, r.looked()))
	if err != nil {
		return compare.Analysis{}, err
	}
	if err := r.writeConflicts(findings); err != nil {
		return compare.Analysis{}, err
	}
	analysis := analyzer.Finish(findings)
	if r.changed, err = r.changes(); err != nil {
		return compare.Analysis{}, err
	}
	analysis.Changes = r.changed
	return analysis, nil
}

// looked tells of a conflict whether this run asked for its roles and read all of its sources.
func (r *run) looked() func(*claim.Conflict) bool {
	roles, healthy := r.Roles, r.tally.healthy()
	if roles == nil {
		roles = rolesOf(nil)
	}
	return func(c *claim.Conflict) bool {
		return coversRoles(roles, c) && !slices.ContainsFunc(sidesOf(c), func(id string) bool { return !healthy[id] })
	}
}

// eachClaim gives the claims in the table's order and hands each to the analyzer and to its topics on the way.
func (r *run) eachClaim(ctx context.Context, analyzer *compare.Analyzer) iter.Seq2[claim.Claim, error] {
	return func(yield func(claim.Claim, error) bool) {
		for e, err := range r.store.claims.Sorted() {
			if err == nil {
				err = ctx.Err()
			}
			if err == nil {
				analyzer.Claim(e)
				err = r.addTopics(&e)
			}
			if !yield(e.Claim, err) || err != nil {
				return
			}
		}
	}
}

// readDocuments hands every document to the analyzer, before its near copies are written into the documents' table.
func (r *run) readDocuments(analyzer *compare.Analyzer) error {
	for row, err := range r.store.pages.Sorted() {
		if err != nil {
			return err
		}
		analyzer.Document(&row.Document)
	}
	return nil
}

func (r *run) addTopics(e *compare.Evidence) error {
	for _, topic := range compare.Topics(&e.Claim) {
		if err := r.store.topics.Add(topicRow{Topic: topic, Evidence: *e}); err != nil {
			return err
		}
	}
	return nil
}

// findings compares the claims of each topic.
func (r *run) findings(ctx context.Context, opt compare.Options) ([]compare.Finding, error) {
	var out []compare.Finding
	var claims []compare.Evidence
	bound := compare.NewBound()
	topic := ""
	flush := func() {
		if len(claims) > 0 {
			out = append(out, compare.One(topic, claims, opt)...)
		}
		claims, bound = claims[:0], compare.NewBound()
	}
	for row, err := range r.store.topics.Sorted() {
		if err != nil {
			return nil, err
		}
		if row.Topic != topic {
			flush()
			topic = row.Topic
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		if bound.Keep(&row.Evidence) {
			claims = append(claims, row.Evidence)
		}
	}
	flush()
	return out, nil
}

func (r *run) previousConflicts() ([]claim.Conflict, error) {
	if r.previous.ID == "" {
		return nil, nil
	}
	return collect(dataset.ReadConflicts(r.previous))
}

func (r *run) writeConflicts(findings []compare.Finding) error {
	sorter, err := dataset.NewSorter(r.out.TempDir(), dataset.CompareConflicts, dataset.Limits{})
	if err != nil {
		return err
	}
	for i := range findings {
		if err := sorter.Add(findings[i].Conflict); err != nil {
			return err
		}
	}
	if err := r.out.WriteConflicts(sorter.Sorted()); err != nil {
		return err
	}
	return sorter.Close()
}

func collect[T any](rows iter.Seq2[T, error]) ([]T, error) {
	var out []T
	for row, err := range rows {
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}
