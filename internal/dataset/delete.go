package dataset

import (
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// DeleteRun notes that a run is to go: its tables first, its manifest last. Where its archive is to stay, a manifest that
// tells of the archive alone stays, too.
func (c *Change) DeleteRun(p *Past, m *Manifest, keepArchive bool) error {
	if p.Paths != nil {
		c.Delete(path.Dir(p.Paths.Claims))
	}
	archive := "archive/" + p.ID + ".warc.gz"
	c.Delete("reports/" + p.ID)
	for _, file := range m.Files {
		if file.Path != archive && !strings.HasPrefix(file.Path, "data/") && !strings.HasPrefix(file.Path, "reports/"+p.ID+"/") {
			c.Delete(file.Path)
		}
	}
	manifest := "runs/" + p.ID + ".json"
	if !keepArchive {
		c.Delete(archive)
		c.Delete(manifest)
		return nil
	}
	left := *m
	left.RunID, left.Outcome, left.Latest = p.ID, OutcomeDeleted, false
	left.Sources, left.Timings, left.Counts = []SourceResult{}, []Timing{}, nil
	left.Files = slices.DeleteFunc(slices.Clone(m.Files), func(f File) bool { return f.Path != archive })
	return c.ReplaceJSON(manifest, left)
}

// ReplaceJSON notes that a file is to hold a value as JSON.
func (c *Change) ReplaceJSON(name string, value any) error {
	staged, err := c.Replace(name)
	if err != nil {
		return err
	}
	return explain(writeJSON(filepath.Clean(staged), value))
}
