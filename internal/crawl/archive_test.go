package crawl

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"rolecall/internal/archive"
	"rolecall/internal/source"
)

// What was exchanged is in the archive as it came, redirects included, and reads back to the page.
func TestArchive(t *testing.T) {
	server := serve(t, site())
	dir := t.TempDir()
	part, err := archive.OpenPart(filepath.Join(dir, "part"), "run1")
	if err != nil {
		t.Fatal(err)
	}
	defer part.Close()
	cfg := testConfig()
	cfg.Archive = part
	results := crawl(t, cfg, urls("s", server.URL+"/moved-zipped", server.URL+"/404", server.URL+"/endless", server.URL+"/private/page"))
	final, err := archive.NewFinal(filepath.Join(dir, "final.warc.gz"), archive.Info{RunID: "run1", Time: fixedNow()})
	if err != nil {
		t.Fatal(err)
	}
	defer final.Close()
	for i, recorded := range []bool{true, true, false, false} {
		r := results[i]
		if (r.Part.Offset >= 0) != recorded {
			t.Errorf("%s: %s, group %+v", r.URL, r.Outcome, r.Part)
		}
		if !recorded {
			continue
		}
		if _, err := final.Copy(part, r.Part.Offset, r.Part.Length); err != nil {
			t.Fatal(err)
		}
		record := lastRecord(t, part, r.Part)
		response, err := record.Response()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(response.Body, r.Body) || response.Status != r.Status || record.URL() != r.FinalURL {
			t.Errorf("%s: the archive has status %d, %d bytes of %s", r.URL, response.Status, len(response.Body), record.URL())
		}
		if record.Header.Get("WARC-IP-Address") != "127.0.0.1" {
			t.Errorf("address %q", record.Header.Get("WARC-IP-Address"))
		}
	}
	if raw := lastRecord(t, part, results[0].Part).Block; !bytes.HasSuffix(raw, zip(article)) {
		t.Error("the archive does not hold the bytes as received")
	}
}

func TestArchiveErrorEndsRun(t *testing.T) {
	server := serve(t, site())
	part, err := archive.OpenPart(filepath.Join(t.TempDir(), "part"), "run1")
	if err != nil {
		t.Fatal(err)
	}
	if err := part.Close(); err != nil {
		t.Fatal(err)
	}
	cfg := testConfig()
	cfg.Archive = part
	err = Run(t.Context(), cfg, []source.Source{urls("s", server.URL+"/page", server.URL+"/empty")}, func(r Result) error {
		t.Errorf("a result though the archive failed: %+v", r)
		return nil
	})
	if !errors.Is(err, os.ErrClosed) {
		t.Errorf("Run = %v", err)
	}
}

// lastRecord reads a group to its end.
func lastRecord(t *testing.T, part *archive.Part, g archive.Group) *archive.Record {
	t.Helper()
	record, err := part.Answer(g)
	if err != nil {
		t.Fatal(err)
	}
	return record
}
