package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
)

// strongest is how many conflicts the summary names.
const strongest = 3

// printSummary tells a person how a run went and where its parts lie.
func printSummary(w io.Writer, out string, s *pipeline.Summary) {
	fmt.Fprintf(w, "Run %s: %s\n\n", s.Run.ID, s.Outcome)
	printSilent(w, s.Sources)
	fmt.Fprintf(w, "Pages      %d fetched of %d%s%s\n", s.Fetched, s.Pages, recalled(s), resumed(s))
	fmt.Fprintf(w, "Claims     %s\n", claimLine(s))
	printChanges(w, s)
	fmt.Fprintf(w, "Conflicts  %s, %d that only look so%s\n", count(len(s.Conflicts), "contradiction"), s.Apparent, unverified(s))
	for i, c := range s.Conflicts {
		if i == strongest {
			fmt.Fprintf(w, "           and %d more in the report\n", len(s.Conflicts)-strongest)
			break
		}
		fmt.Fprintf(w, "  %-7s %s\n", c.Severity, c.Explanation)
	}
	printDecisions(w, s)
	printOutcomes(w, s.Sources)
	printTrouble(w, s)
	for _, text := range s.Warnings {
		fmt.Fprintf(w, "\nWarning    %s\n", text)
	}
	fmt.Fprintf(w, "\nReport     %s\n", filepath.Join(out, filepath.FromSlash(s.Run.Paths.Report)))
	fmt.Fprintf(w, "Parquet    %s\n", filepath.Join(out, filepath.Dir(filepath.FromSlash(s.Run.Paths.Claims))))
	if s.Run.Paths.Archive != "" {
		fmt.Fprintf(w, "Archive    %s\n", filepath.Join(out, filepath.FromSlash(s.Run.Paths.Archive)))
	}
}

// unverified says how many contradictions of earlier runs could not be held against what was read.
func unverified(s *pipeline.Summary) string {
	if s.Unverified == 0 {
		return ""
	}
	return fmt.Sprintf("; %d more could not be verified this time", s.Unverified)
}

// printSilent names, before all else, the sources that gave far less than they did: what breaks a crawl unseen.
func printSilent(w io.Writer, sources []dataset.SourceResult) {
	any := false
	for _, r := range sources {
		if r.Silent {
			fmt.Fprintf(w, "SILENT     %s: %s\n", r.ID, r.Detail)
			any = true
		}
	}
	if any {
		fmt.Fprintln(w)
	}
}

// recalled says how many pages had not changed since they were read.
func recalled(s *pipeline.Summary) string {
	if s.Recalled == 0 {
		return ""
	}
	return fmt.Sprintf("; %d unchanged and not read again", s.Recalled)
}

// printChanges says what became of the claims of earlier runs.
func printChanges(w io.Writer, s *pipeline.Summary) {
	if s.Changes == nil {
		return
	}
	all := s.Changes.Total()
	fmt.Fprintf(w, "Changes    %d claims new, %d gone, %d changed, %d as before", all.New, all.Gone, all.Changed, all.Same)
	if all.Unverified > 0 {
		fmt.Fprintf(w, ", %d not verified: their pages were not read this time", all.Unverified)
	}
	fmt.Fprintln(w)
}

// printDecisions says how many of the contradictions are decided, and which have to be decided anew and why.
func printDecisions(w io.Writer, s *pipeline.Summary) {
	decided, reopened := 0, 0
	for _, c := range s.Conflicts {
		switch {
		case c.Decision != "":
			decided++
		case c.Reopened != "":
			reopened++
		}
	}
	if decided+reopened == 0 {
		return
	}
	fmt.Fprintf(w, "Decisions  %d of %s decided, %d reopened\n", decided, count(len(s.Conflicts), "contradiction"), reopened)
	for _, c := range s.Conflicts {
		if c.Reopened != "" {
			fmt.Fprintf(w, "  reopened %s\n           because %s\n", c.Explanation, c.Reopened)
		}
	}
}

// resumed says how many pages a run that was taken up had at hand.
func resumed(s *pipeline.Summary) string {
	if !s.TakenUp {
		return ""
	}
	if s.Resumed == 1 {
		return "; resumed: 1 page was at hand"
	}
	return fmt.Sprintf("; resumed: %d pages were at hand", s.Resumed)
}

func claimCount(s *pipeline.Summary) int {
	total := 0
	for _, n := range s.Claims {
		total += n
	}
	return total
}

// claimLine is "48: 30 responsibility, 10 salary, ...", the commonest kind first.
func claimLine(s *pipeline.Summary) string {
	type kindCount struct {
		kind string
		n    int
	}
	var kinds []kindCount
	total := 0
	for kind, n := range s.Claims {
		kinds = append(kinds, kindCount{string(kind), n})
		total += n
	}
	if total == 0 {
		return "none"
	}
	slices.SortFunc(kinds, func(a, b kindCount) int {
		if a.n != b.n {
			return b.n - a.n
		}
		return strings.Compare(a.kind, b.kind)
	})
	parts := make([]string, len(kinds))
	for i, k := range kinds {
		parts[i] = fmt.Sprintf("%d %s", k.n, k.kind)
	}
	return fmt.Sprintf("%d: %s", total, strings.Join(parts, ", "))
}

// printTrouble names the pages that could not be read and the sources that gave too little.
func printTrouble(w io.Writer, s *pipeline.Summary) {
	if len(s.Failures) > 0 {
		fmt.Fprintf(w, "\nNot read\n")
		for _, f := range s.Failures {
			fmt.Fprintf(w, "  %s  %s  %s: %s\n", f.SourceID, f.URL, f.Outcome, f.Detail)
		}
	}
	for _, r := range s.Sources {
		if r.Detail != "" && !r.Silent && r.Failed < max(r.Pages, 1) { // of one that failed whole, its pages say all
			fmt.Fprintf(w, "\nSource %s is %s: %s\n", r.ID, r.Outcome, r.Detail)
		}
	}
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
