package state

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/crawl"
)

func openDB(t *testing.T, path string) *DB {
	t.Helper()
	db, warning, err := Open(t.Context(), path)
	if err != nil || warning != "" {
		t.Fatalf("Open: %v, warning %q", err, warning)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func put(t *testing.T, db *DB, now time.Time, rows ...crawl.Stored) {
	t.Helper()
	b, err := db.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		if err := b.Put(t.Context(), &rows[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Commit(t.Context(), now); err != nil {
		t.Fatal(err)
	}
}

func row(url string, at time.Time) crawl.Stored {
	return crawl.Stored{
		URL: url, ETag: `"a"`, LastModified: "Mon, 02 Jan 2034 03:04:05 GMT", ContentType: "text/html", RobotsTag: "noindex",
		Vary: "accept", VaryKey: "k", StoredAt: at, FreshUntil: at.Add(time.Hour), BodySHA256: "b", ArchivedAt: at.Add(-time.Hour), ArchiveFile: "x.warc.gz", ArchiveOffset: 1 << 40,
	}
}

func TestWhatIsPutComesBack(t *testing.T) {
	at := time.Date(2034, 1, 2, 3, 4, 5, 0, time.UTC)
	path := filepath.Join(t.TempDir(), "state #1?.db")
	first := openDB(t, path)
	put(t, first, at, row("https://a.example/", at), row("https://b.example/", at))
	newer := row("https://a.example/", at.Add(time.Minute))
	put(t, first, at, newer)
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
	got, found, err := openDB(t, path).Lookup(t.Context(), newer.URL)
	if err != nil || !found || !cmp.Equal(got, newer) {
		t.Errorf("%v, %t, %s", err, found, cmp.Diff(newer, got))
	}
	if _, found, err := first.Lookup(t.Context(), "https://c.example/"); found || err != nil {
		t.Errorf("an address that was never put: %t, %v", found, err)
	}
}

func TestOldRowsGo(t *testing.T) {
	at := time.Date(2034, 1, 2, 3, 4, 5, 0, time.UTC)
	db := openDB(t, filepath.Join(t.TempDir(), "state.db"))
	put(t, db, at, row("https://a.example/", at))
	put(t, db, at.Add(lifetime+time.Second), row("https://b.example/", at.Add(lifetime)))
	for url, want := range map[string]bool{"https://a.example/": false, "https://b.example/": true} {
		if _, found, err := db.Lookup(t.Context(), url); found != want || err != nil {
			t.Errorf("%s: %t, %v", url, found, err)
		}
	}
}

func TestRollbackLeavesNothing(t *testing.T) {
	db := openDB(t, filepath.Join(t.TempDir(), "state.db"))
	b, err := db.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s := row("https://a.example/", time.Unix(5, 0))
	if err := errors.Join(b.Put(t.Context(), &s), b.Rollback(), b.Rollback()); err != nil {
		t.Fatal(err)
	}
	if _, found, err := db.Lookup(t.Context(), s.URL); found || err != nil {
		t.Errorf("%t, %v", found, err)
	}
}

func TestDamagedFileIsSetAside(t *testing.T) {
	at := time.Date(2034, 1, 2, 3, 4, 5, 0, time.UTC)
	healthy := filepath.Join(t.TempDir(), "state.db")
	db, _, err := Open(t.Context(), healthy)
	if err != nil {
		t.Fatal(err)
	}
	put(t, db, at, row("https://a.example/", at))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	bytes, err := os.ReadFile(healthy)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"no database": strings.Repeat("words ", 3000), "cut short": string(bytes[:len(bytes)/2]),
		"overwritten": string(bytes[:100]) + strings.Repeat("\xff", len(bytes)-100),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "state.db")
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			db, warning, err := Open(t.Context(), path)
			if err != nil || !strings.Contains(warning, path) {
				t.Fatalf("Open: %v, warning %q", err, warning)
			}
			defer db.Close()
			put(t, db, at, row("https://a.example/", at))
			if kept, err := os.ReadFile(path + ".damaged"); err != nil || string(kept) != text {
				t.Errorf("the damaged file: %d bytes, %v", len(kept), err)
			}
		})
	}
}

func TestMissingFolder(t *testing.T) {
	_, warning, err := Open(t.Context(), filepath.Join(t.TempDir(), "none", "state.db"))
	if err == nil || warning != "" {
		t.Errorf("%v, warning %q", err, warning)
	}
	if _, statErr := os.Stat(filepath.Join(t.TempDir(), "none")); !errors.Is(statErr, fs.ErrNotExist) {
		t.Errorf("%v", statErr)
	}
}
