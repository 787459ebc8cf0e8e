package upkeep

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"rolecall/internal/archive"
	"rolecall/internal/dataset"
)

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

// holds reports whether the archive of a run has a page.
func (f *forgetter) holds(id string, is func(*archive.Page) bool) (bool, error) {
	holds, err := archive.Holds(f.path(archiveName(id)), is)
	if err != nil {
		return false, fmt.Errorf("%w: bring the archive back from a copy, or delete it and state.db", err)
	}
	return holds, nil
}

// rewriteSpools takes the pages out of what runs had fetched when they were killed. A later run takes up the rest.
func (f *forgetter) rewriteSpools() error {
	for _, id := range f.got.Killed {
		name := dataset.SpoolName(id)
		staged, err := f.change.Replace(name)
		if err != nil {
			return err
		}
		if _, err := archive.FilterSpool(f.path(name), staged, f.isPage); err != nil {
			return dataset.Explain(err)
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
		holds, err := f.holds(id, f.isPage)
		if err != nil {
			return err
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
