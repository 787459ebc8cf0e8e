package dataset

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDataPackageDescribesTheTables(t *testing.T) {
	out := t.TempDir()
	stored := commit(t, out, "R1", newContents(1, 20), manifest(true))
	var p dataPackage
	if err := readJSON(filepath.Join(out, stored.Paths.DataPackage), &p, ""); err != nil {
		t.Fatal(err)
	}
	if p.Name != "rolecall-r1" {
		t.Errorf("name %q, want lower case, as the standard asks", p.Name)
	}
	files := map[string]File{}
	for _, file := range stored.Manifest.Files {
		files[file.Path] = file
	}
	if _, listed := files[stored.Paths.DataPackage]; !listed {
		t.Errorf("the manifest does not list %s", stored.Paths.DataPackage)
	}
	var names []string
	for i, r := range p.Resources {
		names = append(names, r.Name)
		file := files[r.Path]
		if r.Bytes != file.Bytes || r.Hash != "sha256:"+file.SHA256 || r.RowCount != *file.Rows {
			t.Errorf("%s: %d bytes, %d rows, %s; the manifest has %+v", r.Name, r.Bytes, r.RowCount, r.Hash, file)
		}
		if strings.HasPrefix(r.Path, "/") || strings.Contains(r.Path, "..") {
			t.Errorf("%s: the standard forbids the path %s", r.Name, r.Path)
		}
		checkFields(t, r.Schema, Schema()[i])
	}
	if diff := cmp.Diff(Tables(), names); diff != "" {
		t.Errorf("tables (-), resources (+):\n%s", diff)
	}
}

func checkFields(t *testing.T, schema packageSchema, table Table) {
	t.Helper()
	var want, got []string
	for _, c := range table.Columns {
		want = append(want, c.Name)
	}
	for _, f := range schema.Fields {
		got = append(got, f.Name)
		if f.Type == "any" && !json.Valid([]byte(f.Example)) {
			t.Errorf("%s: the example of a list is not JSON: %s", f.Name, f.Example)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("columns (-), fields (+):\n%s", diff)
	}
	for _, key := range schema.PrimaryKey {
		if !slices.Contains(got, key) {
			t.Errorf("%s: no field %s of the primary key", table.Name, key)
		}
	}
}
