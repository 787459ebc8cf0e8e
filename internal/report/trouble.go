package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// troubled lists the sources that did not go well, those that fell silent first: what breaks a crawl unseen.
func (r *Report) troubled() []Source {
	var list []Source
	for _, silent := range []bool{true, false} {
		for _, s := range r.Sources {
			if s.Detail != "" && s.Silent == silent {
				list = append(list, s)
			}
		}
	}
	return list
}

// states says how a source went, silence first; nothing where it went well.
func (l *labels) states(s *Source) []string {
	var states []string
	if s.Silent {
		states = append(states, labelOf(l.States, "silent"))
	}
	if s.State != "" && s.State != "ok" && (!s.Silent || s.State != "silent") {
		states = append(states, labelOf(l.States, s.State))
	}
	return states
}

// why is the causes and the detail of a source that did not go well.
func (s *Source) why() string {
	return strings.Join(append(slices.Clone(s.Causes), s.Detail), "; ")
}

// causes tells why pages of a source gave no text, the commonest cause first.
func (r *Report) causes(source string) []string {
	pages := map[string]int{}
	for i := range r.Documents {
		if d := &r.Documents[i]; d.SourceID == source && d.Failed {
			pages[r.labels.cause(d)]++
		}
	}
	causes := slices.SortedFunc(maps.Keys(pages), func(a, b string) int {
		return cmp.Or(cmp.Compare(pages[b], pages[a]), strings.Compare(a, b))
	})
	for i, cause := range causes {
		causes[i] = fmt.Sprintf("%s: %s", cause, counted(pages[cause], "page", "pages"))
	}
	return causes
}

// cause is why a page gave no text, as a part of a sentence.
func (l *labels) cause(d *Document) string {
	if d.FetchOutcome == "http_error" && d.HTTPStatus != 0 {
		return fmt.Sprintf("server answered %d", d.HTTPStatus)
	}
	outcome := l.outcome(d)
	return strings.ToLower(outcome[:1]) + outcome[1:]
}

// silentNames is the names of the sources that fell silent, each with its causes, for a sentence.
func (r *Report) silentNames() string {
	var shown []string
	for _, s := range r.Sources {
		if s.Silent {
			name := s.Name
			if len(s.Causes) > 0 {
				name += " (" + strings.Join(s.Causes, ", ") + ")"
			}
			shown = append(shown, name)
		}
	}
	return enumerate(shown)
}
