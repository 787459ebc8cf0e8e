package dataset

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"rolecall/internal/claim"
)

// DecisionsPath is the file of an output folder in which reviewers' decisions lie: a JSON object a line, appended to
// and never rewritten, so that it can live in version control. The order of the lines means nothing and a line may
// stand twice.
func DecisionsPath(outDir string) string { return filepath.Join(outDir, "decisions.jsonl") }

// ReadDecisions gives the decisions of an output folder in the order of their lines; none where the file is missing.
// A broken line is a DecisionsError; a last line that was cut off by a crash is passed over.
func ReadDecisions(outDir string) ([]claim.Decision, error) {
	data, err := os.ReadFile(DecisionsPath(outDir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, explain(err)
	}
	return parseDecisions(DecisionsPath(outDir), data[:whole(data)])
}

// ErrDecidedMeanwhile says that the last decision on a conflict is another one than was looked at.
var ErrDecidedMeanwhile = errors.New("somebody decided on this conflict meanwhile")

// AppendDecision writes a decision to the end of the file, which is made where missing, and syncs it; several
// processes may do so at once. It gives the decision as it was written: with its id, in whole seconds UTC and, so that
// of one conflict the last line is also the latest, dated after every decision of its conflict that stands there.
func AppendDecision(outDir string, d claim.Decision) (claim.Decision, error) {
	return appendNext(outDir, d, func(claim.Decision) error { return nil })
}

// AppendDecisionAfter is AppendDecision where the last decision on the conflict is the one of an id, "" for none, and
// ErrDecidedMeanwhile where it is another.
func AppendDecisionAfter(outDir string, d claim.Decision, last string) (claim.Decision, error) {
	return appendNext(outDir, d, func(present claim.Decision) error {
		if present.ID != last {
			return ErrDecidedMeanwhile
		}
		return nil
	})
}

// appendNext writes a decision where check lets it follow the last one on its conflict, the zero one for none.
func appendNext(outDir string, d claim.Decision, check func(last claim.Decision) error) (claim.Decision, error) {
	written, err := appendDecisions(outDir, func(present []claim.Decision) ([]claim.Decision, error) {
		last := LastDecision(MergeDecisions(present), d.ConflictID)
		if err := check(last); err != nil {
			return nil, err
		}
		d.At = d.At.UTC().Truncate(time.Second)
		if last.ID != "" && !last.At.Before(d.At) {
			d.At = last.At.Add(time.Second)
		}
		return []claim.Decision{d}, nil
	})
	if err != nil {
		return claim.Decision{}, err
	}
	return written[0], nil
}

// LastDecision is the last decision on a conflict in a list in the order of time, the zero one where there is none.
func LastDecision(list []claim.Decision, conflict string) claim.Decision {
	for _, d := range slices.Backward(list) {
		if d.ConflictID == conflict {
			return d
		}
	}
	return claim.Decision{}
}

// ImportDecisions adds to the file those of the list that are not in it, in the order of time, and gives them.
func ImportDecisions(outDir string, list []claim.Decision) ([]claim.Decision, error) {
	return appendDecisions(outDir, func(present []claim.Decision) ([]claim.Decision, error) {
		known := map[string]bool{}
		for _, p := range present {
			known[p.ID] = true
		}
		return slices.DeleteFunc(MergeDecisions(list), func(d claim.Decision) bool { return known[d.ID] }), nil
	})
}

// MergeDecisions is the union of lists by decision id, in the order of time: no two branches of the file lose anything.
func MergeDecisions(lists ...[]claim.Decision) []claim.Decision {
	all := slices.Concat(lists...)
	slices.SortStableFunc(all, func(a, b claim.Decision) int { return claim.CompareDecisions(&a, &b) })
	return slices.CompactFunc(all, func(a, b claim.Decision) bool { return a.ID == b.ID })
}

// appendDecisions appends what choose makes of the decisions that are there, in one write under the file's lock. What
// a crash left of a last line is removed first.
func appendDecisions(outDir string, choose func(present []claim.Decision) ([]claim.Decision, error)) ([]claim.Decision, error) {
	f, err := openDecisions(outDir)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, explain(err)
	}
	size := whole(data)
	present, err := parseDecisions(f.Name(), data[:size])
	if err != nil {
		return nil, err
	}
	chosen, err := choose(present)
	if err != nil {
		return nil, err
	}
	lines, err := decisionLines(chosen)
	if err != nil || len(chosen) == 0 {
		return nil, err
	}
	if size < len(data) {
		if err := os.Truncate(f.Name(), int64(size)); err != nil {
			return nil, explain(err)
		}
	}
	if size > 0 && data[size-1] != '\n' {
		lines = append([]byte{'\n'}, lines...)
	}
	if err := appendWhole(f, int64(size), lines); err != nil {
		return nil, explain(err)
	}
	return chosen, nil
}

// openDecisions opens the file for appending and waits for its lock. Version control may replace the file meanwhile;
// then the new one is taken.
func openDecisions(outDir string) (*os.File, error) {
	if err := os.MkdirAll(outDir, 0o755); err != nil {
		return nil, explain(err)
	}
	path := DecisionsPath(outDir)
	for {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o644)
		if err != nil {
			return nil, explain(err)
		}
		if err := awaitLock(f); err != nil {
			return nil, errors.Join(lockError(f, outDir, err), f.Close())
		}
		current, err := isCurrent(f, path)
		if err == nil && current {
			return f, nil
		}
		if closeErr := f.Close(); err != nil || closeErr != nil {
			return nil, errors.Join(err, closeErr)
		}
	}
}

// appendWhole appends data to a file of a size and makes it last, or leaves the file as it was.
func appendWhole(f *os.File, size int64, data []byte) error {
	_, err := f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		return errors.Join(err, os.Truncate(f.Name(), size))
	}
	return syncPath(filepath.Dir(f.Name()))
}

// decisionLines encodes decisions, each checked and given its id.
func decisionLines(list []claim.Decision) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	for i := range list {
		d := &list[i]
		d.Note, d.By = text(d.Note), text(d.By)
		if d.Basis == nil {
			d.Basis = []claim.Basis{}
		}
		d.ID = claim.DecisionID(d)
		if err := checkDecision(d); err != nil {
			return nil, err
		}
		if err := encoder.Encode(d); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

// whole is the length of data without a last line that a crash cut off: one that no newline ends and whose JSON is not
// wrong but ends too early.
func whole(data []byte) int {
	end := bytes.LastIndexByte(data, '\n') + 1
	tail := bytes.Trim(data[end:], padding)
	var value json.RawMessage
	if len(tail) == 0 || (tail[0] == '{' && errors.Is(json.NewDecoder(bytes.NewReader(tail)).Decode(&value), io.ErrUnexpectedEOF)) {
		return end
	}
	return len(data)
}
