package compare

import (
	"slices"
	"strings"
	"unicode"

	"rolecall/internal/claim"
)

// change is what a page did to a passage under a decision.
type change struct {
	documentID, sourceID string
	what                 what
	quote                string
}

// what can become of a passage.
type what int

const (
	dropped   what = iota // it is gone
	elsewhere             // it stands in another context
	added                 // it was not there
)

// basisPage is a page as a decision records it.
type basisPage struct {
	textSHA256, bodySHA256 string
	hashes, words          map[string]bool // of its evidence
	said                   map[saidFor]bool
}

// saidFor is what somebody says, in words, for a position.
type saidFor struct{ position, words string }

func basisPages(basis []claim.Basis) map[string]basisPage {
	out := map[string]basisPage{}
	for _, b := range basis {
		p, known := out[b.DocumentID]
		if !known {
			p = basisPage{
				textSHA256: b.TextSHA256, bodySHA256: b.BodySHA256,
				hashes: map[string]bool{}, words: map[string]bool{}, said: map[saidFor]bool{},
			}
			out[b.DocumentID] = p
		}
		words := wordsOf(b.Quote)
		p.hashes[b.EvidenceHash], p.words[words], p.said[saidFor{b.Position, words}] = true, true, true
	}
	return out
}

// changes lists what pages did to the evidence under a decision, each passage once.
func (d *Decider) changes(f *Finding, decision *claim.Decision) []change {
	known := basisPages(decision.Basis)
	evidence := placed(f)
	var out []change
	told := map[pageOf]bool{} // by document and words
	tell := func(documentID, sourceID, quote string, what what) {
		at := pageOf{documentID, wordsOf(quote)}
		if !told[at] {
			told[at] = true
			out = append(out, change{documentID, sourceID, what, quote})
		}
	}
	for _, b := range decision.Basis {
		now := d.sight(d.runID, b.DocumentID)
		switch {
		case !now.seen || now.hasBody(b.BodySHA256):
		case !now.says(b.Quote) && !now.hasText(b.TextSHA256):
			tell(b.DocumentID, b.SourceID, b.Quote, dropped)
		case d.moved(&b, evidence, decision.RunID):
			tell(b.DocumentID, b.SourceID, b.Quote, elsewhere)
		}
	}
	for _, e := range evidence {
		if d.added(&e, known, decision.RunID) && !d.atNewAddress(&e, decision.Basis) {
			tell(e.DocumentID, e.SourceID, e.Quote, added)
		}
	}
	return out
}

// moved reports whether a passage that still stands is no evidence any more in the context in which it was, though the
// same extractor read it.
func (d *Decider) moved(b *claim.Basis, evidence []placedEvidence, decidedOn string) bool {
	now, then := d.sight(d.runID, b.DocumentID), d.sight(decidedOn, b.DocumentID)
	return !stillThere(b, evidence) && then.seen && then.extractor == now.extractor && !now.hasBody(then.bodySHA256)
}

// added reports whether evidence was not there when somebody decided, and not because the extractor passed it over.
func (d *Decider) added(e *placedEvidence, known map[string]basisPage, decidedOn string) bool {
	page, based := known[e.DocumentID]
	words := wordsOf(e.Quote)
	now := d.sight(d.runID, e.DocumentID)
	switch {
	case page.hashes[e.EvidenceHash] || page.said[saidFor{e.position, words}] || !now.seen || now.hasBody(page.bodySHA256):
		return false
	case d.gone[decidedOn]:
		return d.addedSinceLast(e, &page)
	}
	then := d.sight(decidedOn, e.DocumentID)
	reread := then.extractor != now.extractor
	switch {
	case !then.seen:
		return !based || !now.hasText(page.textSHA256)
	case now.hasBody(then.bodySHA256) || (reread && now.hasText(then.textSHA256)):
		return false
	}
	return !then.says(e.Quote) || (!reread && page.words[words])
}

// atNewAddress reports whether evidence is what a decision rests on, of the same source and word for word in its context,
// from a page that is read under another address now.
func (d *Decider) atNewAddress(e *placedEvidence, basis []claim.Basis) bool {
	return slices.ContainsFunc(basis, func(b claim.Basis) bool {
		return b.SourceID == e.SourceID && b.Position == e.position && b.EvidenceHash == e.EvidenceHash && !d.sight(d.runID, b.DocumentID).seen
	})
}

// addedSinceLast reports whether evidence was not there in the run before; page is what the decision knows of its page.
func (d *Decider) addedSinceLast(e *placedEvidence, page *basisPage) bool {
	now, last := d.sight(d.runID, e.DocumentID), d.sight(d.previous, e.DocumentID)
	switch {
	case d.gone[d.previous] || now.hasText(page.textSHA256):
		return false
	case !last.seen:
		return true
	}
	return !now.hasBody(last.bodySHA256) && !last.says(e.Quote)
}

// sight is what is to be known of a page in a run.
type sight struct {
	seen                              bool
	textSHA256, bodySHA256, extractor string
	stands                            map[string]bool // by the words of a quote
}

// lookFor notes a quote to be looked for.
func (s *sight) lookFor(quote string) { s.stands[wordsOf(quote)] = false }

func (s *sight) see(doc *claim.Document) {
	s.seen, s.textSHA256, s.bodySHA256, s.extractor = true, doc.TextSHA256, doc.BodySHA256, doc.ExtractorVersion
	if len(s.stands) == 0 {
		return
	}
	said := newSaying(doc.Text)
	for words := range s.stands {
		s.stands[words] = said.has(words)
	}
}

func (s *sight) hasBody(sha256 string) bool { return sha256 != "" && s.bodySHA256 == sha256 }

func (s *sight) hasText(sha256 string) bool { return sha256 != "" && s.textSHA256 == sha256 }

func (s *sight) says(quote string) bool { return s.stands[wordsOf(quote)] }

// wordsOf is a text as its words, numbers and signs of money and measure, a space between any two: what remains the same
// where only marks, case and layout are read differently.
func wordsOf(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(text) {
		sign := r == '%' || (unicode.IsSymbol(r) && r != '|' && !unicode.Is(unicode.Sk, r))
		switch {
		case unicode.Is(unicode.Cf, r):
			continue // a soft hyphen or a mark of direction
		case !sign && !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r):
			gap = true
			continue
		}
		if (gap || sign) && b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		gap = sign
	}
	return b.String()
}
