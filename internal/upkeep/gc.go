package upkeep

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"rolecall/internal/dataset"
	"rolecall/internal/state"
)

// Collected is what GC deleted or would delete.
type Collected struct {
	Deleted  []dataset.Past // runs, the earliest first, also such as had no tables any more
	Archives []string       // archives of deleted runs that stay, as a kept run or state.db points into them
	Kept     []string       // ids of the runs that stay, the earliest first
	Bytes    int64          // freed
}

// GC deletes all but the newest runs, so many of them, and the one that latest.json points to. An archive that a kept run
// or state.db points into stays until none does. Unless dryRun says to tell only, each run disappears from data/ by one
// rename; what is broken off is finished by the next GC or run.
func GC(ctx context.Context, out string, keep int, dryRun bool) (Collected, error) {
	data, err := dataset.Open(out)
	if err != nil {
		return Collected{}, err
	}
	change, err := dataset.BeginChange(out, "gc")
	if err != nil {
		return Collected{}, err
	}
	defer change.Close()
	got, err := planGC(ctx, data, change, keep)
	if err != nil || dryRun {
		return got, err
	}
	if err := change.Commit(); err != nil {
		return Collected{}, err
	}
	return got, change.Close()
}

func planGC(ctx context.Context, data *dataset.Dataset, change *dataset.Change, keep int) (Collected, error) {
	history, err := data.History()
	if err != nil {
		return Collected{}, err
	}
	latest, _, err := data.ReadLatest()
	if err != nil {
		return Collected{}, fmt.Errorf("which run is the latest is not known: %w", err)
	}
	kept, old := split(history, keep, latest.RunID)
	if len(kept) == 0 {
		return Collected{}, fmt.Errorf("%s: %w", data.Root(), dataset.ErrNoRun)
	}
	needed, err := neededArchives(ctx, data, kept)
	if err != nil {
		return Collected{}, err
	}
	got := Collected{Kept: kept}
	for i := range old {
		if err := got.add(data, change, &old[i], needed); err != nil {
			return Collected{}, err
		}
	}
	return got, nil
}

// split gives the ids of the runs that stay, and the runs that go: old ones, and those without tables that began before
// the first that stays.
func split(history []dataset.Past, keep int, latest string) ([]string, []dataset.Past) {
	var kept []string
	var old []dataset.Past
	tables := 0
	for i := len(history) - 1; i >= 0; i-- {
		p := history[i]
		hasTables := p.Paths != nil
		switch {
		case hasTables && (tables < keep || p.ID == latest || p.Latest):
			kept = append(kept, p.ID)
		case hasTables || tables >= keep || p.Outcome == dataset.OutcomeDeleted:
			old = append(old, p)
		}
		if hasTables {
			tables++
		}
	}
	slices.Reverse(kept)
	slices.Reverse(old)
	return kept, old
}

// neededArchives are the archives that kept runs and state.db point into.
func neededArchives(ctx context.Context, data *dataset.Dataset, kept []string) ([]string, error) {
	needed, err := state.Archives(ctx, filepath.Join(data.Root(), "state.db"))
	if err != nil {
		return nil, fmt.Errorf("which archives the next run needs is not known: %w", err)
	}
	for _, id := range kept {
		run, err := data.Run(id)
		if err != nil {
			return nil, err
		}
		of, err := dataset.ReadArchives(run)
		if err != nil {
			return nil, fmt.Errorf("which archives run %s needs is not known: %w", id, err)
		}
		needed = append(needed, of...)
	}
	return needed, nil
}

// add plans the deletion of a run. One whose archive alone is left stays as long as that is needed.
func (g *Collected) add(data *dataset.Dataset, change *dataset.Change, p *dataset.Past, needed []string) error {
	manifest, err := data.ReadManifest(p.ID)
	if err != nil {
		manifest = dataset.Manifest{RunDate: p.Date} // missing or damaged: its parts are known by their places
	}
	archive := "archive/" + p.ID + ".warc.gz"
	stays := slices.Contains(needed, archive)
	if stays {
		g.Archives = append(g.Archives, archive)
		if p.Outcome == dataset.OutcomeDeleted {
			return nil
		}
	}
	for _, f := range manifest.Files {
		if !stays || f.Path != archive {
			g.Bytes += f.Bytes
		}
	}
	g.Deleted = append(g.Deleted, *p)
	return change.DeleteRun(p, &manifest, stays)
}
