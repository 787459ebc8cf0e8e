// Package compare finds where sources agree and where they contradict each other. Comparing one topic is a pure
// function of the topic's claims.
package compare

import (
	"time"

	"rolecall/internal/claim"
)

// Analysis is all that comparing a run's claims gives: what the report shows.
type Analysis struct {
	Conflicts []Finding   // comparable ones first, then by severity, kind and topic
	Profiles  []Profile   // sorted by source id
	Matrix    []MatrixRow // sorted by role, then in the order of the taxonomy; only categories that occur
	Pay       []Evidence  // the salary claims, sorted by role, region, statistic, year, source, quote_start
	Pairs     []Pair      // every pair of sources that share a category, sorted by A, B
	Alpha     *float64    // Krippendorff's alpha over all sources, nominal, missing values allowed; nil: not defined
	// AlphaLow and AlphaHigh bound alpha: the 95 % bootstrap interval; nil: not defined.
	AlphaLow, AlphaHigh *float64
	Kinds               map[claim.Kind]int
	Changes             *Changes // nil: there is no earlier run to hold this one against
}

// Evidence is a claim as the report shows it: with the page's address and title.
type Evidence struct {
	claim.Claim
	PageTitle   string
	FinalURL    string
	PublishedAt *time.Time
	Stale       bool // a figure that is two years or more older than its page
	// Place is the part of its country that a figure is of ("New York"); empty for the country as a whole.
	Place string
	// Before and After are the page's text around the quote, a line each at most; empty at the ends of the text.
	Before, After string
}

// Finding is a conflict with its evidence: Evidence[i] belongs to Sides[i], in the order of Sides[i].ClaimIDs.
type Finding struct {
	claim.Conflict
	Evidence [][]Evidence
	// Flips are claims of two sides in one wording: but for one word each, or, with both words empty, under another role.
	Flips []Flip
	// Decided is the last decision on the conflict, whether it holds or not; nil: there is none. Reopened is a clause that
	// says why it does not hold; empty where it does.
	Decided  *claim.Decision
	Reopened string
}

// Profile is what one source contributes.
type Profile struct {
	SourceID                   string
	Pages                      int // requested
	Fetched                    int
	Failed                     int
	Claims                     int
	Words                      int
	Kinds                      map[claim.Kind]int
	Categories                 int         // distinct (role, category) pairs
	Alone                      []RoleTopic // (role, category) pairs that no other source has
	Contradicts                int         // comparable conflicts in which the source takes a side
	NewestFigure, OldestFigure string      // as_of
	Stale                      int
	NearCopyOf                 []string // source ids with shared wording
	Copied                     float64  // share of its claims that another source has in the same or nearly the same words; of those of four telling words or more
	Agreement                  *float64 // mean same-role share against the other sources; nil: nothing shared
}

// RoleTopic is a category of duties of a role.
type RoleTopic struct {
	Role     claim.Role
	Category string
}

// MatrixRow is one category of duties of one role: who says it, with the claims behind it.
type MatrixRow struct {
	RoleTopic
	// Cells holds a source's claims by source id, at most CellClaims of them; Counts says how many there are.
	Cells  map[string][]Evidence
	Counts map[string]int
}

// CellClaims bounds the claims that a cell of the matrix shows: the first in order of document and place.
const CellClaims = 8

// Pair is the agreement of two sources.
type Pair struct {
	A, B    string
	Jaccard float64 // of their (role, category) pairs
	// Shared is the number of categories both have; SameRole the share of them given to the same roles.
	Shared   int
	SameRole float64
	NearCopy bool
	Flips    []Flip // where one source has the other's wording but for one word, sorted
}

// Flip is a claim that two sources word alike but for one word each: "top line" against "bottom line".
type Flip struct {
	A, B         Evidence
	WordA, WordB string // empty where the word is missing
}

// Changes is what the pages say otherwise than before, each source held against its last good fetch.
type Changes struct {
	Sources []SourceChanges // by source id
	List    []Change        // by source, then document and place; of a source the first ChangesShown
}

// ChangesShown bounds the changes of a source that are listed one by one. All are counted.
const ChangesShown = 100

// SourceChanges counts the changes of one source.
type SourceChanges struct {
	SourceID           string
	Since              string // run of its last good fetch; empty: it was never fetched before, so that all is new
	New, Gone, Changed int    // claims
	Same               int    // claims that stand as they stood
	Unverified         int    // earlier claims of pages that could not be read this time
}

// ChangeKind says what became of a claim.
type ChangeKind string

// The changes.
const (
	ClaimNew     ChangeKind = "new"
	ClaimGone    ChangeKind = "gone"
	ClaimChanged ChangeKind = "changed"
)

// Cause says why a claim changed.
type Cause string

// The causes. Where the text of the page is the same, only the rules that read it can have changed.
const (
	CausePage      Cause = "page"
	CauseExtractor Cause = "extractor"
)

// Change is a claim that is new, gone or changed.
type Change struct {
	Kind  ChangeKind
	Cause Cause
	// Before and Now are the claim as it stood and as it stands, each with the text around it; nil where there is none.
	Before, Now *Evidence
	// Passage is what the earlier place of a claim that is gone reads now; empty where nothing there resembles it.
	Passage string

	unsure bool // page and extractor changed: the cause is to be told by the texts
}
