package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
)

type sourceView struct {
	Source
	Anchor      string
	Share       string // of the categories that any source names
	Agrees      string
	Kinds       string // "10 duties, 2 pay figures"
	WordsText   string
	AloneRoles  []aloneRole
	Stands      []standView
	Copies      string // names of the sources it shares wording with
	FailedPages []documentView
	FiguresAge  string
}

type aloneRole struct {
	Role   string
	Labels []string
}

type standView struct {
	Stand
	Topic string
}

func (r *Report) sourceViews() []sourceView {
	views := make([]sourceView, len(r.Sources))
	for i, s := range r.Sources {
		views[i] = r.sourceView(s)
	}
	return views
}

func (r *Report) sourceView(s Source) sourceView {
	v := sourceView{
		Source: s, Anchor: "s-" + s.ID, Share: percent(s.Coverage), Agrees: percent(s.Agreement), FiguresAge: figuresAge(&s),
		Kinds: r.labels.countKinds(s.ClaimsByKind), WordsText: thousands(float64(s.Words)),
	}
	if len(s.NearCopyOf) > 0 {
		v.Copies = r.sourceNames(s.NearCopyOf)
	}
	for _, alone := range s.Alone {
		v.addAlone(roleLabel(alone.Role), r.labels.category(alone.Category))
	}
	for _, stand := range s.Outnumbered {
		v.Stands = append(v.Stands, standView{Stand: stand, Topic: r.topicOf(stand.ConflictID)})
	}
	for i := range r.Documents {
		if d := &r.Documents[i]; d.SourceID == s.ID && d.Failed {
			v.FailedPages = append(v.FailedPages, r.documentView(d))
		}
	}
	return v
}

func (v *sourceView) addAlone(role, label string) {
	i := slices.IndexFunc(v.AloneRoles, func(a aloneRole) bool { return a.Role == role })
	if i < 0 {
		i = len(v.AloneRoles)
		v.AloneRoles = append(v.AloneRoles, aloneRole{Role: role})
	}
	v.AloneRoles[i].Labels = append(v.AloneRoles[i].Labels, label)
}

func (r *Report) topicOf(conflictID string) string {
	for i := range r.Conflicts {
		if r.Conflicts[i].ID == conflictID {
			return r.Conflicts[i].TopicLabel
		}
	}
	return conflictID
}

func figuresAge(s *Source) string {
	text := s.OldestFigure
	if s.NewestFigure != "" && s.NewestFigure != s.OldestFigure {
		text += " to " + s.NewestFigure
	}
	if text == "" {
		return "–"
	}
	if s.Stale > 0 {
		text += fmt.Sprintf(" (%d out of date)", s.Stale)
	}
	return text
}

// A table of every source against every other is read up to this many; beyond, the pairs that agree least are listed.
const (
	agreementTable = 24
	pairsListed    = 40
	flipsListed    = 40
)

type agreementView struct {
	Alpha   string
	Meaning string
	Names   []string
	Rows    []agreementRow
	Pairs   []pairView // instead of Rows where sources are many
	LeftOut int
	Flips   []flipView
}

// flipView is two quotes of one wording but for a word each.
type flipView struct {
	A, B         quoteView
	WordA, WordB string
}

type agreementRow struct {
	Name  string
	Cells []agreementCell
}

type agreementCell struct {
	Text, Title, Class string
	Of                 int // categories shared
}

type pairView struct {
	Pair
	AName, BName, Share, Overlap string
}

func (r *Report) agreementView() agreementView {
	v := agreementView{Alpha: "not defined", Meaning: "too few duties are named by more than one source"}
	if a := r.Agreement.Alpha; a != nil {
		v.Alpha, v.Meaning = strconv.FormatFloat(*a, 'f', 2, 64), alphaMeaning(*a)
	}
	v.Flips = r.flips()
	sources := r.matrixSources()
	if len(sources) <= agreementTable {
		r.agreementTable(&v, sources)
		return v
	}
	pairs := slices.Clone(r.Agreement.Pairs)
	slices.SortStableFunc(pairs, func(a, b Pair) int {
		if a.SameRole != b.SameRole {
			return int(math.Copysign(1, a.SameRole-b.SameRole))
		}
		return b.Shared - a.Shared
	})
	v.LeftOut = max(0, len(pairs)-pairsListed)
	for _, p := range pairs[:len(pairs)-v.LeftOut] {
		v.Pairs = append(v.Pairs, r.pairView(p))
	}
	return v
}

func (r *Report) flips() []flipView {
	var flips []flipView
	for _, p := range r.Agreement.Pairs {
		for _, f := range p.Flips {
			if len(flips) < flipsListed {
				flips = append(flips, flipView{A: r.quote(f.ClaimA), B: r.quote(f.ClaimB), WordA: cmp.Or(f.WordA, "nothing"), WordB: cmp.Or(f.WordB, "nothing")})
			}
		}
	}
	return flips
}

func (r *Report) pairView(p Pair) pairView {
	return pairView{
		Pair: p, AName: r.sourceNames([]string{p.A}), BName: r.sourceNames([]string{p.B}),
		Share: percent(&p.SameRole), Overlap: percent(&p.Jaccard),
	}
}

func (r *Report) agreementTable(v *agreementView, sources []Source) {
	pairs := map[[2]string]Pair{}
	for _, p := range r.Agreement.Pairs {
		pairs[[2]string{p.A, p.B}], pairs[[2]string{p.B, p.A}] = p, p
	}
	for _, a := range sources {
		v.Names = append(v.Names, a.Name)
		row := agreementRow{Name: a.Name}
		for _, b := range sources {
			row.Cells = append(row.Cells, r.agreementCell(pairs, a, b))
		}
		v.Rows = append(v.Rows, row)
	}
}

func (r *Report) agreementCell(pairs map[[2]string]Pair, a, b Source) agreementCell {
	p, ok := pairs[[2]string{a.ID, b.ID}]
	switch {
	case a.ID == b.ID:
		return agreementCell{Class: "self"}
	case !ok:
		return agreementCell{Text: "–", Title: "No category in common"}
	}
	shown := r.pairView(p)
	cell := agreementCell{
		Text: shown.Share, Of: p.Shared, Class: fmt.Sprintf("heat%d", int(math.Round(min(max(p.SameRole, 0), 1)*4))),
		Title: fmt.Sprintf("%d shared; overlap %s", p.Shared, shown.Overlap),
	}
	if p.NearCopy {
		cell.Title += "; near copies"
	}
	return cell
}

// alphaMeaning reads Krippendorff's alpha by his own marks: 0.8 is reliable, 0.667 the least for tentative conclusions.
func alphaMeaning(alpha float64) string {
	switch {
	case alpha >= 0.8:
		return "the sources agree"
	case alpha >= 0.667:
		return "the sources agree for the most part"
	case alpha > 0.2:
		return "the sources agree in part"
	case alpha > -0.1:
		return "no more agreement than by chance"
	}
	return "the sources disagree more than by chance"
}
