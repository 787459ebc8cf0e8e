package review

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
)

// Who decides while a page cannot be read decides on what it said last, and when it says so again the decision holds.
func TestDecideWhileAPageFails(t *testing.T) {
	b := newBench(t, nil)
	commit(t, b.out, "r2", twoMatters(), "south")
	commit(t, b.out, "r3", twoMatters(), "south")
	if w := b.decide(orientation(), "not_comparable", ""); w.Code != http.StatusSeeOther {
		t.Fatalf("status %d\n%s", w.Code, w.Body)
	}
	list := b.stored()
	if len(list) != 1 || list[0].RunID != "r1" || len(list[0].Basis) != 2 {
		t.Fatalf("decided %+v", list)
	}
	commit(t, b.out, "r4", twoMatters())
	if page := b.get("/conflicts/"+orientation(), nil).Body.String(); strings.Contains(page, "Reopened.") {
		t.Error("unchanged pages reopen the decision")
	}
}

func TestDecideWithoutEvidence(t *testing.T) {
	b := &bench{T: t, out: t.TempDir(), now: monday()}
	commit(t, b.out, "r2", twoMatters(), "south")
	b.start(nil)
	w := b.decide(orientation(), "ignore", "my words")
	if body := w.Body.String(); w.Code != http.StatusConflict || !strings.Contains(body, "did not read the pages") || !strings.Contains(body, "my words") {
		t.Errorf("status %d\n%s", w.Code, body)
	}
	if n := len(b.stored()); n != 0 {
		t.Errorf("%d decisions written", n)
	}
}

// Where the run with the evidence is gone, the decision before has it still.
func TestDecideAnewWhileAPageFails(t *testing.T) {
	b := newBench(t, nil)
	b.decide(orientation(), "ignore", "")
	commit(t, b.out, "r2", twoMatters(), "south")
	remove(t, b.out, "r1")
	b.start(nil)
	b.decide(orientation(), "contradiction", "")
	list := b.stored()
	if len(list) != 2 || list[1].RunID != "r1" || len(list[1].Basis) != 2 || list[1].Verdict != claim.Contradiction {
		t.Errorf("decided %+v", list)
	}
}

func remove(t *testing.T, out, run string) {
	t.Helper()
	data, err := dataset.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	stored, err := data.Run(run)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(out, "data", "run_date="+stored.Date, "run="+run)); err != nil {
		t.Fatal(err)
	}
}

// Several forms that show the same last decision are sent at once.
func TestDecideAtOnce(t *testing.T) {
	b := newBench(t, func(c *Config) { c.Now = monday })
	b.get("/", nil)
	for range 5 {
		before := len(b.stored())
		form := url.Values{"verdict": {"ignore"}, "last": {b.last(orientation())}, "secret": {b.server.Secret}}
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() { b.post("/conflicts/"+orientation()+"/decide", form, nil) })
		}
		group.Wait()
		if n := len(b.stored()) - before; n != 1 {
			t.Fatalf("%d decisions written on one that was shown", n)
		}
	}
}

// A decision on a run whose tables have the columns of another schema is kept, as on one that was deleted.
func TestDecidedOnARunOfAnotherSchema(t *testing.T) {
	b := newBench(t, nil)
	b.decide(orientation(), "ignore", "")
	changed := twoMatters()
	changed[0].quote, changed[0].body = "The CIO looks well inward.", strings.ReplaceAll(changed[0].body, "looks inward", "looks well inward")
	commit(t, b.out, "r2", changed)
	table := filepath.Join(b.out, "data", "run_date=2026-03-02", "run=r1", "documents.parquet")
	for path, values := range map[string][2]string{
		table:                                   {"rolecall.schema_version\x18\x031.0", "rolecall.schema_version\x18\x032.0"},
		filepath.Join(b.out, "runs", "r1.json"): {`"schema_version": "1.0"`, `"schema_version": "2.0"`},
	} {
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		after := strings.ReplaceAll(string(before), values[0], values[1])
		if after == string(before) {
			t.Fatalf("%s does not say %q", path, values[0])
		}
		if err := os.WriteFile(path, []byte(after), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if w := b.get("/conflicts/"+orientation(), nil); w.Code != http.StatusOK {
		t.Errorf("status %d\n%s", w.Code, w.Body)
	}
}
