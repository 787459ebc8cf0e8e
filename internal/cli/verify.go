package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"rolecall/internal/upkeep"
)

func newVerify() *cobra.Command {
	var out, format string
	cmd := &cobra.Command{
		Use:   "verify [RUN]",
		Short: "Check that runs are whole: hashes, counts, quotes, archives",
		Long: `Check a run, or every run of the output folder: that the files have the hashes of the manifest, and that what it
says of rows, sources, pages, claims and the outcome is what the tables have; that each quote stands at its
offsets and conflicts rest on claims of the run; that archives are whole and documents point to their pages in
them; that nothing else lies in data/; and that all of latest.json is true of the newest run over all sources.
Nothing is changed.

Each finding is told with its remedy, twenty of a kind and run at most. Exit codes: 0 whole; 1 there are
findings; 2 usage.`,
		Example: `  rolecall verify
  rolecall verify 20261122T060000Z --out /var/lib/rolecall
  rolecall verify --format json`,
		Args: atMostOneRun,
		RunE: func(cmd *cobra.Command, args []string) error {
			return verify(cmd.Context(), cmd.OutOrStdout(), out, runArg(args), format)
		},
	}
	addOut(cmd, &out)
	addFormat(cmd, &format, "text", "json")
	cmd.ValidArgsFunction = completeRuns(&out, 1)
	return cmd
}

func verify(ctx context.Context, w io.Writer, out, run, format string) error {
	if err := checkFormat(format, "text", "json"); err != nil {
		return err
	}
	if _, err := openOut(out); err != nil {
		return err
	}
	result := struct {
		Whole bool `json:"whole"`
		upkeep.Checked
		List []upkeep.Finding `json:"findings"`
	}{List: []upkeep.Finding{}}
	tell := func(f upkeep.Finding) { fmt.Fprintf(w, "%s\n", findingText(f)) }
	if format == "json" {
		tell = func(f upkeep.Finding) { result.List = append(result.List, f) }
	}
	checked, err := upkeep.Verify(ctx, out, run, tell)
	if err != nil {
		return noSuchRun(out, run, err)
	}
	result.Checked, result.Whole = checked, checked.Findings == 0
	if format == "json" {
		if err := writeIndented(w, result); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(w, "%s\n", checkedText(&checked))
	}
	if result.Whole {
		return nil
	}
	return &exitError{code: exitFailed, err: errors.New(count(checked.Findings, "finding") + " in " + out)}
}

func findingText(f upkeep.Finding) string {
	run := ""
	if f.RunID != "" {
		run = "run " + f.RunID + ", "
	}
	return fmt.Sprintf("%s%s\n  %s: %s\n  remedy: %s", run, f.Check, f.Where, f.What, f.Remedy)
}

func checkedText(c *upkeep.Checked) string {
	verdict := "Whole"
	if c.Findings > 0 {
		verdict = count(c.Findings, "finding")
	}
	return fmt.Sprintf("%s: %s, %s, %s, %s, %d of them archived", verdict, count(c.Runs, "run"), count(c.Files, "file"),
		count(c.Claims, "claim"), count(c.Documents, "document"), c.Archived)
}

func writeIndented(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}
