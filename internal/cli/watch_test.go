package cli

import (
	"bytes"
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
	"rolecall/testdata"
)

// siteSources writes source files of the fixture site into a folder: those of these names, broken ones too.
func siteSources(t *testing.T, names ...string) string {
	t.Helper()
	server := httptest.NewServer(testdata.Handler())
	t.Cleanup(server.Close)
	all, dir := t.TempDir(), t.TempDir()
	for _, site := range []string{"site", "broken"} {
		files := testdata.Sources(server.URL)
		if site == "broken" {
			files = testdata.BrokenSources(server.URL)
		}
		if err := os.CopyFS(filepath.Join(all, site), files); err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(filepath.Join(all, site, name+".yaml"))
			if err != nil {
				continue
			}
			if err := os.WriteFile(filepath.Join(dir, name+".yaml"), text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// Every way in which a run ends is told by exit code, metrics, ping and log alike.
func TestWatchedRuns(t *testing.T) {
	well, mixed, broken := siteSources(t, "northlight", "ledgerweb"), siteSources(t, "northlight", "server-error"), siteSources(t, "server-error")
	wrong := t.TempDir()
	if err := os.WriteFile(filepath.Join(wrong, "a.yaml"), []byte("id: a\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "rolecall.prom")
	var success, data string // as the last run left them
	for _, tt := range []struct {
		name              string
		args              []string
		code              int
		how               string // the last ping's path
		newSuccess, fresh bool   // the times of the last success and of the last data are those of this run
		want              []string
	}{
		{"configuration, and nothing before", []string{"--sources", wrong}, 2, "/x/fail", false, false, nil},
		{"well", []string{"--sources", well}, 0, "/x", true, true, []string{
			`rolecall_last_run_pages{source="northlight",outcome="ok"} 1`, `rolecall_last_run_source_ok{source="ledgerweb"} 1`, `rolecall_last_run_source_silent{source="northlight"} 0`,
		}},
		{"configuration, then", []string{"--sources", wrong}, 2, "/x/fail", false, false, []string{
			`rolecall_last_run_pages{source="northlight",outcome="ok"} 1`, `rolecall_last_run_source_ok{source="ledgerweb"} 1`, `rolecall_last_run_source_silent{source="northlight"} 0`,
		}},
		{"a part", []string{"--sources", well, "--only", "ledgerweb"}, 0, "/x", true, true, []string{
			`rolecall_last_run_source_ok{source="ledgerweb"} 1`, `rolecall_last_run_pages{source="northlight",outcome="ok"} 1`,
		}},
		{"no source succeeded", []string{"--sources", broken}, 1, "/x/fail", false, false, []string{`rolecall_last_run_pages{source="server-error",outcome="http_error"} 1`}},
		{"a source failed", []string{"--sources", mixed}, 3, "/x/fail", false, true, []string{`rolecall_last_run_source_ok{source="server-error"} 0`}},
		{"conflicts", []string{"--sources", well, "--fail-on", "any"}, 4, "/x/fail", true, true, nil},
		{"configuration", []string{"--sources", wrong}, 2, "/x/fail", false, false, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := &monitor{}
			server := httptest.NewServer(m)
			defer server.Close()
			var stdout, stderr bytes.Buffer
			args := append([]string{"run", "--out", filepath.Join(dir, "out"), "--allow-private-hosts", "--metrics-file", file, "--ping-url", server.URL + "/x", "--log-format", "json"}, tt.args...)
			if code := Run(t.Context(), args, &stdout, &stderr); code != tt.code {
				t.Fatalf("exit code %d, want %d\n%s", code, tt.code, &stderr)
			}
			heard := m.heard()
			if len(heard) != 2 || heard[0] != "POST /x/start" || !strings.HasPrefix(heard[1], "POST "+tt.how+" exit code "+strconv.Itoa(tt.code)) {
				t.Errorf("pinged %q", heard)
			}
			last := jsonLines(t, stderr.String())
			if summary := last[len(last)-1]; summary["msg"] != "summary" || summary["exit_code"] != float64(tt.code) {
				t.Errorf("the last record of the log is %v", summary)
			}
			metrics := readMetrics(t, file)
			for _, line := range append(tt.want, "rolecall_last_run_exit_code "+strconv.Itoa(tt.code)) {
				if !strings.Contains(metrics, "\n"+line+"\n") {
					t.Errorf("%s is not in\n%s", line, metrics)
				}
			}
			checkExposition(t, metrics)
			success = changed(t, metrics, lastSuccess, success, tt.newSuccess)
			data = changed(t, metrics, lastData, data, tt.fresh)
		})
	}
	if files, _ := os.ReadDir(dir); len(files) != 2 {
		t.Errorf("temporary files were left: %v", files)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("mode %v, %v: a collector of another user must be able to read it", info.Mode(), err)
	}
}

func readMetrics(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return "\n" + string(text)
}

// changed gives the value of a metric, which must be another than before or the same.
func changed(t *testing.T, metrics, name, before string, wanted bool) string {
	t.Helper()
	_, rest, _ := strings.Cut(metrics, "\n"+name+" ")
	now, _, _ := strings.Cut(rest, "\n")
	if (now != before) != wanted {
		t.Errorf("%s is %q after %q, changed: want %v", name, now, before, wanted)
	}
	return now
}

func jsonLines(t *testing.T, text string) []map[string]any {
	t.Helper()
	var records []map[string]any
	for line := range strings.Lines(text) {
		var record map[string]any
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Fatalf("the log has a line that is no JSON: %q", line)
		}
		records = append(records, record)
	}
	return records
}

// Trouble with telling does not change how a run ends.
func TestRunWithoutMonitor(t *testing.T) {
	gone := httptest.NewServer(&monitor{answer: func(int) int { return 404 }})
	defer gone.Close()
	var stdout, stderr bytes.Buffer
	args := []string{"run", "--sources", siteSources(t, "northlight"), "--out", filepath.Join(t.TempDir(), "out"), "--allow-private-hosts", "--ping-url", gone.URL + "/secret"}
	if code := Run(t.Context(), args, &stdout, &stderr); code != exitOK {
		t.Errorf("exit code %d\n%s", code, &stderr)
	}
	if !strings.Contains(stderr.String(), "was not told") || strings.Contains(stderr.String()+stdout.String(), "secret") {
		t.Errorf("stderr:\n%s", &stderr)
	}
}

// checkExposition holds a file against the rules of the text format: HELP and TYPE once and before the samples, which stand
// together, no series twice, values that are numbers.
func checkExposition(t *testing.T, text string) {
	t.Helper()
	of, seen := "", map[string]bool{}
	once := func(what string) {
		if seen[what] {
			t.Errorf("%s stands there twice", what)
		}
		seen[what] = true
	}
	if !strings.HasSuffix(text, "\n") {
		t.Error("the last line has no end")
	}
	for line := range strings.Lines(strings.TrimPrefix(text, "\n")) {
		line = strings.TrimSuffix(line, "\n")
		fields := strings.SplitN(line, " ", 4)
		switch {
		case strings.HasPrefix(line, "# HELP ") && len(fields) == 4:
			of = fields[2]
			once("HELP " + of)
		case strings.HasPrefix(line, "# TYPE ") && len(fields) == 4 && fields[2] == of && fields[3] == "gauge":
			once("TYPE " + of)
		case strings.HasPrefix(line, of+" ") || strings.HasPrefix(line, of+"{"):
			end := strings.LastIndexByte(line, ' ')
			once(line[:end])
			if _, err := strconv.ParseFloat(line[end+1:], 64); err != nil || !seen["TYPE "+of] {
				t.Errorf("%q: %v", line, err)
			}
		default:
			t.Errorf("%q stands under %s", line, of)
		}
	}
}

// What a run does not tell anew of is kept; what is no sample goes.
func TestMetricsAreKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "rolecall.prom")
	of := func(silent ...string) *pipeline.Summary {
		s := &pipeline.Summary{Outcome: pipeline.Partial}
		for _, id := range silent {
			s.Sources = append(s.Sources, dataset.SourceResult{ID: id, Silent: true, Outcome: "silent", Outcomes: map[string]int{"no_claims": 1}})
		}
		return s
	}
	stopped := of("a")
	stopped.Outcome = pipeline.Interrupted
	stopped.Sources[0].Silent = false
	for _, tt := range []struct {
		name  string
		ended ended
		want  []string // sources that are silent
	}{
		{"first of all a failure", ended{code: exitFailed}, nil},
		{"all", ended{code: exitPartial, summary: of("a", "b")}, []string{"a", "b"}},
		{"failed", ended{code: exitFailed}, []string{"a", "b"}},
		{"wrong flags", ended{code: exitUsage}, []string{"a", "b"}},
		{"interrupted", ended{code: exitInterrupted, summary: stopped}, []string{"a", "b"}},
		{"one more alone", ended{code: exitPartial, summary: of("c"), some: true}, []string{"a", "b", "c"}},
		{"one again alone", ended{code: exitPartial, summary: of("a"), some: true}, []string{"a", "b", "c"}},
		{"without one", ended{code: exitPartial, summary: of("a")}, []string{"a"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := writeMetrics(file, &tt.ended); err != nil {
				t.Fatal(err)
			}
			text := readMetrics(t, file)
			checkExposition(t, text)
			for _, id := range []string{"a", "b", "c"} {
				if got := strings.Contains(text, "\nrolecall_last_run_source_silent{source=\""+id+"\"} 1\n"); got != slices.Contains(tt.want, id) {
					t.Errorf("%s is silent: %v\n%s", id, got, text)
				}
			}
			if err := os.WriteFile(file, []byte(text+"rolecall_last_run_source_silent{source=\"a\"} 1\nrolecall_last_run_claims{source=\"a\"\n\xff 1\n"), 0o600); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestMetricsText(t *testing.T) {
	got := render([]metric{
		gauge("a_total", "Back\\slash\nand line.", one(1.5)),
		gauge("b", "B.", []sample{{0, []string{"x", "say \"a\\b\"\n", "y", "\xff"}}, {1e21, []string{"x", "", "y", "ü"}}}),
	})
	want := "# HELP a_total Back\\\\slash\\nand line.\n# TYPE a_total gauge\na_total 1.5\n" +
		"# HELP b B.\n# TYPE b gauge\nb{x=\"say \\\"a\\\\b\\\"\\n\",y=\"\uFFFD\"} 0\nb{x=\"\",y=\"ü\"} 1000000000000000000000\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// The log's keys are those that docs/operations.md lists.
func TestLogKeysAreDocumented(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "operations.md"))
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if cells := strings.Split(line, "|"); len(cells) == 4 {
			documented[strings.TrimSpace(cells[1])] = cells[2]
		}
	}
	var stdout, stderr bytes.Buffer
	args := []string{"run", "--sources", siteSources(t, "northlight", "server-error"), "--out", filepath.Join(t.TempDir(), "out"), "--allow-private-hosts", "--log-format", "json"}
	if code := Run(t.Context(), args, &stdout, &stderr); code != exitPartial {
		t.Fatalf("exit code %d\n%s", code, &stderr)
	}
	seen := map[string]bool{}
	for _, record := range jsonLines(t, stderr.String()) {
		msg := record["msg"].(string)
		seen[msg] = true
		for key := range record {
			if key != "time" && key != "level" && key != "msg" && !strings.Contains(documented[msg], "`"+key+"`") {
				t.Errorf("%q has the key %q, which is not documented", msg, key)
			}
		}
	}
	for _, msg := range []string{"run started", "page", "run committed", "source", "summary"} {
		if !seen[msg] {
			t.Errorf("no record %q", msg)
		}
	}
}

// So are the metrics.
func TestMetricsAreDocumented(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "operations.md"))
	if err != nil {
		t.Fatal(err)
	}
	e := ended{summary: &pipeline.Summary{Sources: []dataset.SourceResult{{ID: "a", Outcomes: map[string]int{"ok": 1}}}}}
	e.summary.Run.Manifest.Timings = []dataset.Timing{{Stage: "crawl", Seconds: 1}}
	e.code = exitOK
	for _, m := range metricsOf(&e, nil) {
		if !strings.Contains(string(text), "`"+m.name+"`") {
			t.Errorf("%s is not documented", m.name)
		}
	}
}
