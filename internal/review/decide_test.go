package review

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
)

func TestDecideAndTakeBack(t *testing.T) {
	b := newBench(t, nil)
	w := b.decide(orientation(), "contradiction", " they do\r\ndiffer ")
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/conflicts/"+reportsTo()+"?done=") {
		t.Fatalf("status %d to %q, want the other conflict", w.Code, w.Header().Get("Location"))
	}
	list := b.stored()
	if len(list) != 1 {
		t.Fatalf("%d decisions", len(list))
	}
	d := list[0]
	if d.Verdict != claim.Contradiction || d.By != "Ada" || d.RunID != "r1" || d.ConflictID != orientation() || d.At.Before(monday()) {
		t.Errorf("decided %+v", d)
	}
	if d.Note != "they do\ndiffer" && d.Note != "they do differ" {
		t.Errorf("note %q", d.Note)
	}
	quotes := []string{}
	for _, basis := range d.Basis {
		quotes = append(quotes, basis.Quote)
		if basis.TextSHA256 == "" || basis.EvidenceHash == "" || basis.ClaimKey == "" {
			t.Errorf("evidence without hashes: %+v", basis)
		}
	}
	if diff := cmp.Diff([]string{"The CIO looks inward.", "The CIO looks outward."}, quotes); diff != "" {
		t.Error(diff)
	}
	page := b.get(w.Header().Get("Location"), nil).Body.String()
	if !strings.Contains(page, "/conflicts/"+orientation()+"/withdraw") || !strings.Contains(page, "Undo") {
		t.Error("the next page offers no undo")
	}
	if queue := b.get("/", nil).Body.String(); !strings.Contains(queue, "1 of 2 contradictions decided") || !strings.Contains(queue, "1 to decide") {
		t.Errorf("the queue does not count it:\n%s", queue)
	}

	w = b.post("/conflicts/"+orientation()+"/withdraw", url.Values{"last": {d.ID}}, nil)
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/conflicts/"+orientation()) {
		t.Fatalf("undo: status %d to %q", w.Code, w.Header().Get("Location"))
	}
	if list := b.stored(); len(list) != 2 || list[1].Verdict != claim.Withdrawn {
		t.Fatalf("after undo %+v", list)
	}
	if queue := b.get("/", nil).Body.String(); !strings.Contains(queue, "2 to decide") {
		t.Error("what was taken back does not wait again")
	}
	history := b.get("/conflicts/"+orientation(), nil).Body.String()
	if !strings.Contains(history, "Taken back</strong> by") || !strings.Contains(history, "Contradiction</strong> by") {
		t.Error("the history does not show both")
	}
}

func TestDecisionsThatAreRefused(t *testing.T) {
	b := newBench(t, nil)
	tests := []struct {
		name, path string
		form       url.Values
		want       int
	}{
		{"no such verdict", "/conflicts/" + orientation() + "/decide", url.Values{"verdict": {"maybe"}}, http.StatusBadRequest},
		{"withdrawn is none that is offered", "/conflicts/" + orientation() + "/decide", url.Values{"verdict": {"withdrawn"}}, http.StatusBadRequest},
		{"no such conflict", "/conflicts/" + strings.Repeat("0", 32) + "/decide", url.Values{"verdict": {"ignore"}}, http.StatusNotFound},
		{"no such run", "/conflicts/" + orientation() + "/decide", url.Values{"verdict": {"ignore"}, "run": {"r9"}}, http.StatusNotFound},
		{"not a run id", "/conflicts/" + orientation() + "/decide", url.Values{"verdict": {"ignore"}, "run": {"../../etc"}}, http.StatusNotFound},
		{"too long a note", "/conflicts/" + orientation() + "/decide", url.Values{"verdict": {"ignore"}, "note": {strings.Repeat("x", 4001)}}, http.StatusBadRequest},
	}
	for _, tt := range tests {
		if got := b.post(tt.path, tt.form, nil).Code; got != tt.want {
			t.Errorf("%s: status %d, want %d", tt.name, got, tt.want)
		}
	}
	if list := b.stored(); len(list) != 0 {
		t.Errorf("decided: %v", list)
	}
}

// TestDecidedElsewhere lets somebody else decide between the showing of a page and the sending of its form.
func TestDecidedElsewhere(t *testing.T) {
	b := newBench(t, nil)
	other := claim.Decision{ConflictID: orientation(), Verdict: claim.Ignored, By: "Grace", At: monday(), RunID: "r1"}
	if _, err := dataset.AppendDecision(b.out, other); err != nil {
		t.Fatal(err)
	}
	w := b.post("/conflicts/"+orientation()+"/decide", url.Values{"verdict": {"contradiction"}, "last": {""}, "note": {"my words"}}, nil)
	body := w.Body.String()
	if w.Code != http.StatusConflict || !strings.Contains(body, "Grace") || !strings.Contains(body, "my words") || len(b.stored()) != 1 {
		t.Errorf("status %d, %d decisions\n%s", w.Code, len(b.stored()), body)
	}
	if w := b.decide(orientation(), "contradiction", ""); w.Code != http.StatusSeeOther || len(b.stored()) != 2 {
		t.Errorf("deciding again: status %d", w.Code)
	}
	if err := os.Remove(dataset.DecisionsPath(b.out)); err != nil {
		t.Fatal(err)
	}
	if queue := b.get("/", nil).Body.String(); !strings.Contains(queue, "2 to decide") {
		t.Error("a file that is gone still counts")
	}
}

func TestStateForScripts(t *testing.T) {
	b := newBench(t, nil)
	read := func() state {
		var s state
		if err := json.Unmarshal(b.get("/state", nil).Body.Bytes(), &s); err != nil {
			t.Fatal(err)
		}
		return s
	}
	before := read()
	if before.Run != "r1" || before.Waiting != 2 || len(before.Verdicts) != 5 || before.Conflicts[orientation()].Last != "" {
		t.Errorf("state %+v", before)
	}
	b.decide(orientation(), "not_comparable", "other years")
	after := read()
	c := after.Conflicts[orientation()]
	if after.Revision == before.Revision || after.Waiting != 1 || c.Decision != "Not comparable" || c.By != "Ada" || c.Note != "other years" {
		t.Errorf("state %+v", after)
	}
	commit(t, b.out, "r2", twoMatters())
	if later := read(); later.Run != "r2" || later.Waiting != 1 {
		t.Errorf("after a new run: %+v", later)
	}
}

// TestPageOfAnEarlierRun decides on what an earlier run showed while a new one is there already.
func TestPageOfAnEarlierRun(t *testing.T) {
	b := newBench(t, nil)
	changed := twoMatters()
	changed[0].quote = "The CIO now looks inward."
	changed[0].body = strings.Replace(changed[0].body, "<b>CIO</b> looks", "CIO now looks", 1)
	commit(t, b.out, "r2", changed)
	b.post("/conflicts/"+orientation()+"/decide", url.Values{"verdict": {"ignore"}, "run": {"r1"}}, nil)
	list := b.stored()
	if len(list) != 1 || list[0].RunID != "r1" || list[0].Basis[0].Quote != "The CIO looks inward." {
		t.Fatalf("decided %+v", list)
	}
	page := b.get("/conflicts/"+orientation(), nil).Body.String()
	for _, want := range []string{"Reopened.", "now says “The CIO now looks inward.” where it said “The CIO looks inward.”"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(page, "<del") {
		t.Error("the change is told twice")
	}
	if queue := b.get("/", nil).Body.String(); !strings.Contains(queue, "2 to decide") {
		t.Error("what was reopened does not wait")
	}
}

func TestWhatIsNewSinceTheLastVisit(t *testing.T) {
	b := newBench(t, nil)
	b.get("/", nil)
	if queue := b.get("/", nil).Body.String(); strings.Contains(queue, "since your last visit") {
		t.Error("a first visit has something new")
	}
	b.start(nil)
	if queue := b.get("/", nil).Body.String(); strings.Contains(queue, "since your last visit") || !strings.Contains(queue, "your last visit was on 2 March 2026") {
		t.Error("an unchanged run has something new")
	}
	changed := twoMatters()
	changed[2].quote = "A CIO reports to the CFO now."
	changed[0].body = strings.Replace(changed[0].body, "to the CFO.", "to the CFO now.", 1)
	commit(t, b.out, "r2", changed)
	isNew := func(queue string) bool {
		head, _, _ := strings.Cut(queue, ">To decide")
		return strings.Contains(head, "since your last visit") && strings.Contains(head, reportsTo()) && !strings.Contains(head, orientation())
	}
	if !isNew(b.get("/", nil).Body.String()) {
		t.Error("changed evidence is not new")
	}
	if !isNew(b.get("/", nil).Body.String()) {
		t.Error("it is not new any more within the visit")
	}
	b.now = b.now.Add(visitPause)
	if isNew(b.get("/", nil).Body.String()) {
		t.Error("it is still new at the next visit")
	}
	b.start(func(c *Config) { c.Reviewer = "Grace" })
	if queue := b.get("/", nil).Body.String(); strings.Contains(queue, "last visit") {
		t.Error("another reviewer has Ada's visits")
	}
}

// Another site that sends the browser to the queue must not make what is new there seen.
func TestOnlyTheReviewerVisits(t *testing.T) {
	b := newBench(t, nil)
	for _, tc := range []struct {
		site  string
		visit bool
	}{{"cross-site", false}, {"same-site", false}, {"none", true}, {"same-origin", true}} {
		if err := os.RemoveAll(b.server.visit.path); err != nil {
			t.Fatal(err)
		}
		w := b.get("/", func(r *http.Request) {
			r.Header.Set("Sec-Fetch-Site", tc.site)
			r.Header.Set("Sec-Fetch-Mode", "navigate")
			r.Header.Set("Sec-Fetch-Dest", "document")
		})
		_, err := os.Stat(b.server.visit.path)
		if w.Code != http.StatusOK || (err == nil) != tc.visit {
			t.Errorf("%s: status %d, noted %t, want %t", tc.site, w.Code, err == nil, tc.visit)
		}
	}
}

func TestExportAndImport(t *testing.T) {
	b := newBench(t, nil)
	b.decide(orientation(), "contradiction", "a note, with \"quotes\" & <b>marks</b>")
	b.decide(reportsTo(), "ignore", "")
	w := b.get("/decisions.jsonl", nil)
	exported := w.Body.Bytes()
	if !strings.Contains(w.Header().Get("Content-Disposition"), "attachment") {
		t.Error("the export is not a download")
	}

	other := newBench(t, func(c *Config) { c.Reviewer = "Grace" })
	other.decide(orientation(), "ignore", "")
	page := other.upload(exported)
	if page.Code != http.StatusOK || !strings.Contains(page.Body.String(), "2 decisions taken in") {
		t.Fatalf("import: status %d\n%s", page.Code, page.Body)
	}
	if again := other.upload(exported); !strings.Contains(again.Body.String(), "0 decisions taken in, 2 known already") {
		t.Errorf("import again:\n%s", again.Body)
	}
	merged := other.stored()
	if len(merged) != 3 {
		t.Fatalf("%d decisions", len(merged))
	}
	mine, err := dataset.ReadDecisions(b.out)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range mine {
		found := false
		for _, m := range merged {
			found = found || cmp.Equal(d, m)
		}
		if !found {
			t.Errorf("lost or changed: %+v", d)
		}
	}
	broken := append(bytes.Clone(exported), "{\"conflict_id\": \"x\"}\n"...)
	if page := newBench(t, nil); true {
		w := page.upload(broken)
		if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "mine.jsonl:3:") || len(page.stored()) != 0 {
			t.Errorf("broken file: status %d, %d decisions\n%s", w.Code, len(page.stored()), w.Body)
		}
	}
}

func (b *bench) upload(content []byte) *httptest.ResponseRecorder {
	b.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	if err := form.WriteField("secret", b.server.Secret); err != nil {
		b.Fatal(err)
	}
	file, err := form.CreateFormFile("file", "mine.jsonl")
	if err != nil {
		b.Fatal(err)
	}
	if _, err := file.Write(content); err != nil {
		b.Fatal(err)
	}
	if err := form.Close(); err != nil {
		b.Fatal(err)
	}
	r := httptest.NewRequestWithContext(b.Context(), http.MethodPost, "http://127.0.0.1:8080/decisions", &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(r, nil)
}

func TestBrokenFileIsNamed(t *testing.T) {
	b := newBench(t, nil)
	if err := os.WriteFile(dataset.DecisionsPath(b.out), []byte("{}\n<<<<<<< mine\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if w := b.get("/", nil); w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), "decisions.jsonl:1:") {
		t.Errorf("status %d\n%s", w.Code, w.Body)
	}
	if _, err := New(b.server.Config); err == nil || !strings.Contains(err.Error(), "decisions.jsonl:1:") {
		t.Errorf("starting: %v", err)
	}
}

func TestVisitFileThatIsBroken(t *testing.T) {
	b := newBench(t, nil)
	b.get("/", nil)
	if err := os.WriteFile(b.server.visit.path, []byte("no"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := New(b.server.Config); err == nil || !strings.Contains(err.Error(), "delete the file") {
		t.Errorf("starting: %v", err)
	}
}

func TestDay(t *testing.T) {
	if got := day(time.Date(2026, 3, 2, 10, 4, 5, 0, time.FixedZone("", 3600))); got != "2 March 2026, 09:04 UTC" {
		t.Error(got)
	}
}
