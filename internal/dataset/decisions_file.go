package dataset

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"rolecall/internal/claim"
)

// DecisionsError is a line of a file of decisions that cannot be read.
type DecisionsError struct {
	File string
	Line int
	Err  error // what is wrong, with its remedy
}

func (e *DecisionsError) Error() string { return fmt.Sprintf("%s:%d: %v", e.File, e.Line, e.Err) }

func (e *DecisionsError) Unwrap() error { return e.Err }

// DecodeDecisions reads a file of decisions in the order of its lines; name is for errors. Empty lines and unknown keys
// are passed over. The id of a decision is worked out anew, so that a line that somebody corrected is a decision of its
// own. A broken line is a DecisionsError, also where it is the last.
func DecodeDecisions(name string, r io.Reader) ([]claim.Decision, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return parseDecisions(name, data)
}

// EncodeDecisions writes decisions as DecodeDecisions reads them.
func EncodeDecisions(w io.Writer, list []claim.Decision) error {
	lines, err := decisionLines(slices.Clone(list))
	if err != nil {
		return err
	}
	_, err = w.Write(lines)
	return err
}

// padding is what may stand around a line; some file systems fill up with zeros what a crash kept from being written.
const padding = "\x00 \t\r\n"

func parseDecisions(name string, data []byte) ([]claim.Decision, error) {
	var out []claim.Decision
	number := 0
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	for line := range bytes.Lines(data) {
		number++
		line = bytes.Trim(line, padding)
		if len(line) == 0 {
			continue
		}
		d, err := parseDecision(line)
		if err != nil {
			return nil, &DecisionsError{File: name, Line: number, Err: err}
		}
		out = append(out, d)
	}
	return out, nil
}

func parseDecision(line []byte) (claim.Decision, error) {
	if bytes.HasPrefix(line, []byte("<<<<<<<")) || bytes.HasPrefix(line, []byte("=======")) || bytes.HasPrefix(line, []byte(">>>>>>>")) {
		return claim.Decision{}, errors.New("a mark of an unfinished merge: keep the lines of both branches and delete the mark " +
			"(a .gitattributes with \"decisions.jsonl merge=union\" does so by itself)")
	}
	var d claim.Decision
	if err := json.Unmarshal(line, &d); err != nil {
		return claim.Decision{}, fmt.Errorf("not a decision in JSON: %w: mend the line or delete it", err)
	}
	d.At = d.At.UTC().Truncate(time.Second)
	if err := checkDecision(&d); err != nil {
		return claim.Decision{}, err
	}
	d.ID = claim.DecisionID(&d)
	return d, nil
}

// checkDecision says what a decision lacks.
func checkDecision(d *claim.Decision) error {
	switch {
	case len(d.ConflictID) != len(claim.Fingerprint()) || strings.Trim(d.ConflictID, "0123456789abcdef") != "":
		return fmt.Errorf("conflict_id %q: use the 32 hex digits of a conflict", d.ConflictID)
	case !d.Verdict.Valid():
		return fmt.Errorf("decision %q: use one of %s", d.Verdict, verdictNames())
	case strings.TrimSpace(d.By) == "":
		return errors.New("decided_by is empty: name who decided")
	case d.At.IsZero():
		return errors.New("decided_at is missing: write the time as 2026-11-22T06:00:00Z")
	}
	return nil
}

func verdictNames() string {
	var names []string
	for _, v := range append(claim.Verdicts(), claim.Withdrawn) {
		names = append(names, string(v))
	}
	return strings.Join(names, ", ")
}
