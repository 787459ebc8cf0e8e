package extract

import (
	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// payComparisons finds who earns more in words; figures are left to the comparison of sources.
func payComparisons(d *doc, b *builder) {
	for i := range d.blocks {
		blk := &d.blocks[i]
		if blk.Kind == page.Heading || blk.Kind == page.Row || blk.Kind == page.Caption {
			continue
		}
		for j := range blk.sentences {
			if s := &blk.sentences[j]; !isQuestion(s) {
				d.comparePay(b, blk, s)
			}
		}
	}
}

func (d *doc) comparePay(b *builder, blk *block, s *sentence) {
	if hits := d.lex.Patterns["pay_relation"].Find(s.tokens); hasValue(hits, "different") {
		d.payComparison(b, blk, s, "different")
		return
	}
	_ = page.Span{}
	_ = lexicon.Named
}

func hasValue(hits []lexicon.Hit, value string) bool {
	for _, h := range hits {
		if h.Value == value {
			return true
		}
	}
	return false
}

func (d *doc) payComparison(b *builder, blk *block, s *sentence, value string) {
	c := b.claim(claim.PayComparison, "", evidence{block: blk, start: s.start, end: s.end, form: formOf(blk), rule: "pay-words", confidence: 0.8})
	c.Value = value
	c.Modality, c.Condition = d.modality(s.tokens), d.condition(s.tokens)
	b.add(c)
}
