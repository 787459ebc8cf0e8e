package extract

import (
	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// maxLoose is how many tokens a line may have that is an item of a list without list markup.
const maxLoose = 24

// looseItems finds runs of three or more short lines without an end mark that mostly begin with a verb of work: lists
// that a page builder made of plain blocks.
func (d *doc) looseItems() [][]*block {
	var out [][]*block
	var run []*block
	flush := func() {
		if len(run) >= 3 && d.verbShare(run) >= 0.6 {
			out = append(out, run)
		}
		run = nil
	}
	for i := range d.blocks {
		blk := &d.blocks[i]
		n := len(blk.tokens)
		if blk.Kind != page.Paragraph || blk.List != 0 || n < 2 || n > maxLoose || len(blk.sentences) != 1 || blk.tokens[n-1].Kind == lexicon.Mark {
			flush()
			continue
		}
		run = append(run, blk)
	}
	flush()
	return out
}

// looseDuties adds the lines of a run that stands under a heading or lead-in on one role's duties.
func (d *doc) looseDuties(b *builder, items []*block) {
	v := d.judgeList(list{items: items, leadIn: d.lineBefore(items[0])})
	if !v.duties {
		return
	}
	for _, item := range items {
		if !d.startsWithWork(item.tokens) {
			continue
		}
		for _, role := range v.roles {
			b.duty(role, evidence{
				block: item, start: item.Start, end: item.End, form: claim.List, rule: "list-lines", confidence: 0.7,
				context: []context{{"role", v.from}, {"kind", v.cue}},
			}, nil, nil)
		}
	}
}

// lineBefore is the paragraph right before a block, nil where something else stands there.
func (d *doc) lineBefore(blk *block) *block {
	if blk.index == 0 || d.blocks[blk.index-1].Kind != page.Paragraph {
		return nil
	}
	return &d.blocks[blk.index-1]
}
