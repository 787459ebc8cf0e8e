package upkeep

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"

	"rolecall/internal/dataset"
)

// withoutTables checks the manifests of runs that have no tables: those of runs that were killed or deleted, whose other
// files may be there still. Of any other run the tables are missing.
func (v *verifier) withoutTables(committed []string) error {
	ids, err := v.data.ManifestIDs()
	if err != nil {
		return err
	}
	unfinished, err := v.data.Unfinished()
	if err != nil {
		return err
	}
	for _, id := range ids {
		if slices.Contains(committed, id) || slices.Contains(unfinished, id) {
			continue
		}
		m, err := v.data.ReadManifest(id)
		switch {
		case err != nil:
			v.found.add(id, CheckManifest, "runs/"+id+".json", fmt.Sprintf("cannot be read: %v", cause(err)))
		case !m.WithoutTables():
			v.found.addWith(id, CheckMissing, "data/run_date="+m.RunDate+"/run="+id, "is missing: the manifest speaks of a run that is not there",
				"bring the folder back from a copy, or do without the run and move runs/"+id+".json away, too")
		default:
			v.archives = append(v.archives, archivesOf(m.Files)...)
			for _, file := range m.Files {
				if there, err := v.there(file.Path); err == nil && !there {
					v.found.add(id, CheckMissing, file.Path, "is missing")
				}
			}
		}
	}
	return nil
}

func archivesOf(files []dataset.File) []string {
	var out []string
	for _, f := range files {
		if path.Dir(f.Path) == "archive" {
			out = append(out, f.Path)
		}
	}
	return out
}

// layout finds what does not belong into data/ and tables that are missing there.
func (v *verifier) layout() error {
	known := regexp.MustCompile(`^data(/run_date=\d{4}-\d\d-\d\d(/run=[^/]+(/(claims|documents|conflicts)\.parquet)?)?)?$`)
	runFolder := regexp.MustCompile(`^data/run_date=([^/]+)/run=([^/]+)$`)
	dates := map[string]string{}
	err := fs.WalkDir(os.DirFS(v.data.Root()), "data", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		isTable := path.Ext(name) == ".parquet"
		if !known.MatchString(name) || entry.IsDir() == isTable {
			v.found.add("", CheckUnknown, name, "does not belong here")
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if parts := runFolder.FindStringSubmatch(name); parts != nil {
			if other, twice := dates[parts[2]]; twice {
				v.found.add(parts[2], CheckUnknown, name, "lies under the date "+other+", too")
			}
			dates[parts[2]] = parts[1]
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
