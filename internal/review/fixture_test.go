package review

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rolecall/internal/archive"
	"rolecall/internal/claim"
	"rolecall/internal/compare"
	"rolecall/internal/dataset"
	"rolecall/internal/page"
	"rolecall/internal/report"
)

// said is what a source says on a topic, and on which page.
type said struct {
	topic, source, position, quote string
	body                           string
}

func monday() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) }

// twoMatters are two contradictions between two sources.
func twoMatters() []said {
	return []said{
		{"orientation", "north", "internal", "The CIO looks inward.", `<h1>Chiefs</h1><p>The <b>CIO</b> looks inward.</p><p>A CIO reports to the CFO.</p><script>alert(1)</script>`},
		{"orientation", "south", "external", "The CIO looks outward.", `<h1>Chiefs</h1><ul><li>The CIO looks outward.</li><li>The CIO reports to the CEO.</li></ul>`},
		{"reports_to", "north", "cfo", "A CIO reports to the CFO.", ""},
		{"reports_to", "south", "ceo", "The CIO reports to the CEO.", ""},
	}
}

// commit makes a run of what is said; the pages of failed sources cannot be fetched. Pages without a body of their own are those of the same source before.
func commit(t *testing.T, out, id string, all []said, failed ...string) {
	t.Helper()
	run, err := dataset.Begin(out, id, monday())
	if err != nil {
		t.Fatal(err)
	}
	bodies := map[string]string{}
	for _, s := range all {
		if s.body != "" {
			bodies[s.source] = s.body
		}
	}
	offsets := archived(t, run, bodies)
	var docs []claim.Document
	var infos []report.SourceInfo
	texts := map[string]string{}
	for _, source := range []string{"north", "south"} {
		p, err := page.Read([]byte(bodies[source]), page.Options{})
		if err != nil {
			t.Fatal(err)
		}
		address, offset := "https://"+source+".example/", offsets[source]
		texts[source] = p.Text
		infos = append(infos, report.SourceInfo{ID: source, Name: strings.ToUpper(source)})
		docs = append(docs, claim.Document{
			ID: claim.DocumentID(source, address), RunID: run.ID(), SourceID: source, URL: address, FinalURL: address, FetchedAt: monday(),
			FetchOutcome: claim.FetchOK, ExtractOutcome: claim.ExtractOK, HTTPStatus: 200, Title: p.Title, Language: "en", Text: p.Text,
			TextSHA256: sum(p.Text), BodySHA256: sum(bodies[source]), ArchiveFile: run.ArchiveName(), ArchiveOffset: &offset, ClaimCount: 2,
		})
		if slices.Contains(failed, source) {
			docs[len(docs)-1] = claim.Document{
				ID: claim.DocumentID(source, address), RunID: run.ID(), SourceID: source, URL: address, FetchedAt: monday(), FetchOutcome: claim.Timeout,
			}
		}
	}
	findings := findingsOf(t, run.ID(), all, texts)
	var claims []claim.Claim
	var conflicts []claim.Conflict
	for i := range findings {
		f := &findings[i]
		for n, side := range f.Evidence {
			if slices.Contains(failed, side[0].SourceID) {
				f.Status = claim.Unverified
				f.Evidence[n] = nil
				continue
			}
			claims = append(claims, side[0].Claim)
		}
		conflicts = append(conflicts, f.Conflict)
	}
	slices.SortFunc(claims, func(a, b claim.Claim) int { return dataset.CompareClaims(&a, &b) })
	slices.SortFunc(conflicts, func(a, b claim.Conflict) int { return dataset.CompareConflicts(&a, &b) })
	err = errors.Join(
		run.WriteClaims(dataset.Values(claims)), run.WriteDocuments(dataset.Values(docs)), run.WriteConflicts(dataset.Values(conflicts)),
		os.MkdirAll(run.ReportDir(), 0o755),
		report.Write(run.ReportDir(), report.Input{
			RunID: run.ID(), StartedAt: monday(), FinishedAt: monday(), Version: "test", Documents: docs, Sources: infos,
			Analysis: &compare.Analysis{Conflicts: findings},
		}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := run.Commit(dataset.Manifest{Started: monday(), Finished: monday(), Outcome: "ok", Latest: true}); err != nil {
		t.Fatal(err)
	}
}

func sum(s string) string {
	hash := sha256.Sum256([]byte(s))
	return hex.EncodeToString(hash[:])
}

// archived writes the pages to the run's archive and tells where each lies.
func archived(t *testing.T, run *dataset.Run, bodies map[string]string) map[string]int64 {
	t.Helper()
	part, err := archive.OpenPart(filepath.Join(t.TempDir(), "part"), run.ID())
	if err != nil {
		t.Fatal(err)
	}
	defer part.Close()
	final, err := archive.NewFinal(run.ArchivePath(), archive.Info{RunID: run.ID(), Software: "test", Time: monday()})
	if err != nil {
		t.Fatal(err)
	}
	offsets := map[string]int64{}
	for _, source := range []string{"north", "south"} {
		address := "https://" + source + ".example/"
		group, err := part.Append(archive.Page{SourceID: source, URL: address, FinalURL: address, FetchedAt: monday(), Outcome: "ok"}, []archive.Exchange{{
			URL: address, Time: monday(), ResponseHead: []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"),
			Body: []byte(bodies[source]),
		}})
		if err != nil {
			t.Fatal(err)
		}
		if offsets[source], err = final.Copy(part, group.Offset, group.Length); err != nil {
			t.Fatal(err)
		}
	}
	if err := final.Close(); err != nil {
		t.Fatal(err)
	}
	return offsets
}

// findingsOf makes a contradiction of each topic, a side a source.
func findingsOf(t *testing.T, run string, all []said, texts map[string]string) []compare.Finding {
	t.Helper()
	var out []compare.Finding
	for i := 0; i < len(all); i += 2 {
		kind := claim.Kind(all[i].topic)
		f := compare.Finding{Conflict: claim.Conflict{
			ID: claim.ConflictID(string(kind), "", []claim.Role{claim.CIO}), RunID: run, Kind: string(kind), Roles: []claim.Role{claim.CIO},
			Severity: claim.Medium, Comparable: true, Explanation: "They differ.", FirstSeenRun: run, Status: claim.Open,
		}}
		for _, s := range all[i : i+2] {
			at := strings.Index(texts[s.source], s.quote)
			if at < 0 {
				t.Fatalf("%q is not in %q", s.quote, texts[s.source])
			}
			address := "https://" + s.source + ".example/"
			c := claim.Claim{
				RunID: run, SourceID: s.source, DocumentID: claim.DocumentID(s.source, address), URL: address, Role: claim.CIO, Kind: kind,
				Form: claim.Prose, Quote: s.quote, Span: codePoints(texts[s.source], at, at+len(s.quote)), Modality: claim.Asserted,
				Value: s.position, Rule: "test", Confidence: 1,
			}
			c.Identify(func(claim.Span) string { return "" })
			f.Sides = append(f.Sides, claim.Side{Position: s.position, SourceIDs: []string{s.source}, ClaimIDs: []string{c.ID}, Support: 1})
			f.Evidence = append(f.Evidence, []compare.Evidence{{Claim: c, FinalURL: address}})
		}
		out = append(out, f)
	}
	return out
}

func orientation() string { return claim.ConflictID("orientation", "", []claim.Role{claim.CIO}) }
func reportsTo() string   { return claim.ConflictID("reports_to", "", []claim.Role{claim.CIO}) }

// bench is a server over a folder with one run.
type bench struct {
	*testing.T
	out     string
	server  *Server
	handler http.Handler
	now     time.Time
}

func newBench(t *testing.T, change func(*Config)) *bench {
	t.Helper()
	b := &bench{T: t, out: t.TempDir(), now: monday()}
	commit(t, b.out, "r1", twoMatters())
	b.start(change)
	return b
}

func (b *bench) start(change func(*Config)) {
	b.Helper()
	cfg := Config{Out: b.out, Reviewer: "Ada", Secret: "a secret of this start", Now: func() time.Time {
		b.now = b.now.Add(time.Minute)
		return b.now
	}}
	if change != nil {
		change(&cfg)
	}
	server, err := New(cfg)
	if err != nil {
		b.Fatal(err)
	}
	b.server, b.handler = server, server.Handler()
}

// get asks as a browser does that goes to an address; change alters the request.
func (b *bench) get(path string, change func(*http.Request)) *httptest.ResponseRecorder {
	b.Helper()
	r := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "http://127.0.0.1:8080"+path, http.NoBody)
	return b.do(r, change)
}

// post sends a form as a page of the server does.
func (b *bench) post(path string, form url.Values, change func(*http.Request)) *httptest.ResponseRecorder {
	b.Helper()
	if form.Get("secret") == "" {
		form.Set("secret", b.server.Secret)
	}
	r := httptest.NewRequestWithContext(b.Context(), http.MethodPost, "http://127.0.0.1:8080"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", "http://127.0.0.1:8080")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(r, change)
}

func (b *bench) do(r *http.Request, change func(*http.Request)) *httptest.ResponseRecorder {
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	return w
}

// decide posts a verdict on what the latest run has, as its page would.
func (b *bench) decide(conflict, verdict, note string) *httptest.ResponseRecorder {
	b.Helper()
	return b.post("/conflicts/"+conflict+"/decide", url.Values{"verdict": {verdict}, "note": {note}, "last": {b.last(conflict)}}, nil)
}

func (b *bench) last(conflict string) string {
	b.Helper()
	list, err := b.server.decisions.read()
	if err != nil {
		b.Fatal(err)
	}
	return dataset.LastDecision(list, conflict).ID
}

func (b *bench) stored() []claim.Decision {
	b.Helper()
	list, err := dataset.ReadDecisions(b.out)
	if err != nil {
		b.Fatal(err)
	}
	return list
}
