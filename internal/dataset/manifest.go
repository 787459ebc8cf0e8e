package dataset

import (
	"time"

	"rolecall/internal/claim"
)

// Manifest tells what a run did and what it left. It is written to runs/<run id>.json. The caller of Run.Commit fills
// it in, but for the fields that Commit sets. With a fixed clock the same run gives the same manifest.
type Manifest struct {
	RunID         string    `json:"run_id"`         // set by Commit
	RunDate       string    `json:"run_date"`       // set by Commit; YYYY-MM-DD, UTC
	SchemaVersion string    `json:"schema_version"` // set by Commit
	Started       time.Time `json:"started_at"`
	Finished      time.Time `json:"finished_at"`

	RolecallVersion  string            `json:"rolecall_version"`
	ExtractorVersion string            `json:"extractor_version"`
	Options          map[string]string `json:"options"`         // the command's options that shape the result
	Rates            *RatesFile        `json:"rates,omitempty"` // what pay was converted to US dollars by

	Outcome string `json:"outcome"` // "ok", "partial", ...: as the command names it
	// Latest says that the run went over the whole source set and some source succeeded: latest.json may point to it.
	Latest  bool           `json:"latest"`
	Sources []SourceResult `json:"sources"`          // sorted by id
	Timings []Timing       `json:"timings"`          // in the order of the stages, by the run's clock
	Counts  map[string]int `json:"counts,omitempty"` // whatever else is worth counting
	// Reopened are the decisions that the run found to hold no more, by conflict id.
	Reopened []claim.Reopened `json:"reopened_decisions,omitempty"`
	// Forgotten says that something was taken out of the run since: how it ended, and how its sources did, may rest on what is gone.
	Forgotten bool   `json:"forgotten,omitempty"`
	Files     []File `json:"files"` // set by Commit; sorted by path, the manifest itself not among them
}

// isMissing reports whether there is no such file.
func (m *Manifest) isMissing() bool { return m.SchemaVersion == "" }

// SourceResult is how a run went for one source.
type SourceResult struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	Pages    int            `json:"pages"` // requested
	Fetched  int            `json:"fetched"`
	Failed   int            `json:"failed"`
	Claims   int            `json:"claims"`
	Outcome  string         `json:"outcome"`
	Silent   bool           `json:"silent,omitempty"`        // fell far below its last good fetch
	Accepted bool           `json:"accepted_drop,omitempty"` // what it gave is the measure from now on, whatever it is
	LastGood *LastGood      `json:"last_good,omitempty"`     // what later runs hold it against; nil: this run, or nothing
	Detail   string         `json:"detail,omitempty"`        // what went wrong, for a person
	Outcomes map[string]int `json:"outcomes,omitempty"`
}

// LastGood is what the last good fetch of a source gave. It stands in the manifests of the runs behind it, so that it
// outlasts its own run.
type LastGood struct {
	RunID  string  `json:"run_id"`
	Claims int     `json:"claims"`
	Read   float64 `json:"read"` // share of its pages, 0..1
}

// RatesFile is a file of exchange rates.
type RatesFile struct {
	File   string `json:"file"` // its name without folders
	SHA256 string `json:"sha256"`
	Oldest string `json:"oldest"` // day, YYYY-MM-DD
	Newest string `json:"newest"`
}

// Timing is how long a stage took.
type Timing struct {
	Stage   string  `json:"stage"`
	Seconds float64 `json:"seconds"`
}

// File is one file of a run.
type File struct {
	Path   string `json:"path"` // from the output folder, with slashes
	Bytes  int64  `json:"bytes"`
	Rows   *int64 `json:"rows,omitempty"` // of a table
	SHA256 string `json:"sha256"`
}

// Paths are where the parts of a committed run lie, from the output folder, with slashes. Report, Archive and
// DataPackage are empty where the run has none.
type Paths struct {
	Claims    string `json:"claims"`
	Documents string `json:"documents"`
	Conflicts string `json:"conflicts"`
	Report    string `json:"report,omitempty"` // index.html, or the folder where there is none
	Manifest  string `json:"manifest"`
	Archive   string `json:"archive,omitempty"`
	// DataPackage describes the tables in the terms of the Data Package standard.
	DataPackage string `json:"data_package,omitempty"`
}

// Latest is what latest.json holds.
type Latest struct {
	RunID   string    `json:"run_id"`
	RunDate string    `json:"run_date"`
	Started time.Time `json:"started_at"`
	Paths
}
