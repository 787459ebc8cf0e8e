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
		Sources: len(r.Sources), SilentSources: []string{}, Unfetched: []string{}, Pages: len(r.Documents), ClaimsByKind: kindCounts(kinds),
		BySeverity: map[string]int{}, ByStatus: map[string]int{}, Decided: map[string]int{}, Strongest: []string{}, Changes: r.Changes.counts(),
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
		if src.Silent {
			s.SilentSources = append(s.SilentSources, src.ID)
		}
		if src.Fetched == 0 {
			s.Unfetched = append(s.Unfetched, src.ID)
		}
	}
	s.Sentences = r.sentences(&s)
	return s
}

func (s *Summary) count(c *Conflict) {
	if c.Comparable {
		s.ByStatus[c.Status]++
	}
	switch {
	case c.stands():
		s.Comparable++
		s.BySeverity[c.Severity]++
		if c.Decision != "" {
			s.Decided[c.Decision]++
		}
		if len(s.Strongest) < strongestShown && rankOf(*c) < 2 {
			s.Strongest = append(s.Strongest, c.ID)
		}
	case c.Comparable && c.Status == string(claim.Unverified):
		s.Unverified++
	case c.Comparable:
		s.Resolved++
	case c.found():
		s.NotComparable++
	}
}

func (r *Report) sentences(s *Summary) []string {
	var lines []string
	if n := len(s.SilentSources); n > 0 {
		lines = append(lines, fmt.Sprintf("%s fell silent: less than half of the claims of %s last good fetch.", r.silentNames(), verb(n, "its", "their")))
	}
	lines = append(lines,
		fmt.Sprintf("%s of %s gave text to read; %s.", counted(s.Pages-s.Failed, "page", "pages"),
			counted(s.Sources, "source", "sources"), failedPages(s.Failed)),
		fmt.Sprintf("They hold %s%s.", counted(s.Claims, "claim", "claims"), after(": ", r.labels.countKinds(s.ClaimsByKind))),
		contradictions(s),
	)
	lines = append(lines, r.decided(s)...)
	if s.Unverified > 0 {
		lines = append(lines, fmt.Sprintf("%s of earlier runs could not be verified this time, because not all of %s sources were read, or not for %s roles.",
			counted(s.Unverified, "contradiction", "contradictions"), verb(s.Unverified, "its", "their"), verb(s.Unverified, "its", "their")))
	}
	if s.NotComparable > 0 {
		lines = append(lines, fmt.Sprintf("%s only %s so: what is compared differs in year, survey, region, scope or condition.",
			counted(s.NotComparable, "more difference", "more differences"), verb(s.NotComparable, "looks", "look")))
	}
	if s.Resolved > 0 {
		lines = append(lines, fmt.Sprintf("%s of earlier runs no longer %s.",
			counted(s.Resolved, "contradiction", "contradictions"), verb(s.Resolved, "stands", "stand")))
	}
	if s.Changes != nil {
		lines = append(lines, r.sinceLast(s))
	}
	if len(s.Unfetched) > 0 {
		lines = append(lines, "Nothing was fetched from "+r.sourceNames(s.Unfetched)+".")
	}
	return lines
}

// decided tells how many contradictions are settled and how many are new.
func (r *Report) decided(s *Summary) []string {
	var lines, parts []string
	for _, v := range claim.Verdicts() {
		if n := s.Decided[string(v)]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, strings.ToLower(named(r.labels.Decisions, string(v)))))
		}
	}
	if len(parts) > 0 {
		decided := sum(s.Decided)
		lines = append(lines, fmt.Sprintf("%s decided (%s); %d left to decide.", counted(decided, "of them is", "of them are"),
			strings.Join(parts, ", "), s.Comparable-decided))
	}
	if n := s.ByStatus[string(claim.New)]; n > 0 && r.PreviousRunID != "" {
		lines = append(lines, counted(n, "contradiction is new", "contradictions are new")+" since the run before.")
	}
	return lines
}

func sum(counts map[string]int) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}

// sinceLast tells what the sources say otherwise than at their last good fetch.
func (r *Report) sinceLast(s *Summary) string {
	c := s.Changes
	text := fmt.Sprintf("Since each source was last read, %s new, %d gone, %d changed and %d the same",
		counted(c.New, "claim is", "claims are"), c.Gone, c.Changed, c.Same)
	if c.Unverified > 0 {
		text += fmt.Sprintf("; %s not be checked, because their pages were not read this time", counted(c.Unverified, "claim could", "claims could"))
	}
	return text + "."
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
