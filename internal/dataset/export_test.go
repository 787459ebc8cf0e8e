package dataset

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func exportText(t *testing.T, e Export, runs ...Stored) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := e.Write(&b, runs); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// columnNames are the columns of a table as the data dictionary has them.
func columnNames(table string) []string {
	var names []string
	for _, t := range Schema() {
		if t.Name == table {
			for _, c := range t.Columns {
				names = append(names, c.Name)
			}
		}
	}
	return names
}

// Both formats have every column in the order of the schema and say the same.
func TestExportFormatsAgree(t *testing.T) {
	run := commit(t, t.TempDir(), "r1", newContents(3, 60), manifest(true))
	for _, table := range Tables() {
		lines := strings.Split(strings.TrimSuffix(exportText(t, Export{Table: table, Format: JSONL}, run), "\n"), "\n")
		records, err := csv.NewReader(strings.NewReader(exportText(t, Export{Table: table, Format: CSV}, run))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		want := columnNames(table)
		if diff := cmp.Diff(want, records[0]); diff != "" {
			t.Errorf("%s: columns of the schema (-), of CSV (+):\n%s", table, diff)
		}
		if len(lines) != 60 || len(records) != 61 {
			t.Fatalf("%s: %d lines, %d records, want 60 and 61", table, len(lines), len(records))
		}
		for i, line := range lines {
			keys, values := keysAndValues(t, line)
			if diff := cmp.Diff(want, keys); diff != "" {
				t.Fatalf("%s: columns of the schema (-), of JSONL (+):\n%s", table, diff)
			}
			if diff := cmp.Diff(values, records[i+1]); diff != "" {
				t.Fatalf("%s, row %d: JSONL (-), CSV (+):\n%s", table, i, diff)
			}
		}
	}
}

// keysAndValues takes a JSON object apart, its values as cells of CSV.
func keysAndValues(t *testing.T, line string) ([]string, []string) {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(line))
	if _, err := decoder.Token(); err != nil {
		t.Fatal(err)
	}
	var keys, values []string
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			t.Fatal(err)
		}
		var raw json.RawMessage
		if err := decoder.Decode(&raw); err != nil {
			t.Fatal(err)
		}
		keys, values = append(keys, key.(string)), append(values, asCell(t, raw))
	}
	return keys, values
}

func asCell(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		t.Fatal(err)
	}
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v // no word of the fixture is a formula
	case float64:
		if whole, err := strconv.ParseInt(string(raw), 10, 64); err == nil {
			return strconv.FormatInt(whole, 10)
		}
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return string(raw)
}

func TestExportTypes(t *testing.T) {
	c := newContents(5, 1)
	row := &c.claims[0]
	row.Role, row.Author, row.Pay.Min, row.Pay.Max = "", "", new(-1.5), new(2e7)
	row.Quote, row.Section = `=HYPERLINK("x","y")`, "a,\"b\"\nc\r<&>"
	c.documents[0].FetchedAt = time.Date(2026, 1, 2, 3, 4, 5, 600000, time.UTC)
	c.documents[0].Text = "the text"
	run := commit(t, t.TempDir(), "r1", c, manifest(true))
	claims, documents := exportText(t, Export{Table: Claims, Format: JSONL}, run), exportText(t, Export{Table: Documents, Format: JSONL}, run)
	for _, want := range []string{`"role":null,`, `"author":null,`, `"pay_min":-1.5,`, `"pay_max":20000000,`, `"quote":"=HYPERLINK(\"x\",\"y\")"`, `a,\"b\"\nc\r<&>`} {
		if !strings.Contains(claims, want) {
			t.Errorf("no %s in %s", want, claims)
		}
	}
	if want := `"fetched_at":"2026-01-02T03:04:05.0006Z"`; !strings.Contains(documents, want) {
		t.Errorf("no %s in %s", want, documents)
	}
	records, err := csv.NewReader(strings.NewReader(exportText(t, Export{Table: Claims, Format: CSV}, run))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cellOf := func(name string) string { return records[1][slices.Index(records[0], name)] }
	for name, want := range map[string]string{
		"role": "", "pay_min": "-1.5", "pay_max": "20000000", "quote": `'=HYPERLINK("x","y")`, "section": "a,\"b\"\nc\r<&>",
	} {
		if got := cellOf(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestHarmless(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx", "\nx": "'\nx", "＝1": "'＝1",
		"a=1": "a=1", "": "", "'=1": "'=1", "1-2": "1-2",
	} {
		if got := harmless(text); got != want {
			t.Errorf("harmless(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestExportWithoutText(t *testing.T) {
	run := commit(t, t.TempDir(), "r1", newContents(3, 20), manifest(true))
	for _, format := range []string{JSONL, CSV} {
		full, short := exportText(t, Export{Table: Documents, Format: format}, run), exportText(t, Export{Table: Documents, Format: format, NoText: true}, run)
		if strings.Contains(short, `"text":`) || strings.Contains(strings.SplitN(short, "\n", 2)[0], "archive_offset,") || len(short) >= len(full) {
			t.Errorf("%s: the text is there", format)
		}
		if got := exportText(t, Export{Table: Claims, Format: format, NoText: true}, run); got != exportText(t, Export{Table: Claims, Format: format}, run) {
			t.Errorf("%s: claims lose something without texts", format)
		}
	}
}

func TestExportFilters(t *testing.T) {
	out := t.TempDir()
	runs := []Stored{commit(t, out, "r1", newContents(3, 60), manifest(true)), commit(t, out, "r2", newContents(4, 60), manifest(true))}
	countLines := func(e Export) int { return strings.Count(exportText(t, e, runs...), "\n") }
	all := countLines(Export{Table: Claims, Format: JSONL})
	cio := countLines(Export{Table: Claims, Format: JSONL, Filter: Filter{Roles: []string{"cio"}}})
	both := countLines(Export{Table: Claims, Format: JSONL, Filter: Filter{Roles: []string{"cio", "cto"}}})
	narrow := countLines(Export{Table: Claims, Format: JSONL, Filter: Filter{Roles: []string{"cio"}, Kinds: []string{"salary"}, Sources: []string{"alpha"}}})
	if all != 120 || cio == 0 || cio >= both || both >= all || narrow >= cio {
		t.Errorf("%d of all, %d of the CIO, %d of both, %d salaries of one source", all, cio, both, narrow)
	}
	for name, test := range map[string]struct {
		table  string
		filter Filter
		want   string
	}{
		"a role of documents": {Documents, Filter{Roles: []string{"cio"}}, "by source"},
		"a kind of documents": {Documents, Filter{Kinds: []string{"salary"}}, "by source"},
		"an unknown kind":     {Claims, Filter{Kinds: []string{"salery"}}, "responsibility, salary"},
		"a kind of claims":    {Conflicts, Filter{Kinds: []string{"salary"}}, "salary_amount"},
		"an unknown table":    {"things", Filter{}, "claims, documents, conflicts"},
	} {
		_, err := Export{Table: test.table, Format: CSV, Filter: test.filter}.Write(io.Discard, runs)
		if !errors.Is(err, ErrFilter) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	named := runs[0]
	named.Manifest.Sources = []SourceResult{{ID: "alpha"}, {ID: "beta"}}
	if err := (&Filter{Sources: []string{"alfa"}}).Check(Claims, []Stored{named}); !errors.Is(err, ErrFilter) || !strings.Contains(err.Error(), "alpha, beta") {
		t.Errorf("an unknown source: %v", err)
	}
}

func TestWriteFileIsAtomic(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.csv")
	put := func(text string, fail error) error {
		return WriteFile(path, func(w io.Writer) error {
			_, err := io.WriteString(w, text)
			return errors.Join(err, fail)
		})
	}
	if err := put("old", nil); err != nil {
		t.Fatal(err)
	}
	if err := put("half of the new", errors.New("broken")); err == nil {
		t.Error("no error")
	}
	data, err := os.ReadFile(path)
	if err != nil || string(data) != "old" {
		t.Errorf("after a failure the file is %q, %v", data, err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}
