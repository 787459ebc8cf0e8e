package report

import (
	"slices"
	"strconv"
	"strings"
)

// Quotes of a side that stand open, and those that stand folded behind them; further ones are in report.json.
const (
	quotesOpen   = 4
	quotesFolded = 20
)

type conflictView struct {
	Conflict
	Sides         []sideView
	RoleLabels    []string
	SeverityLabel string
	StatusLabel   string
	SourceIDs     []string
}

// SpaceRoles and SpaceSources are lists for the filters: ids hold no spaces.
func (c *conflictView) SpaceRoles() string   { return strings.Join(c.Roles, " ") }
func (c *conflictView) SpaceSources() string { return strings.Join(c.SourceIDs, " ") }

type sideView struct {
	Label   string
	Support string
	Open    []quoteView
	Folded  []quoteView
	LeftOut int
}

func (r *Report) conflictViews() []*conflictView {
	views := make([]*conflictView, len(r.Conflicts))
	for i := range r.Conflicts {
		views[i] = r.conflictView(&r.Conflicts[i])
	}
	return views
}

func (r *Report) conflictView(c *Conflict) *conflictView {
	v := &conflictView{
		Conflict: *c, SeverityLabel: named(r.labels.Severities, c.Severity), StatusLabel: named(r.labels.Statuses, c.Status),
	}
	for _, role := range c.Roles {
		v.RoleLabels = append(v.RoleLabels, roleLabel(role))
	}
	for _, side := range c.Sides {
		v.Sides = append(v.Sides, r.sideView(side))
		v.SourceIDs = append(v.SourceIDs, side.SourceIDs...)
	}
	slices.Sort(v.SourceIDs)
	v.SourceIDs = slices.Compact(v.SourceIDs)
	return v
}

func (r *Report) sideView(s Side) sideView {
	v := sideView{Label: folded(s.PositionLabel), Support: counted(len(s.SourceIDs), "source", "sources")}
	if s.Support < len(s.SourceIDs) {
		v.Support += ", " + strconv.Itoa(s.Support) + " independent"
	}
	for i, id := range s.ClaimIDs {
		switch {
		case i < quotesOpen:
			v.Open = append(v.Open, r.quote(id))
		case i < quotesOpen+quotesFolded:
			v.Folded = append(v.Folded, r.quote(id))
		default:
			v.LeftOut++
		}
	}
	return v
}

// foldedGroup is the differences of one kind that are no contradiction.
type foldedGroup struct {
	Label     string
	Conflicts []*conflictView
}

func (r *Report) folded(all []*conflictView) []foldedGroup {
	var groups []foldedGroup
	for _, c := range all {
		if c.Comparable {
			continue
		}
		i := slices.IndexFunc(groups, func(g foldedGroup) bool { return g.Label == c.KindLabel })
		if i < 0 {
			i = len(groups)
			groups = append(groups, foldedGroup{Label: c.KindLabel})
		}
		groups[i].Conflicts = append(groups[i].Conflicts, c)
	}
	return groups
}

// facet is one filter over the conflicts.
type facet struct {
	ID, Label string
	Options   []option
}

type option struct {
	Value, Label string
	Count        int
}

func (r *Report) facets() []facet {
	names := func(id string) string { return r.sourceNames([]string{id}) }
	facets := []facet{
		r.facet("comparable", "Comparable", func(c *Conflict) []string { return []string{yesNo(c.Comparable)} }, plain),
		r.facet("severity", "Severity", func(c *Conflict) []string { return []string{c.Severity} }, r.labelled(r.labels.Severities)),
		r.facet("kind", "Kind", func(c *Conflict) []string { return []string{c.Kind} }, r.labelled(r.labels.ConflictKinds)),
		r.facet("role", "Role", func(c *Conflict) []string { return c.Roles }, roleLabel),
		r.facet("source", "Source", (*Conflict).sources, names),
		r.facet("status", "Status", func(c *Conflict) []string { return []string{c.Status} }, r.labelled(r.labels.Statuses)),
	}
	return facets
}

func (r *Report) labelled(table map[string]string) func(string) string {
	return func(id string) string { return named(table, id) }
}

// facet counts the conflicts under each value, in the order in which values first occur.
func (r *Report) facet(id, label string, values func(*Conflict) []string, name func(string) string) facet {
	f := facet{ID: id, Label: label}
	for i := range r.Conflicts {
		for _, value := range values(&r.Conflicts[i]) {
			at := slices.IndexFunc(f.Options, func(o option) bool { return o.Value == value })
			if at < 0 {
				at = len(f.Options)
				f.Options = append(f.Options, option{Value: value, Label: name(value)})
			}
			f.Options[at].Count++
		}
	}
	return f
}

func (c *Conflict) sources() []string {
	var ids []string
	for _, s := range c.Sides {
		ids = append(ids, s.SourceIDs...)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
