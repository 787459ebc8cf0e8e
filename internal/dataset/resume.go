package dataset

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

const (
	// maxResumeAge is how old a killed run may be to be resumed: pages fetched a day ago may have changed since.
	maxResumeAge = 24 * time.Hour
	// spoolName and markName are what is kept of a killed run in its staging folder.
	spoolName = "exchanges.warc.gz.part"
	markName  = "run.json"
	// outcomeAbandoned is the outcome of a run that was killed and not resumed.
	outcomeAbandoned = "abandoned"
	// OutcomeDeleted is the outcome of a run that was deleted, but for the archive that later runs point into.
	OutcomeDeleted = "deleted"
)

// Plan is what a run is to be.
type Plan struct {
	RunID string // "": made from Now
	Now   time.Time
	// Fingerprint names what the run is to do. A run that was killed less than 24 hours ago is resumed where it is the
	// same; "": none is, and none later resumes this one.
	Fingerprint string
	Fresh       bool   // do not resume
	Program     string // version of the program, for the tables; "dev" if empty
}

// fits reports whether a killed run is to be resumed under the plan.
func (p Plan) fits(m mark) bool {
	age := p.Now.Sub(m.Started)
	return m.ID != "" && !p.Fresh && p.Fingerprint != "" && p.Fingerprint == m.Plan &&
		(p.RunID == "" || p.RunID == m.Asked) && age < maxResumeAge && age > -maxResumeAge
}

// mark is what a run under way says of itself, for the run after it.
type mark struct {
	ID      string    `json:"run_id"`
	Asked   string    `json:"asked_id"` // as the caller wanted it, without a suffix
	Started time.Time `json:"started_at"`
	Plan    string    `json:"plan"`
}

// writeMark puts a run's mark in place, whole or not at all.
func writeMark(outDir string, m mark) error {
	path := filepath.Join(outDir, staging, m.ID, markName)
	if err := writeJSON(path+".tmp", m); err != nil {
		return err
	}
	return move(outDir, path+".tmp", path)
}

// readMark reads a run's mark; the zero mark where there is none or none that can be read.
func readMark(outDir, id string) (mark, error) {
	data, err := os.ReadFile(filepath.Join(outDir, staging, id, markName))
	if errors.Is(err, fs.ErrNotExist) {
		return mark{}, nil
	}
	if err != nil {
		return mark{}, err
	}
	var m mark
	if err := json.Unmarshal(data, &m); err != nil || m.ID != id {
		return mark{}, nil //nolint:nilerr // written by another program
	}
	return m, nil
}

// abandonedManifest is what remains of a run that was killed and not resumed, as was found now.
func abandonedManifest(m mark, now time.Time) Manifest {
	return Manifest{
		RunID: m.ID, RunDate: m.Started.Format(time.DateOnly), SchemaVersion: SchemaVersion, Started: m.Started, Finished: now.UTC(),
		Outcome: outcomeAbandoned, Options: map[string]string{}, Sources: []SourceResult{}, Timings: []Timing{}, Files: []File{},
	}
}
