package extract

import "rolecall/internal/claim"

// emphases finds comparatives of character: "the more strategic role".
func emphases(d *doc, b *builder) {
	d.eachClause(func(blk *block, s *sentence, cl clause) {
		if len(cl.roles) != 1 {
			return
		}
		for _, value := range valuesOf(d.lex.Patterns["emphasis"].Find(s.tokens[cl.head:cl.end])) {
			d.state(b, blk, s, cl, claim.Emphasis, string(cl.roles[0])+"_more_"+value, "comparative")
		}
	})
}
