package claim

import "slices"

// Kinds of conflict that are not kinds of claim. The others carry the name of the claim kind they are about:
// orientation, reports_to, rank, financial_goal, emphasis.
const (
	SalaryAmount = "salary_amount"
	SalaryOrder  = "salary_order"
	Attribution  = "attribution"
	Acronym      = "acronym"
)

// Severity ranks conflicts for a reviewer.
type Severity string

// The severities.
const (
	High   Severity = "high"
	Medium Severity = "medium"
	Low    Severity = "low"
)

// Rank is the place of a severity, the gravest first: 0, 1, 2; -1 where there is no such severity.
func (s Severity) Rank() int { return slices.Index([]Severity{High, Medium, Low}, s) }

// Status says how a conflict stands against the last run.
type Status string

// The statuses. A conflict whose sources were not fetched this time is unverified, never resolved.
const (
	New        Status = "new"
	Open       Status = "open"
	Resolved   Status = "resolved"
	Unverified Status = "unverified"
)

// Found reports whether a run found the conflict itself, by what it read.
func (s Status) Found() bool { return s != Resolved && s != Unverified }

// Side is one position in a conflict and who takes it.
type Side struct {
	Position  string   // "cio", "internal", "equal", "USD 226,866"
	SourceIDs []string // sorted
	ClaimIDs  []string // sorted
	Support   int      // independent clusters of sources
}

// Conflict is a matter on which sources, or one source with itself, say different things.
type Conflict struct {
	ID                  string // conflict_id: kind, roles and topic
	RunID               string
	Kind                string
	Roles               []Role
	Topic               string // "cybersecurity", "cio:mean:base:US"
	Severity            Severity
	Comparable          bool
	ReasonNotComparable string // empty where comparable
	Explanation         string // a sentence a person can read
	Sides               []Side
	FirstSeenRun        string
	Status              Status
	Decision            string
	DecidedBy           string
	DecisionNote        string
}
