package cli

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
)

// changesShown is how many changes of a source are printed as text.
const changesShown = 20

func newDiff() *cobra.Command {
	var out, format string
	cmd := &cobra.Command{
		Use:   "diff RUN1 RUN2",
		Short: "Show what changed from one run to another",
		Long: `Hold RUN2 against RUN1, page by page: which claims are new, gone or changed, and whether the page changed or only
what reads it; which conflicts are new or gone.

Only what both runs cover is compared: the sources that both have, the roles that both asked for (claims that compare
two roles only where all roles are the same), the pages that both could read. Where the runs were made with other
--roles, other sources, another version of what reads pages or from archives, that is said first. Claims of pages that
RUN2 could not read or does not have count as unverified, those of pages that RUN1 could not read or does not have as
first read. A conflict that would not stand without what was first read is first read, too, not new; one that stands no
more is unverified, not gone, where RUN2 did not read all pages of its sources. Conflicts that not both runs cover are
counted, and listed as JSON only.

As text, twenty changes of a source are shown; --format json lists all of them.`,
		Example: `  rolecall diff 20261115T060000Z 20261122T060000Z
  rolecall diff 20261115T060000Z 20261122T060000Z --format json | jq '.changes[] | select(.change == "gone")'`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 2 {
				return nil
			}
			return usage(fmt.Errorf("%s takes two runs, the earlier first; \"rolecall runs --out %s\" lists them\nsee: %s --help", cmd.CommandPath(), out, cmd.CommandPath()))
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return diff(cmd.Context(), cmd.OutOrStdout(), out, args[0], args[1], format)
		},
	}
	addOut(cmd, &out)
	addFormat(cmd, &format, "text", "json")
	cmd.ValidArgsFunction = completeRuns(&out, 2)
	return cmd
}

func diff(ctx context.Context, w io.Writer, out, earlier, later, format string) error {
	if err := checkFormat(format, "text", "json"); err != nil {
		return err
	}
	data, err := openOut(out)
	if err != nil {
		return err
	}
	var runs [2]dataset.Stored
	for i, id := range []string{earlier, later} {
		if runs[i], err = data.Run(id); err != nil {
			return noSuchRun(out, id, err)
		}
	}
	scope, err := pipeline.ScopeOf(runs[0], runs[1])
	if err != nil {
		return err
	}
	if format == "json" {
		return diffJSON(ctx, w, runs, &scope)
	}
	return diffText(ctx, w, runs, &scope)
}

// diffJSON writes the changes one by one, as there may be many, and then the rest.
func diffJSON(ctx context.Context, to io.Writer, runs [2]dataset.Stored, scope *pipeline.Scope) error {
	w := bufio.NewWriter(to)
	fmt.Fprintf(w, "{\n\"run_1\": %q,\n\"run_2\": %q,\n\"same_options\": %t,\n\"compared\": ", runs[0].ID, runs[1].ID, scope.Same())
	if err := compactTo(w, scope); err != nil {
		return err
	}
	fmt.Fprint(w, ",\n\"changes\": [")
	separator := "\n"
	result, err := pipeline.Diff(ctx, runs[0], runs[1], func(c pipeline.ClaimChange) error {
		_, err := io.WriteString(w, separator)
		separator = ",\n"
		if err != nil {
			return err
		}
		return compactTo(w, c)
	})
	if err != nil {
		return err
	}
	fmt.Fprint(w, "],\n\"sources\": ")
	if err := compactTo(w, result.Sources); err != nil {
		return err
	}
	fmt.Fprint(w, ",\n\"conflicts\": ")
	if err := compactTo(w, result.Conflicts); err != nil {
		return err
	}
	fmt.Fprint(w, "}\n")
	return w.Flush()
}

func compactTo(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(value)
}

func diffText(ctx context.Context, w io.Writer, runs [2]dataset.Stored, scope *pipeline.Scope) error {
	fmt.Fprintf(w, "From run %s to run %s\n%s", runs[0].ID, runs[1].ID, scopeText(scope, runs))
	shown := map[string]int{}
	result, err := pipeline.Diff(ctx, runs[0], runs[1], func(c pipeline.ClaimChange) error {
		shown[c.SourceID]++
		switch n := shown[c.SourceID]; {
		case n == 1:
			fmt.Fprintf(w, "\n%s\n%s", c.SourceID, changeText(&c))
		case n <= changesShown:
			fmt.Fprint(w, changeText(&c))
		}
		return nil
	})
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprint(table, "\nSource\tNew\tGone\tChanged\tSame\tUnverified\tFirst read\n")
	for _, s := range result.Sources {
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%d\t%d", s.SourceID, s.New, s.Gone, s.Changed, s.Same, s.Unverified, s.FirstRead)
		if more := shown[s.SourceID] - changesShown; more > 0 {
			fmt.Fprintf(table, "\t%d more than shown", more)
		}
		fmt.Fprintln(table)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(w, "\nConflicts: %s\n", conflictCounts(result.Conflicts))
	for _, c := range result.Conflicts {
		if c.Change == "not_compared" {
			continue
		}
		note := ""
		if !c.Comparable {
			note = " (not comparable)"
		}
		fmt.Fprintf(w, "  %-10s %-6s %s%s\n", strings.ReplaceAll(c.Change, "_", " "), c.Severity, c.Explanation, note)
	}
	return nil
}

// scopeText says what two runs were told otherwise and what of them is compared; nothing where that is the same.
func scopeText(s *pipeline.Scope, runs [2]dataset.Stored) string {
	if s.Same() {
		return ""
	}
	var b strings.Builder
	b.WriteString("\nThe runs were not made alike; only what both cover is compared.\n")
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, d := range s.Differences {
		fmt.Fprintf(table, "  %s\t%s in %s, %s in %s%s\n", d.Name, cmp.Or(d.Before, "none"), runs[0].ID, cmp.Or(d.Now, "none"), runs[1].ID, consequence(d.Name, s))
	}
	for i, only := range [][]string{s.OnlyBefore, s.OnlyNow} {
		if len(only) > 0 {
			fmt.Fprintf(table, "  sources\tonly in %s: %s\n", runs[i].ID, strings.Join(only, ", "))
		}
	}
	_ = table.Flush() // a strings.Builder takes all
	return b.String()
}

// consequence says what another setting means for the comparison.
func consequence(setting string, s *pipeline.Scope) string {
	switch setting {
	case "roles":
		return "; compared are the claims on " + cmp.Or(strings.Join(s.Roles, ", "), "no role")
	case "extractor":
		return "; where a page is the same, what it is read as may differ"
	}
	return ""
}

// changeText is a change as lines for a person.
func changeText(c *pipeline.ClaimChange) string {
	var b strings.Builder
	about := strings.Join(strings.Fields(c.Role+" "+c.Kind+" "+c.Topic), " ")
	because := ""
	if c.Cause == "extractor" {
		because = " (read otherwise; the page is the same)"
	}
	fmt.Fprintf(&b, "  %-8s %s%s\n", c.Change, about, because)
	if c.Before != nil {
		fmt.Fprintf(&b, "    was  %s\n", sideText(c.Before))
	}
	if c.Now != nil {
		fmt.Fprintf(&b, "    is   %s\n", sideText(c.Now))
	}
	return b.String()
}

func sideText(s *pipeline.ClaimSide) string {
	quote := strings.Join(strings.Fields(s.Quote), " ")
	if runes := []rune(quote); len(runes) > 160 {
		quote = string(runes[:160]) + "…"
	}
	if s.Value == "" {
		return fmt.Sprintf("%q", quote)
	}
	return fmt.Sprintf("%q: %s", quote, s.Value)
}

func conflictCounts(list []pipeline.ConflictChange) string {
	counts := map[string]int{}
	for _, c := range list {
		counts[c.Change]++
	}
	return fmt.Sprintf("%d new, %d gone, %d unverified, %d first read, %d not compared", counts["new"], counts["gone"], counts["unverified"], counts["first_read"], counts["not_compared"])
}
