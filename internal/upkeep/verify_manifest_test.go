package upkeep_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
	"rolecall/internal/upkeep"
)

// Everything that a manifest says and that the tables can tell is held against them, also where every hash fits.
func TestVerifyReadsTheManifest(t *testing.T) {
	skipShort(t)
	whole := twoRuns(t)
	source := func(id string, change func(*dataset.SourceResult)) func(*dataset.Manifest) {
		return func(m *dataset.Manifest) {
			i := slices.IndexFunc(m.Sources, func(s dataset.SourceResult) bool { return s.ID == id })
			change(&m.Sources[i])
		}
	}
	for name, test := range map[string]struct {
		damage func(*dataset.Manifest)
		check  upkeep.Check
		what   string
	}{
		"claims in all":             {func(m *dataset.Manifest) { m.Counts["claims"]++ }, upkeep.CheckCounts, " claims in all, the tables have "},
		"pages in all":              {func(m *dataset.Manifest) { m.Counts["pages"]-- }, upkeep.CheckCounts, " pages in all, the tables have "},
		"no counts":                 {func(m *dataset.Manifest) { m.Counts = nil }, upkeep.CheckCounts, "says 0 claims in all"},
		"recalled pages":            {func(m *dataset.Manifest) { m.Counts["recalled"] = 100 }, upkeep.CheckCounts, "100 pages were recalled"},
		"claims of a source":        {source("orgdesk", func(s *dataset.SourceResult) { s.Claims += 2 }), upkeep.CheckCounts, "source orgdesk: says "},
		"pages of a source":         {source("copies", func(s *dataset.SourceResult) { s.Pages = 7 }), upkeep.CheckCounts, "source copies: says 7 pages, the tables have 2"},
		"fetched pages of a source": {source("copies", func(s *dataset.SourceResult) { s.Fetched = 1 }), upkeep.CheckCounts, "source copies: says 1 pages fetched, the tables have 2"},
		"failed pages of a source":  {source("northlight", func(s *dataset.SourceResult) { s.Failed = 0 }), upkeep.CheckCounts, "source northlight: says 0 pages failed, the tables have 1"},
		"outcomes of a source":      {source("northlight", func(s *dataset.SourceResult) { s.Outcomes = map[string]int{"ok": 2} }), upkeep.CheckCounts, "says 0 pages with the outcome http_error, the tables have 1"},
		"a source well that failed": {source("northlight", func(s *dataset.SourceResult) { s.Outcome = "ok" }), upkeep.CheckCounts, "source northlight: says the outcome ok, and 1 of its pages failed"},
		"a source failed that went well": {
			source("codeforge", func(s *dataset.SourceResult) { s.Outcome = "failed" }), upkeep.CheckCounts,
			"source codeforge: says the outcome failed, and no page of it failed",
		},
		"a source silent and well": {source("codeforge", func(s *dataset.SourceResult) { s.Silent = true }), upkeep.CheckCounts, "says the outcome ok and silent true"},
		"an outcome of none":       {source("codeforge", func(s *dataset.SourceResult) { s.Outcome = "fine" }), upkeep.CheckCounts, `says the outcome "fine", which there is not`},
		"a source left out":        {func(m *dataset.Manifest) { m.Sources = m.Sources[1:] }, upkeep.CheckCounts, "does not list the source codeforge"},
		"a source twice":           {func(m *dataset.Manifest) { m.Sources = append(m.Sources[:1], m.Sources...) }, upkeep.CheckCounts, "lists the source codeforge twice"},
		"a source of nowhere": {func(m *dataset.Manifest) {
			m.Sources = append(m.Sources, dataset.SourceResult{ID: "zero", Outcome: "ok", Pages: 3})
		}, upkeep.CheckCounts, "source zero: says 3 pages, the tables have 0"},
		"sources in disorder":     {func(m *dataset.Manifest) { slices.Reverse(m.Sources) }, upkeep.CheckCounts, "does not list the sources by id"},
		"a run well that was not": {func(m *dataset.Manifest) { m.Outcome = "ok" }, upkeep.CheckCounts, "says the outcome ok; by its sources it is partial"},
		"a run failed that was partial": {
			func(m *dataset.Manifest) { m.Outcome = "failed"; m.Latest = false }, upkeep.CheckCounts,
			"says the outcome failed; by its sources it is partial",
		},
		"no outcome":               {func(m *dataset.Manifest) { m.Outcome = "" }, upkeep.CheckCounts, `says the outcome "";`},
		"an interrupted latest":    {func(m *dataset.Manifest) { m.Outcome = "interrupted" }, upkeep.CheckCounts, "may be the latest run, and its outcome is interrupted"},
		"a deleted run":            {func(m *dataset.Manifest) { m.Outcome = "deleted" }, upkeep.CheckManifest, "says that the run is deleted, and its tables are there"},
		"another extractor":        {func(m *dataset.Manifest) { m.ExtractorVersion = "0" }, upkeep.CheckCounts, `says extractor version "0", document`},
		"another schema":           {func(m *dataset.Manifest) { m.SchemaVersion = "1.9" }, upkeep.CheckManifest, "says schema version 1.9,"},
		"another day":              {func(m *dataset.Manifest) { m.Started = m.Started.AddDate(0, 0, 1) }, upkeep.CheckManifest, "began on 2026-01-02, in run_date on 2026-01-01"},
		"another id":               {func(m *dataset.Manifest) { m.RunID = "r2" }, upkeep.CheckManifest, "is of run r2"},
		"a table that is not said": {func(m *dataset.Manifest) { m.Files = without(m.Files, "claims.parquet") }, upkeep.CheckManifest, "does not list data/run_date=2026-01-01/run=r1/claims.parquet"},
		"an archive that is not said": {
			func(m *dataset.Manifest) { m.Files = without(m.Files, ".warc.gz") }, upkeep.CheckManifest,
			"does not list archive/r1.warc.gz",
		},
		"a report that is not said": {func(m *dataset.Manifest) { m.Files = without(m.Files, "index.html") }, upkeep.CheckManifest, "does not list reports/r1/index.html"},
		"a file twice":              {func(m *dataset.Manifest) { m.Files = append(m.Files, m.Files[0]) }, upkeep.CheckManifest, "lists archive/r1.warc.gz twice"},
		"a file of another run": {
			func(m *dataset.Manifest) { m.Files[0].Path = "archive/r2.warc.gz" }, upkeep.CheckManifest,
			"lists archive/r2.warc.gz, which is not of this run",
		},
		"no number of rows": {func(m *dataset.Manifest) {
			for i := range m.Files {
				m.Files[i].Rows = nil
			}
		}, upkeep.CheckManifest, "does not say how many rows data/"},
	} {
		t.Run(name, func(t *testing.T) {
			out := copyOf(t, whole)
			editManifest(t, out, "r1", test.damage)
			mustFind(t, verify(t, out, "r1"), test.check, "runs/r1.json", test.what)
		})
	}
}

func without(files []dataset.File, suffix string) []dataset.File {
	return slices.DeleteFunc(files, func(f dataset.File) bool { return strings.HasSuffix(f.Path, suffix) })
}

func mustFind(t *testing.T, found []upkeep.Finding, check upkeep.Check, where, what string) {
	t.Helper()
	if !slices.ContainsFunc(found, func(f upkeep.Finding) bool {
		return f.Check == check && strings.Contains(f.Where, where) && strings.Contains(f.What, what) && f.Remedy != ""
	}) {
		t.Errorf("no finding of %s at %s with %q among:\n%s", check, where, what, names(found))
	}
}

// Everything that latest.json says is held against the run that it names.
func TestVerifyReadsTheLatest(t *testing.T) {
	skipShort(t)
	whole := twoRuns(t)
	for name, test := range map[string]struct {
		damage func(map[string]any)
		what   string
	}{
		"no run":                     {func(l map[string]any) { delete(l, "run_id") }, `points to run "", which is not there`},
		"a run outside":              {func(l map[string]any) { l["run_id"] = "../r1" }, `points to run "../r1", which is not there`},
		"an older run":               {func(l map[string]any) { l["run_id"] = "r1" }, "points to run r1, and run r2 is newer"},
		"another day":                {func(l map[string]any) { l["run_date"] = "2026-01-08" }, "says run_date 2026-01-08, the manifest of run r2 2026-01-09"},
		"another time":               {func(l map[string]any) { l["started_at"] = "2027-01-09T03:04:05Z" }, "says started_at 2027-01-09T03:04:05Z, the manifest of run r2 2026-01-09T03:04:05Z"},
		"no claims":                  {func(l map[string]any) { delete(l, "claims") }, "claims: does not name data/run_date=2026-01-09/run=r2/claims.parquet"},
		"another table":              {func(l map[string]any) { l["claims"] = l["documents"] }, "claims: points to data/run_date=2026-01-09/run=r2/documents.parquet, that of run r2 is"},
		"the conflicts of another":   {func(l map[string]any) { l["conflicts"] = "data/run_date=2026-01-01/run=r1/conflicts.parquet" }, "conflicts: points to data/run_date=2026-01-01/run=r1"},
		"documents of nowhere":       {func(l map[string]any) { l["documents"] = "data/documents.parquet" }, "documents: points to data/documents.parquet, which is not there"},
		"a report outside":           {func(l map[string]any) { l["report"] = "../x" }, "report: points to ../x, which is not there"},
		"the manifest of another":    {func(l map[string]any) { l["manifest"] = "runs/r1.json" }, "manifest: points to runs/r1.json"},
		"no archive":                 {func(l map[string]any) { delete(l, "archive") }, "archive: does not name archive/r2.warc.gz"},
		"the package of another run": {func(l map[string]any) { l["data_package"] = "datapackage-r1.json" }, "data_package: points to datapackage-r1.json"},
	} {
		t.Run(name, func(t *testing.T) {
			out := copyOf(t, whole)
			editLatest(t, out, test.damage)
			mustFind(t, verify(t, out, ""), upkeep.CheckLatest, "latest.json", test.what)
			if left := verify(t, out, "r2"); len(left) > 0 {
				t.Errorf("the run itself is not whole:\n%s", names(left))
			}
		})
	}
}

func editLatest(t *testing.T, out string, change func(map[string]any)) {
	t.Helper()
	edit(t, filepath.Join(out, "latest.json"), func(data []byte) []byte {
		var l map[string]any
		if err := json.Unmarshal(data, &l); err != nil {
			t.Fatal(err)
		}
		change(l)
		data, err := json.Marshal(l)
		if err != nil {
			t.Fatal(err)
		}
		return data
	})
}

// The remedy for a latest.json that is not right holds: without it the newest run counts, and the next one writes it anew.
func TestRemedyForTheLatest(t *testing.T) {
	skipShort(t)
	s, out := newSite(t), filepath.Join(t.TempDir(), "out")
	s.run(t, out, "r1", 1)
	for day, damage := range []func(*testing.T, string){
		cut("latest.json", 20), replace("latest.json", `{"run_id": "r9"}`), replace("latest.json", `{}`),
		func(t *testing.T, out string) {
			t.Helper()
			editLatest(t, out, func(l map[string]any) { l["started_at"] = "2030-01-09T03:04:05Z" })
		},
	} {
		damage(t, out)
		if len(verify(t, out, "")) == 0 {
			t.Error("nothing is found")
		}
		remove("latest.json")(t, out)
		s.run(t, out, "later", 2+day)
		mustBeWhole(t, out)
		if !isThere(t, out, "latest.json") {
			t.Error("latest.json was not written anew")
		}
	}
}

// A run over a part of the sources, or in which nothing succeeded, is no latest one.
func TestVerifyALatestThatIsNone(t *testing.T) {
	s, out := newSite(t), filepath.Join(t.TempDir(), "out")
	s.run(t, out, "whole", 1)
	s.part(t, out, "part", 2)
	mustBeWhole(t, out)
	editLatest(t, out, func(l map[string]any) {
		for key, value := range l {
			if text, ok := value.(string); ok {
				l[key] = strings.ReplaceAll(strings.ReplaceAll(text, "whole", "part"), "2026-01-01", "2026-01-02")
			}
		}
	})
	mustFind(t, verify(t, out, ""), upkeep.CheckLatest, "latest.json", "points to run part, which did not go over the whole source set")
}

// Conflicts that stand rest on claims of the run.
func TestVerifyHoldsConflictsAgainstClaims(t *testing.T) {
	whole := twoRuns(t)
	cited := ""
	for name, test := range map[string]struct {
		claims    func(*claim.Claim) bool
		conflicts func(*claim.Conflict) bool
		check     upkeep.Check
		what      string
	}{
		"a claim of nowhere": {conflicts: func(c *claim.Conflict) bool { c.Sides[0].ClaimIDs = []string{"0"}; return true }, check: upkeep.CheckConflicts, what: "rests on claim 0, which is not in claims"},
		"a claim of another": {conflicts: func(c *claim.Conflict) bool { c.Sides[0].SourceIDs = []string{"nobody"}; return true }, check: upkeep.CheckConflicts, what: "which does not take that side"},
		"a claim twice": {claims: func(c *claim.Claim) bool {
			if cited == "" {
				cited = c.ID
			}
			c.ID = cited
			return true
		}, check: upkeep.CheckTable, what: "is there twice"},
	} {
		t.Run(name, func(t *testing.T) {
			cited = ""
			out := copyOf(t, whole)
			rewrittenWith(t, out, test.claims, nil, test.conflicts)
			mustFind(t, verify(t, out, "bad"), test.check, "run=bad/", test.what)
		})
	}
}

// Notes of what was taken out, or the mark in the manifest, make up for what the outcome of a run does not show any more, and for
// nothing else.
func TestVerifyAfterForgettingWhatFailed(t *testing.T) {
	s, out := newSite(t), filepath.Join(t.TempDir(), "out")
	s.run(t, out, "r1", 1)
	forget(t, out, s.URL+"/gone.html")
	mustBeWhole(t, out)
	note, err := os.ReadFile(filepath.Join(out, "forgotten.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	editManifest(t, out, "r1", func(m *dataset.Manifest) { m.Forgotten = false }) // as earlier versions left it
	mustBeWhole(t, out)
	remove("forgotten.jsonl")(t, out)
	mustFind(t, verify(t, out, ""), upkeep.CheckCounts, "runs/r1.json", "source northlight: says the outcome failed, and no page of it failed")
	replace("forgotten.jsonl", string(note)+"{\n")(t, out)
	mustFind(t, verify(t, out, ""), upkeep.CheckForgotten, "forgotten.jsonl", "line 2 cannot be read")
	replace("forgotten.jsonl", string(note))(t, out)
	editManifest(t, out, "r1", func(m *dataset.Manifest) { m.Sources[0].Claims++ })
	mustFind(t, verify(t, out, ""), upkeep.CheckCounts, "runs/r1.json", "source codeforge: says ")
}

// To earlier versions a run was partial of which pages were fetched, also where none of them was read.
func TestVerifyRunOfEarlierVersion(t *testing.T) {
	s, out := newSite(t), filepath.Join(t.TempDir(), "out")
	s.change("/codeforge.html", `<html lang="en"><title>CIO</title><body></body></html>`)
	s.part(t, out, "r1", 1)
	mustBeWhole(t, out)
	partial := func(version string) string {
		editManifest(t, out, "r1", func(m *dataset.Manifest) {
			if m.Outcome != "failed" && m.Outcome != "partial" {
				t.Fatalf("the run is %s", m.Outcome)
			}
			m.Outcome = "partial"
			if version != "" {
				m.ExtractorVersion = version
			}
		})
		return names(verify(t, out, ""))
	}
	const misjudged = "says the outcome partial; by its sources it is failed"
	if found := partial(""); !strings.Contains(found, misjudged) {
		t.Errorf("of this version: %s", found)
	}
	if found := partial("an earlier one"); strings.Contains(found, misjudged) {
		t.Errorf("of an earlier version: %s", found)
	}
}

// Each way in which a run can end and be kept leaves it whole.
func TestVerifyIsSilent(t *testing.T) {
	s, out := newSite(t), filepath.Join(t.TempDir(), "out")
	s.run(t, out, "partial", 1)
	s.part(t, out, "ok", 2)
	failed := s.config(out, "failed", 3)
	failed.Sources = failed.Sources[:1]
	failed.Sources[0].URLs = []string{s.URL + "/nothing.html"}
	runOnce(t, failed)
	interrupted := s.config(out, "interrupted", 4)
	runInterrupted(t, interrupted)
	s.change("/orgdesk.html", `<html lang="en"><title>Roles</title><article><p>Nothing is said any more of what anybody does, and this is all there is to read.</p></article>`)
	s.run(t, out, "silent", 5)
	replayed := s.config(out, "replayed", 6)
	replayed.Replay = []string{filepath.Join(out, "archive", "partial.warc.gz")}
	runOnce(t, replayed)
	everything := replayed
	everything.RunID, everything.Sources = "everything", nil
	runOnce(t, everything)
	outcomes := map[string]string{
		"partial": "partial", "ok": "ok", "failed": "failed", "interrupted": "interrupted", "silent": "partial", "replayed": "partial", "everything": "partial",
	}
	data, err := dataset.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range outcomes {
		if m, err := data.ReadManifest(id); err != nil || m.Outcome != want {
			t.Errorf("run %s ended %s, want %s; %v", id, m.Outcome, want, err)
		}
	}
	mustBeWhole(t, out)
	forget(t, out, "northlight")
	mustBeWhole(t, out)
	if _, err := upkeep.Forget(t.Context(), out, s.URL+"/orgdesk.html", time.Now(), false); err != nil {
		t.Fatal(err)
	}
	mustBeWhole(t, out)
	collect(t, out, 2, false)
	mustBeWhole(t, out)
}
