package extract

import (
	"rolecall/internal/claim"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
)

// renameOffices gives letters that a paragraph explains as another office to that office: where somebody writes "in my
// world CIO is the Chief Investment Officer", what the CIO does there is no business of a chief information officer.
// In a thread it holds for the rest of the post, else for the paragraph.
func (d *doc) renameOffices() {
	letters, office, post := "", "", 0
	for i := range d.blocks {
		blk := &d.blocks[i]
		if blk.Kind == page.Row {
			continue
		}
		if blk.Post == 0 || blk.Post != post {
			letters, office, post = "", "", blk.Post
		}
		if l, o := d.otherOffice(blk); l != "" {
			letters, office = l, o
		}
		if letters != "" {
			rename(blk, letters, office)
		}
	}
}

// otherOffice finds letters of a wanted role that a block explains as another office, and that office.
func (d *doc) otherOffice(blk *block) (string, string) {
	for i := range blk.sentences {
		s := &blk.sentences[i]
		for k := 1; k < len(s.mentions); k++ {
			before, m := s.mentions[k-1], s.mentions[k]
			if m.Title == "" || d.wanted[claim.Role(m.Role)] || before.Letters == "" || before.Title != "" || !d.wanted[claim.Role(before.Role)] {
				continue
			}
			if d.defines(s, before, m) {
				return before.Letters, m.Role
			}
		}
	}
	return "", ""
}

func rename(blk *block, letters, office string) {
	for i := range blk.sentences {
		for k := range blk.sentences[i].mentions {
			if m := &blk.sentences[i].mentions[k]; m.Refers == lexicon.Named && m.Letters == letters && m.Title == "" {
				m.Role = office
			}
		}
	}
}
