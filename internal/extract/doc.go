package extract

import (
	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// doc is a page prepared for the finders: its words, its sentences and whom each block is about.
type doc struct {
	page   *page.Page
	lex    *lexicon.Lexicon
	wanted map[claim.Role]bool // roles whose claims come out
	blocks []block
	trace  bool         // note what is passed over
	title  []claim.Role // roles named by the page's title or, failing that, its first heading
}

// block is a page's block with its tokens, sentences and scope.
type block struct {
	*page.Block
	index     int
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
}

// prepare reads a page into a doc.
func prepare(p *page.Page, lex *lexicon.Lexicon, wanted map[claim.Role]bool) *doc {
	d := &doc{page: p, lex: lex, wanted: wanted, blocks: make([]block, len(p.Blocks))}
	for i := range p.Blocks {
		b := &d.blocks[i]
		b.Block, b.index = &p.Blocks[i], i
		b.tokens = tokensAt(p.Text, b.Start, b.End)
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
	return d
}

// tokensAt gives the tokens of text[start:end] with offsets into text.
func tokensAt(text string, start, end int) []lexicon.Token {
	tokens := lexicon.Tokenize(text[start:end])
	for i := range tokens {
		tokens[i].Start += start
		tokens[i].End += start
	}
	return tokens
}

func (d *doc) text(start, end int) string { return d.page.Text[start:end] }
