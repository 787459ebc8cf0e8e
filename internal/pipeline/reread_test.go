package pipeline

import (
	"iter"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
	"rolecall/internal/source"
	"rolecall/testdata"
)

// Pages whose bytes are the same are not read again, and their rows are what reading them gives. They are read again where
// what reads them has changed, or what is asked of them.
func TestReadOnlyWhatChanged(t *testing.T) {
	server := httptest.NewServer(testdata.Handler())
	defer server.Close()
	list, err := source.Load(testdata.Sources(server.URL), "site")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	out := t.TempDir()
	run := func(out, version string, roles []string) Summary {
		t.Helper()
		r, err := begin(Config{
			Sources: list, Whole: true, Out: out, Now: func() time.Time { return at }, Version: "test", AllowPrivateHosts: true, Roles: roles,
		})
		if err != nil {
			t.Fatal(err)
		}
		r.reader.version = version
		summary, err := r.all(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := r.close(); err != nil {
			t.Fatal(err)
		}
		return summary
	}
	first := run(out, "one", nil)
	second := run(out, "one", nil)
	if first.Recalled != 0 || second.Recalled != second.Fetched || second.Fetched == 0 {
		t.Errorf("not read again: %d, then %d of %d pages", first.Recalled, second.Recalled, second.Fetched)
	}
	fresh := run(t.TempDir(), "one", nil)
	ignore := cmpopts.IgnoreFields(claim.Document{}, "RunID", "ArchiveFile", "ArchiveOffset")
	if diff := cmp.Diff(rows(t, dataset.ReadDocuments(fresh.Run)), rows(t, dataset.ReadDocuments(second.Run)), ignore); diff != "" {
		t.Errorf("documents, read (-), recalled (+):\n%s", diff)
	}
	if diff := cmp.Diff(rows(t, dataset.ReadClaims(fresh.Run)), rows(t, dataset.ReadClaims(second.Run)), cmpopts.IgnoreFields(claim.Claim{}, "RunID")); diff != "" {
		t.Errorf("claims, read (-), recalled (+):\n%s", diff)
	}
	if diff := cmp.Diff(rows(t, dataset.ReadConflicts(fresh.Run)), rows(t, dataset.ReadConflicts(second.Run)),
		cmpopts.IgnoreFields(claim.Conflict{}, "RunID", "FirstSeenRun", "Status")); diff != "" {
		t.Errorf("conflicts, read (-), recalled (+):\n%s", diff)
	}
	if changed := run(out, "two", nil); changed.Recalled != 0 {
		t.Errorf("%d pages were not read again though what reads them has changed", changed.Recalled)
	}
	if other := run(out, "two", []string{"cio", "cto", "ciso"}); other.Recalled != 0 {
		t.Errorf("%d pages were not read again though other roles are asked for", other.Recalled)
	}
}

func rows[T any](t *testing.T, seq iter.Seq2[T, error]) []T {
	t.Helper()
	list, err := collect(seq)
	if err != nil {
		t.Fatal(err)
	}
	return list
}
