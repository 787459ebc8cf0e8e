package extract

import (
	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// doc is a page prepared for the finders: its words, its sentences and whom each block is about.
type doc struct {
	page     *page.Page
	lex      *lexicon.Lexicon
	wanted   map[claim.Role]bool // roles for which the page is read
	blocks   []block
	verdicts map[int]verdict         // of lists that hold others, by number
	spans    map[page.Span]*spanInfo // what cells and heads of tables say, read once
	trace    bool                    // note what is passed over
	onPage   []claim.Role            // wanted roles that the page names anywhere; nil until somebody asks
	title    []claim.Role            // roles named by the page's title or, failing that, its first heading
}

// block is a page's block with its tokens, sentences and scope.
type block struct {
	*page.Block
	index     int
	scope     scope           // whom the headings above say it is about
	tokens    []lexicon.Token // offsets into the page's text
	sentences []sentence
	heading   headingInfo // of a heading
}

// sentence is a run of a block's tokens with the mentions in it.
type sentence struct {
	start, end int // byte offsets into the page's text
	tokens     []lexicon.Token
	mentions   []lexicon.Mention // Start and End index tokens
	subjects   []clause          // filled by the subject pass
	person     bool              // it speaks of one particular holder of a role
	setting    *setting          // what it says of figures, once that was asked for
}

// prepare reads a page into a doc.
func prepare(p *page.Page, lex *lexicon.Lexicon, wanted map[claim.Role]bool) *doc {
	d := &doc{page: p, lex: lex, wanted: wanted, blocks: make([]block, len(p.Blocks)), spans: map[page.Span]*spanInfo{}, verdicts: map[int]verdict{}}
	for i := range p.Blocks {
		b := &d.blocks[i]
		b.Block, b.index = &p.Blocks[i], i
		b.tokens = d.tokensAt(b.Start, b.End)
		if b.Kind == page.Row {
			continue // a row is read cell by cell
		}
		b.sentences = d.split(b.tokens, b.Breaks)
	}
	d.readTitle()
	d.renameOffices()
	for i := range d.blocks {
		if b := &d.blocks[i]; b.Kind == page.Heading {
			b.heading = d.readHeading(b.tokens)
		}
	}
	for i := range d.blocks {
		d.blocks[i].scope = d.scopeOf(&d.blocks[i])
	}
	return d
}

// spanInfo is what a short span of text says, for spans that are looked at many times.
type spanInfo struct {
	tokens  []lexicon.Token
	heading headingInfo
	setting setting
	set     bool // setting was read
}

// span reads a cell or a head of a table once.
func (d *doc) span(s page.Span) *spanInfo {
	info := d.spans[s]
	if info == nil {
		info = &spanInfo{tokens: d.tokensAt(s.Start, s.End)}
		info.heading = d.readHeading(info.tokens)
		d.spans[s] = info
	}
	return info
}

// settingOf reads what a span says of figures, once.
func (d *doc) settingOf(s page.Span) setting {
	info := d.span(s)
	if !info.set {
		info.setting, info.set = d.setting(info.tokens, d.text(s.Start, s.End), s.Start), true
	}
	return info.setting
}

// settingIn reads what a sentence says of figures, once.
func (d *doc) settingIn(s *sentence) setting {
	if s.setting == nil {
		st := d.setting(s.tokens, d.text(s.start, s.end), s.start)
		s.setting = &st
	}
	return *s.setting
}

// tokensAt gives the tokens of text[start:end] with offsets into the page's text.
func (d *doc) tokensAt(start, end int) []lexicon.Token {
	tokens := d.lex.Tokenize(d.page.Text[start:end])
	for i := range tokens {
		tokens[i].Start += start
		tokens[i].End += start
	}
	return tokens
}

func (d *doc) text(start, end int) string { return d.page.Text[start:end] }
