package report

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// flipsListed bounds the pairs of quotes that share all words but one.
const flipsListed = 40

// sourceData is the words of a source's profile; its figures are in the report.
type sourceData struct {
	Kinds    string        `json:"kinds"` // "10 duties, 2 pay figures"
	Figures  string        `json:"figures"`
	Outcomes []outcomeData `json:"outcomes"`
	Alone    []aloneRole   `json:"alone"`
	Stands   []standData   `json:"stands"`
}

type outcomeData struct {
	Label string `json:"label"`
	Pages int    `json:"pages"`
}

type aloneRole struct {
	Role   string   `json:"role"`
	Labels []string `json:"labels"`
}

type standData struct {
	Stand
	Topic string `json:"topic"`
}

func (r *Report) sourceRows() []sourceData {
	rows := make([]sourceData, len(r.Sources))
	topics := map[string]string{}
	for i := range r.Conflicts {
		topics[r.Conflicts[i].ID] = r.Conflicts[i].TopicLabel
	}
	for i := range r.Sources {
		s := &r.Sources[i]
		d := sourceData{Kinds: r.labels.countKinds(s.ClaimsByKind), Figures: figuresAge(s), Outcomes: []outcomeData{}, Alone: r.aloneRoles(s), Stands: []standData{}}
		for _, outcome := range slices.Sorted(maps.Keys(s.Outcomes)) {
			d.Outcomes = append(d.Outcomes, outcomeData{Label: named(r.labels.Outcomes, outcome), Pages: s.Outcomes[outcome]})
		}
		for _, stand := range s.Outnumbered {
			d.Stands = append(d.Stands, standData{Stand: stand, Topic: topics[stand.ConflictID]})
		}
		rows[i] = d
	}
	return rows
}

func (r *Report) aloneRoles(s *Source) []aloneRole {
	roles := []aloneRole{}
	for _, alone := range s.Alone {
		role := roleLabel(alone.Role)
		i := slices.IndexFunc(roles, func(a aloneRole) bool { return a.Role == role })
		if i < 0 {
			i = len(roles)
			roles = append(roles, aloneRole{Role: role})
		}
		roles[i].Labels = append(roles[i].Labels, r.labels.category(alone.Category))
	}
	return roles
}

func figuresAge(s *Source) string {
	text := s.OldestFigure
	if s.NewestFigure != "" && s.NewestFigure != s.OldestFigure {
		text += " to " + s.NewestFigure
	}
	if s.Stale > 0 {
		text += fmt.Sprintf(" (%d out of date)", s.Stale)
	}
	return text
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

type alphaData struct {
	Value   string `json:"value"`
	Range   string `json:"range,omitempty"`
	Meaning string `json:"meaning"`
}

func (r *Report) alpha() alphaData {
	a := r.Agreement
	if a.Alpha == nil {
		return alphaData{Value: "not defined", Meaning: "too few duties are named by more than one source"}
	}
	v := alphaData{Value: decimals(*a.Alpha), Meaning: alphaMeaning(*a.Alpha)}
	if a.AlphaLow != nil && a.AlphaHigh != nil {
		v.Range = decimals(*a.AlphaLow) + " to " + decimals(*a.AlphaHigh)
	}
	return v
}

func decimals(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }
