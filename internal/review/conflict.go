package review

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"rolecall/internal/claim"
	"rolecall/internal/report"
)

// conflictPage is the workbench: one conflict, its sides with their pages, and what was decided.
type conflictPage struct {
	layout
	*matter
	Sides   []sideView
	Choices []verdictChoice
	Last    string // id of the last decision; "": none
	Changes changeList
	Prev    *matter
	Next    *matter
	Place   string // "3 of 13 contradictions"
	Notice  conflictNotice
	// RunBefore is the run before this one; "" where there was none.
	RunBefore string
}

// conflictNotice is what came of a decision that was not written.
type conflictNotice struct {
	Status int
	Text   string
	Note   string // as it was typed
}

// sideView is a position and the quotes that take it.
type sideView struct {
	Frame    string // name of its frame
	Position string
	Support  string
	Quotes   []quoteView
}

type quoteView struct {
	report.Evidence
	Source  string
	Date    string
	Address string // of the archived page
	AsText  string
	Figure  string
}

// changeList is the quotes that changed since a decision, as far as the sentence about it does not tell them.
type changeList struct {
	Quotes []changedQuote
	More   int // that are not listed
}

// Count is how many there are.
func (c changeList) Count() int { return len(c.Quotes) + c.More }

// mostChanges is how many are listed.
const mostChanges = 8

// changedQuote is a quote that a decision was made on and that reads otherwise now.
type changedQuote struct {
	Source, Before string
	Now            []string // what the source says on the same topic now; none: nothing
}

// place says where a matter stands among those of its kind.
func place(all []*matter, at int) string {
	in, of := 0, 0
	for i, m := range all {
		if m.group() != all[at].group() {
			continue
		}
		of++
		if i <= at {
			in++
		}
	}
	kinds := [][2]string{{"contradiction", "contradictions"}, {"that is none", "that are none"}, {"no longer there", "no longer there"}}
	return strconv.Itoa(in) + " of " + strconv.Itoa(of) + " " + kinds[all[at].group()][min(of-1, 1)]
}

func (s *Server) showConflict(w http.ResponseWriter, r *http.Request) error {
	looked, err := s.runs.byID(r.FormValue("run"))
	if err != nil {
		return err
	}
	return s.conflict(w, r, looked, r.PathValue("id"), conflictNotice{Status: http.StatusOK})
}

func (s *Server) conflict(w http.ResponseWriter, r *http.Request, looked *run, id string, notice conflictNotice) error {
	all, err := s.matters(looked)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(m *matter) bool { return m.ID == id })
	if at < 0 {
		return &problem{
			http.StatusNotFound, "Run " + looked.stored.ID + " has no such conflict.",
			"It may have been resolved since; go back to the queue.",
		}
	}
	m := all[at]
	page := conflictPage{
		layout: s.layout(m.TopicLabel, "", looked, all), matter: m, Sides: looked.sides(m.Conflict), Choices: verdictChoices(),
		Last: m.state().Last, Place: place(all, at), Notice: notice,
		RunBefore: looked.report.PreviousRunID,
	}
	page.Done = done(r, all)
	page.Prev, page.Next = neighbours(all, id)
	if m.Reopened != nil {
		page.Changes = looked.changes(m.Reopened, m.Because)
	}
	return s.show(w, notice.Status, "conflict", page)
}

func (r *run) sides(c *report.Conflict) []sideView {
	names := r.sourceNames()
	out := make([]sideView, len(c.Sides))
	for i, side := range c.Sides {
		out[i] = sideView{Frame: "side" + strconv.Itoa(i+1), Position: side.PositionLabel, Support: support(&side)}
		for _, id := range side.ClaimIDs {
			if e, ok := r.report.Claims[id]; ok {
				out[i].Quotes = append(out[i].Quotes, r.quote(c.ID, id, e, names))
			}
		}
	}
	return out
}

func support(s *report.Side) string {
	text := plural(len(s.SourceIDs), "source")
	if s.Support < len(s.SourceIDs) {
		text += ", " + strconv.Itoa(s.Support) + " independent"
	}
	return text
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return strconv.Itoa(n) + " " + word + "s"
}

func (r *run) quote(conflict, id string, e report.Evidence, names map[string]string) quoteView {
	query := url.Values{"run": {r.stored.ID}, "conflict": {conflict}, "claim": {id}}
	v := quoteView{Evidence: e, Source: cmp.Or(names[e.SourceID], e.SourceID), Address: "/pages/" + e.DocumentID + "?" + query.Encode() + "#q"}
	query.Set("as", "text")
	v.AsText = "/pages/" + e.DocumentID + "?" + query.Encode() + "#q"
	if e.PublishedAt != nil {
		v.Date = e.PublishedAt.Format("2 January 2006")
	}
	if e.Pay != nil {
		v.Figure = e.Pay.Label
	}
	return v
}

func (r *run) sourceNames() map[string]string {
	names := map[string]string{}
	for _, s := range r.report.Sources {
		names[s.ID] = s.Name
	}
	return names
}

// changes lists the quotes of a decision that this run does not have any more, with what stands for them now: each
// once, and without those that the sentence about it tells already.
func (r *run) changes(d *claim.Decision, sentence string) changeList {
	names := r.sourceNames()
	now := r.basis[d.ConflictID]
	told := map[[2]string]bool{}
	var out changeList
	for _, b := range d.Basis {
		at := [2]string{b.SourceID, b.Quote}
		if told[at] || tells(sentence, b.Quote) || slices.ContainsFunc(now, func(n claim.Basis) bool { return stillStands(&b, &n) }) {
			continue
		}
		told[at] = true
		if len(out.Quotes) == mostChanges {
			out.More++
			continue
		}
		c := changedQuote{Source: cmp.Or(names[b.SourceID], b.SourceID), Before: b.Quote}
		for _, n := range now {
			if n.ClaimKey == b.ClaimKey && !slices.Contains(c.Now, n.Quote) {
				c.Now = append(c.Now, n.Quote)
			}
		}
		out.Quotes = append(out.Quotes, c)
	}
	return out
}

// tells reports whether a sentence cites a quote, whole or shortened.
func tells(sentence, quote string) bool {
	for _, cited := range strings.Split(sentence, "“")[1:] {
		cited, _, _ = strings.Cut(cited, "”")
		if start := strings.TrimRight(cited, ".… "); start != "" && strings.HasPrefix(curly(quote), start) {
			return true
		}
	}
	return false
}

// stillStands reports whether evidence of a decision is that of now, or reads as it does.
func stillStands(then, now *claim.Basis) bool {
	return then.SourceID == now.SourceID && (then.Quote == now.Quote || then.ClaimKey == now.ClaimKey && then.EvidenceHash == now.EvidenceHash)
}
