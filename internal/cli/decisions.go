package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"rolecall/internal/dataset"
	"rolecall/internal/review"
)

func newDecisions() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "decisions",
		Short: "Take reviewers' decisions out of an output folder and into another",
		Long: `What reviewers decide stands in decisions.jsonl of the output folder, a line a decision. The file can live in
version control as it is; these commands are for passing decisions on between folders.`,
		Args: noCommand, SuggestionsMinimumDistance: 2,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newDecisionsExport(), newDecisionsImport())
	return cmd
}

func newDecisionsExport() *cobra.Command {
	var out string
	var force bool
	cmd := &cobra.Command{
		Use:   "export [FILE]",
		Short: "Write all decisions, in the order of time, to a file or to standard output",
		Long: `Write all decisions, each once and in the order of time. A file that is there already is replaced only with --force.

Exit codes: 0 done; 1 the file cannot be written; 2 usage, the file is there already, or decisions.jsonl is broken.`,
		Example: `  rolecall decisions export > decisions.jsonl
  rolecall decisions export --out /var/lib/rolecall mine.jsonl`,
		Args: atMostOneFile,
		RunE: func(cmd *cobra.Command, args []string) error { return exportDecisions(cmd, out, args, force) },
	}
	cmd.Flags().StringVar(&out, "out", "output", "output folder")
	cmd.Flags().BoolVar(&force, "force", false, "replace a file that is there already")
	return cmd
}

func newDecisionsImport() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: "Add decisions of other files to those of the output folder",
		Long: `Add what is decided in the files and not known yet. Nothing is replaced: of two decisions on a conflict the later
one holds. A file with a broken line is refused as a whole, with the line and what to do.

Exit codes: 0 done; 1 the folder cannot be written; 2 a file is missing or broken, nothing was taken in.`,
		Example: `  rolecall decisions import colleague.jsonl
  rolecall decisions import --out /var/lib/rolecall a.jsonl b.jsonl`,
		Args: someFiles,
		RunE: func(cmd *cobra.Command, args []string) error { return importDecisions(cmd, out, args) },
	}
	cmd.Flags().StringVar(&out, "out", "output", "output folder")
	return cmd
}

func atMostOneFile(cmd *cobra.Command, args []string) error {
	if len(args) <= 1 {
		return nil
	}
	return usage(fmt.Errorf("name one file to write to, or none for standard output\nsee: %s --help", cmd.CommandPath()))
}

func someFiles(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return nil
	}
	return usage(fmt.Errorf("name the files whose decisions are to be added\nsee: %s --help", cmd.CommandPath()))
}

func exportDecisions(cmd *cobra.Command, out string, args []string, force bool) error {
	if err := checkFolder(out); err != nil {
		return err
	}
	if err := warnCutOff(cmd, out); err != nil {
		return err
	}
	var b bytes.Buffer
	n, err := review.Export(out, &b)
	if err != nil {
		return err
	}
	if len(args) == 0 || args[0] == "-" {
		_, err := cmd.OutOrStdout().Write(b.Bytes())
		return err
	}
	if err := writeExport(out, args[0], b.Bytes(), force); err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s: %s\n", args[0], count(n, "decision"))
	return nil
}

// writeExport writes a file to be passed on. The folder's own file is never replaced: somebody may be adding to it.
func writeExport(out, name string, data []byte, force bool) error {
	there, err := os.Stat(name)
	if own, ownErr := os.Stat(dataset.DecisionsPath(out)); err == nil && ownErr == nil && os.SameFile(there, own) {
		return usage(fmt.Errorf("%s: this is the file that the decisions are read from; name another one", name))
	}
	how := os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	if !force {
		how |= os.O_EXCL
	}
	file, err := os.OpenFile(name, how, 0o644) //nolint:gosec // to be passed on
	switch {
	case errors.Is(err, fs.ErrExist):
		return usage(fmt.Errorf("%s: it is there already; name another file, or replace it with --force", name))
	case errors.Is(err, fs.ErrNotExist):
		return usage(fmt.Errorf("%s: there is no folder %s; make it first", name, filepath.Dir(name)))
	case err != nil:
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}

func importDecisions(cmd *cobra.Command, out string, args []string) error {
	if err := checkOut(out); err != nil {
		return err
	}
	if err := warnCutOff(cmd, out); err != nil {
		return err
	}
	done, err := review.Import(out, args)
	for _, file := range done {
		fmt.Fprintln(cmd.OutOrStdout(), file)
	}
	if errors.Is(err, review.ErrImport) {
		return usage(err)
	}
	return err
}

// checkFolder refuses an output folder that is not there.
func checkFolder(out string) error {
	if _, err := os.Stat(out); errors.Is(err, fs.ErrNotExist) {
		return usage(fmt.Errorf("--out %s: there is no such folder", out))
	}
	return checkOut(out)
}

// warnCutOff tells of a last decision that a crash cut off.
func warnCutOff(cmd *cobra.Command, out string) error {
	text, err := review.CutOff(out)
	if text != "" {
		fmt.Fprintln(cmd.ErrOrStderr(), "warning: "+text)
	}
	return err
}
