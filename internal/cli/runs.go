package cli

import (
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"rolecall/internal/dataset"
)

func newRuns() *cobra.Command {
	var out, format string
	cmd := &cobra.Command{
		Use:   "runs",
		Short: "List the runs of an output folder",
		Long: `List the runs of an output folder, the earliest first: when each began, how it ended, what it found and how
long it took. Runs that were killed and given up, or deleted, are listed as long as something of them is
there. The run that latest.json points to is marked. Contradictions are those that can be compared and stand, as
in the summary of the run; JSON has all rows of the table, too (conflicts). Files that are damaged are named with
a remedy; what only they know is shown as -, null in JSON.`,
		Example: `  rolecall runs
  rolecall runs --out /var/lib/rolecall --format json`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return listRuns(cmd.OutOrStdout(), out, format) },
	}
	addOut(cmd, &out)
	addFormat(cmd, &format, "table", "json")
	return cmd
}

func listRuns(w io.Writer, out, format string) error {
	if err := checkFormat(format, "table", "json"); err != nil {
		return err
	}
	data, err := openOut(out)
	if err != nil {
		return err
	}
	list, err := data.History()
	if err != nil {
		return err
	}
	if format == "json" {
		return writeIndented(w, pastJSON(list))
	}
	if len(list) == 0 {
		return noSuchRun(out, "", dataset.ErrNoRun)
	}
	return printRuns(w, list)
}

type pastRun struct {
	dataset.Past
	Seconds float64 `json:"seconds"`
}

func pastJSON(list []dataset.Past) []pastRun {
	runs := make([]pastRun, len(list))
	for i := range list {
		runs[i] = pastRun{list[i], list[i].Seconds()}
	}
	return runs
}

func printRuns(w io.Writer, list []dataset.Past) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprint(table, "Run\tBegan (UTC)\tOutcome\tSources\tPages\tFetched\tClaims\tContradictions\tDuration\tSize\t\n")
	latest, damaged := false, false
	for i := range list {
		p := &list[i]
		mark := ""
		if p.Latest {
			mark, latest = "latest", true
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", p.ID, began(p), p.Outcome, known(p.Sources), known(p.Pages), known(p.Fetched),
			known(p.Claims), known(p.Contradictions), duration(p.Seconds()), sizeOf(p), mark)
	}
	err := table.Flush()
	for i := range list {
		damaged = damaged || len(list[i].Damage) > 0
		for _, damage := range list[i].Damage {
			fmt.Fprintf(w, "\n%s: %s\n", list[i].ID, damage)
		}
	}
	if !latest && !damaged { // what is damaged may be what would tell
		fmt.Fprint(w, "\nNone of them is the latest: that is a run over the whole source set in which a source succeeded.\n")
	}
	return err
}

// known is a count; "-" where it is not known.
func known[N int | int64](n *N) string {
	if n == nil {
		return "-"
	}
	return strconv.FormatInt(int64(*n), 10)
}

func began(p *dataset.Past) string {
	if p.Started.IsZero() {
		return p.Date
	}
	return p.Started.UTC().Format("2006-01-02 15:04:05")
}

// duration is a number of seconds as a person reads it; "-" where it is not known.
func duration(seconds float64) string {
	d := time.Duration(seconds * float64(time.Second))
	switch {
	case d <= 0:
		return "-"
	case d < time.Minute:
		return d.Round(100 * time.Millisecond).String()
	}
	return d.Round(time.Second).String()
}

// sizeOf is the size of a run's files; "-" where no manifest tells it.
func sizeOf(p *dataset.Past) string {
	if p.Sources == nil {
		return "-"
	}
	return size(p.Bytes)
}

// size is a number of bytes as a person reads it.
func size(bytes int64) string {
	const unit = 1000
	if bytes < unit {
		return fmt.Sprintf("%d B", bytes)
	}
	value, prefix := float64(bytes)/unit, 0
	for value >= unit && prefix < 3 {
		value, prefix = value/unit, prefix+1
	}
	return fmt.Sprintf("%.1f %cB", value, "kMGT"[prefix])
}
