package upkeep

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rolecall/internal/archive"
	"rolecall/internal/claim"
	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
	"rolecall/internal/state"
)

// Forgotten is what Forget took out, as it is noted in forgotten.jsonl: nothing of the content.
type Forgotten struct {
	At        time.Time `json:"forgotten_at"`
	Source    string    `json:"source_id,omitempty"`     // what was asked for: a source ...
	URL       string    `json:"url,omitempty"`           // ... or a page
	Runs      []string  `json:"runs"`                    // that had it
	Killed    []string  `json:"killed_runs,omitempty"`   // runs that were killed and had fetched it
	Fetched   int       `json:"fetched_pages,omitempty"` // by these
	Documents int       `json:"documents"`
	Claims    int       `json:"claims"`
	Conflicts int       `json:"conflicts"` // changed or gone
	Archived  int       `json:"archived_pages"`
	Decisions int       `json:"decisions"` // whose quotes were removed
	Addresses []string  `json:"-"`         // of its pages, sorted
	Sources   []string  `json:"-"`         // ids of the sources that have them, sorted
}

// ErrNothingToForget says that no run has the source or page.
var ErrNothingToForget = errors.New("no run has it")

// forgottenName is the file of an output folder that notes what was forgotten.
const forgottenName = "forgotten.jsonl"

// forgetter takes a source or a page out of an output folder.
type forgetter struct {
	data   *dataset.Dataset
	change *dataset.Change
	temp   string
	want   target
	got    Forgotten

	remembered func(documentID string, reading []byte) (claim.Document, bool)

	documents map[string]bool      // ids of the documents that go
	readings  map[string]bool      // ids of documents of which state.db remembers what no run of this version recalls
	urls      map[string]bool      // of what goes
	sources   map[string]bool      // that have it
	pages     map[string]bool      // source and address of what goes from archives
	addresses map[string]bool      // keys of the addresses that state.db is to forget
	claims    map[string]bool      // ids of the claims that go
	shares    map[[2]string]*share // by run and source
	archives  map[string]*archive.Rewritten
	staged    map[string]string // files of the rewritten archives
}

// Forget takes a source or, where what is a web address, a page out of all runs of an output folder: tables, archives,
// reports, state.db, the quotes in decisions and what runs had fetched when they were killed. Each run is the old or the new one
// at any moment; what is broken off is finished by the next Forget, GC or run.
func Forget(ctx context.Context, out, what string, now time.Time, dryRun bool) (Forgotten, error) {
	data, err := dataset.Open(out)
	if err != nil {
		return Forgotten{}, err
	}
	change, err := dataset.BeginChange(out, "forget")
	if err != nil {
		return Forgotten{}, err
	}
	defer change.Close()
	temp, err := os.MkdirTemp("", "rolecall-forget-*")
	if err != nil {
		return Forgotten{}, fmt.Errorf("forget: %w", err)
	}
	defer os.RemoveAll(temp)
	remembered, err := pipeline.Remembered()
	if err != nil {
		return Forgotten{}, err
	}
	f := &forgetter{
		data: data, change: change, temp: temp, remembered: remembered,
		documents: map[string]bool{}, readings: map[string]bool{}, urls: map[string]bool{}, sources: map[string]bool{}, pages: map[string]bool{},
		addresses: map[string]bool{}, claims: map[string]bool{}, shares: map[[2]string]*share{}, archives: map[string]*archive.Rewritten{}, staged: map[string]string{},
	}
	f.got.Runs = []string{}
	f.got.At = now.UTC().Truncate(time.Second)
	f.want.source, f.got.Source = what, what
	if strings.Contains(what, "://") {
		f.want, f.got.Source, f.got.URL = target{url: what}, "", what
	}
	if _, err := dataset.ReadDecisions(out); err != nil { // a dry run says what the true one would
		return f.got, err
	}
	if err := f.find(ctx); err != nil || dryRun {
		return f.got, err
	}
	if err := f.all(ctx); err != nil {
		return f.got, err
	}
	return f.got, change.Close()
}

// all makes the change.
func (f *forgetter) all(ctx context.Context) error {
	if err := f.change.SettleKilled(); err != nil {
		return err
	}
	if err := errors.Join(f.rewriteSpools(), f.rewriteArchives(ctx)); err != nil {
		return err
	}
	ids, err := f.data.IDs()
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := f.rewriteRun(ctx, id); err != nil {
			return fmt.Errorf("run %s: %w", id, err)
		}
	}
	if err := f.rewriteManifests(ids); err != nil {
		return err
	}
	if f.got.Decisions, err = f.change.EditDecisions(f.unquote); err != nil {
		return err
	}
	f.change.Delete("state.db.damaged")
	line, err := json.Marshal(f.got)
	if err != nil {
		return err
	}
	if err := f.change.AppendLine(forgottenName, line); err != nil {
		return err
	}
	return f.commit(ctx)
}

// commit lets state.db forget first: losing more of it than needed costs fetching pages again and nothing else.
func (f *forgetter) commit(ctx context.Context) error {
	db := f.path("state.db")
	gone := func(url string) bool { return f.addresses[archive.AddressKey(url)] || f.want.isAddress(url) }
	if err := state.Forget(ctx, db, gone, append(sortedKeys(f.documents), sortedKeys(f.readings)...)); err != nil {
		return err
	}
	if err := f.change.Commit(); err != nil {
		return err
	}
	for name, rewritten := range f.archives {
		if err := state.Move(ctx, db, name, rewritten.Moved); err != nil {
			return err
		}
	}
	return nil
}

func (f *forgetter) path(name string) string {
	return filepath.Join(f.data.Root(), filepath.FromSlash(name))
}

func sortedKeys(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for key := range set {
		out = append(out, key)
	}
	slices.Sort(out)
	return out
}
