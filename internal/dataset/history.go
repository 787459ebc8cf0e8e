package dataset

import (
	"cmp"
	"errors"
	"slices"
	"time"
)

// Past is a run as a list of runs shows it, also one that has no tables any more.
type Past struct {
	ID        string    `json:"run_id"`
	Date      string    `json:"run_date"`
	Started   time.Time `json:"started_at,omitzero"`
	Finished  time.Time `json:"finished_at,omitzero"`
	Outcome   string    `json:"outcome"` // as in the manifest; "unknown" where that is missing or damaged
	Latest    bool      `json:"latest"`  // latest.json points to it
	Sources   int       `json:"sources"`
	Pages     int       `json:"pages"`
	Fetched   int       `json:"fetched"`
	Claims    int64     `json:"claims"`
	Conflicts int64     `json:"conflicts"` // comparable or not
	Bytes     int64     `json:"bytes"`     // of all its files
	Paths     *Paths    `json:"paths,omitempty"`
	Damage    []string  `json:"damage,omitempty"` // files that could not be read, each with the remedy
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
	newest, err := d.Latest()
	if err != nil && !errors.Is(err, ErrNoRun) {
		newest = Stored{} // whose latest.json is damaged
	}
	var list []Past
	for _, id := range slices.Compact(slices.Sorted(slices.Values(slices.Concat(committed, known)))) {
		if slices.Contains(committed, id) || !slices.Contains(unfinished, id) {
			list = append(list, d.past(id, newest.ID))
		}
	}
	slices.SortStableFunc(list, func(a, b Past) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), a.Started.Compare(b.Started), cmp.Compare(a.ID, b.ID))
	})
	return list, nil
}

func (d *Dataset) past(id, latest string) Past {
	p := Past{ID: id, Outcome: outcomeUnknown, Latest: id == latest}
	m, err := d.ReadManifest(id)
	p.damaged(err)
	if err == nil {
		p.Date, p.Started, p.Finished, p.Outcome, p.Sources = m.RunDate, m.Started, m.Finished, m.Outcome, len(m.Sources)
	}
	for _, s := range m.Sources {
		p.Pages += s.Pages
		p.Fetched += s.Fetched
	}
	for _, f := range m.Files {
		p.Bytes += f.Bytes
	}
	dir, err := committedDir(d.root, id)
	if err != nil || dir == "" {
		return p
	}
	run := storedAt(d.root, dir)
	p.Date, p.Paths = run.Date, &run.Paths
	rows := map[string]int64{}
	for _, table := range Tables() {
		var err error
		rows[table], err = CountRows(run, table)
		p.damaged(err)
	}
	p.Claims, p.Conflicts = rows[Claims], rows[Conflicts]
	if m.RunID == "" {
		p.Pages = int(rows[Documents])
	}
	return p
}

// damaged notes an error that says that a file of the run is damaged.
func (p *Past) damaged(err error) {
	var damaged *DamagedError
	if errors.As(err, &damaged) {
		p.Damage = append(p.Damage, damaged.Error())
	}
}
