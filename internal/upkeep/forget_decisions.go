package upkeep

import (
	"strings"

	"rolecall/internal/claim"
)

// unquote takes the quotes of what goes out of a decision, also where its note repeats one.
func (f *forgetter) unquote(d *claim.Decision) bool {
	edited := false
	for i := range d.Basis {
		b := &d.Basis[i]
		if !f.goes(b) {
			continue
		}
		d.Note = strings.ReplaceAll(d.Note, b.Quote, "[removed]")
		b.Quote, edited = "", true
	}
	return edited
}

// unquoted takes the quotes of what goes out of a note, as decisions have them.
func (f *forgetter) unquoted(note string, decisions []claim.Decision) string {
	for i := range decisions {
		for j := range decisions[i].Basis {
			if b := &decisions[i].Basis[j]; note != "" && f.goes(b) {
				note = strings.ReplaceAll(note, b.Quote, "[removed]")
			}
		}
	}
	return note
}

// goes reports whether a decision rests on a quote of what is taken out.
func (f *forgetter) goes(b *claim.Basis) bool {
	return b.Quote != "" && (f.documents[b.DocumentID] || f.want.source != "" && b.SourceID == f.want.source)
}
