package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/compare"
	"rolecall/internal/dataset"
)

// ClaimChange is a claim that one of two runs has otherwise than the other.
type ClaimChange struct {
	Change     string     `json:"change"` // new, gone or changed
	Cause      string     `json:"cause"`  // page or extractor
	SourceID   string     `json:"source_id"`
	DocumentID string     `json:"document_id"`
	URL        string     `json:"url"`
	ClaimKey   string     `json:"claim_key"`
	Kind       string     `json:"kind"`
	Role       string     `json:"role,omitempty"`
	Topic      string     `json:"topic,omitempty"`
	Before     *ClaimSide `json:"before,omitempty"`
	Now        *ClaimSide `json:"now,omitempty"`
}

// ClaimSide is a claim as one run has it.
type ClaimSide struct {
	ClaimID      string `json:"claim_id"`
	EvidenceHash string `json:"evidence_hash"`
	Quote        string `json:"quote"`
	Value        string `json:"value,omitempty"` // what is said or, of a figure, the amount
}

// SourceDiff counts the changes of a source's claims.
type SourceDiff struct {
	SourceID   string `json:"source_id"`
	New        int    `json:"new"`
	Gone       int    `json:"gone"`
	Changed    int    `json:"changed"`
	Same       int    `json:"same"`
	Unverified int    `json:"unverified"` // of pages that the later run could not read or does not have
	FirstRead  int    `json:"first_read"` // of pages that the earlier run could not read or does not have
}

// ConflictChange is a conflict that stands in one of two runs alone.
type ConflictChange struct {
	Change      string `json:"change"` // new, gone; unverified: the later run could not read its sources; first_read: it stands by pages that the earlier run could not read or does not have; not_compared: not both cover it
	ConflictID  string `json:"conflict_id"`
	Kind        string `json:"kind"`
	Topic       string `json:"topic"`
	Severity    string `json:"severity"`
	Comparable  bool   `json:"comparable"`
	Explanation string `json:"explanation"`
}

// Difference is what two runs say otherwise, but for the claims one by one.
type Difference struct {
	Sources   []SourceDiff     `json:"sources"`   // those that both runs have, by id
	Conflicts []ConflictChange `json:"conflicts"` // new ones first
}

// Diff holds a run against another, page by page, as a run is held against the one before it. Only what both cover is
// compared; see ScopeOf. Each claim that changed is told, by source and page.
func Diff(ctx context.Context, before, now dataset.Stored, tell func(ClaimChange) error) (Difference, error) {
	temp, err := os.MkdirTemp("", "rolecall-diff-*")
	if err != nil {
		return Difference{}, fmt.Errorf("compare runs: %w", err)
	}
	diff, err := diffIn(ctx, temp, before, now, tell)
	return diff, errors.Join(err, os.RemoveAll(temp))
}

func diffIn(ctx context.Context, temp string, before, now dataset.Stored, tell func(ClaimChange) error) (Difference, error) {
	rows, err := dataset.NewSorter(temp, compareChangeRows, dataset.Limits{})
	if err != nil {
		return Difference{}, err
	}
	defer rows.Close()
	scope, err := ScopeOf(before, now)
	if err != nil {
		return Difference{}, err
	}
	if err := errors.Join(addRun(rows, before, true, &scope), addRun(rows, now, false, &scope)); err != nil {
		return Difference{}, err
	}
	conflicts, err := collect(dataset.ReadConflicts(now))
	if err != nil {
		return Difference{}, err
	}
	first := newFirstRead(conflicts)
	counts := map[string]*SourceDiff{}
	for _, id := range scope.Sources {
		counts[id] = &SourceDiff{SourceID: id}
	}
	err = eachPage(rows, func(source string, was, is compare.PageClaims) error {
		if was.Document == nil || !was.Document.Readable() {
			counts[source].FirstRead += len(is.Claims)
			first.add(is.Claims)
			return nil
		}
		page, list := compare.PageChanges(was, is)
		counts[source].add(page)
		completed := make([]*compare.Change, len(list))
		for i := range list {
			completed[i] = &list[i]
		}
		if was.Document != nil {
			compare.ShowEarlier(completed, was.Document)
		}
		if is.Document != nil {
			compare.ShowPresent(completed, is.Document)
		}
		for i := range list {
			if err := errors.Join(ctx.Err(), tell(claimChange(&list[i]))); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Difference{}, err
	}
	diff := Difference{Sources: []SourceDiff{}}
	for _, id := range scope.Sources {
		diff.Sources = append(diff.Sources, *counts[id])
	}
	slices.SortFunc(diff.Sources, func(a, b SourceDiff) int { return cmp.Compare(a.SourceID, b.SourceID) })
	diff.Conflicts, err = diffConflicts(before, now, conflicts, first, func(c *claim.Conflict) bool {
		return scope.hasConflict(c) && (scope.sameSet() || moved(counts, c))
	})
	return diff, err
}

// moved reports whether claims of a source of a conflict are new, gone or changed. Where the runs have other sources or roles, a
// conflict of which that is not so comes and goes with those.
func moved(counts map[string]*SourceDiff, c *claim.Conflict) bool {
	return slices.ContainsFunc(sidesOf(c), func(id string) bool {
		s := counts[id]
		return s != nil && s.New+s.Gone+s.Changed > 0
	})
}

func (s *SourceDiff) add(page compare.SourceChanges) {
	s.New += page.New
	s.Gone += page.Gone
	s.Changed += page.Changed
	s.Same += page.Same
	s.Unverified += page.Unverified
}

// addRun adds the documents and claims of a run, as far as the other one covers them.
func addRun(rows *dataset.Sorter[changeRow], run dataset.Stored, earlier bool, scope *Scope) error {
	for doc, err := range dataset.ReadDocuments(run) {
		if err == nil && scope.hasSource(doc.SourceID) {
			err = rows.Add(changeRow{SourceID: doc.SourceID, DocumentID: doc.ID, Earlier: earlier, Document: &doc})
		}
		if err != nil {
			return err
		}
	}
	for c, err := range dataset.ReadClaims(run) {
		if err == nil && scope.hasSource(c.SourceID) && scope.hasClaim(&c) {
			err = rows.Add(changeRow{SourceID: c.SourceID, DocumentID: c.DocumentID, Earlier: earlier, Claim: &compare.Evidence{Claim: c}})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func claimChange(c *compare.Change) ClaimChange {
	of := c.Now
	if of == nil {
		of = c.Before
	}
	return ClaimChange{
		Change: string(c.Kind), Cause: string(c.Cause), SourceID: of.SourceID, DocumentID: of.DocumentID, URL: of.URL, ClaimKey: of.Key,
		Kind: string(of.Kind), Role: string(of.Role), Topic: of.Topic(), Before: claimSide(c.Before), Now: claimSide(c.Now),
	}
}

func claimSide(e *compare.Evidence) *ClaimSide {
	if e == nil {
		return nil
	}
	return &ClaimSide{ClaimID: e.ID, EvidenceHash: e.EvidenceHash, Quote: e.Quote, Value: e.ValueString()}
}
