package claim

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// Verdict is what a reviewer makes of a conflict.
type Verdict string

// The verdicts. Withdrawn takes the last one back.
const (
	Contradiction   Verdict = "contradiction"    // the sources do contradict each other
	Incomparable    Verdict = "not_comparable"   // they speak of different things
	ExtractionError Verdict = "extraction_error" // a side does not say what was read from it
	FixedAtSource   Verdict = "fixed_at_source"  // a source has been told and mends it
	Ignored         Verdict = "ignore"
	Withdrawn       Verdict = "withdrawn"
)

// Verdicts lists the verdicts that settle a conflict, in the order in which they are offered.
func Verdicts() []Verdict {
	return []Verdict{Contradiction, Incomparable, ExtractionError, FixedAtSource, Ignored}
}

// Decision is what somebody decided about a conflict: one line of decisions.jsonl. The last line of a conflict holds.
type Decision struct {
	ID         string    `json:"decision_id"` // see DecisionID
	ConflictID string    `json:"conflict_id"`
	Verdict    Verdict   `json:"decision"`
	Note       string    `json:"note,omitempty"`
	By         string    `json:"decided_by"`
	At         time.Time `json:"decided_at"` // UTC, whole seconds
	RunID      string    `json:"run_id"`     // whose evidence was looked at
	Basis      []Basis   `json:"evidence"`   // in the order of the sides, of a side by source and claim
}

// Basis is one claim on one side of a conflict as it stood when somebody decided: what tells later whether the matter
// is still the same.
type Basis struct {
	Position     string `json:"position"`
	SourceID     string `json:"source_id"`
	DocumentID   string `json:"document_id"`
	ClaimKey     string `json:"claim_key"`
	EvidenceHash string `json:"evidence_hash"`
	Quote        string `json:"quote"`
	BodySHA256   string `json:"body_sha256,omitempty"` // of the page
	TextSHA256   string `json:"text_sha256,omitempty"`
}

// Valid reports whether v is a verdict, the one that takes another back included.
func (v Verdict) Valid() bool { return v == Withdrawn || slices.Contains(Verdicts(), v) }

// DecisionID identifies a decision by what it says:
// Fingerprint("decision", conflict_id, decision, note, decided_by, decided_at, run_id).
func DecisionID(d *Decision) string {
	return Fingerprint("decision", d.ConflictID, string(d.Verdict), d.Note, d.By, d.At.UTC().Format(time.RFC3339), d.RunID)
}

// CompareDecisions is the order of decisions: time, then id.
func CompareDecisions(a, b *Decision) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
}

// Standing gives the decision that holds of each conflict, by conflict id: the last one in the order of
// CompareDecisions, whatever the order of the list. A conflict whose last decision is withdrawn has none.
func Standing(list []Decision) map[string]Decision {
	last := make(map[string]Decision, len(list))
	for _, d := range list {
		if held, known := last[d.ConflictID]; !known || CompareDecisions(&held, &d) < 0 {
			last[d.ConflictID] = d
		}
	}
	maps.DeleteFunc(last, func(_ string, d Decision) bool { return d.Verdict == Withdrawn })
	return last
}

// Reopened says why a decision on a conflict does not hold in a run: the evidence it rests on changed because pages did.
type Reopened struct {
	ConflictID  string   `json:"conflict_id"`
	DecisionID  string   `json:"decision_id"`
	DocumentIDs []string `json:"document_ids"` // of the pages that changed, sorted
	Because     string   `json:"because"`      // a clause for a person
}
