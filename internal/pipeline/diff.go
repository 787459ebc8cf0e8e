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
}

// ConflictChange is a conflict that stands in one of two runs alone.
type ConflictChange struct {
	Change      string `json:"change"` // new, gone, or unverified: its sources were not read in the later run
	ConflictID  string `json:"conflict_id"`
	Kind        string `json:"kind"`
	Topic       string `json:"topic"`
	Severity    string `json:"severity"`
	Comparable  bool   `json:"comparable"`
	Explanation string `json:"explanation"`
}

// Difference is what two runs say otherwise, but for the claims one by one.
type Difference struct {
	Sources   []SourceDiff     `json:"sources"`   // by id
	Conflicts []ConflictChange `json:"conflicts"` // new ones first
}

// Diff holds a run against another, page by page, as a run is held against the one before it. Each claim that changed is
// told, by source and page.
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
	if err := errors.Join(addRun(rows, before, true), addRun(rows, now, false)); err != nil {
		return Difference{}, err
	}
	counts := map[string]*compare.SourceChanges{}
	err = eachPage(rows, func(source string, was, is compare.PageClaims) error {
		if counts[source] == nil {
			counts[source] = &compare.SourceChanges{SourceID: source}
		}
		page, list := compare.PageChanges(was, is)
		counts[source].Add(page)
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
	for _, s := range counts {
		diff.Sources = append(diff.Sources, SourceDiff{s.SourceID, s.New, s.Gone, s.Changed, s.Same, s.Unverified})
	}
	slices.SortFunc(diff.Sources, func(a, b SourceDiff) int { return cmp.Compare(a.SourceID, b.SourceID) })
	diff.Conflicts, err = diffConflicts(before, now)
	return diff, err
}

// addRun adds the documents and claims of a run.
func addRun(rows *dataset.Sorter[changeRow], run dataset.Stored, earlier bool) error {
	for doc, err := range dataset.ReadDocuments(run) {
		if err == nil {
			err = rows.Add(changeRow{SourceID: doc.SourceID, DocumentID: doc.ID, Earlier: earlier, Document: &doc})
		}
		if err != nil {
			return err
		}
	}
	for c, err := range dataset.ReadClaims(run) {
		if err == nil {
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

// diffConflicts gives the conflicts that stand in one of the runs alone.
func diffConflicts(before, now dataset.Stored) ([]ConflictChange, error) {
	was, err := collect(dataset.ReadConflicts(before))
	if err != nil {
		return nil, err
	}
	is, err := collect(dataset.ReadConflicts(now))
	if err != nil {
		return nil, err
	}
	earlier, present := byConflict(was), byConflict(is)
	out := []ConflictChange{}
	for _, c := range is {
		if stands(&c) && !standsIn(earlier, c.ID) {
			out = append(out, conflictChange("new", &c))
		}
	}
	for _, c := range was {
		if !stands(&c) || standsIn(present, c.ID) {
			continue
		}
		change := "gone"
		if later, there := present[c.ID]; there && later.Status == claim.Unverified {
			change = "unverified"
		}
		out = append(out, conflictChange(change, &c))
	}
	return out, nil
}

func byConflict(list []claim.Conflict) map[string]claim.Conflict {
	out := make(map[string]claim.Conflict, len(list))
	for _, c := range list {
		out[c.ID] = c
	}
	return out
}

func stands(c *claim.Conflict) bool {
	return c.Status != claim.Resolved && c.Status != claim.Unverified
}

func standsIn(list map[string]claim.Conflict, id string) bool {
	c, there := list[id]
	return there && stands(&c)
}

func conflictChange(change string, c *claim.Conflict) ConflictChange {
	return ConflictChange{
		Change: change, ConflictID: c.ID, Kind: c.Kind, Topic: c.Topic, Severity: string(c.Severity), Comparable: c.Comparable, Explanation: c.Explanation,
	}
}
