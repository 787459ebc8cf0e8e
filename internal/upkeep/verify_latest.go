package upkeep

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"rolecall/internal/dataset"
)

// latest checks that latest.json says of the newest run over the whole source set what its manifest says, and that it is
// there where a run could stand in it.
func (v *verifier) latest() error {
	newest, err := v.newestWhole()
	if err != nil {
		return err
	}
	tell := func(what string) { v.found.add("", CheckLatest, "latest.json", what) }
	l, there, err := v.data.ReadLatest()
	switch {
	case err != nil:
		tell(fmt.Sprintf("cannot be read: %v", cause(err)))
		return nil
	case !there && newest != nil:
		tell("is missing, and run " + newest.ID + " went over the whole source set")
		return nil
	case !there:
		return nil
	}
	v.latestNames(&l, newest, tell)
	return nil
}

// latestNames checks that the run which latest.json names is there and of what it says. A manifest that is damaged is told
// elsewhere.
func (v *verifier) latestNames(l *dataset.Latest, newest *dataset.Stored, tell func(string)) {
	run, err := v.data.Run(l.RunID)
	switch {
	case errors.Is(err, dataset.ErrNoRun), errors.Is(err, dataset.ErrRunID):
		tell(fmt.Sprintf("points to run %q, which is not there", l.RunID))
	case err == nil:
		v.latestRun(l, &run, newest, tell)
	}
}

// newestWhole is the newest run that may be the latest, but for one that was killed and is still to be finished; nil: there is
// none.
func (v *verifier) newestWhole() (*dataset.Stored, error) {
	ids, err := v.data.IDs()
	if err != nil {
		return nil, err
	}
	unfinished, err := v.data.Unfinished()
	if err != nil {
		return nil, err
	}
	var newest *dataset.Stored
	for _, id := range ids {
		run, err := v.data.Run(id)
		if err != nil || !run.Manifest.Latest || slices.Contains(unfinished, id) {
			continue // a manifest that is damaged is told
		}
		if newest == nil || run.Manifest.Started.After(newest.Manifest.Started) {
			newest = &run
		}
	}
	return newest, nil
}

// latestRun holds latest.json against the run that it names.
func (v *verifier) latestRun(l *dataset.Latest, run, newest *dataset.Stored, tell func(string)) {
	m := &run.Manifest
	if m.SchemaVersion == "" {
		return // there is no manifest, which is told
	}
	if !m.Latest {
		tell("points to run " + run.ID + ", which did not go over the whole source set or failed")
	}
	if newest != nil && newest.Manifest.Started.After(m.Started) {
		tell("points to run " + run.ID + ", and run " + newest.ID + " is newer")
	}
	if l.RunDate != m.RunDate {
		tell(fmt.Sprintf("says run_date %s, the manifest of run %s %s", l.RunDate, run.ID, m.RunDate))
	}
	if !l.Started.Equal(m.Started) {
		tell(fmt.Sprintf("says started_at %s, the manifest of run %s %s", l.Started.Format(time.RFC3339Nano), run.ID, m.Started.Format(time.RFC3339Nano)))
	}
	is := run.Paths
	for _, p := range []struct{ key, says, is string }{
		{"claims", l.Claims, is.Claims},
		{"documents", l.Documents, is.Documents},
		{"conflicts", l.Conflicts, is.Conflicts},
		{"report", l.Report, is.Report},
		{"manifest", l.Manifest, is.Manifest},
		{"archive", l.Archive, is.Archive},
		{"data_package", l.DataPackage, is.DataPackage},
	} {
		if what := v.misled(run, p.says, p.is); what != "" {
			tell(p.key + ": " + what)
		}
	}
}

// misled says what is wrong with a path in latest.json; "" where nothing is.
func (v *verifier) misled(run *dataset.Stored, says, is string) string {
	if says == "" && is != "" {
		return "does not name " + is
	}
	if says == "" {
		return ""
	}
	there := false
	if filepath.IsLocal(filepath.FromSlash(says)) {
		there, _ = v.there(says) // what cannot be looked at is not there for readers
	}
	switch {
	case !there:
		return "points to " + says + ", which is not there"
	case says != is:
		return fmt.Sprintf("points to %s, that of run %s is %s", says, run.ID, is)
	}
	return ""
}
