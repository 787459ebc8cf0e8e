package upkeep_test

import (
	"errors"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rolecall/internal/archive"
	"rolecall/internal/claim"
	"rolecall/internal/dataset"
	"rolecall/internal/upkeep"
)

// twoRuns makes an output folder with a run and one in which all pages but one had not changed.
func twoRuns(t *testing.T) string {
	t.Helper()
	s, out := newSite(t), filepath.Join(t.TempDir(), "out")
	s.run(t, out, "r1", 1)
	s.change("/orgdesk.html", shortened)
	second := s.run(t, out, "r2", 9)
	earlier := 0
	for d, err := range dataset.ReadDocuments(second) {
		if err != nil {
			t.Fatal(err)
		}
		if d.ArchiveFile == "archive/r1.warc.gz" {
			earlier++
		}
	}
	if earlier == 0 {
		t.Fatal("no document of the second run points into the archive of the first")
	}
	return out
}

func TestVerify(t *testing.T) {
	whole := twoRuns(t)
	mustBeWhole(t, whole)
	const tables = "data/run_date=2026-01-01/run=r1/"
	for name, test := range map[string]struct {
		damage func(t *testing.T, out string)
		check  upkeep.Check
		where  string
	}{
		"a flipped byte in a table":      {flip(tables + "claims.parquet"), upkeep.CheckHash, tables + "claims.parquet"},
		"a flipped byte in the report":   {flip("reports/r1/report.json"), upkeep.CheckHash, "reports/r1/report.json"},
		"a flipped byte in the archive":  {flip("archive/r1.warc.gz"), upkeep.CheckArchive, "archive/r1.warc.gz"},
		"a missing table":                {remove(tables + "conflicts.parquet"), upkeep.CheckMissing, tables + "conflicts.parquet"},
		"a missing report":               {remove("reports/r2/index.html"), upkeep.CheckMissing, "reports/r2/index.html"},
		"a missing archive":              {remove("archive/r1.warc.gz"), upkeep.CheckArchive, "archive/r1.warc.gz"},
		"a missing run":                  {remove("data/run_date=2026-01-09/run=r2"), upkeep.CheckMissing, "data/run_date=2026-01-09/run=r2"},
		"a missing manifest":             {remove("runs/r1.json"), upkeep.CheckMissing, "runs/r1.json"},
		"a manifest that is no JSON":     {replace("runs/r1.json", "{"), upkeep.CheckManifest, "runs/r1.json"},
		"a row count in the manifest":    {claimOneMoreRow, upkeep.CheckRows, tables + "claims.parquet"},
		"an archive cut in a record":     {cut("archive/r2.warc.gz", -1), upkeep.CheckArchive, "archive/r2.warc.gz"},
		"an archive cut behind a record": {cutBehind("archive/r1.warc.gz", 9), upkeep.CheckArchive, "archive/r1.warc.gz"},
		"a file among the tables":        {replace(tables+"claims.parquet.tmp", "x"), upkeep.CheckUnknown, tables + "claims.parquet.tmp"},
		"a file beside the runs":         {replace("data/notes.txt", "x"), upkeep.CheckUnknown, "data/notes.txt"},
		"a run under two dates":          {copyFolder("data/run_date=2026-01-01", "data/run_date=2026-01-02"), upkeep.CheckUnknown, "data/run_date=2026-01-02/run=r1"},
		"a broken line of decisions":     {replace("decisions.jsonl", "{\"x\":\n"), upkeep.CheckDecisions, "decisions.jsonl"},
		"a state.db that is none":        {replace("state.db", "garbage, and enough of it to be longer than any header of a database could be, so that it is read"), upkeep.CheckState, "state.db"},
		"latest.json to nowhere":         {replace("latest.json", `{"run_id": "r9"}`), upkeep.CheckLatest, "latest.json"},
		"latest.json gone":               {remove("latest.json"), upkeep.CheckLatest, "latest.json"},
		"a damaged latest.json":          {cut("latest.json", 20), upkeep.CheckLatest, "latest.json"},
		"a Parquet file that is none":    {replace(tables+"documents.parquet", "PAR1"), upkeep.CheckTable, tables + "documents.parquet"},
	} {
		t.Run(name, func(t *testing.T) {
			out := copyOf(t, whole)
			test.damage(t, out)
			found := verify(t, out, "")
			if !slices.ContainsFunc(found, func(f upkeep.Finding) bool {
				return f.Check == test.check && strings.Contains(f.Where, test.where) && f.Remedy != ""
			}) {
				t.Errorf("no finding of %s at %s among:\n%s", test.check, test.where, names(found))
			}
		})
	}
}

func flip(name string) func(*testing.T, string) {
	return func(t *testing.T, out string) {
		t.Helper()
		edit(t, filepath.Join(out, name), func(data []byte) []byte { data[len(data)/2] ^= 0x20; return data })
	}
}

func remove(name string) func(*testing.T, string) {
	return func(t *testing.T, out string) {
		t.Helper()
		if err := os.RemoveAll(filepath.Join(out, name)); err != nil {
			t.Fatal(err)
		}
	}
}

func replace(name, text string) func(*testing.T, string) {
	return func(t *testing.T, out string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(out, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func copyFolder(from, to string) func(*testing.T, string) {
	return func(t *testing.T, out string) {
		t.Helper()
		if err := os.CopyFS(filepath.Join(out, to), os.DirFS(filepath.Join(out, from))); err != nil {
			t.Fatal(err)
		}
	}
}

// cut shortens a file to a length or, where that is negative, by it.
func cut(name string, length int) func(*testing.T, string) {
	return func(t *testing.T, out string) {
		t.Helper()
		edit(t, filepath.Join(out, name), func(data []byte) []byte {
			if length < 0 {
				return data[:len(data)+length]
			}
			return data[:length]
		})
	}
}

// cutBehind cuts an archive behind so many records, where no reader of WARC would notice, and lets the manifest agree.
func cutBehind(name string, records int) func(*testing.T, string) {
	return func(t *testing.T, out string) {
		t.Helper()
		file, err := os.Open(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		reader, end := archive.NewReader(file), int64(0)
		for range records {
			record, err := reader.Next()
			if err != nil {
				t.Fatal(err)
			}
			end = record.Offset + record.Length
		}
		cut(name, int(end))(t, out)
		acknowledge(t, out, "r1")
	}
}

func claimOneMoreRow(t *testing.T, out string) {
	t.Helper()
	editManifest(t, out, "r1", func(m *dataset.Manifest) {
		for _, f := range m.Files {
			if f.Rows != nil {
				*f.Rows++
			}
		}
	})
}

// Every byte of the tables matters, and none makes reading them panic: a sample.
func TestVerifyFindsEveryFlippedByte(t *testing.T) {
	skipShort(t)
	whole := twoRuns(t)
	out := copyOf(t, whole)
	for _, table := range dataset.Tables() {
		path := filepath.Join(out, "data/run_date=2026-01-01/run=r1", table+".parquet")
		good, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for at := 0; at < len(good); at += 1 + len(good)/15 {
			bad := slices.Clone(good)
			bad[at] ^= 0x81
			if err := os.WriteFile(path, bad, 0o644); err != nil {
				t.Fatal(err)
			}
			if len(verify(t, out, "r1")) == 0 {
				t.Errorf("%s: byte %d flipped, nothing found", table, at)
			}
		}
		if err := os.WriteFile(path, good, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	mustBeWhole(t, out)
}

// rewritten copies a run's claims and documents, changed, into a run of its own whose files fit its manifest.
func rewritten(t *testing.T, out string, claims func(*claim.Claim) bool, documents func(*claim.Document) bool) {
	t.Helper()
	rewrittenWith(t, out, claims, documents, nil)
}

// rewrittenWith is rewritten with the conflicts changed, too.
func rewrittenWith(t *testing.T, out string, claims func(*claim.Claim) bool, documents func(*claim.Document) bool, conflicts func(*claim.Conflict) bool) {
	t.Helper()
	from := storedRun(t, out, "r1")
	run, err := dataset.Begin(out, "bad", from.Manifest.Started)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(
		run.WriteClaims(changed(dataset.ReadClaims(from), claims)),
		run.WriteDocuments(changed(dataset.ReadDocuments(from), documents)),
		run.WriteConflicts(changed(dataset.ReadConflicts(from), conflicts)),
	); err != nil {
		t.Fatal(err)
	}
	if _, err := run.Commit(dataset.Manifest{Outcome: "ok"}); err != nil {
		t.Fatal(err)
	}
}

func changed[T any](rows iter.Seq2[T, error], change func(*T) bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for row, err := range rows {
			if change == nil || err != nil || change(&row) {
				if !yield(row, err) {
					return
				}
			}
		}
	}
}

// What the tables say is checked also where every hash fits.
func TestVerifyReadsTheTables(t *testing.T) {
	skipShort(t)
	whole := twoRuns(t)
	first := true
	once := func() bool { was := first; first = false; return was }
	for name, test := range map[string]struct {
		claims    func(*claim.Claim) bool
		documents func(*claim.Document) bool
		check     upkeep.Check
		what      string
	}{
		"a quote with another letter": {claims: func(c *claim.Claim) bool {
			if once() {
				c.Quote = "X" + c.Quote[1:]
			}
			return true
		}, check: upkeep.CheckEvidence, what: "the quote \"X"},
		"a quote beside its place": {claims: func(c *claim.Claim) bool { c.Start++; c.End++; return true }, check: upkeep.CheckEvidence, what: "the quote"},
		"offsets behind the text":  {claims: func(c *claim.Claim) bool { c.End += 1e6; return true }, check: upkeep.CheckEvidence, what: "not within the text"},
		"a context behind the text": {claims: func(c *claim.Claim) bool {
			c.Context = []claim.Context{{Field: "role", Span: claim.Span{Start: 5, End: 1e6}}}
			return true
		}, check: upkeep.CheckEvidence, what: "the context of role"},
		"a claim without a document": {documents: func(d *claim.Document) bool { return d.SourceID != "orgdesk" }, check: upkeep.CheckEvidence, what: "is not in documents"},
		"a document without a claim": {claims: func(c *claim.Claim) bool { return c.SourceID != "orgdesk" }, check: upkeep.CheckEvidence, what: "0 claims are of it"},
		"another text": {documents: func(d *claim.Document) bool {
			if d.Text != "" {
				d.Text += " "
			}
			return true
		}, check: upkeep.CheckEvidence, what: "text_sha256"},
		"an offset between records":  {documents: moved(1), check: upkeep.CheckArchive, what: "no record begins there"},
		"an offset behind the end":   {documents: moved(1e9), check: upkeep.CheckArchive, what: "no record can be read there"},
		"an offset of another page":  {documents: swapped(), check: upkeep.CheckArchive, what: "not the one of body_sha256"},
		"a page of another address":  {documents: func(d *claim.Document) bool { d.URL += "0"; d.FinalURL = ""; return true }, check: upkeep.CheckArchive, what: "of another address"},
		"an archive that is nowhere": {documents: func(d *claim.Document) bool { d.ArchiveFile = "archive/r0.warc.gz"; return true }, check: upkeep.CheckArchive, what: "its archive is missing"},
		"an archive outside":         {documents: func(d *claim.Document) bool { d.ArchiveFile = "../x"; return true }, check: upkeep.CheckArchive, what: "do not name a place"},
	} {
		t.Run(name, func(t *testing.T) {
			first = true
			out := copyOf(t, whole)
			rewritten(t, out, test.claims, test.documents)
			found := verify(t, out, "bad")
			if !slices.ContainsFunc(found, func(f upkeep.Finding) bool { return f.Check == test.check && strings.Contains(f.What, test.what) }) {
				t.Errorf("no finding of %s with %q among:\n%s", test.check, test.what, names(found))
			}
			if left := verify(t, out, "r2"); len(left) > 0 {
				t.Errorf("another run is not whole:\n%s", names(left))
			}
		})
	}
}

func moved(by int64) func(*claim.Document) bool {
	return func(d *claim.Document) bool {
		if d.ArchiveOffset != nil {
			*d.ArchiveOffset += by
		}
		return true
	}
}

// swapped gives each document the place of the one before it.
func swapped() func(*claim.Document) bool {
	var before *int64
	return func(d *claim.Document) bool {
		if d.BodySHA256 != "" {
			before, d.ArchiveOffset = d.ArchiveOffset, before
			if d.ArchiveOffset == nil {
				d.ArchiveOffset = before
			}
		}
		return true
	}
}

func TestVerifyWithoutRuns(t *testing.T) {
	if _, err := upkeep.Verify(t.Context(), t.TempDir(), "", nil); !errors.Is(err, dataset.ErrNoRun) {
		t.Errorf("an empty folder: %v", err)
	}
	if _, err := upkeep.Verify(t.Context(), filepath.Join(t.TempDir(), "none"), "", nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
	if _, err := upkeep.Verify(t.Context(), twoRuns(t), "r9", nil); !errors.Is(err, dataset.ErrNoRun) {
		t.Errorf("no such run: %v", err)
	}
}
