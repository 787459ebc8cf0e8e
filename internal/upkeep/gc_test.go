package upkeep_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rolecall/internal/dataset"
	"rolecall/internal/upkeep"
)

func collect(t *testing.T, out string, keep int, dryRun bool) upkeep.Collected {
	t.Helper()
	got, err := upkeep.GC(t.Context(), out, keep, dryRun)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func runsIn(t *testing.T, out string) string {
	t.Helper()
	data, err := dataset.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	ids, err := data.IDs()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(ids, " ")
}

func isThere(t *testing.T, out, name string) bool {
	t.Helper()
	_, err := os.Stat(filepath.Join(out, name))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return err == nil
}

// The archive of a deleted run stays as long as a later run's pages lie in it, and goes with the last of them.
func TestGC(t *testing.T) {
	s, out := newSite(t), filepath.Join(t.TempDir(), "out")
	for day, id := range []string{"r1", "r2", "r3"} {
		s.run(t, out, id, 1+3*day)
	}
	if got := collect(t, out, 1, true); len(got.Deleted) != 2 || runsIn(t, out) != "r1 r2 r3" {
		t.Fatalf("a dry run deletes %d runs and leaves %s", len(got.Deleted), runsIn(t, out))
	}
	mustBeWhole(t, out)
	got := collect(t, out, 1, false)
	if runsIn(t, out) != "r3" || !slices.Equal(got.Archives, []string{"archive/r1.warc.gz"}) || got.Bytes == 0 {
		t.Errorf("left %s, archives kept %v, %d bytes freed", runsIn(t, out), got.Archives, got.Bytes)
	}
	for name, want := range map[string]bool{
		"archive/r1.warc.gz": true, "archive/r2.warc.gz": false, "reports/r1": false, "runs/r1.json": true, "runs/r2.json": false,
		"data/run_date=2026-01-01": false, ".staging": false,
	} {
		if isThere(t, out, name) != want {
			t.Errorf("%s is there: %t, want %t", name, !want, want)
		}
	}
	mustBeWhole(t, out)
	if again := collect(t, out, 1, false); len(again.Deleted) != 0 {
		t.Errorf("a second time %v are deleted", again.Deleted)
	}

	// The next run still takes its unchanged pages from there; once every page has changed, nothing does.
	run := s.run(t, out, "r4", 20)
	if archives, err := dataset.ReadArchives(run); err != nil || !slices.Contains(archives, "archive/r1.warc.gz") {
		t.Fatalf("the run points into %v, %v", archives, err)
	}
	for _, page := range []string{"codeforge", "harbourline", "northlight", "orgdesk", "paylens"} {
		s.change("/"+page+".html", "<html lang=en><title>"+page+"</title><article><h1>The CIO</h1><p>The CIO manages the budget of the company "+page+".</p></article>")
	}
	s.run(t, out, "r5", 21)
	if collect(t, out, 1, false); isThere(t, out, "archive/r1.warc.gz") {
		if archives, err := dataset.ReadArchives(run); err == nil {
			t.Errorf("the archive is there still; %v", archives)
		}
	}
	mustBeWhole(t, out)
}

// The run of latest.json stays, however old.
func TestGCKeepsTheLatest(t *testing.T) {
	s, out := newSite(t), filepath.Join(t.TempDir(), "out")
	s.run(t, out, "whole", 1)
	for day, id := range []string{"part1", "part2"} {
		s.part(t, out, id, 2+day)
	}
	collect(t, out, 1, false)
	if got := runsIn(t, out); got != "part2 whole" {
		t.Errorf("left %s", got)
	}
	mustBeWhole(t, out)
}

func TestGCWaitsForNobody(t *testing.T) {
	s, out := newSite(t), filepath.Join(t.TempDir(), "out")
	s.run(t, out, "r1", 1)
	run, err := dataset.Begin(out, "r2", s.day(2))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := upkeep.GC(t.Context(), out, 1, false); !errors.Is(err, dataset.ErrLocked) {
		t.Errorf("while a run is under way: %v", err)
	}
	if err := run.Abort(); err != nil {
		t.Fatal(err)
	}
	if _, err := upkeep.GC(t.Context(), t.TempDir(), 1, false); !errors.Is(err, dataset.ErrNoRun) {
		t.Errorf("without runs: %v", err)
	}
	edit(t, filepath.Join(out, "latest.json"), func([]byte) []byte { return []byte("{") })
	if _, err := upkeep.GC(t.Context(), out, 1, false); err == nil {
		t.Error("no error where the latest run is not known")
	}
}
