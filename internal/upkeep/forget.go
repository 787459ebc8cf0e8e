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
	Source    string    `json:"source_id,omitempty"` // what was asked for: a source ...
	URL       string    `json:"url,omitempty"`       // ... or a page
	Runs      []string  `json:"runs"`                // that had it
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

	documents map[string]bool // ids of the documents that go
	pages     map[string]bool // source and address of what goes from archives
	addresses map[string]bool // keys of the addresses that state.db is to forget
	claims    map[string]bool // ids of the claims that go
	archives  map[string]*archive.Rewritten
	staged    map[string]string // files of the rewritten archives
}

// target is what to forget: a source or a page.
type target struct{ source, url string }

func (t *target) is(d *claim.Document) bool {
	if t.source != "" {
		return d.SourceID == t.source
	}
	return slices.ContainsFunc(append([]string{d.URL, d.FinalURL}, d.Aliases...), t.isAddress)
}

func (t *target) isAddress(address string) bool {
	return t.url != "" && address != "" && archive.AddressKey(address) == archive.AddressKey(t.url)
}

// Forget takes a source or, where what is a web address, a page out of all runs of an output folder: tables, archives,
// reports, state.db and the quotes in decisions. Each run is the old or the new one at any moment; what is broken off is
// finished by the next Forget, GC or run. Runs that were killed are given up, as what they had fetched may hold it.
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
	f := &forgetter{
		data: data, change: change, temp: temp, documents: map[string]bool{}, pages: map[string]bool{}, addresses: map[string]bool{},
		claims: map[string]bool{}, archives: map[string]*archive.Rewritten{}, staged: map[string]string{},
	}
	f.got.At = now.UTC().Truncate(time.Second)
	f.want.source, f.got.Source = what, what
	if strings.Contains(what, "://") {
		f.want, f.got.Source, f.got.URL = target{url: what}, "", what
	}
	if err := f.find(); err != nil || dryRun {
		return f.got, err
	}
	if err := f.all(ctx, now); err != nil {
		return f.got, err
	}
	return f.got, change.Close()
}

// find finds the documents and claims that go, and what else tells of them.
func (f *forgetter) find() error {
	runs, err := f.data.Runs()
	if err != nil {
		return err
	}
	for grown := true; grown; { // a page may have gone under several addresses in turn
		before := len(f.documents)
		for _, run := range runs {
			if err := f.findDocuments(run); err != nil {
				return err
			}
		}
		grown = len(f.documents) > before
	}
	addresses, sources := map[string]bool{}, map[string]bool{}
	for _, run := range runs {
		if err := f.count(run, addresses, sources); err != nil {
			return err
		}
	}
	f.got.Addresses, f.got.Sources = sortedKeys(addresses), sortedKeys(sources)
	archived, err := f.isArchived()
	if err == nil && len(f.got.Runs) == 0 && !archived {
		err = ErrNothingToForget
	}
	return err
}

func (f *forgetter) findDocuments(run dataset.Stored) error {
	for d, err := range dataset.ReadDocumentFacts(run) {
		if err != nil {
			return err
		}
		if !f.want.is(&d) && !f.pages[pageKey(d.SourceID, d.URL)] {
			continue
		}
		f.documents[d.ID] = true
		for _, address := range append([]string{d.URL}, d.Aliases...) {
			f.pages[pageKey(d.SourceID, address)] = true
			f.addresses[archive.AddressKey(address)] = true
		}
	}
	return nil
}

// count counts what of a run goes.
func (f *forgetter) count(run dataset.Stored, addresses, sources map[string]bool) error {
	documents := f.got.Documents
	for d, err := range dataset.ReadDocumentFacts(run) {
		if err != nil {
			return err
		}
		if f.documents[d.ID] {
			addresses[d.URL], sources[d.SourceID] = true, true
			f.got.Documents++
		}
	}
	for c, err := range dataset.ReadClaims(run) {
		if err != nil {
			return err
		}
		if f.documents[c.DocumentID] {
			f.claims[c.ID] = true
			f.got.Claims++
		}
	}
	if f.got.Documents > documents {
		f.got.Runs = append(f.got.Runs, run.ID)
	}
	return nil
}

func pageKey(source, address string) string { return source + " " + archive.AddressKey(address) }

// isPage reports whether an archived page goes.
func (f *forgetter) isPage(p *archive.Page) bool {
	if f.want.source != "" && p.SourceID == f.want.source || f.pages[pageKey(p.SourceID, p.URL)] {
		return true
	}
	return f.want.isAddress(p.URL) || f.want.isAddress(p.FinalURL)
}

// archiveIDs lists the runs that have an archive.
func (f *forgetter) archiveIDs() ([]string, error) {
	found, err := filepath.Glob(filepath.Join(f.data.Root(), "archive", "*.warc.gz"))
	if err != nil {
		return nil, err
	}
	for i, path := range found {
		found[i] = strings.TrimSuffix(filepath.Base(path), ".warc.gz")
	}
	return found, nil
}

func archiveName(id string) string { return "archive/" + id + ".warc.gz" }

func (f *forgetter) path(name string) string {
	return filepath.Join(f.data.Root(), filepath.FromSlash(name))
}

// isArchived reports whether an archive has a page that goes, such as that of a run that was deleted.
func (f *forgetter) isArchived() (bool, error) {
	if len(f.got.Runs) > 0 {
		return true, nil
	}
	ids, err := f.archiveIDs()
	if err != nil {
		return false, err
	}
	for _, id := range ids {
		if holds, err := archive.Holds(f.path(archiveName(id)), f.isPage); err != nil || holds {
			return holds, err
		}
	}
	return false, nil
}

// all makes the change.
func (f *forgetter) all(ctx context.Context, now time.Time) error {
	if _, err := f.change.AbandonKilled(now); err != nil {
		return err
	}
	if err := f.rewriteArchives(ctx); err != nil {
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
	if err := state.Forget(ctx, db, gone, sortedKeys(f.documents)); err != nil {
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

func (f *forgetter) rewriteArchives(ctx context.Context) error {
	ids, err := f.archiveIDs()
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		name := archiveName(id)
		holds, err := archive.Holds(f.path(name), f.isPage)
		if err != nil {
			return fmt.Errorf("%w: bring the archive back from a copy, or delete it and state.db", err)
		}
		if !holds {
			continue
		}
		staged, err := f.change.Replace(name)
		if err != nil {
			return err
		}
		rewritten, err := archive.Rewrite(f.path(name), staged, f.isPage)
		if err != nil {
			return dataset.Explain(err)
		}
		f.archives[name], f.staged[id] = rewritten, staged
		f.got.Archived += rewritten.Dropped
	}
	return nil
}

// rewriteManifests brings up to date the manifests of rewritten archives that no run with tables has.
func (f *forgetter) rewriteManifests(committed []string) error {
	for id, staged := range f.staged {
		if slices.Contains(committed, id) {
			continue
		}
		m, err := f.data.ReadManifest(id)
		if err != nil {
			continue // an archive that nobody describes
		}
		if err := f.change.FinishArchive(id, m, staged); err != nil {
			return err
		}
	}
	return nil
}

// unquote takes the quotes of what goes out of a decision, also where its note repeats one.
func (f *forgetter) unquote(d *claim.Decision) bool {
	edited := false
	for i := range d.Basis {
		b := &d.Basis[i]
		if !f.goes(b) {
			continue
		}
		d.Note = strings.ReplaceAll(d.Note, b.Quote, "[removed]")
		b.Quote, edited = "", true
	}
	return edited
}

// touched reports whether what goes takes part in a conflict.
func (f *forgetter) touched(c *claim.Conflict) bool {
	for _, side := range c.Sides {
		if f.want.source != "" && slices.Contains(side.SourceIDs, f.want.source) {
			return true
		}
		if slices.ContainsFunc(side.ClaimIDs, func(id string) bool { return f.claims[id] }) {
			return true
		}
	}
	return false
}

// redraw compares a run anew and draws its report.
func (f *forgetter) redraw(ctx context.Context, staged *dataset.RunChange, m *dataset.Manifest, conflicts []claim.Conflict) ([]claim.Conflict, error) {
	dir, err := staged.ReportDir()
	if err != nil {
		return nil, err
	}
	decisions, err := dataset.ReadDecisions(f.path("."))
	if err != nil {
		return nil, err
	}
	return pipeline.Redraw(ctx, pipeline.Redrawing{
		Tables: staged.Staged(), Manifest: *m, Conflicts: conflicts, Touched: f.touched, Temp: f.temp, Report: dir,
		Note: func(note string) string { return f.unquoted(note, decisions) },
	})
}

// unquoted takes the quotes of what goes out of a note, as decisions have them.
func (f *forgetter) unquoted(note string, decisions []claim.Decision) string {
	for i := range decisions {
		for j := range decisions[i].Basis {
			if b := &decisions[i].Basis[j]; note != "" && f.goes(b) {
				note = strings.ReplaceAll(note, b.Quote, "[removed]")
			}
		}
	}
	return note
}

// goes reports whether a decision rests on a quote of what is taken out.
func (f *forgetter) goes(b *claim.Basis) bool {
	return b.Quote != "" && (f.documents[b.DocumentID] || f.want.source != "" && b.SourceID == f.want.source)
}

func sortedKeys(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for key := range set {
		out = append(out, key)
	}
	slices.Sort(out)
	return out
}
