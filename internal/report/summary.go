package report

import (
	"cmp"
	"fmt"
	"strings"

	"rolecall/internal/claim"
)

const strongestShown = 3

func (r *Report) summarize(kinds map[claim.Kind]int) Summary {
	s := Summary{
		Sources: len(r.Sources), SilentSources: []string{}, Pages: len(r.Documents), ClaimsByKind: kindCounts(kinds),
		BySeverity: map[string]int{}, Strongest: []string{},
	}
	for _, d := range r.Documents {
		if claim.FetchOutcome(d.FetchOutcome).Fetched() {
			s.Fetched++
		}
		if d.Failed {
			s.Failed++
		}
	}
	for _, n := range kinds {
		s.Claims += n
	}
	for i := range r.Conflicts {
		s.count(&r.Conflicts[i])
	}
	for _, src := range r.Sources {
		if src.Fetched == 0 {
			s.SilentSources = append(s.SilentSources, src.ID)
		}
	}
	s.Sentences = r.sentences(&s)
	return s
}

func (s *Summary) count(c *Conflict) {
	switch {
	case c.stands():
		s.Comparable++
		s.BySeverity[c.Severity]++
		if len(s.Strongest) < strongestShown {
			s.Strongest = append(s.Strongest, c.ID)
		}
	case c.Comparable:
		s.Resolved++
	default:
		s.NotComparable++
	}
}

func (r *Report) sentences(s *Summary) []string {
	lines := []string{
		fmt.Sprintf("%s of %s gave text to read; %s.", counted(s.Pages-s.Failed, "page", "pages"),
			counted(s.Sources, "source", "sources"), failedPages(s.Failed)),
		fmt.Sprintf("They hold %s%s.", counted(s.Claims, "claim", "claims"), after(": ", r.labels.countKinds(s.ClaimsByKind))),
		contradictions(s),
	}
	if s.NotComparable > 0 {
		lines = append(lines, fmt.Sprintf("%s only %s so: what is compared differs in year, survey, region, scope or condition.",
			counted(s.NotComparable, "more difference", "more differences"), verb(s.NotComparable, "looks", "look")))
	}
	if s.Resolved > 0 {
		lines = append(lines, fmt.Sprintf("%s of earlier runs no longer %s.",
			counted(s.Resolved, "contradiction", "contradictions"), verb(s.Resolved, "stands", "stand")))
	}
	if len(s.SilentSources) > 0 {
		lines = append(lines, "Nothing was fetched from "+r.sourceNames(s.SilentSources)+".")
	}
	return lines
}

// after puts a lead before a text that is not empty.
func after(lead, text string) string {
	if text == "" {
		return ""
	}
	return lead + text
}

func failedPages(n int) string {
	if n == 0 {
		return "none failed"
	}
	return counted(n, "page", "pages") + " did not"
}

func contradictions(s *Summary) string {
	if s.Comparable == 0 {
		return "No source contradicts another on a matter that can be compared."
	}
	var parts []string
	for _, severity := range []claim.Severity{claim.High, claim.Medium, claim.Low} {
		if n := s.BySeverity[string(severity)]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, severity))
		}
	}
	return fmt.Sprintf("The sources contradict each other on %s (severity: %s).", counted(s.Comparable, "matter", "matters"), strings.Join(parts, ", "))
}

// countKinds is "40 duties, 7 pay figures", the kinds in their usual order.
func (l *labels) countKinds(counts map[string]int) string {
	var parts []string
	for _, k := range claim.Kinds() {
		if n := counts[string(k)]; n > 0 {
			words := l.Counted[string(k)]
			parts = append(parts, counted(n, words[0], words[1]))
		}
	}
	return strings.Join(parts, ", ")
}

// sourceNames is the names of sources, for a sentence.
func (r *Report) sourceNames(ids []string) string {
	shown := make([]string, len(ids))
	for i, id := range ids {
		shown[i] = cmp.Or(r.names[id], id)
	}
	return enumerate(shown)
}

func enumerate(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

func counted(n int, one, many string) string {
	return thousands(float64(n)) + " " + verb(n, one, many)
}

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
