package dataset

import (
	"encoding/json"
	"os"
	"testing"

	"rolecall/internal/claim"
)

// Documents of a run that is not there, or has the columns of another schema, are not to be had; that is no error.
func TestDocumentsOf(t *testing.T) {
	out := t.TempDir()
	run, err := Begin(out, "r1", clock())
	if err != nil {
		t.Fatal(err)
	}
	rows := many(20, newMaker(3).document, CompareDocuments)
	writeAll(t, run, rows)
	if _, err := run.Commit(Manifest{}); err != nil {
		t.Fatal(err)
	}
	data, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	if got := documentsOf(t, data, "r1", rows[4].ID); got != 1 {
		t.Errorf("%d documents, want 1", got)
	}
	for _, id := range []string{"r2", "../r1", ""} {
		if got := documentsOf(t, data, id, rows[4].ID); got != -1 {
			t.Errorf("run %q has %d documents", id, got)
		}
	}
	m, err := data.ReadManifest("r1")
	if err != nil {
		t.Fatal(err)
	}
	m.SchemaVersion = "2.0"
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(manifestOf(out, "r1"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := documentsOf(t, data, "r1", rows[4].ID); got != -1 {
		t.Errorf("a run of another schema has %d documents", got)
	}
}

// documentsOf counts the documents of some ids, -1 where they are not to be had.
func documentsOf(t *testing.T, data *Dataset, run string, ids ...string) int {
	t.Helper()
	docs, there, err := data.DocumentsOf(run, ids)
	if err != nil {
		t.Fatal(err)
	}
	if !there {
		return -1
	}
	n := 0
	for _, err := range docs {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

func writeAll(t *testing.T, run *Run, documents []claim.Document) {
	t.Helper()
	for _, err := range []error{run.WriteClaims(Values[claim.Claim](nil)), run.WriteDocuments(Values(documents)), run.WriteConflicts(Values[claim.Conflict](nil))} {
		if err != nil {
			t.Fatal(err)
		}
	}
}
