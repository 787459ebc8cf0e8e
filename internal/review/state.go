package review

import (
	"net/http"

	"rolecall/internal/claim"
)

// state is what scripts ask for: whether a new run came, whether somebody decided, and what is needed to decide.
type state struct {
	Run       string                   `json:"run"` // the latest
	Revision  string                   `json:"revision"`
	Secret    string                   `json:"secret"`
	Reviewer  string                   `json:"reviewer"`
	Waiting   int                      `json:"waiting"`
	Verdicts  []verdictChoice          `json:"verdicts"`
	Conflicts map[string]conflictState `json:"conflicts"`
}

// conflictState is what was decided about one conflict. Last is to be sent along with a decision.
type conflictState struct {
	Last     string `json:"last"`
	Verdict  string `json:"verdict,omitempty"`  // empty: no decision holds
	Decision string `json:"decision,omitempty"` // the same in words
	By       string `json:"by,omitempty"`
	At       string `json:"at,omitempty"`
	Note     string `json:"note,omitempty"`
	Reopened string `json:"reopened,omitempty"` // why the last decision holds no more
}

// verdictChoice is a verdict as it is offered.
type verdictChoice struct {
	Key   int    `json:"key"`
	ID    string `json:"id"`
	Label string `json:"label"`
	Hint  string `json:"hint"`
}

func verdictChoices() []verdictChoice {
	hints := map[claim.Verdict]string{
		claim.Contradiction:   "The sources do contradict each other",
		claim.Incomparable:    "They speak of different things",
		claim.ExtractionError: "A side does not say what was read from it",
		claim.FixedAtSource:   "A source has been told and mends it",
		claim.Ignored:         "It does not matter",
	}
	var out []verdictChoice
	for i, v := range claim.Verdicts() {
		out = append(out, verdictChoice{i + 1, string(v), verdictLabel(v), hints[v]})
	}
	return out
}

// verdictLabel is a verdict in words.
func verdictLabel(v claim.Verdict) string {
	labels := map[claim.Verdict]string{
		claim.Contradiction: "Contradiction", claim.Incomparable: "Not comparable", claim.ExtractionError: "Extraction error",
		claim.FixedAtSource: "Fixed at the source", claim.Ignored: "Ignore", claim.Withdrawn: "Taken back",
	}
	return labels[v]
}

func (s *Server) showState(w http.ResponseWriter, _ *http.Request) error {
	current, all, err := s.latest()
	if err != nil {
		return err
	}
	l := s.layout("", "", current, all)
	out := state{
		Run: l.RunID, Secret: s.Secret, Reviewer: s.Reviewer, Waiting: l.Waiting, Verdicts: verdictChoices(),
		Conflicts: map[string]conflictState{},
	}
	latest := claim.Decision{}
	for _, m := range all {
		out.Conflicts[m.ID] = m.state()
		if len(m.History) > 0 && claim.CompareDecisions(&latest, &m.History[0]) < 0 {
			latest = m.History[0]
		}
	}
	out.Revision = latest.ID
	writeJSON(w, http.StatusOK, out)
	return nil
}

func (m *matter) state() conflictState {
	c := conflictState{Reopened: m.Because}
	if len(m.History) > 0 {
		c.Last = m.History[0].ID
	}
	if m.Held != nil {
		c.Verdict, c.Decision, c.By, c.At, c.Note = string(m.Held.Verdict), verdictLabel(m.Held.Verdict), m.Held.By, day(m.Held.At), m.Held.Note
	}
	return c
}
