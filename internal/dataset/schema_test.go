package dataset

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"rolecall/internal/claim"
)

var update = flag.Bool("update", false, "rewrite golden files")

// typeName is the type of a schema node in the words of the data dictionary.
func typeName(t *testing.T, n parquet.Node) string {
	t.Helper()
	if !n.Leaf() {
		if logical := n.Type().LogicalType(); logical != nil && logical.String() == "LIST" {
			return "list<" + typeName(t, n.Fields()[0].Fields()[0]) + ">"
		}
		var fields []string
		for _, f := range n.Fields() {
			fields = append(fields, f.Name()+": "+typeName(t, f))
		}
		return "struct<" + strings.Join(fields, ", ") + ">"
	}
	if logical := n.Type().LogicalType(); logical != nil {
		switch logical.String() {
		case "STRING":
			return "string"
		case "TIMESTAMP(isAdjustedToUTC=true,unit=MICROS)":
			return "timestamp(us, UTC)"
		}
	}
	return strings.ToLower(n.Type().Kind().String())
}

func columnsOf(t *testing.T, schema *parquet.Schema) []Column {
	t.Helper()
	var list []Column
	for _, f := range schema.Fields() {
		list = append(list, Column{Name: f.Name(), Type: typeName(t, f), Nullable: f.Optional()})
	}
	return list
}

func TestSchemaIsWhatIsWritten(t *testing.T) {
	written := map[string]*parquet.Schema{
		Claims:    parquet.SchemaOf(claimRow{}),
		Documents: parquet.SchemaOf(documentRow{}),
		Conflicts: parquet.SchemaOf(conflictRow{}),
	}
	tables := Schema()
	if len(tables) != len(Tables()) {
		t.Fatalf("%d tables described, want %d", len(tables), len(Tables()))
	}
	for i, table := range tables {
		t.Run(table.Name, func(t *testing.T) {
			if table.Name != Tables()[i] {
				t.Errorf("table %d is %s, want %s", i, table.Name, Tables()[i])
			}
			described := make([]Column, len(table.Columns))
			for i, c := range table.Columns {
				if c.Doc == "" || c.Example == "" {
					t.Errorf("column %s: needs doc and example", c.Name)
				}
				described[i] = Column{Name: c.Name, Type: c.Type, Nullable: c.Nullable}
			}
			if diff := cmp.Diff(described, columnsOf(t, written[table.Name])); diff != "" {
				t.Errorf("described (-) is not what is written (+):\n%s", diff)
			}
		})
	}
}

func TestValuesAreThoseOfTheDomain(t *testing.T) {
	listed := map[string][]string{}
	for _, table := range Schema() {
		for _, c := range table.Columns {
			if len(c.Values) > 0 && !slices.Contains(c.Values, c.Example) {
				t.Errorf("%s.%s: the example %q is not among its values", table.Name, c.Name, c.Example)
			}
			listed[table.Name+"."+c.Name] = c.Values
		}
	}
	for column, want := range map[string][]string{
		"claims.kind":        texts(claim.Kinds()),
		"claims.form":        texts([]claim.Form{claim.List, claim.Table, claim.Prose}),
		"claims.modality":    texts([]claim.Modality{claim.Asserted, claim.Hedged}),
		"conflicts.severity": texts([]claim.Severity{claim.High, claim.Medium, claim.Low}),
		"conflicts.decision": texts(claim.Verdicts()),
	} {
		if diff := cmp.Diff(want, listed[column]); diff != "" {
			t.Errorf("%s: domain (-), listed (+):\n%s", column, diff)
		}
	}
}

// The options name columns by their paths, in which a slip of the pen would go unnoticed.
func TestOptionsNameColumnsThatExist(t *testing.T) {
	check := func(t *testing.T, schema *parquet.Schema, sorting []parquet.SortingColumn, noStats [][]string) {
		t.Helper()
		paths := noStats
		for _, s := range sorting {
			paths = append(paths, s.Path())
		}
		for _, path := range paths {
			if _, ok := schema.Lookup(path...); !ok {
				t.Errorf("no column %v", path)
			}
		}
	}
	claims, documents, conflicts := claimTable(), documentTable(), conflictTable()
	check(t, parquet.SchemaOf(claimRow{}), claims.sorting, claims.noStats)
	check(t, parquet.SchemaOf(documentRow{}), documents.sorting, documents.noStats)
	check(t, parquet.SchemaOf(conflictRow{}), conflicts.sorting, conflicts.noStats)
}

// The golden file is the schema as other systems see it.
func TestParquetSchemaGolden(t *testing.T) {
	var b strings.Builder
	fmt.Fprintf(&b, "schema version %s\n\n", SchemaVersion)
	for _, row := range []any{claimRow{}, documentRow{}, conflictRow{}} {
		fmt.Fprintf(&b, "%s\n\n", parquet.SchemaOf(row))
	}
	golden(t, "schema.golden", b.String())
}

// Columns are only added while the first number of the schema version stays: each version's columns are kept in a file of
// its own, which -update writes once and leaves alone from then on.
func TestColumnsAreOnlyAdded(t *testing.T) {
	var now []string
	for _, table := range Schema() {
		for _, c := range table.Columns {
			null := ""
			if c.Nullable {
				null = " or null"
			}
			now = append(now, fmt.Sprintf("%s.%s: %s%s", table.Name, c.Name, c.Type, null))
		}
	}
	present := filepath.Join("testdata", "columns", SchemaVersion+".txt")
	if _, err := os.Stat(present); *update && errors.Is(err, fs.ErrNotExist) {
		if err := os.WriteFile(present, []byte(strings.Join(now, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	major, _, _ := strings.Cut(SchemaVersion, ".")
	files, err := filepath.Glob(filepath.Join("testdata", "columns", major+".*.txt"))
	if err != nil || !slices.Contains(files, present) {
		t.Fatalf("%s is not there; -update writes it", present)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		kept := strings.Split(strings.TrimSpace(string(data)), "\n")
		for _, column := range kept {
			if !slices.Contains(now, column) {
				t.Errorf("%s has the column %q, which is gone or changed", file, column)
			}
		}
		if file == present && len(kept) != len(now) {
			t.Errorf("%d columns, in version %s there were %d: raise the second number of SchemaVersion", len(now), SchemaVersion, len(kept))
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("differs from %s (run with -update to accept):\n%s", path, diff)
	}
}

func TestWriteSchema(t *testing.T) {
	for _, format := range []string{"md", "json"} {
		var b bytes.Buffer
		if err := WriteSchema(&b, format); err != nil {
			t.Fatal(err)
		}
		for _, table := range Schema() {
			for _, c := range table.Columns {
				if !strings.Contains(b.String(), c.Name) {
					t.Errorf("%s: no column %s", format, c.Name)
				}
			}
		}
	}
	if err := WriteSchema(&bytes.Buffer{}, "xml"); err == nil {
		t.Error("format xml: no error")
	}
}
