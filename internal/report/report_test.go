package report

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/compare"
)

var (
	update = flag.Bool("update", false, "rewrite the golden files")
	keep   = flag.String("keep", "", "folder to write the sample report into, for a look at it")
)

func TestWriteGolden(t *testing.T) {
	dir := t.TempDir()
	if *keep != "" {
		dir = *keep
	}
	if err := Write(dir, sampleInput(t)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"report.md", "report.json"} {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		golden := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(golden, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (-want +got; -update rewrites it):\n%s", name, diff)
		}
	}
}

func TestSameInputSameBytes(t *testing.T) {
	first, second := t.TempDir(), t.TempDir()
	for _, dir := range []string{first, second} {
		if err := Write(dir, sampleInput(t)); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"index.html", "report.md", "report.json"} {
		a, errA := os.ReadFile(filepath.Join(first, name))
		b, errB := os.ReadFile(filepath.Join(second, name))
		if errA != nil || errB != nil || !bytes.Equal(a, b) {
			t.Errorf("%s differs between two runs (%v, %v)", name, errA, errB)
		}
	}
}

// Every id that the report refers to must lead somewhere.
func TestReferencesHold(t *testing.T) {
	r := Build(sampleInput(t))
	check := func(where string, ids []string) {
		for _, id := range ids {
			if _, ok := r.Claims[id]; !ok {
				t.Errorf("%s refers to claim %s, which is not there", where, id)
			}
		}
	}
	sources := map[string]bool{}
	for _, s := range r.Sources {
		sources[s.ID] = true
	}
	for _, c := range r.Conflicts {
		for _, s := range c.Sides {
			check(c.TopicLabel, s.ClaimIDs)
			for _, id := range s.SourceIDs {
				if !sources[id] {
					t.Errorf("conflict %s names source %s, which is not listed", c.ID, id)
				}
			}
		}
	}
	for _, d := range r.Duties {
		for source, ids := range d.Sources {
			check(d.Category+" of "+source, ids)
		}
	}
	check("pay", r.Pay)
}

func TestEmptyRun(t *testing.T) {
	for name, in := range map[string]Input{"no analysis": {}, "nothing found": {Analysis: &compare.Analysis{}}} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if *keep != "" {
				dir = filepath.Join(*keep, "empty")
				if err := os.MkdirAll(dir, 0o700); err != nil {
					t.Fatal(err)
				}
			}
			if err := Write(dir, in); err != nil {
				t.Fatal(err)
			}
			data, err := os.ReadFile(filepath.Join(dir, "report.json"))
			if err != nil {
				t.Fatal(err)
			}
			var keys map[string]any
			if err := json.Unmarshal(data, &keys); err != nil {
				t.Fatal(err)
			}
			for _, list := range []string{"conflicts", "sources", "duties", "pay", "documents"} {
				if _, ok := keys[list].([]any); !ok {
					t.Errorf("%s is %v, want an empty list", list, keys[list])
				}
			}
		})
	}
}

func TestWriteFails(t *testing.T) {
	if err := Write(filepath.Join(t.TempDir(), "missing"), sampleInput(t)); err == nil {
		t.Error("no error for a folder that is not there")
	}
}
