// Package claim is the domain of Rolecall: what a source claims about a role, where its evidence stands, the document
// it stands in and the conflicts between sources. It is pure: no I/O, no clock, no logger.
package claim

// Role is a kind of executive, by the id under which the role vocabulary lists it ("cio", "cto", "ciso").
// The empty role means that a claim compares roles.
type Role string

// The roles whose claims come out by default.
const (
	CIO Role = "cio"
	CTO Role = "cto"
)

// Kind says what a claim is about.
type Kind string

// The kinds of claim.
const (
	Responsibility Kind = "responsibility"
	Salary         Kind = "salary"
	PayComparison  Kind = "pay_comparison" // Value: equal, cio_higher, cto_higher, different
	Orientation    Kind = "orientation"    // Value: internal, external
	ReportsTo      Kind = "reports_to"     // Value: ceo, cfo, coo, cio, cto, board
	FinancialGoal  Kind = "financial_goal" // Value: bottom_line, top_line
	Rank           Kind = "rank"           // Value: equal, cio_above, cto_above
	Emphasis       Kind = "emphasis"       // Value: a comparative, "cio_more_strategic"
	RoleName       Kind = "role_name"      // Value: letters=name, "cto=chief information officer"
)

// Kinds lists every kind in the order in which tables and reports show them.
func Kinds() []Kind {
	return []Kind{Responsibility, Salary, PayComparison, Orientation, ReportsTo, FinancialGoal, Rank, Emphasis, RoleName}
}

// Form says in what shape of text a claim stands.
type Form string

// The forms of text.
const (
	List  Form = "list"
	Table Form = "table"
	Prose Form = "prose"
)

// Modality says how firmly a claim is made.
type Modality string

// Hedged claims carry a word such as may, might, often, usually or can.
const (
	Asserted Modality = "asserted"
	Hedged   Modality = "hedged"
)

// Span is a half-open range of Unicode code points in a document's text.
type Span struct {
	Start, End int
}

// Context is a place outside the quote from which a column's value comes, such as the heading that names the role.
type Context struct {
	Field string // the column: role, as_of, cited_source, region, ...
	Span
}

// Claim is one statement of one source about a role. In string columns the empty string means "not said".
type Claim struct {
	ID           string // claim_id, set by Identify
	Key          string // claim_key, set by Identify
	EvidenceHash string // set by Identify
	RunID        string
	SourceID     string
	DocumentID   string
	URL          string // as requested

	Role  Role
	Kind  Kind
	Form  Form
	Quote string // the text at Span, to the letter
	Span
	Context   []Context
	Section   string // headings above the quote, outermost first, joined by " > "
	Author    string // who answers, in a thread
	Condition string // words that limit the claim: "in non-tech organizations"
	Modality  Modality

	Category       string // primary category of a responsibility
	Categories     []string
	CategoryScore  *float64
	CategorySecond string
	Object         string // what the duty is done to: "employees", "products"

	Value string // of every kind but responsibility and salary
	Pay   Pay

	Rule       string  // id of the rule that found it
	Confidence float64 // 0..1
}

// Pay is an amount of pay and what it is a figure of. Amounts are in units of Currency; nil is an open end.
// A pay comparison uses Region, AsOf and CitedSource only.
type Pay struct {
	Min, Max             *float64
	Currency             string // ISO 4217
	Period               string // hour, day, week, month, year
	AnnualMin, AnnualMax *float64
	USDMin, USDMax       *float64 // annual, in US dollars; only with exchange rates
	USDRate              *float64
	Statistic            string // mean, median, range, minimum, maximum, p10, p25, p75, p90
	Component            string // base, total, bonus, equity
	Region               string // ISO 3166-1 alpha-2
	AsOf                 string // "2024" or "2024-11"
	CitedSource          string // the survey or site named for the figure
}

// Part gives the words of the quote that a column's value comes from, by the context of that field; "" where the
// context lies elsewhere or there is none.
func (c *Claim) Part(field string) string {
	for _, ctx := range c.Context {
		if ctx.Field != field || ctx.Start < c.Start || ctx.End > c.End {
			continue
		}
		runes := []rune(c.Quote)
		if from, to := ctx.Start-c.Start, ctx.End-c.Start; to <= len(runes) {
			return string(runes[from:to])
		}
	}
	return ""
}
