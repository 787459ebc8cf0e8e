package cli

import (
	"io"

	"github.com/spf13/cobra"

	"rolecall/internal/dataset"
	"rolecall/internal/jsonld"
)

func newExportJSONLD() *cobra.Command {
	var f exportFlags
	var run string
	cmd := &cobra.Command{
		Use:   "jsonld",
		Short: "Write a run's claims as JSON-LD in the terms of schema.org",
		Long: `Write what a run's pages claim as one JSON-LD document in the terms of schema.org: each page as Article, each role
on it as Occupation with responsibilities, estimatedSalary (MonetaryAmountDistribution for medians and percentiles,
MonetaryAmount for other figures) and occupationLocation, and each claim as Claim with its quote. The context stands in
the file: no reader needs the network for it.`,
		Example: `  rolecall export jsonld --output claims.jsonld
  rolecall export jsonld --run 20261122T060000Z --source bmc`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if run != "" {
				f.runs = []string{run}
			}
			if err := f.checkOutput(); err != nil {
				return err
			}
			runs, err := f.pick()
			if err != nil {
				return err
			}
			write := func(w io.Writer) error { return jsonld.Write(untilCancelled{cmd.Context(), w}, runs[0], f.sources) }
			if f.toStdout() {
				return write(cmd.OutOrStdout())
			}
			if err := dataset.WriteFile(f.output, write); err != nil {
				return f.notWritten(err)
			}
			return nil
		},
	}
	addOut(cmd, &f.out)
	cmd.Flags().StringVar(&run, "run", "", "id of the run (default: the latest)")
	cmd.Flags().StringVar(&f.output, "output", "", "file to write, - for standard output (default)")
	cmd.Flags().StringSliceVar(&f.sources, "source", nil, "ids of the sources")
	completeBy(cmd, "run", completeRuns(&f.out, 1))
	return cmd
}
