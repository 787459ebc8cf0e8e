package state

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// Reading changes no byte of the file and leaves none beside it; a file of another version remembers nothing.
func TestReadingChangesNothing(t *testing.T) {
	at := time.Date(2034, 1, 2, 3, 4, 5, 0, time.UTC)
	for _, c := range []struct {
		name    string
		version int
		running bool // a log lies beside the file
		want    int
	}{{"this version", version, false, 1}, {"while another has it open", version, true, 1}, {"an earlier version", version - 1, false, 0}, {"a later version", version + 1, false, 0}} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "a #1? folder")
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, "state.db")
			db, _, err := Open(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			put(t, db, at, row("https://a.example/", at))
			if err := db.KeepReading(t.Context(), "d", "k", at, []byte("r")); err != nil {
				t.Fatal(err)
			}
			if _, err := db.db.ExecContext(t.Context(), fmt.Sprintf("PRAGMA user_version = %d", c.version)); err != nil {
				t.Fatal(err)
			}
			if c.running {
				defer db.Close()
			} else if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			before := contents(t, dir)
			archives, err := Archives(t.Context(), path)
			if err != nil || len(archives) != c.want {
				t.Errorf("archives %v, %v", archives, err)
			}
			readings := 0
			if err := Readings(t.Context(), path, func(string, []byte) { readings++ }); err != nil || readings != c.want {
				t.Errorf("%d readings, %v", readings, err)
			}
			if !slices.Equal(before, contents(t, dir)) {
				t.Error("files changed")
			}
		})
	}
}

// contents are the names and bytes of the files of a folder, but for the shared memory of the database.
func contents(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Ext(e.Name()) != ".db-shm" {
			out = append(out, e.Name(), string(data))
		}
	}
	return out
}

// What a run that was killed left in the log is read, too, and a file of no version is no error.
func TestReadingAfterAKill(t *testing.T) {
	at := time.Date(2034, 1, 2, 3, 4, 5, 0, time.UTC)
	dir, killed := t.TempDir(), t.TempDir()
	db := openDB(t, filepath.Join(dir, "state.db"))
	put(t, db, at, row("https://a.example/", at))
	for _, name := range []string{"state.db", "state.db-wal"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(killed, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	before := contents(t, killed)
	if archives, err := Archives(t.Context(), filepath.Join(killed, "state.db")); err != nil || len(archives) != 1 {
		t.Errorf("archives %v, %v", archives, err)
	}
	if !slices.Equal(before, contents(t, killed)) {
		t.Error("files changed")
	}
	empty := filepath.Join(t.TempDir(), "state.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := eachRow(t.Context(), empty, "SELECT 1", func(*sql.Rows) error { t.Error("visited"); return nil }); err != nil {
		t.Error(err)
	}
}
