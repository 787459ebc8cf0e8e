package dataset

import (
	"errors"
	"slices"
	"time"

	"rolecall/internal/claim"
)

// Past is a run as a list of runs shows it, also one that has no tables any more.
type Past struct {
	ID       string    `json:"run_id"`
	Date     string    `json:"run_date"`
	Started  time.Time `json:"started_at,omitzero"`
	Finished time.Time `json:"finished_at,omitzero"`
	Outcome  string    `json:"outcome"` // as in the manifest; "unknown" where that is missing or damaged
	Latest   bool      `json:"latest"`  // latest.json points to it
	// Counts are nil where the file that has them is missing or damaged.
	Sources        *int     `json:"sources"`
	Pages          *int     `json:"pages"`
	Fetched        *int     `json:"fetched"`
	Claims         *int64   `json:"claims"`
	Conflicts      *int64   `json:"conflicts"`      // rows of the table: comparable or not, verified in this run or not
	Contradictions *int64   `json:"contradictions"` // those of them that are comparable and stand
	Bytes          int64    `json:"bytes"`          // of all its files
	Paths          *Paths   `json:"paths,omitempty"`
	Damage         []string `json:"damage,omitempty"` // files that could not be read, each with the remedy

	whole bool // by its manifest it may be the latest
}

// outcomeUnknown is what a run without a manifest came to.
const outcomeUnknown = "unknown"

// Seconds is how long the run took by its own clock; 0 where that is not known.
func (p *Past) Seconds() float64 {
	if p.Started.IsZero() || p.Finished.Before(p.Started) {
		return 0
	}
	return p.Finished.Sub(p.Started).Seconds()
}

// History lists every run that left something, the earliest first: the committed ones, and those that were killed and
// given up, or deleted, by their manifests.
func (d *Dataset) History() ([]Past, error) {
	committed, err := d.IDs()
	if err != nil {
		return nil, err
	}
	known, err := d.ManifestIDs()
	if err != nil {
		return nil, err
	}
	unfinished, err := d.Unfinished()
	if err != nil {
		return nil, err
	}
	var list []Past
	for _, id := range slices.Compact(slices.Sorted(slices.Values(slices.Concat(committed, known)))) {
		if slices.Contains(committed, id) || !slices.Contains(unfinished, id) {
			list = append(list, d.past(id))
		}
	}
	slices.SortFunc(list, func(a, b Past) int { return byTime(a.Date, b.Date, a.ID, b.ID, a.Started, b.Started) })
	return list, d.markLatest(list)
}

// markLatest marks the run that Latest gives. Where latest.json is damaged it marks none and notes the damage with the run that
// counts as the latest without it or, where there is none, with the last one.
func (d *Dataset) markLatest(list []Past) error {
	id, err := d.latestID()
	var damaged *DamagedError
	if err != nil && !errors.As(err, &damaged) || len(list) == 0 {
		return err
	}
	at := lastOf(list, func(p *Past) bool { return p.ID == id })
	if at < 0 {
		at = lastOf(list, func(p *Past) bool { return p.whole })
	}
	switch {
	case err != nil:
		if at < 0 {
			at = len(list) - 1
		}
		list[at].damaged(err)
	case at >= 0:
		list[at].Latest = true
	}
	return nil
}

// lastOf is the index of the last run with tables that is wanted; -1: there is none.
func lastOf(list []Past, wanted func(*Past) bool) int {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].Paths != nil && wanted(&list[i]) {
			return i
		}
	}
	return -1
}

func (d *Dataset) past(id string) Past {
	p := Past{ID: id, Outcome: outcomeUnknown}
	m, err := d.ReadManifest(id)
	p.damaged(err)
	if err == nil {
		p.manifest(&m)
	}
	dir, err := committedDir(d.root, id)
	if err != nil || dir == "" {
		return p
	}
	run := storedAt(d.root, dir)
	p.Date, p.Paths = run.Date, &run.Paths
	p.Claims, p.Conflicts = p.rows(run, Claims), p.rows(run, Conflicts)
	if documents := p.rows(run, Documents); documents != nil && p.Pages == nil {
		pages := int(*documents)
		p.Pages = &pages
	}
	p.Contradictions = p.standing(run)
	return p
}

// manifest takes what the manifest tells.
func (p *Past) manifest(m *Manifest) {
	sources, pages, fetched := len(m.Sources), 0, 0
	for _, s := range m.Sources {
		pages += s.Pages
		fetched += s.Fetched
	}
	for _, f := range m.Files {
		p.Bytes += f.Bytes
	}
	p.Date, p.Started, p.Finished, p.Outcome, p.whole = m.RunDate, m.Started, m.Finished, m.Outcome, m.Latest
	p.Sources, p.Pages, p.Fetched = &sources, &pages, &fetched
	if m.WithoutTables() {
		p.Claims, p.Conflicts, p.Contradictions = new(int64), new(int64), new(int64)
	}
}

// rows counts the rows of a table; nil where it cannot be read.
func (p *Past) rows(run Stored, table string) *int64 {
	n, err := CountRows(run, table)
	p.damaged(err)
	if err != nil {
		return nil
	}
	return &n
}

// standing counts the contradictions that stand; nil where the table cannot be read.
func (p *Past) standing(run Stored) *int64 {
	if p.Conflicts == nil {
		return nil // which is told
	}
	var n int64
	for row, err := range readRows[standingRow](run, Conflicts) {
		if err != nil {
			p.damaged(err)
			return nil
		}
		if row.Comparable && claim.Status(row.Status).Found() {
			n++
		}
	}
	return &n
}

// standingRow is what of a conflict tells whether it stands.
type standingRow struct {
	Comparable bool   `parquet:"comparable"`
	Status     string `parquet:"status,dict"`
}

// damaged notes an error that says that a file of the run is damaged.
func (p *Past) damaged(err error) {
	var damaged *DamagedError
	if errors.As(err, &damaged) {
		p.Damage = append(p.Damage, damaged.Error())
	}
}
