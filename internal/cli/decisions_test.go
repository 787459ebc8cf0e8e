package cli

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCutOffDecisionIsTold lets a crash cut the last decision off: it is passed over, but not silently.
func TestCutOffDecisionIsTold(t *testing.T) {
	out := t.TempDir()
	if err := os.WriteFile(filepath.Join(out, "decisions.jsonl"), []byte(`{"conflict_id":"0123`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"decisions", "export", "--out", out}, {"demo", "--out", out}} {
		var stderr bytes.Buffer
		if code := Run(t.Context(), args, io.Discard, &stderr); code != exitOK {
			t.Errorf("%s ended with %d", args[0], code)
		}
		if got := stderr.String(); strings.Count(got, "decisions.jsonl:1: the last line was cut off") != 1 {
			t.Errorf("%s says %q", args[0], got)
		}
	}
}
