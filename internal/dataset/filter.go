package dataset

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"rolecall/internal/claim"
)

// ErrFilter says that a filter can match nothing: it names what does not exist, or does not fit the table.
var ErrFilter = errors.New("cannot filter so")

// Filter picks rows. An empty list picks all; of several fields all must fit.
type Filter struct {
	Sources []string // ids; of a conflict, one of those on a side
	Roles   []string // of claims and conflicts
	Kinds   []string // of claims and conflicts
}

// Check refuses filters that no row of the runs' table can fit by their kind. The error matches ErrFilter and names what
// there is.
func (f *Filter) Check(table string, runs []Stored) error {
	if table == Documents && len(f.Roles)+len(f.Kinds) > 0 {
		return fmt.Errorf("%w: documents have no role or kind: filter them by source", ErrFilter)
	}
	kinds := kindsOf(table)
	for _, kind := range f.Kinds {
		if !slices.Contains(kinds, kind) {
			return fmt.Errorf("%w: %s have no kind %q: use some of %s", ErrFilter, table, kind, strings.Join(kinds, ", "))
		}
	}
	known := sourcesOf(runs)
	for _, id := range f.Sources {
		if len(known) > 0 && !slices.Contains(known, id) {
			return fmt.Errorf("%w: there is no source %q in these runs: use some of %s", ErrFilter, id, strings.Join(known, ", "))
		}
	}
	return nil
}

// kindsOf lists the kinds that rows of a table may have.
func kindsOf(table string) []string {
	var kinds []string
	if table == Conflicts {
		kinds = []string{claim.SalaryAmount, claim.SalaryOrder, claim.Attribution, claim.Acronym}
	}
	for _, k := range claim.Kinds() {
		if table == Claims || slices.Contains([]claim.Kind{claim.Orientation, claim.ReportsTo, claim.Rank, claim.FinancialGoal, claim.Emphasis}, k) {
			kinds = append(kinds, string(k))
		}
	}
	return kinds
}

// sourcesOf lists the sources that the manifests of runs name, sorted; none where a manifest is gone.
func sourcesOf(runs []Stored) []string {
	var ids []string
	for i := range runs {
		if len(runs[i].Manifest.Sources) == 0 {
			return nil
		}
		for _, s := range runs[i].Manifest.Sources {
			ids = append(ids, s.ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func fits(wanted []string, is ...string) bool {
	return len(wanted) == 0 || slices.ContainsFunc(is, func(s string) bool { return slices.Contains(wanted, s) })
}

func (r *claimRow) fits(f *Filter) bool {
	return fits(f.Sources, r.SourceID) && fits(f.Roles, r.Role) && fits(f.Kinds, r.Kind)
}

func (r *documentRow) fits(f *Filter) bool { return fits(f.Sources, r.SourceID) }

func (r *conflictRow) fits(f *Filter) bool {
	var sources []string
	for _, s := range r.Sides {
		sources = append(sources, s.SourceIDs...)
	}
	return fits(f.Sources, sources...) && fits(f.Roles, r.Roles...) && fits(f.Kinds, r.Kind)
}
