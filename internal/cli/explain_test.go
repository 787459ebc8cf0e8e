package cli

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"rolecall/internal/pipeline"
	"rolecall/testdata"
)

var update = flag.Bool("update", false, "write the golden files anew")

// explainFixture explains a page of the fixture site.
func explainFixture(tb testing.TB, name, role string) *pipeline.Explanation {
	tb.Helper()
	body, err := fs.ReadFile(testdata.Site(), name)
	if err != nil {
		tb.Fatal(err)
	}
	e, err := pipeline.Explain(tb.Context(), pipeline.ExplainConfig{Target: name, Body: body, Role: role, Now: time.Now})
	if err != nil {
		tb.Fatal(err)
	}
	return &e
}

func TestExplanationGolden(t *testing.T) {
	var out bytes.Buffer
	printExplanation(&out, explainFixture(t, "harbourline.html", ""), paper{width: 100})
	file := filepath.Join("testdata", "golden", "explain.txt")
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(strings.Split(string(want), "\n"), strings.Split(out.String(), "\n")); diff != "" {
		t.Errorf("explain.txt differs (-golden +got); if it should, run: go test ./internal/cli -update\n%s", diff)
	}
}

func TestNoLineIsWiderThanThePaper(t *testing.T) {
	e := explainFixture(t, "harbourline.html", "")
	e.Dropped = nil // selectors have words that are longer than a line
	for _, width := range []int{40, 57, 120} {
		var out bytes.Buffer
		printExplanation(&out, e, paper{width: width, colour: true})
		if !strings.Contains(out.String(), "\x1b[1;34mCIO\x1b[0m") {
			t.Error("no role is coloured")
		}
		for line := range strings.Lines(out.String()) {
			line = strings.TrimSuffix(line, "\n")
			if words := strings.Fields(line); columns(line) > width && len(words) > 1 && !strings.Contains(line, "/") {
				t.Errorf("width %d: a line of %d columns: %q", width, columns(line), line)
			}
		}
	}
}

func TestTerminalGetsNoCommands(t *testing.T) {
	e := &pipeline.Explanation{
		Target: "a\x1b[2Jb.html", Title: "T\x1b]0;owned\x07", Fetched: true, Outcome: "ok",
		Claims: []pipeline.ExplainedClaim{{Role: "cio", Kind: "orientation", Quote: "The \u202eCIO\r\x1b[31m", Value: "internal"}},
		Blocks: []pipeline.ExplainedBlock{{Section: "\x9b1mBold"}},
	}
	var out bytes.Buffer
	printExplanation(&out, e, paper{width: 80})
	for _, bad := range []string{"\x1b", "\x07", "\r", "\x9b", "\u009b", "\u202e"} {
		if strings.Contains(out.String(), bad) {
			t.Errorf("the output holds %q: %q", bad, out.String())
		}
	}
}

func TestRoleFilterKeepsComparisons(t *testing.T) {
	all, cto := explainFixture(t, "paylens.html", ""), explainFixture(t, "paylens.html", "cto")
	roles := map[string]int{}
	for i := range cto.Claims {
		roles[cto.Claims[i].Role]++
	}
	if roles["cio"] > 0 || roles["cto"] == 0 || len(cto.Claims) >= len(all.Claims) {
		t.Errorf("with --role cto the claims are of %v, all are %d", roles, len(all.Claims))
	}
}

func TestNumber(t *testing.T) {
	for value, want := range map[float64]string{0: "0", 86.4: "86.40", 999: "999", 1000: "1,000", 12345678: "12,345,678", -4200.5: "-4,200.50"} {
		if got := number(value); got != want {
			t.Errorf("number(%v) = %q, want %q", value, got, want)
		}
	}
}

func TestSummed(t *testing.T) {
	got := summed([]string{"hire: +2.00", "engineers: +0.50", "hire: +0.25", "for no reason"})
	if want := "hire +2.25; engineers +0.50; for no reason"; got != want {
		t.Errorf("summed = %q, want %q", got, want)
	}
}
