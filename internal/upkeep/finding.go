// Package upkeep looks after runs that are committed: it checks them, deletes old ones and takes sources and pages out
// of them.
package upkeep

import (
	"errors"

	"rolecall/internal/dataset"
	"rolecall/internal/state"
)

// Check names what was looked at.
type Check string

// The checks.
const (
	CheckManifest   Check = "manifest"   // the run's manifest can be read and is of the run
	CheckMissing    Check = "missing"    // every file that a manifest lists, and every table, is there
	CheckHash       Check = "hash"       // a file has the size and the hash that the manifest says
	CheckRows       Check = "rows"       // a table has as many rows as the manifest says
	CheckTable      Check = "table"      // a table can be read, is sorted and of its run
	CheckEvidence   Check = "evidence"   // each quote stands at its offsets, each context within the text
	CheckArchive    Check = "archive"    // an archive is whole, and each document's pointer leads to its page
	CheckUnknown    Check = "unknown"    // nothing else lies in data/
	CheckCounts     Check = "counts"     // what the manifest says of sources, pages and claims is what the tables have
	CheckConflicts  Check = "conflicts"  // a conflict that stands rests on claims of the run, each there once
	CheckForgotten  Check = "forgotten"  // the notes of what was taken out can be read
	CheckLatest     Check = "latest"     // latest.json points to a run that is there
	CheckDecisions  Check = "decisions"  // decisions.jsonl can be read
	CheckState      Check = "state"      // state.db is no damaged file
	CheckUnfinished Check = "unfinished" // no change of the runs was broken off
)

// maxShown bounds the findings of one check on one run that are told one by one. All are counted.
const maxShown = 20

// Finding is one thing that is not as it should be.
type Finding struct {
	RunID  string `json:"run_id,omitempty"`
	Check  Check  `json:"check"`
	Where  string `json:"where"` // a path from the output folder, with what stands in it
	What   string `json:"what"`
	Remedy string `json:"remedy"`
}

// remedies say what a person can do, by check.
func remedies() map[Check]string {
	again := "bring the file back from a copy; without one, make the run anew from its archive and those of the runs before it (rolecall run --replay ARCHIVE,ARCHIVE --out OTHER)"
	return map[Check]string{
		CheckManifest:   "bring the file back from a copy, or delete it: the tables can be read without it, though it is then told as missing",
		CheckMissing:    again,
		CheckHash:       again,
		CheckRows:       again,
		CheckTable:      again,
		CheckEvidence:   again,
		CheckArchive:    "bring the archive back from a copy; the tables can be read without it, and the next run fetches its pages in full",
		CheckUnknown:    "move it out of data/, which is for tables alone: readers that take whole folders stumble over it",
		CheckCounts:     "bring the manifest or the tables back from a copy; the tables can be read all the same",
		CheckConflicts:  again,
		CheckForgotten:  "bring the file back from a copy, or mend the line by hand: nothing but verify reads it",
		CheckLatest:     dataset.LatestRemedy,
		CheckDecisions:  "mend the file, or bring it back from a copy or from version control: runs and reviews stop on it",
		CheckState:      state.Remedy,
		CheckUnfinished: "the next run, or rolecall gc, finishes it",
	}
}

// findings tells what was found, so many of each kind.
type findings struct {
	tell  func(Finding)
	total int
	shown map[shownKey]int
}

type shownKey struct {
	run   string
	check Check
}

func newFindings(tell func(Finding)) *findings {
	return &findings{tell: tell, shown: map[shownKey]int{}}
}

func (f *findings) add(run string, check Check, where, what string) {
	f.addWith(run, check, where, what, remedies()[check])
}

// addWith adds a finding with a remedy of its own.
func (f *findings) addWith(run string, check Check, where, what, remedy string) {
	f.total++
	key := shownKey{run, check}
	f.shown[key]++
	if f.shown[key] <= maxShown {
		f.tell(Finding{RunID: run, Check: check, Where: where, What: what, Remedy: remedy})
	}
}

// cause is an error without the path and the remedy that a finding tells by itself.
func cause(err error) error {
	var damaged *dataset.DamagedError
	if errors.As(err, &damaged) {
		return damaged.Cause
	}
	return err
}
