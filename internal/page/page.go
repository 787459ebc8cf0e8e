// Package page turns the bytes of an HTML page into its clean main text, with blocks under their headings and the
// page's metadata. It is pure: bytes in, Page out.
package page

import "time"

// Page is what a reader sees of a page's main content.
type Page struct {
	// Text is the clean main text: white space folded, a newline between blocks, " | " between a row's cells. All
	// offsets in this package are byte offsets into it.
	Text   string
	Blocks []Block // in reading order, not overlapping, together covering Text

	Title     string // the page's title without the site's name
	Heading   string // the first h1, which may stand outside the main content
	Author    string
	Language  string // BCP 47, from the page or, where it says nothing, from its words; "" where unsure
	Published *time.Time
	Modified  *time.Time
	Canonical string // absolute URL
	Robots    string // meta robots directives, lower case, joined by ", "
	Charset   string // IANA name in lower case of the encoding the bytes were read in
	// Unmatched names the selectors of Options.Select that match nothing in the document.
	Unmatched []string
	Repaired  bool // mojibake was repaired
	Outcome   Outcome

	Dropped []Dropped // what was left out of Text, in document order; only with Options.Trace
}

// Dropped is a part of the page that is not in Page.Text, as a whole: what lies in it is not listed again.
type Dropped struct {
	Text     string // how it begins, about 200 characters
	Selector string // where it stands, in CSS: "div#sidebar.related > ul"
	Why      string // in plain words: "navigation", "mostly links", "hidden"
}

// Outcome says whether the page gave text to read.
type Outcome string

// The outcomes.
const (
	OK          Outcome = "ok"
	Empty       Outcome = "empty"
	NeedsScript Outcome = "needs_script"
	BotWall     Outcome = "bot_wall"
)

// Kind is the kind of a block.
type Kind int

// The kinds of block.
const (
	Paragraph Kind = iota
	Heading        // h1-h6, and a bold line that heads what follows
	ListItem       // of ul, ol, br- or dash-bullets, cards, "Label: text" runs
	Term           // dt and dd together: "Term: definition" joined by a space
	Row            // of a table; Cells are its cells
	Caption        // of a table or figure
	Quote          // blockquote
	Pre            // preformatted text
)

// Block is a run of text that stands on its own: a heading, a paragraph, an item, a row.
type Block struct {
	Kind       Kind
	Start, End int // byte offsets into Page.Text
	Level      int // of a heading 1..7 (7: a bold line); of a list item its depth from 1
	// Section holds the indexes of the headings above the block, outermost first. Of a heading: those it stands under.
	Section []int
	// List numbers the list or table the block belongs to, from 1; 0: none. A nested list has a number of its own.
	List int
	// Parent is the index of the list item that a nested item belongs to; -1: none.
	Parent int
	// LeadIn is the index of the block that introduces the list or table ("The CIO's duties include:"), a paragraph or
	// heading directly before it; -1: none.
	LeadIn int
	// Leaf is false for a list item that holds a nested list.
	Leaf bool
	// Label is the end of a bold lead-in at the block's start ("Budgeting:" in "Budgeting: plans ..."); Start where none.
	Label int
	// Post numbers the posts of a thread from 1 (question included); 0: not a thread. Author is who wrote it.
	Post   int
	Author string
	Cells  []Cell // of a row
	// Sentences are offsets at which markup forbids a sentence to run on, such as line breaks inside a block.
	Breaks []int
}

// Cell is a cell of a table row, its span in Page.Text and the cells that head it.
type Cell struct {
	Start, End int  // byte offsets into Page.Text; Start == End where the cell is empty or continues a rowspan
	Header     bool // th, or plainly a header by place and markup
	Column     int  // from 0, spans counted
	Width      int  // columns it covers
	// RowHead and ColumnHeads are the texts of the cells that head it, outermost first; spans into Page.Text, which cells share.
	RowHead     []Span
	ColumnHeads []Span
}

// Span is a half-open range of bytes in Page.Text.
type Span struct{ Start, End int }

// TextOf is the text at a span of bytes.
func (p *Page) TextOf(start, end int) string { return p.Text[start:end] }
