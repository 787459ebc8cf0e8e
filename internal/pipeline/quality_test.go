package pipeline_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rolecall/internal/claim"
	"rolecall/testdata"
)

// checkQuality holds the claims of the fixture site against its answers. Where a change lifts a figure, raise
// its floor in testdata/floors.txt.
func checkQuality(t *testing.T, run fixture) {
	t.Helper()
	byPage := map[string][]claim.Claim{}
	for _, c := range run.claims {
		byPage[c.SourceID] = append(byPage[c.SourceID], c)
	}
	all, err := testdata.ReadAnswers()
	if err != nil {
		t.Fatal(err)
	}
	s := newScore()
	for _, gold := range all {
		s.page(&gold, byPage[gold.ID])
	}
	s.addConflicts(t, run)
	figures := s.figures()
	for _, bound := range readBounds(t) {
		got, known := figures[bound.name]
		if !known || bound.most && got > bound.value || !bound.most && got < bound.value {
			t.Errorf("%s is %.3f (measured: %t), which floors.txt does not allow", bound.name, got, known)
		}
		t.Logf("%-18s %.3f (bound %g)", bound.name, got, bound.value)
	}
	if t.Failed() || testing.Verbose() {
		t.Logf("missed:\n%s\nwrong:\n%s", strings.Join(s.missed, "\n"), strings.Join(s.wrong, "\n"))
	}
}

// bound is the least, or the most, that a figure may be.
type bound struct {
	name  string
	most  bool
	value float64
}

// readBounds reads lines "name min|max value"; # begins a comment.
func readBounds(t *testing.T) []bound {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", "floors.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var bounds []bound
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		text, _, _ := strings.Cut(lines.Text(), "#")
		if strings.TrimSpace(text) == "" {
			continue
		}
		var b bound
		var side string
		if _, err := fmt.Sscanf(text, "%s %s %g", &b.name, &side, &b.value); err != nil {
			t.Fatalf("floors.txt: %q: %v", lines.Text(), err)
		}
		b.most = side == "max"
		bounds = append(bounds, b)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	if len(bounds) == 0 {
		t.Fatal("floors.txt holds no bounds")
	}
	return bounds
}
