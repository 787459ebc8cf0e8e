package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"rolecall/internal/upkeep"
)

func newGC() *cobra.Command {
	var out string
	var keep int
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "gc --keep N",
		Short: "Delete all but the newest runs",
		Long: `Delete all but the newest N runs with their tables, reports, archives and manifests. The run that latest.json
points to stays in any case. An archive that a run that stays, or state.db, points into stays, too, until
a later gc finds that nothing does. Keep as many runs as a source may fail in a row: a run holds each source
against its last good fetch.

The command takes the lock of the output folder. Each run disappears from data/ by one rename; where the
command is broken off, the next gc or run finishes it. --dry-run tells what would go.`,
		Example: `  rolecall gc --keep 10 --dry-run
  rolecall gc --keep 10 --out /var/lib/rolecall`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return collectGarbage(cmd.Context(), cmd.OutOrStdout(), out, keep, dryRun)
		},
	}
	addOut(cmd, &out)
	cmd.Flags().IntVar(&keep, "keep", 0, "number of runs to keep, 1 or more (required)")
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "tell what would be deleted, and delete nothing")
	return cmd
}

func collectGarbage(ctx context.Context, w io.Writer, out string, keep int, dryRun bool) error {
	if keep < 1 {
		return usage(errors.New("--keep: say how many runs to keep, 1 or more"))
	}
	if _, err := openOut(out); err != nil {
		return err
	}
	got, err := upkeep.GC(ctx, out, keep, dryRun)
	if err != nil {
		return noSuchRun(out, "", err)
	}
	verb, kept, freed := "Deleted", "Kept", "freed"
	if dryRun {
		verb, kept, freed = "Would delete", "Would keep", "to free"
	}
	for _, p := range got.Deleted {
		fmt.Fprintf(w, "%s run %s of %s (%s)\n", verb, p.ID, p.Date, p.Outcome)
	}
	if len(got.Archives) > 0 {
		fmt.Fprintf(w, "%s %s, which later runs point into: %s\n", kept, count(len(got.Archives), "archive"), strings.Join(got.Archives, ", "))
	}
	fmt.Fprintf(w, "%s %s, %s %s; %s left\n", verb, count(len(got.Deleted), "run"), size(got.Bytes), freed, count(len(got.Kept), "run"))
	return nil
}
