package extract

import (
	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// card is a small heading with one short paragraph under it.
type card struct {
	head, body *block
}

// maxCard is how many tokens the paragraph of a card has at the most; a longer one is running text under a heading.
const maxCard = 45

// cards finds runs of two or more cards under one heading, whose paragraphs mostly begin with a verb of work.
func (d *doc) cards() [][]card {
	var out [][]card
	var run []card
	flush := func() {
		if len(run) >= 2 && d.cardVerbs(run) > 0.6 && (len(run[0].head.tokens) < 3 || !d.startsWithWork(run[0].head.tokens)) {
			out = append(out, run)
		}
		run = nil
	}
	for i := 0; i+1 < len(d.blocks); i++ {
		head, body := &d.blocks[i], &d.blocks[i+1]
		if !d.isCard(i) {
			flush()
			continue
		}
		if len(run) > 0 && (run[0].head.Level != head.Level || run[0].head.Kind != head.Kind) {
			flush()
		}
		run = append(run, card{head, body})
		i++
	}
	flush()
	return out
}

// isCard reports whether a heading and a paragraph alone under it stand at block i.
func (d *doc) isCard(i int) bool {
	head, body := &d.blocks[i], &d.blocks[i+1]
	if !headsCard(head) || body.Kind != page.Paragraph || len(body.tokens) > maxCard || headsCard(body) || head.heading.question {
		return false
	}
	return i+2 >= len(d.blocks) || d.blocks[i+2].Kind == page.Heading || headsCard(&d.blocks[i+2]) || head.Kind == page.Paragraph
}

// headsCard reports whether a block can head a card: a short heading, or a word or three on a line of their own.
func headsCard(b *block) bool {
	switch b.Kind {
	case page.Heading:
		return len(b.tokens) <= 8
	case page.Paragraph:
		n := len(b.tokens)
		return n > 0 && n <= 4 && b.tokens[n-1].Kind == lexicon.Word && b.tokens[0].Upper
	case page.ListItem, page.Term, page.Row, page.Caption, page.Quote, page.Pre:
	}
	return false
}

func (d *doc) cardVerbs(run []card) float64 {
	n := 0
	for _, c := range run {
		if d.startsWithWork(c.body.tokens) {
			n++
		}
	}
	return float64(n) / float64(len(run))
}

// cardDuties adds the cards of a section on duties. The quote is heading and text together.
func (d *doc) cardDuties(b *builder, run []card) {
	sc := run[0].head.scope
	if sc.blocked || !sc.duty || len(sc.roles) != 1 {
		return
	}
	for _, c := range run {
		if c.head.heading.notDuty && !c.head.heading.duty || !d.startsWithWork(c.body.tokens) {
			continue
		}
		b.duty(sc.roles[0], evidence{
			block: c.head, start: c.head.Start, end: c.body.End, form: claim.List, rule: "list-cards", confidence: 0.7,
			context: []context{{"role", sc.from}},
		}, nil, nil)
	}
}
