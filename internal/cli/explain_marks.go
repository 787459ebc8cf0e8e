package cli

import (
	"slices"

	"rolecall/internal/pipeline"
)

// mark is a stretch of the page's text under a claim or what was passed over, in code points.
type mark struct {
	Number     int
	Start, End int
	Role       string
	Passed     bool
}

// piece is a run of a block's text under the same marks: claims that overlap are cut where one begins or ends.
type piece struct {
	Text   string
	Marks  []mark
	Begins []int // numbers of the claims that begin here, in any block
	Ends   []mark
}

// pieces cuts a block's text where marks begin and end. Joined, the texts of the pieces are the block's text.
func pieces(b *pipeline.ExplainedBlock, marks []mark) []piece {
	text := []rune(b.Text)
	cuts := []int{b.Start, b.End}
	var here []mark
	for _, m := range marks {
		if m.Start >= b.End || m.End <= b.Start || m.Start >= m.End {
			continue
		}
		here = append(here, m)
		cuts = append(cuts, max(m.Start, b.Start), min(m.End, b.End))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []piece
	for i := 1; i < len(cuts); i++ {
		from, to := cuts[i-1], cuts[i]
		p := piece{Text: string(text[from-b.Start : to-b.Start])}
		for _, m := range here {
			if m.Start > from || m.End < to {
				continue
			}
			p.Marks = append(p.Marks, m)
			if m.Start == from && !m.Passed {
				p.Begins = append(p.Begins, m.Number)
			}
			if min(m.End, b.End) == to {
				p.Ends = append(p.Ends, m)
			}
		}
		out = append(out, p)
	}
	return out
}

// Class is how a piece is coloured: by its role, as joined where claims of several roles share it, as passed over where
// no claim does.
func (p piece) Class() string {
	class := ""
	for _, m := range p.Marks {
		switch name := roleClass(m.Role); {
		case m.Passed:
		case class == "":
			class = name
		case class != name:
			class = "joined"
		}
	}
	if class == "" {
		return "amount"
	}
	return class
}

func roleClass(role string) string {
	switch role {
	case "cio", "cto":
		return role
	case "":
		return "joined"
	}
	return "other"
}
