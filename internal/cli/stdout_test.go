package cli

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

// full is a device on which nothing fits.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

// A command whose output cannot be written fails and says so.
func TestStandardOutputIsFull(t *testing.T) {
	sources, out := siteSources(t, "northlight"), filepath.Join(t.TempDir(), "out")
	run := []string{"run", "--sources", sources, "--out", out, "--allow-private-hosts", "--run-id"}
	var stdout, stderr bytes.Buffer
	for _, id := range []string{"r1", "r2"} {
		if code := Run(t.Context(), append(run, id), &stdout, &stderr); code != exitOK {
			t.Fatalf("exit code %d\n%s", code, &stderr)
		}
	}
	of := []string{"--out", out}
	for _, args := range [][]string{
		append([]string{"verify"}, of...),
		append([]string{"verify", "--format", "json"}, of...),
		append([]string{"runs"}, of...),
		append([]string{"diff", "r1", "r2"}, of...),
		append([]string{"diff", "r1", "r2", "--format", "json"}, of...),
		append([]string{"export", "claims"}, of...),
		append([]string{"export", "claims", "--output", filepath.Join(t.TempDir(), "claims.jsonl")}, of...),
		append([]string{"export", "jsonld"}, of...),
		append([]string{"gc", "--keep", "3", "--dry-run"}, of...),
		append([]string{"forget", "northlight", "--dry-run"}, of...),
		append(run, "r3"),
		{"validate", "--sources", sources},
		{"schema"},
		{"schema", "--sources"},
		{"version"},
		{"help"},
		{"help", "run"},
		{"--help"},
		{},
		{"run", "--help"},
		{"completion", "bash"},
		{"completion", "fish"},
	} {
		var stderr bytes.Buffer
		if code := Run(t.Context(), args, full{}, &stderr); code != exitFailed || strings.Count(stderr.String(), "no space left") != 1 {
			t.Errorf("%q: exit code %d\n%s", args, code, &stderr)
		}
	}
}

// In a log each failure of a run is told once: by the last line in text, by the summary in JSON.
func TestFailureIsToldOnce(t *testing.T) {
	for _, format := range []string{"text", "json", ""} {
		var stdout, stderr bytes.Buffer
		args := []string{"run", "--sources", siteSources(t, "server-error"), "--out", filepath.Join(t.TempDir(), "out"), "--allow-private-hosts"}
		if format != "" {
			args = append(args, "--log-format", format)
		}
		if code := Run(t.Context(), args, &stdout, &stderr); code != exitFailed {
			t.Fatalf("exit code %d\n%s", code, &stderr)
		}
		for _, failure := range []string{"no source succeeded", "answered 5"} {
			if n := strings.Count(stderr.String(), failure); n != 1 {
				t.Errorf("--log-format %q: %q stands there %d times\n%s", format, failure, n, &stderr)
			}
		}
	}
}
