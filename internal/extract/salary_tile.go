package extract

import (
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// lone is how many tokens a block has at the most that is nothing but a figure, and maxLabel those of its label.
const (
	lone     = 8
	maxLabel = 16
)

// labelOf finds the line right before or behind a block that is nothing but a figure, as on tiles: "$3,612" over "Median
// weekly earnings". Nil where the block is no such figure or no line without figures stands beside it.
func (r *payReader) labelOf(blk *block) *block {
	if blk.Kind != page.Paragraph || len(blk.tokens) > lone || !r.onlyFigure(blk) {
		return nil
	}
	for _, i := range []int{blk.index - 1, blk.index + 1} {
		if i < 0 || i >= len(r.d.blocks) {
			continue
		}
		b := &r.d.blocks[i]
		if b.Kind == page.Paragraph && len(b.tokens) <= maxLabel && len(b.sentences) == 1 && b.tokens[len(b.tokens)-1].Kind == lexicon.Word && !r.onlyFigure(b) && r.d.lex.PayCues["pay_weak"].In(b.tokens) || i < blk.index && b.Kind == page.Paragraph && len(b.tokens) <= maxLabel && r.d.lex.PayCues["pay"].In(b.tokens) && !r.onlyFigure(b) && b.tokens[len(b.tokens)-1].Kind == lexicon.Word {
			return b
		}
	}
	return nil
}

// onlyFigure reports whether a block begins with a sign or a number and has few words besides.
func (r *payReader) onlyFigure(b *block) bool {
	words := 0
	for _, t := range b.tokens {
		if t.Kind == lexicon.Word {
			words++
		}
	}
	return len(b.tokens) > 0 && b.tokens[0].Kind != lexicon.Word && words <= 3
}
