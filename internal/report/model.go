package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// SchemaVersion is raised when a key of report.json changes its meaning or goes; new keys do not raise it.
const SchemaVersion = 1

// Report is the content of report.json; the page and the Markdown are drawn from it alone. Claims stand once, under
// their ids, and everything else refers to them by id. Absent keys mean "not said" or "not known".
type Report struct {
	SchemaVersion int                 `json:"schema_version"`
	Title         string              `json:"title"`
	RunID         string              `json:"run_id"`
	PreviousRunID string              `json:"previous_run_id,omitempty"`
	StartedAt     time.Time           `json:"started_at"`
	FinishedAt    time.Time           `json:"finished_at"`
	Version       string              `json:"version"`
	Summary       Summary             `json:"summary"`
	Conflicts     []Conflict          `json:"conflicts"` // comparable ones first
	Sources       []Source            `json:"sources"`   // by id
	Duties        []Duty              `json:"duties"`    // by role, then in the order of the taxonomy
	Pay           []string            `json:"pay"`       // claim ids of figures, by role, region, statistic, year
	Agreement     Agreement           `json:"agreement"`
	Documents     []Document          `json:"documents"` // by source, then URL
	Changes       *Changes            `json:"changes,omitempty"`
	Claims        map[string]Evidence `json:"claims"` // by claim_id: all that the report refers to

	maxQuotes int
	labels    *labels
	names     map[string]string // of sources, by id
}

// Summary is the run in figures and in plain sentences.
type Summary struct {
	Sentences     []string       `json:"sentences"`
	Sources       int            `json:"sources"`
	SilentSources []string       `json:"silent_sources"`    // ids of sources that fell far below their last good fetch
	Unfetched     []string       `json:"unfetched_sources"` // ids of sources without a fetched page
	Pages         int            `json:"pages"`
	Fetched       int            `json:"fetched"`
	Failed        int            `json:"failed"`
	Claims        int            `json:"claims"`
	ClaimsByKind  map[string]int `json:"claims_by_kind"`
	Comparable    int            `json:"conflicts_comparable"`     // contradictions that stand by what was read now
	NotComparable int            `json:"conflicts_not_comparable"` // differences that only look so, by what was read now
	Unverified    int            `json:"conflicts_unverified"`     // contradictions of earlier runs of which a source was not read now
	Resolved      int            `json:"conflicts_resolved"`       // contradictions of earlier runs that are no more
	BySeverity    map[string]int `json:"conflicts_by_severity"`    // of conflicts_comparable
	ByStatus      map[string]int `json:"conflicts_by_status"`      // of contradictions: those that stand, unverified and resolved ones
	Decided       map[string]int `json:"conflicts_decided"`        // contradictions that stand, by decision
	Strongest     []string       `json:"strongest"`                // conflict ids, at most three, undecided ones first
	Changes       *ChangeCounts  `json:"changes,omitempty"`
}

// ChangeCounts counts claims against the last good fetch of each source.
type ChangeCounts struct {
	New        int `json:"new"`
	Gone       int `json:"gone"`
	Changed    int `json:"changed"`
	Same       int `json:"same"`
	Unverified int `json:"unverified"` // earlier claims of pages that were not read this time
}

// Changes is what the sources say otherwise than before, each held against its last good fetch.
type Changes struct {
	Sources []SourceChanges `json:"sources"` // by id
	List    []Change        `json:"list"`    // of a source the first ones; all are counted
}

// SourceChanges counts the changes of one source. Since is the run of its last good fetch; absent, all is new.
type SourceChanges struct {
	SourceID string `json:"source_id"`
	Since    string `json:"since,omitempty"`
	ChangeCounts
}

// Change is a claim that is new, gone or changed. Its cause is "page", or "extractor" where the page's text is the same
// and only the rules that read it are others.
type Change struct {
	Kind    string    `json:"kind"`
	Cause   string    `json:"cause"`
	Before  *Evidence `json:"before,omitempty"`
	Now     *Evidence `json:"now,omitempty"`
	Passage string    `json:"passage,omitempty"` // what the place of a claim that is gone reads now
}

// Conflict is a matter on which sources say different things.
type Conflict struct {
	ID                  string   `json:"conflict_id"`
	Kind                string   `json:"kind"`
	KindLabel           string   `json:"kind_label"`
	Roles               []string `json:"roles"`
	Topic               string   `json:"topic"`
	TopicLabel          string   `json:"topic_label"`
	Severity            string   `json:"severity"`
	Status              string   `json:"status"`
	Comparable          bool     `json:"comparable"`
	ReasonNotComparable string   `json:"reason_not_comparable,omitempty"`
	Explanation         string   `json:"explanation"`
	FirstSeenRun        string   `json:"first_seen_run,omitempty"`
	Decision            string   `json:"decision,omitempty"`
	DecidedBy           string   `json:"decided_by,omitempty"`
	DecisionNote        string   `json:"decision_note,omitempty"`
	Reopened            string   `json:"reopened,omitempty"` // why a decision no longer holds, a clause
	Sides               []Side   `json:"sides"`
}

// Side is one position in a conflict. Support counts sources that share their wording once.
type Side struct {
	Position      string   `json:"position"`
	PositionLabel string   `json:"position_label"`
	SourceIDs     []string `json:"source_ids"`
	ClaimIDs      []string `json:"claim_ids"`
	Support       int      `json:"support"`
}

// Source is what one source contributes. Shares are 0..1.
type Source struct {
	ID           string         `json:"source_id"`
	Name         string         `json:"name"`
	State        string         `json:"state,omitempty"`  // ok, failed, silent (it fell far below its last good fetch), short (less than it is expected to give)
	Silent       bool           `json:"silent,omitempty"` // it fell far below its last good fetch; a source that failed may have, too
	Detail       string         `json:"detail,omitempty"` // what went wrong with it
	Causes       []string       `json:"causes,omitempty"` // why pages of a source with a detail gave no text, the commonest first: "server answered 404: 2 pages"
	Pages        int            `json:"pages"`
	Fetched      int            `json:"fetched"`
	Failed       int            `json:"failed"`   // pages that gave no text, fetched or not
	Outcomes     map[string]int `json:"outcomes"` // pages by extract outcome or, where they were not fetched, by fetch outcome
	Claims       int            `json:"claims"`
	Words        int            `json:"words"`
	ClaimsByKind map[string]int `json:"claims_by_kind"`
	Categories   int            `json:"categories"` // distinct pairs of role and category
	Coverage     *float64       `json:"coverage,omitempty"`
	Alone        []RoleCategory `json:"alone"` // what no other source says
	Contradicts  int            `json:"contradicts"`
	Outnumbered  []Stand        `json:"outnumbered"` // contradictions in which more support stands against it
	NewestFigure string         `json:"newest_figure,omitempty"`
	OldestFigure string         `json:"oldest_figure,omitempty"`
	Stale        int            `json:"stale_figures"`
	NearCopyOf   []string       `json:"near_copy_of"`
	Copied       float64        `json:"copied"` // share of its claims that another source has in nearly the same words
	Agreement    *float64       `json:"agreement,omitempty"`
}

// RoleCategory is a category of duties of a role.
type RoleCategory struct {
	Role     string `json:"role"`
	Category string `json:"category"`
}

// Stand is a source's place in a contradiction: independent support for and against its position.
type Stand struct {
	ConflictID string `json:"conflict_id"`
	Position   string `json:"position"`
	For        int    `json:"support"`
	Against    int    `json:"against"`
}

// Duty is a category of duties of one role and the claims behind it, by source id.
type Duty struct {
	Role     string              `json:"role"`
	Category string              `json:"category"`
	Label    string              `json:"category_label"`
	Group    string              `json:"group,omitempty"`
	Sources  map[string][]string `json:"sources"` // claim ids, the first of each source
	Counts   map[string]int      `json:"counts"`  // all claims of each source
}

// Agreement is how far the sources agree on who has which duty.
type Agreement struct {
	Alpha     *float64 `json:"alpha,omitempty"`     // Krippendorff's, nominal
	AlphaLow  *float64 `json:"alpha_low,omitempty"` // its 95 % interval
	AlphaHigh *float64 `json:"alpha_high,omitempty"`
	Pairs     []Pair   `json:"pairs"`
}

// Pair is the agreement of two sources.
type Pair struct {
	A        string  `json:"a"`
	B        string  `json:"b"`
	Jaccard  float64 `json:"jaccard"`
	Shared   int     `json:"shared"`
	SameRole float64 `json:"same_role"`
	NearCopy bool    `json:"near_copy"`
	Flips    []Flip  `json:"flips,omitempty"`
}

// Flip is a pair of claims that two sources word alike but for one word each.
type Flip struct {
	ClaimA string `json:"claim_a"`
	ClaimB string `json:"claim_b"`
	WordA  string `json:"word_a"`
	WordB  string `json:"word_b"`
}

// Document is one requested page and how reading it ended.
type Document struct {
	ID             string     `json:"document_id"`
	SourceID       string     `json:"source_id"`
	URL            string     `json:"url"`
	FinalURL       string     `json:"final_url,omitempty"`
	Title          string     `json:"title,omitempty"`
	Author         string     `json:"author,omitempty"`
	Language       string     `json:"language,omitempty"`
	FetchedAt      *time.Time `json:"fetched_at,omitempty"`
	PublishedAt    *time.Time `json:"published_at,omitempty"`
	ModifiedAt     *time.Time `json:"modified_at,omitempty"`
	FetchOutcome   string     `json:"fetch_outcome"`
	ExtractOutcome string     `json:"extract_outcome,omitempty"`
	Detail         string     `json:"detail,omitempty"`
	HTTPStatus     int        `json:"http_status,omitempty"`
	ContentType    string     `json:"content_type,omitempty"`
	FromArchive    bool       `json:"from_archive,omitempty"`
	Words          int        `json:"words"`
	Claims         int        `json:"claims"`
	NearCopyOf     []string   `json:"near_copy_of,omitempty"` // document ids
	Failed         bool       `json:"failed"`                 // nothing could be read from it
}

// Evidence is a claim with where it stands. Link opens the live page at the quote; empty where that is not possible.
type Evidence struct {
	SourceID    string      `json:"source_id"`
	DocumentID  string      `json:"document_id"`
	Role        string      `json:"role,omitempty"`
	Kind        string      `json:"kind"`
	Form        string      `json:"form,omitempty"`
	Quote       string      `json:"quote"`
	Start       int         `json:"quote_start"` // in Unicode code points
	End         int         `json:"quote_end"`
	Before      string      `json:"before,omitempty"` // the page's text around the quote
	After       string      `json:"after,omitempty"`
	Section     string      `json:"section,omitempty"`
	Author      string      `json:"author,omitempty"`
	Condition   string      `json:"condition,omitempty"`
	Modality    string      `json:"modality,omitempty"`
	Category    string      `json:"category,omitempty"`
	Categories  []string    `json:"categories,omitempty"`
	Object      string      `json:"object,omitempty"`
	Value       string      `json:"value,omitempty"`
	ValueLabel  string      `json:"value_label,omitempty"`
	Pay         *PayDetails `json:"pay,omitempty"`
	Link        string      `json:"link,omitempty"`
	PageTitle   string      `json:"page_title,omitempty"`
	PublishedAt *time.Time  `json:"published_at,omitempty"`
	Stale       bool        `json:"stale,omitempty"` // a figure two years or more older than its page
	Rule        string      `json:"rule,omitempty"`
	Confidence  float64     `json:"confidence"`
}

// PayDetails is a figure of pay; an open end has no key.
type PayDetails struct {
	Label       string   `json:"label"` // "$178,799 a year"
	Min         *float64 `json:"min,omitempty"`
	Max         *float64 `json:"max,omitempty"`
	Currency    string   `json:"currency,omitempty"`
	Period      string   `json:"period,omitempty"`
	AnnualMin   *float64 `json:"annual_min,omitempty"`
	AnnualMax   *float64 `json:"annual_max,omitempty"`
	Statistic   string   `json:"statistic,omitempty"`
	Component   string   `json:"component,omitempty"`
	Region      string   `json:"region,omitempty"`
	AsOf        string   `json:"as_of,omitempty"`
	CitedSource string   `json:"cited_source,omitempty"`
	Place       string   `json:"place,omitempty"` // a city or part of the region
	Scope       string   `json:"scope,omitempty"` // words that narrow whom it is of ("startups")
}

// JSON is report.json: indented, in UTF-8, maps by key.
func (r *Report) JSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(r); err != nil {
		return nil, fmt.Errorf("report.json: %w", err)
	}
	return b.Bytes(), nil
}
