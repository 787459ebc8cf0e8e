package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
)

// exportFlags are the flags of an export.
type exportFlags struct {
	out, format, output  string
	runs                 []string
	since                string
	sources, roles, kind []string
	noText               bool
}

func newExport() *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   "export claims|documents|conflicts",
		Short: "Write a table as JSON lines or CSV, filtered",
		Long: `Write the rows of a table as JSON lines or CSV, to standard output or a file: of the latest run, of the runs
named (--run), of all (--run all) or of those that began on or after a day (--since). Columns stand in the order
of "rolecall schema"; times are RFC 3339 in UTC.

JSON lines have null where a value is not known and keep lists as lists. CSV (UTF-8, RFC 4180) leaves the cell
empty and writes lists as JSON. So that no spreadsheet runs what a page says, a text in CSV that begins with
= + - @, tab or a line end gets a leading apostrophe; numbers stay numbers.

--no-text leaves out the pages' full texts (the column text of documents), for sharing; quotes stay.`,
		Example: `  rolecall export claims --format csv --output claims.csv
  rolecall export claims --source bmc --kind salary --role cio
  rolecall export documents --no-text --run 20261122T060000Z | jq .title
  rolecall export conflicts --since 2026-11-01
  rolecall export jsonld --output claims.jsonld`,
		Args:      oneTable,
		ValidArgs: dataset.Tables(),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.export(cmd.Context(), cmd, args[0])
		},
	}
	flags := cmd.Flags()
	addOut(cmd, &f.out)
	addFormat(cmd, &f.format, dataset.JSONL, dataset.CSV)
	flags.StringVar(&f.output, "output", "", "file to write, - for standard output (default)")
	flags.StringSliceVar(&f.runs, "run", nil, `ids of the runs, or "all" (default: the latest)`)
	flags.StringVar(&f.since, "since", "", "runs that began on or after this day, as 2026-11-01 (UTC)")
	flags.StringSliceVar(&f.sources, "source", nil, "ids of the sources; of a conflict, any on one of its sides")
	flags.StringSliceVar(&f.roles, "role", nil, "roles of claims or conflicts")
	flags.StringSliceVar(&f.kind, "kind", nil, "kinds of claims or conflicts")
	flags.BoolVar(&f.noText, "no-text", false, "leave out the full texts of documents")
	completeBy(cmd, "run", completeRuns(&f.out, 1))
	completeBy(cmd, "role", completeRoles)
	cmd.AddCommand(newExportJSONLD())
	return cmd
}

// oneTable takes the name of a table.
func oneTable(cmd *cobra.Command, args []string) error {
	tables := dataset.Tables()
	if len(args) == 1 && slices.Contains(tables, args[0]) {
		return nil
	}
	return usage(fmt.Errorf("%s takes one table: %s\nsee: %s --help", cmd.CommandPath(), strings.Join(tables, ", "), cmd.CommandPath()))
}

func (f *exportFlags) export(ctx context.Context, cmd *cobra.Command, table string) error {
	if err := errors.Join(checkFormat(f.format, dataset.JSONL, dataset.CSV), f.checkRoles(), f.checkOutput()); err != nil {
		return err
	}
	runs, err := f.pick()
	if err != nil {
		return err
	}
	e := dataset.Export{
		Table: table, Format: f.format, NoText: f.noText,
		Filter: dataset.Filter{Sources: f.sources, Roles: f.roles, Kinds: f.kind},
	}
	if err := e.Filter.Check(table, runs); err != nil {
		return err
	}
	if f.toStdout() {
		_, err := e.Write(untilCancelled{ctx, cmd.OutOrStdout()}, runs)
		return err
	}
	var rows int64
	err = dataset.WriteFile(f.output, func(w io.Writer) error {
		var err error
		rows, err = e.Write(untilCancelled{ctx, w}, runs)
		return err
	})
	if err != nil {
		return f.notWritten(err)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s in %s\n", count(int(rows), "row"), f.output)
	return nil
}

// notWritten tells what kept a file from being written; that a table is damaged is no fault of the file's.
func (f *exportFlags) notWritten(err error) error {
	var damaged *dataset.DamagedError
	if errors.As(err, &damaged) {
		return damaged
	}
	return fmt.Errorf("--output %s: %w", f.output, err)
}

// untilCancelled refuses to write once a context is cancelled.
type untilCancelled struct {
	ctx context.Context //nolint:containedctx // io.Writer has no context
	w   io.Writer
}

func (u untilCancelled) Write(p []byte) (int, error) {
	if u.ctx.Err() != nil {
		return 0, &exitError{code: exitInterrupted, err: errors.New("interrupted")}
	}
	return u.w.Write(p)
}

func (f *exportFlags) checkRoles() error {
	known := pipeline.Roles()
	for _, role := range f.roles {
		if !slices.Contains(known, role) {
			return usage(fmt.Errorf("--role %s: use some of %s", role, strings.Join(known, ", ")))
		}
	}
	return nil
}

func (f *exportFlags) toStdout() bool { return f.output == "" || f.output == "-" }

// checkParent reports whether the folder that a file is to be made in is missing.
func checkParent(path string) error {
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return fmt.Errorf("there is no folder %s", filepath.Dir(path))
	}
	return nil
}

func (f *exportFlags) checkOutput() error {
	if f.toStdout() {
		return nil
	}
	if err := checkParent(f.output); err != nil {
		return usage(fmt.Errorf("--output %s: %w", f.output, err))
	}
	if info, err := os.Stat(f.output); err == nil && info.IsDir() {
		return usage(fmt.Errorf("--output %s: this is a folder; name a file", f.output))
	}
	return nil
}

// pick gives the runs to export, the earliest first.
func (f *exportFlags) pick() ([]dataset.Stored, error) {
	since, err := f.sinceDay()
	if err != nil {
		return nil, err
	}
	data, err := openOut(f.out)
	if err != nil {
		return nil, err
	}
	if len(f.runs) == 0 && f.since == "" {
		run, err := data.Latest()
		return []dataset.Stored{run}, noSuchRun(f.out, "", err)
	}
	all, err := data.Runs()
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, noSuchRun(f.out, "", dataset.ErrNoRun)
	}
	for _, id := range f.runs {
		if id != "all" && !slices.ContainsFunc(all, func(run dataset.Stored) bool { return run.ID == id }) {
			return nil, noSuchRun(f.out, id, dataset.ErrNoRun)
		}
	}
	named := func(run dataset.Stored) bool {
		return len(f.runs) == 0 || slices.Contains(f.runs, "all") || slices.Contains(f.runs, run.ID)
	}
	all = slices.DeleteFunc(all, func(run dataset.Stored) bool { return !named(run) || cmp.Compare(run.Date, since) < 0 })
	if len(all) == 0 {
		return nil, usage(fmt.Errorf("--since %s: no such run began on that day or later", f.since))
	}
	return all, nil
}

// sinceDay is the day of --since as runs have it; "" where there is none.
func (f *exportFlags) sinceDay() (string, error) {
	if f.since == "" {
		return "", nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if at, err := time.Parse(layout, f.since); err == nil {
			return at.UTC().Format(time.DateOnly), nil
		}
	}
	return "", usage(fmt.Errorf("--since %s: write the day as 2026-11-01", f.since))
}
