package state

import (
	"path/filepath"
	"testing"
	"time"
)

func TestReadings(t *testing.T) {
	db := openDB(t, filepath.Join(t.TempDir(), "state.db"))
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	look := func(document, key string) string {
		t.Helper()
		reading, known, err := db.Reading(t.Context(), document, key, at)
		if err != nil || known != (reading != nil) {
			t.Fatalf("%v, %t, %q", err, known, reading)
		}
		return string(reading)
	}
	keep := func(document, key, reading string, at time.Time) {
		t.Helper()
		if err := db.KeepReading(t.Context(), document, key, at, []byte(reading)); err != nil {
			t.Fatal(err)
		}
	}
	keep("old", "k", "o", at.Add(-lifetime-time.Second))
	keep("asked", "k", "a", at.Add(-lifetime-time.Second))
	keep("d", "one", "first", at)
	keep("d", "two", "second", at)
	if got := look("d", "one") + "|" + look("d", "two") + "|" + look("e", "two") + "|" + look("asked", "k"); got != "|second||a" {
		t.Errorf("found %q", got)
	}
	put(t, db, at)
	if look("old", "k") != "" || look("d", "two") != "second" || look("asked", "k") != "a" {
		t.Error("what nobody asked for goes with a commit, and nothing else")
	}
}
