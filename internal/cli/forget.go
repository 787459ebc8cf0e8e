package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rolecall/internal/dataset"
	"rolecall/internal/source"
	"rolecall/internal/upkeep"
)

func newForget() *cobra.Command {
	var out, dir, now string
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "forget SOURCE|URL",
		Short: "Take a source or a page out of all runs",
		Long: `Take a source (by its id) or a page (by its address) out of all runs of the output folder: out of the tables,
archives and reports, out of state.db (one that was set aside as damaged is deleted), out of what runs had fetched
when they were killed, and its quotes out of the decisions. Conflicts in which it took part are compared anew;
reports are drawn anew, without what changed since the run before. That it was done is noted in forgotten.jsonl:
when, what and how many rows, nothing of the content; the manifests of these runs say "forgotten".

The command takes the lock of the output folder. Each run is the old or the new one at any moment; where the
command is broken off, the next forget, gc or run finishes it. A run that was killed can still be taken up, with
the rest of its pages. What others say in the same words stays. Copies elsewhere (backups, exports) are not touched.

A source or page that is still defined is fetched again by the next run: take it out of the source files first.`,
		Example: `  rolecall forget example-blog --dry-run
  rolecall forget example-blog
  rolecall forget https://www.example.com/blog/cio-vs-cto --out /var/lib/rolecall`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && args[0] != "" {
				return nil
			}
			return usage(fmt.Errorf("%s takes the id of a source or the address of a page\nsee: %s --help", cmd.CommandPath(), cmd.CommandPath()))
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			at, err := clock(now)
			if err != nil {
				return err
			}
			return forget(cmd.Context(), cmd, out, dir, args[0], at(), dryRun)
		},
	}
	addOut(cmd, &out)
	cmd.Flags().StringVar(&dir, "sources", "", "folder of source files, to warn of what is still defined (default: those that come with Rolecall)")
	cmd.Flags().StringVar(&now, "now", "", "fix the clock at this time (RFC 3339)")
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "tell what would go, and change nothing")
	cmd.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return knownSources(out), cobra.ShellCompDirectiveNoFileComp
	}
	return cmd
}

func forget(ctx context.Context, cmd *cobra.Command, out, dir, what string, now time.Time, dryRun bool) error {
	if _, err := openOut(out); err != nil {
		return err
	}
	defined, err := loadSources(dir)
	if err != nil {
		return err
	}
	got, err := upkeep.Forget(ctx, out, what, now, dryRun)
	if errors.Is(err, upkeep.ErrNothingToForget) {
		return nothingToForget(out, what)
	}
	if err != nil {
		return err
	}
	w := cmd.OutOrStdout()
	verb := "Forgotten"
	if dryRun {
		verb = "Would forget"
	}
	fmt.Fprintf(w, "%s: %s with %s in %s", verb, count(got.Documents, "document"), count(got.Claims, "claim"), count(len(got.Runs), "run"))
	if !dryRun {
		fmt.Fprintf(w, ", %s, %s, %s", count(got.Conflicts, "conflict"), count(got.Archived, "archived page"), count(got.Decisions, "decision"))
	}
	fmt.Fprintln(w)
	if got.Fetched > 0 {
		fmt.Fprintf(w, "%s %s that killed runs had fetched: %s\n", verb, count(got.Fetched, "page"), strings.Join(got.Killed, ", "))
	}
	for _, address := range got.Addresses {
		fmt.Fprintf(w, "  %s\n", address)
	}
	warnDefined(cmd.ErrOrStderr(), defined, &got)
	return nil
}

// warnDefined warns of sources that would bring back what was forgotten.
func warnDefined(w io.Writer, defined []source.Source, got *upkeep.Forgotten) {
	for _, s := range defined {
		switch {
		case got.Source == s.ID:
			fmt.Fprintf(w, "Warning: the source %s is still defined, and the next run fetches it again; delete its file\n", s.ID)
		case got.Source == "" && (slices.Contains(got.Sources, s.ID) || slices.ContainsFunc(s.URLs, func(u string) bool { return slices.Contains(got.Addresses, u) })):
			fmt.Fprintf(w, "Warning: the source %s is still defined, and the next run fetches the page again if it is listed or linked there; take it out of its urls\n", s.ID)
		}
	}
}

// nothingToForget says what there is instead.
func nothingToForget(out, what string) error {
	known := knownSources(out)
	switch {
	case strings.Contains(what, "://"):
		return usage(fmt.Errorf("%s: no run in %s has this page; \"rolecall export documents --run all --no-text --out %s\" lists the addresses", what, out, out))
	case len(known) == 0:
		return noSuchRun(out, "", dataset.ErrNoRun)
	}
	return usage(fmt.Errorf("%s: no run in %s has this source; %s", what, out, alikeSource(what, known)))
}

func alikeSource(what string, known []string) string {
	if near := source.Nearest(what, known); near != "" {
		return "did you mean " + near + "?"
	}
	return "there are " + strings.Join(known, ", ")
}

// knownSources lists the sources that the runs of an output folder have, none where that cannot be read.
func knownSources(out string) []string {
	data, err := dataset.Open(out)
	if err != nil {
		return nil
	}
	runs, err := data.Runs()
	if err != nil {
		return nil
	}
	var ids []string
	for _, run := range runs {
		for _, s := range run.Manifest.Sources {
			ids = append(ids, s.ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
