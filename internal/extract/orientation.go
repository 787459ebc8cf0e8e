package extract

import (
	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// orientations finds whom or what a role faces: a word of direction about it, or whom it serves.
func orientations(d *doc, b *builder) {
	d.eachClause(func(blk *block, s *sentence, cl clause) {
		tokens := s.tokens[cl.start:cl.end]
		if negated(s.tokens[max(cl.start, cl.head-2):min(cl.end, cl.head+4)]) {
			return
		}
		for _, value := range d.direction(tokens) {
			d.state(b, blk, s, cl, claim.Orientation, value, "orientation-word")
		}
	})
	d.eachRow("orientation_row", func(blk *block, cell *page.Cell, role claim.Role) {
		tokens := d.span(page.Span{Start: cell.Start, End: cell.End}).tokens
		values := d.direction(tokens)
		if len(values) == 0 {
			values = valuesOf(d.lex.Patterns["audience"].Find(tokens))
		}
		if len(values) == 1 {
			b.row(blk, cell, claim.Orientation, role, values[0], "orientation-row")
		}
	})
}

// direction gives the directions that a clause's words name.
func (d *doc) direction(tokens []lexicon.Token) []string {
	values := valuesOf(d.lex.Patterns["direction"].Find(tokens))
	if len(values) > 0 {
		return values
	}
	faces := d.lex.Patterns["faces"]
	for i := range tokens {
		n, _ := faces.At(tokens, i)
		if n == 0 {
			continue
		}
		end := min(len(tokens), i+n+6)
		if hits := d.lex.Patterns["audience"].Find(tokens[i+n : end]); len(hits) > 0 && hits[0].Start <= 3 {
			return []string{hits[0].Value}
		}
	}
	return nil
}

func valuesOf(hits []lexicon.Hit) []string {
	var out []string
	for _, h := range hits {
		known := false
		for _, v := range out {
			known = known || v == h.Value
		}
		if !known {
			out = append(out, h.Value)
		}
	}
	return out
}
