package pipeline

import "time"

// Explanation is what was found on one page, by which rule, and what was passed over. Offsets count code points of the
// page's text; Block is an index of Blocks.
type Explanation struct {
	Target   string `json:"target"`  // as asked for
	Fetched  bool   `json:"fetched"` // the page's bytes are at hand
	Outcome  string `json:"outcome"` // the fetch_outcome or, of a page that is at hand, the extract_outcome
	Detail   string `json:"detail,omitempty"`
	FinalURL string `json:"final_url,omitempty"`

	Title      string     `json:"title,omitempty"`
	Author     string     `json:"author,omitempty"`
	Language   string     `json:"language,omitempty"`
	Charset    string     `json:"charset,omitempty"`
	Repaired   bool       `json:"repaired,omitempty"` // letters read in a wrong encoding were put right
	Published  *time.Time `json:"published_at,omitempty"`
	Modified   *time.Time `json:"modified_at,omitempty"`
	Canonical  string     `json:"canonical_url,omitempty"`
	Directives string     `json:"robots_directives,omitempty"`
	Words      int        `json:"words"`

	Role    string            `json:"role,omitempty"`                  // the only role whose claims are shown
	Others  int               `json:"claims_of_other_roles,omitempty"` // that are therefore not shown
	Claims  []ExplainedClaim  `json:"claims"`
	Passed  []ExplainedPassed `json:"passed"`
	Dropped []ExplainedDrop   `json:"dropped"`
	Blocks  []ExplainedBlock  `json:"blocks"`
}

// ExplainedBlock is a block of the page's text in reading order.
type ExplainedBlock struct {
	Kind    string `json:"kind"`            // paragraph, heading, item, term, row, caption, quote, pre
	Level   int    `json:"level,omitempty"` // of a heading or an item, from 1
	Section string `json:"section,omitempty"`
	Author  string `json:"author,omitempty"`
	Text    string `json:"text"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
}

// ExplainedClaim is a claim and why it is one.
type ExplainedClaim struct {
	Role       string             `json:"role,omitempty"` // empty: roles are compared
	Kind       string             `json:"kind"`
	Form       string             `json:"form"`
	Quote      string             `json:"quote"`
	Start      int                `json:"start"`
	End        int                `json:"end"`
	Block      int                `json:"block"`
	Rule       string             `json:"rule"`
	Confidence float64            `json:"confidence"`
	Value      string             `json:"value,omitempty"`
	Pay        *ExplainedPay      `json:"pay,omitempty"`
	Category   *ExplainedCategory `json:"category,omitempty"` // of a duty
	Author     string             `json:"author,omitempty"`
	Condition  string             `json:"condition,omitempty"`
	Hedged     bool               `json:"hedged,omitempty"`
	From       []ExplainedContext `json:"from,omitempty"` // other words that a column comes from
}

// ExplainedCategory says why a duty is in its category.
type ExplainedCategory struct {
	ID              string   `json:"id"`
	Label           string   `json:"label"`
	Score           *float64 `json:"score,omitempty"`
	Because         []string `json:"because,omitempty"`
	WordsOf         string   `json:"words_of,omitempty"` // whose words decide: quote, lead-in or section
	Also            []string `json:"also,omitempty"`     // further categories that it names
	RunnerUp        string   `json:"runner_up,omitempty"`
	RunnerUpBecause []string `json:"runner_up_because,omitempty"`
	Object          string   `json:"object,omitempty"`
}

// ExplainedPay is a figure and what it is a figure of.
type ExplainedPay struct {
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
}

// ExplainedContext is a column and the words it comes from.
type ExplainedContext struct {
	Field string `json:"field"`
	Text  string `json:"text"`
}

// ExplainedPassed is a part that looked like a claim and was not taken.
type ExplainedPassed struct {
	What  string `json:"what"` // list, amount
	Why   string `json:"why"`
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Block int    `json:"block"` // the first it stands in
}

// ExplainedDrop is a part of the page that was not read as its content.
type ExplainedDrop struct {
	Text     string `json:"text"` // how it begins
	Selector string `json:"selector"`
	Why      string `json:"why"`
}
