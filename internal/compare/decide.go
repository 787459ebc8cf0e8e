package compare

import (
	"cmp"
	"iter"
	"slices"

	"rolecall/internal/claim"
)

// Decider holds a run's findings against what reviewers decided. A decision holds until the evidence it rests on
// changes because a page did: a passage is gone or stands in another context, or there is a passage that was not there.
// What only another extractor reads differently, and what could not be fetched, changes nothing. Pages are held against
// those of the run that was decided on or, where it is gone, of the run before.
//
// It is made with NewDecider, asked for the pages it Needs, shown each of them once by Page, and then asked to Decide.
// What it keeps grows with the decided conflicts, not with pages.
type Decider struct {
	runID    string
	findings []Finding
	standing map[string]claim.Decision // by conflict id
	before   map[string]claim.Reopened // by decision id
	previous string                    // id of the run before; "": none
	gone     map[string]bool           // runs that cannot be read any more
	pages    map[pageOf]*sight
}

// pageOf is a document as a run has it.
type pageOf struct{ runID, documentID string }

// NewDecider prepares to decide the findings of a run, as Since gives them. before are the decisions that were found
// reopened in the run before, or by the run itself where it is looked at again; previous is the id of the run before, ""
// where there is none.
func NewDecider(runID string, findings []Finding, decisions []claim.Decision, before []claim.Reopened, previous string) *Decider {
	d := &Decider{
		runID: runID, findings: findings, standing: claim.Standing(decisions),
		before: map[string]claim.Reopened{}, previous: previous, gone: map[string]bool{}, pages: map[pageOf]*sight{},
	}
	for _, r := range before {
		d.before[r.DecisionID] = r
	}
	for i := range findings {
		if decision, decided := d.standing[findings[i].ID]; decided {
			d.ask(&findings[i], &decision)
		}
	}
	return d
}

// ask notes which pages tell whether a decision holds, and what to look for in them.
func (d *Decider) ask(f *Finding, decision *claim.Decision) {
	for _, id := range d.before[decision.ID].DocumentIDs {
		d.sight(d.runID, id)
	}
	if !f.Status.Found() {
		return
	}
	known, evidence := basisPages(decision.Basis), placed(f)
	for _, b := range decision.Basis {
		d.sight(d.runID, b.DocumentID).lookFor(b.Quote)
		if !stillThere(&b, evidence) {
			d.sight(decision.RunID, b.DocumentID)
		}
	}
	for _, e := range evidence {
		d.sight(d.runID, e.DocumentID)
		if known[e.DocumentID].hashes[e.EvidenceHash] {
			continue
		}
		d.sight(decision.RunID, e.DocumentID).lookFor(e.Quote)
		if d.previous != "" {
			d.sight(d.previous, e.DocumentID).lookFor(e.Quote)
		}
	}
}

func (d *Decider) sight(runID, documentID string) *sight {
	at := pageOf{runID, documentID}
	if d.pages[at] == nil {
		d.pages[at] = &sight{stands: map[string]bool{}}
	}
	return d.pages[at]
}

// Needs lists the documents to be shown, sorted, by run: this one, the one before, and those that decisions were made on.
func (d *Decider) Needs() map[string][]string {
	out := map[string][]string{}
	for at := range d.pages {
		out[at.runID] = append(out[at.runID], at.documentID)
	}
	for _, ids := range out {
		slices.Sort(ids)
	}
	return out
}

// Documents gives the documents of these ids of a run; false where the run is not there to be read any more.
type Documents func(runID string, ids []string) (iter.Seq2[claim.Document, error], bool, error)

// Look shows the decider all that it Needs, run by run.
func (d *Decider) Look(documents Documents) error {
	needs := d.Needs()
	for _, runID := range sortedKeys(needs) {
		docs, there, err := documents(runID, needs[runID])
		if err != nil {
			return err
		}
		if !there {
			d.Gone(runID)
			continue
		}
		for doc, err := range docs {
			if err != nil {
				return err
			}
			d.Page(&doc)
		}
	}
	return nil
}

// Page shows a document as its run has it. One that is not needed is passed over; one that is never shown counts as not
// fetched.
func (d *Decider) Page(doc *claim.Document) {
	if s := d.pages[pageOf{doc.RunID, doc.ID}]; s != nil && doc.Readable() {
		s.see(doc)
	}
}

// Gone notes that a run that is needed cannot be read any more.
func (d *Decider) Gone(runID string) { d.gone[runID] = true }

// Decide gives the findings with the decisions that hold, and the decisions that do not hold any more, by conflict id.
func (d *Decider) Decide() ([]Finding, []claim.Reopened) {
	out := slices.Clone(d.findings)
	var reopened []claim.Reopened
	for i := range out {
		f := &out[i]
		f.Decision, f.DecidedBy, f.DecisionNote, f.Decided, f.Reopened = "", "", "", nil, ""
		decision, decided := d.standing[f.ID]
		if !decided {
			continue
		}
		f.Decided = &decision
		if r, lapsed := d.reopened(f, &decision); lapsed {
			f.Reopened = r.Because
			reopened = append(reopened, r)
			continue
		}
		f.Decision, f.DecidedBy, f.DecisionNote = string(decision.Verdict), decision.By, decision.Note
	}
	slices.SortFunc(reopened, func(a, b claim.Reopened) int { return cmp.Compare(a.ConflictID, b.ConflictID) })
	return out, reopened
}

// reopened says whether a decision does not hold, and why. One that was reopened stays so while a page that was the
// reason cannot be read and, where the run that was decided on is gone, until all evidence is again what it was.
func (d *Decider) reopened(f *Finding, decision *claim.Decision) (claim.Reopened, bool) {
	earlier, was := d.before[decision.ID]
	var unread []string
	for _, id := range earlier.DocumentIDs {
		if !d.sight(d.runID, id).seen {
			unread = append(unread, id)
		}
	}
	var changes []change
	if f.Status.Found() {
		changes = d.changes(f, decision)
	}
	switch {
	case len(changes) > 0:
		for _, c := range changes {
			unread = append(unread, c.documentID)
		}
		slices.Sort(unread)
		return claim.Reopened{
			ConflictID: f.ID, DecisionID: decision.ID, DocumentIDs: slices.Compact(unread), Because: because(changes),
		}, true
	case was && (len(unread) > 0 || f.Status == claim.Unverified):
		return earlier, true
	case was && f.Status.Found() && d.gone[decision.RunID] && !isBasis(placed(f), decision.Basis):
		return earlier, true
	}
	return claim.Reopened{}, false
}

// placedEvidence is evidence with the position that it takes.
type placedEvidence struct {
	Evidence
	position string
}

// placed lists a finding's evidence by side, of a side by place.
func placed(f *Finding) []placedEvidence {
	var out []placedEvidence
	for i, side := range f.Evidence {
		for _, e := range slices.SortedFunc(slices.Values(side), byPlace) {
			out = append(out, placedEvidence{e, f.Sides[i].Position})
		}
	}
	return out
}

// isBasis reports whether evidence is that of a decision, neither more nor less.
func isBasis(evidence []placedEvidence, basis []claim.Basis) bool {
	known := basisPages(basis)
	return !slices.ContainsFunc(evidence, func(e placedEvidence) bool { return !known[e.DocumentID].hashes[e.EvidenceHash] }) &&
		!slices.ContainsFunc(basis, func(b claim.Basis) bool { return !stillThere(&b, evidence) })
}

// stillThere reports whether a passage is evidence in the context in which it was.
func stillThere(b *claim.Basis, evidence []placedEvidence) bool {
	return slices.ContainsFunc(evidence, func(e placedEvidence) bool {
		return e.DocumentID == b.DocumentID && e.EvidenceHash == b.EvidenceHash
	})
}
