package cli

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"rolecall/internal/dataset"
)

// printOutcomes is the table of how the pages of each source ended.
func printOutcomes(w io.Writer, sources []dataset.SourceResult) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprint(table, "\nSource\tState\tPages\tFetched\tFailed\tClaims\tOutcomes\n")
	for _, s := range sources {
		fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%d\t%d\t%s\n", s.ID, s.Outcome, s.Pages, s.Fetched, s.Failed, s.Claims, outcomeLine(s.Outcomes))
	}
	_ = table.Flush() // as with every line here, a reader that went away is no matter
}

// outcomeLine is "12 ok, 2 http_error", the commonest first.
func outcomeLine(outcomes map[string]int) string {
	names := outcomeNames(outcomes)
	for i, name := range names {
		names[i] = fmt.Sprintf("%d %s", outcomes[name], name)
	}
	return strings.Join(names, ", ")
}

// outcomeNames are the outcomes that occur, the commonest first.
func outcomeNames(outcomes map[string]int) []string {
	names := make([]string, 0, len(outcomes))
	for name := range outcomes {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(outcomes[b], outcomes[a]), strings.Compare(a, b))
	})
	return names
}
