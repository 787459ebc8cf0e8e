package dataset

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/claim"
)

func decision(n int, verdict claim.Verdict, at string) claim.Decision {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		panic(err)
	}
	return claim.Decision{
		ConflictID: claim.Fingerprint("conflict", fmt.Sprint(n)), Verdict: verdict, Note: "see <the survey> & its year\nsecond line", By: "Ada",
		At: t, RunID: "20261122T060000Z",
		Basis: []claim.Basis{{Position: "cio", SourceID: "ash", DocumentID: "d", ClaimKey: "k", EvidenceHash: "e", Quote: "the quote", BodySHA256: "b", TextSHA256: "t"}},
	}
}

func appendDecision(t *testing.T, dir string, d claim.Decision) claim.Decision {
	t.Helper()
	written, err := AppendDecision(dir, d)
	if err != nil {
		t.Fatal(err)
	}
	return written
}

func readDecisions(t *testing.T, dir string) []claim.Decision {
	t.Helper()
	list, err := ReadDecisions(dir)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestDecisionsComeBackAsWritten(t *testing.T) {
	dir := t.TempDir()
	if list := readDecisions(t, dir); list != nil {
		t.Errorf("no file gives %v", list)
	}
	want := []claim.Decision{
		appendDecision(t, dir, decision(1, claim.Contradiction, "2026-11-22T08:00:00+02:00")),
		appendDecision(t, dir, decision(2, claim.Ignored, "2026-11-22T05:00:00Z")),
	}
	if diff := cmp.Diff(want, readDecisions(t, dir)); diff != "" {
		t.Error(diff)
	}
	if at := want[0].At; at.Location() != time.UTC || at.Hour() != 6 {
		t.Errorf("time %v", at)
	}
	data, err := os.ReadFile(DecisionsPath(dir))
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Split(string(data), "\n"); len(lines) != 3 || !strings.Contains(lines[0], "<the survey> &") {
		t.Errorf("the file reads\n%s", data)
	}
}

// Undoing in the same second must undo, and a clock that goes back must not bring an old decision back.
func TestLastLineOfAConflictIsItsLatest(t *testing.T) {
	dir := t.TempDir()
	for _, d := range []claim.Decision{
		decision(1, claim.Contradiction, "2026-11-22T06:00:00Z"),
		decision(1, claim.Withdrawn, "2026-11-22T06:00:00Z"),
		decision(2, claim.Contradiction, "2026-11-22T06:00:00Z"),
		decision(2, claim.Ignored, "2026-11-21T06:00:00Z"),
	} {
		appendDecision(t, dir, d)
	}
	standing := claim.Standing(readDecisions(t, dir))
	if len(standing) != 1 || standing[decision(2, "", "2026-11-22T06:00:00Z").ConflictID].Verdict != claim.Ignored {
		t.Errorf("standing: %v", standing)
	}
}

func TestSeveralAppendAtOnce(t *testing.T) {
	dir := t.TempDir()
	const writers, each = 8, 25
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			for i := range each {
				if _, err := AppendDecision(dir, decision(w*each+i, claim.Contradiction, "2026-11-22T06:00:00Z")); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if n := len(MergeDecisions(readDecisions(t, dir))); n != writers*each {
		t.Errorf("%d decisions, want %d", n, writers*each)
	}
}

func TestTornLastLine(t *testing.T) {
	dir := t.TempDir()
	first := appendDecision(t, dir, decision(1, claim.Contradiction, "2026-11-22T06:00:00Z"))
	second := appendDecision(t, dir, decision(2, claim.Ignored, "2026-11-22T07:00:00Z"))
	data, err := os.ReadFile(DecisionsPath(dir))
	if err != nil {
		t.Fatal(err)
	}
	end := bytes.IndexByte(data, '\n') + 1
	for cut := end; cut <= len(data); cut++ {
		tail := []byte{}
		if cut%2 == 0 {
			tail = []byte{0, 0, 0} // some file systems fill up what was never written
		}
		if err := os.WriteFile(DecisionsPath(dir), append(bytes.Clone(data[:cut]), tail...), 0o644); err != nil {
			t.Fatal(err)
		}
		want := []claim.Decision{first}
		if cut >= len(data)-1 { // all but the newline is there
			want = append(want, second)
		}
		if diff := cmp.Diff(want, readDecisions(t, dir)); diff != "" {
			t.Fatalf("cut at %d: %s", cut, diff)
		}
		third := appendDecision(t, dir, decision(3, claim.Ignored, "2026-11-22T08:00:00Z"))
		if diff := cmp.Diff(append(want, third), readDecisions(t, dir)); diff != "" {
			t.Fatalf("cut at %d, after the next decision: %s", cut, diff)
		}
	}
}

func TestBrokenLinesAreNamed(t *testing.T) {
	good := decision(1, claim.Contradiction, "2026-11-22T06:00:00Z")
	var line bytes.Buffer
	if err := EncodeDecisions(&line, []claim.Decision{good}); err != nil {
		t.Fatal(err)
	}
	whole := line.String()
	for _, tc := range []struct {
		name, text string
		line       int
		says       string
	}{
		{"not JSON", whole + "not JSON\n" + whole, 2, "mend the line or delete it"},
		{"cut off in the middle", whole + whole[:40] + "\n" + whole, 2, "mend the line"},
		{"two in a line", strings.TrimSpace(whole) + whole, 1, "mend the line"},
		{"merge", "\n<<<<<<< HEAD\n" + whole, 2, "merge=union"},
		{"verdict", whole + strings.Replace(whole, `"contradiction"`, `"guilty"`, 1), 2, "extraction_error"},
		{"conflict", strings.Replace(whole, good.ConflictID, "abc", 1), 1, "32 hex digits"},
		{"who", strings.Replace(whole, `"Ada"`, `" "`, 1), 1, "decided_by"},
		{"when", strings.Replace(whole, `"decided_at"`, `"at"`, 1), 1, "decided_at"},
		{"a last line without a newline", whole + "oops", 2, "mend the line"},
		{"a last line typed by hand", whole + strings.TrimSuffix(whole, "}\n") + ",}", 2, "mend the line"},
		{"a last line with a comma after it", whole + strings.TrimSpace(whole) + ",", 2, "mend the line"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(DecisionsPath(dir), []byte(tc.text), 0o644); err != nil {
				t.Fatal(err)
			}
			_, err := ReadDecisions(dir)
			var broken *DecisionsError
			if !errors.As(err, &broken) || broken.Line != tc.line || !strings.Contains(err.Error(), tc.says) || !strings.Contains(err.Error(), dir) {
				t.Errorf("error %v; want line %d and %q", err, tc.line, tc.says)
			}
			if _, err := AppendDecision(dir, good); !errors.As(err, &broken) {
				t.Errorf("appending to a broken file: %v", err)
			}
		})
	}
}

func TestUnknownKeysAndCarriageReturnsAreIgnored(t *testing.T) {
	good := decision(1, claim.Contradiction, "2026-11-22T06:00:00Z")
	var line bytes.Buffer
	if err := EncodeDecisions(&line, []claim.Decision{good}); err != nil {
		t.Fatal(err)
	}
	changed := "\ufeff" + strings.Replace(strings.Replace(line.String(), "{", `{"ticket":"X-1",`, 1), "\n", "\r\n\r\n", 1)
	list, err := DecodeDecisions("import", strings.NewReader(changed))
	if err != nil || len(list) != 1 || list[0].ID != claim.DecisionID(&good) {
		t.Errorf("%v, %v", list, err)
	}
}

// Two reviewers decide on branches of their own: whichever way the files are merged, nothing is lost.
func TestBranchesMerge(t *testing.T) {
	ours, theirs := t.TempDir(), t.TempDir()
	common := appendDecision(t, ours, decision(1, claim.Contradiction, "2026-11-22T06:00:00Z"))
	if _, err := ImportDecisions(theirs, []claim.Decision{common, common}); err != nil {
		t.Fatal(err)
	}
	late := appendDecision(t, ours, decision(1, claim.Ignored, "2026-11-22T09:00:00Z"))
	early := appendDecision(t, theirs, decision(1, claim.Withdrawn, "2026-11-22T07:00:00Z"))
	other := appendDecision(t, theirs, decision(2, claim.FixedAtSource, "2026-11-22T08:00:00Z"))
	want := []claim.Decision{common, early, other, late}

	var union bytes.Buffer // as git does with merge=union
	for _, dir := range []string{ours, theirs} {
		data, err := os.ReadFile(DecisionsPath(dir))
		if err != nil {
			t.Fatal(err)
		}
		union.Write(data)
	}
	lines, err := DecodeDecisions("union", &union)
	if err != nil || len(lines) != 5 {
		t.Fatal(len(lines), err)
	}
	if diff := cmp.Diff(want, MergeDecisions(lines)); diff != "" {
		t.Error(diff)
	}
	for _, way := range [][2]string{{ours, theirs}, {theirs, ours}} {
		dir := t.TempDir()
		for _, from := range way {
			if _, err := ImportDecisions(dir, readDecisions(t, from)); err != nil {
				t.Fatal(err)
			}
		}
		added, err := ImportDecisions(dir, want)
		if err != nil || len(added) != 0 {
			t.Errorf("imported again: %d, %v", len(added), err)
		}
		if diff := cmp.Diff(want, MergeDecisions(readDecisions(t, dir))); diff != "" {
			t.Error(diff)
		}
	}
	if held := claim.Standing(lines)[common.ConflictID]; held.Verdict != claim.Ignored {
		t.Errorf("%s holds, want the latest", held.Verdict)
	}
}

// Whatever a file of decisions holds, reading it does not panic, and one that can be read can be added to.
func FuzzDecisions(f *testing.F) {
	var line bytes.Buffer
	if err := EncodeDecisions(&line, []claim.Decision{decision(1, claim.Contradiction, "2026-11-22T06:00:00Z")}); err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{"", "\n", "{", line.String(), line.String() + line.String()[:50], line.String() + "\x00\x00"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(DecisionsPath(dir), data, 0o644); err != nil {
			t.Fatal(err)
		}
		before, err := ReadDecisions(dir)
		added, appendErr := AppendDecision(dir, decision(2, claim.Ignored, "2026-11-22T06:00:00Z"))
		if (err == nil) != (appendErr == nil) {
			t.Fatalf("read: %v; append: %v", err, appendErr)
		}
		if err != nil {
			return
		}
		if diff := cmp.Diff(append(before, added), readDecisions(t, dir)); diff != "" {
			t.Error(diff)
		}
	})
}

// Of several who looked at the same last decision, one writes the next.
func TestOneDecisionFollowsAnother(t *testing.T) {
	dir := t.TempDir()
	last := ""
	for round := range 5 {
		var group sync.WaitGroup
		var written, refused atomic.Int32
		for range 8 {
			group.Go(func() {
				_, err := AppendDecisionAfter(dir, decision(1, claim.Contradiction, "2026-11-22T06:00:00Z"), last)
				switch {
				case err == nil:
					written.Add(1)
				case errors.Is(err, ErrDecidedMeanwhile):
					refused.Add(1)
				}
			})
		}
		group.Wait()
		list := readDecisions(t, dir)
		if written.Load() != 1 || refused.Load() != 7 || len(list) != round+1 {
			t.Fatalf("round %d: %d written, %d refused, %d lines", round, written.Load(), refused.Load(), len(list))
		}
		last = list[round].ID
	}
	if _, err := AppendDecisionAfter(dir, decision(2, claim.Ignored, "2026-11-22T06:00:00Z"), ""); err != nil {
		t.Errorf("a first decision on another conflict: %v", err)
	}
}
