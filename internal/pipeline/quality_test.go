package pipeline_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rolecall/internal/claim"
)

// TestQualityStaysAboveItsFloors holds the claims of the fixture site against its answers. Where a change lifts a figure, raise
// its floor in testdata/floors.txt.
func TestQualityStaysAboveItsFloors(t *testing.T) {
	run := runFixture(t)
	byPage := map[string][]claim.Claim{}
	for _, c := range run.claims {
		byPage[c.SourceID] = append(byPage[c.SourceID], c)
	}
	s := newScore()
	for _, gold := range readAnswers(t) {
		s.page(&gold, byPage[gold.ID])
	}
	figures := s.figures()
	for name, floor := range readFloors(t) {
		got, known := figures[name]
		switch {
		case !known:
			t.Errorf("floors.txt names %s, which is not measured", name)
		case name == "distractors" && got > floor:
			t.Errorf("%.0f distractors came out as claims, at most %.0f may:\n%s", got, floor, strings.Join(s.deceived, "\n"))
		case name != "distractors" && got < floor:
			t.Errorf("%s is %.3f, under its floor of %.3f", name, got, floor)
		}
		t.Logf("%-15s %.3f (floor %.3f)", name, got, floor)
	}
	if t.Failed() || testing.Verbose() {
		t.Logf("missed:\n%s\nwrong:\n%s", strings.Join(s.missed, "\n"), strings.Join(s.wrong, "\n"))
	}
}

// readFloors reads lines "name value"; # begins a comment.
func readFloors(t *testing.T) map[string]float64 {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", "floors.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	floors := map[string]float64{}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		text, _, _ := strings.Cut(lines.Text(), "#")
		if strings.TrimSpace(text) == "" {
			continue
		}
		var name string
		var value float64
		if _, err := fmt.Sscanf(text, "%s %g", &name, &value); err != nil {
			t.Fatalf("floors.txt: %q: %v", lines.Text(), err)
		}
		floors[name] = value
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return floors
}
