package dataset

import (
	"os"
	"testing"
)

func TestCutOffDecision(t *testing.T) {
	const line = `{"conflict_id":"0123456789abcdef0123456789abcdef","decision":"ignore","decided_by":"Ada","decided_at":"2026-03-02T09:00:00Z","run_id":"r1","evidence":[]}`
	for content, want := range map[string]int{
		"": 0, line: 0, line + "\n": 0, line + "\n\n": 0, line + "\n" + line: 0, line + "\n\x00\x00": 0,
		line[:20]: 1, line + "\n" + line[:20]: 2, line + "\n" + line + "\n" + line[:40]: 3,
	} {
		dir := t.TempDir()
		if got, err := CutOffDecision(dir); got != 0 || err != nil {
			t.Errorf("no file: %d, %v", got, err)
		}
		if err := os.WriteFile(DecisionsPath(dir), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := CutOffDecision(dir)
		if got != want || err != nil {
			t.Errorf("%q: line %d, %v, want %d", content, got, err, want)
		}
		if list, err := ReadDecisions(dir); err != nil || (want > 0 && len(list) != want-1) {
			t.Errorf("%q: %d decisions, %v", content, len(list), err)
		}
	}
}
