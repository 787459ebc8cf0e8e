// Package cli is the command line of Rolecall: commands, flags, exit codes.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
	"rolecall/internal/source"
)

// Exit codes. A caller treats one it does not know as a failure.
const (
	exitOK          = 0
	exitFailed      = 1   // the run failed, or no source succeeded
	exitUsage       = 2   // usage or configuration
	exitPartial     = 3   // done, but a source failed or fell silent
	exitConflicts   = 4   // done, but there are conflicts that --fail-on asks about
	exitInterrupted = 130 // cancelled
)

// exitError carries an exit code out of a command. Its message may be empty: all is said already.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

func usage(err error) error { return &exitError{code: exitUsage, err: err} }

// Run runs a command line and gives its exit code. The first interrupt or termination signal ends a run cleanly, the
// second at once.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // from now on a signal has its default effect
	out := &standardOutput{w: stdout}
	root := newRoot(out, stderr) //nolint:contextcheck // each command takes the context that ExecuteContext gives it
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		err = out.unwritten()
	}
	if err != nil && err.Error() != "" {
		fmt.Fprintf(stderr, "rolecall: %v\n", err)
	}
	return exitCode(err)
}

func exitCode(err error) int {
	var coded *exitError
	var problems *source.ProblemsError
	var decisions *dataset.DecisionsError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &coded):
		return coded.code
	case errors.As(err, &problems), errors.As(err, &decisions), errors.Is(err, pipeline.ErrRole), errors.Is(err, dataset.ErrRunID),
		errors.Is(err, dataset.ErrFilter):
		return exitUsage
	}
	return exitFailed
}

func newRoot(stdout, stderr io.Writer) *cobra.Command {
	root := &cobra.Command{
		Use:   "rolecall",
		Short: "Crawl articles about CIOs and CTOs and compare what they claim",
		Long: `Rolecall fetches articles about technology executives, takes out what each one claims about a role
(its duties, its pay, whom it faces, whom it reports to), writes the claims to Parquet and reports where
the sources agree and where they contradict each other.`,
		Example: `  rolecall demo
  rolecall run --sources my-sources --out output --contact https://example.org/about-our-crawler
  rolecall review --out output
  rolecall validate --sources my-sources
  rolecall explain https://www.example.com/blog/cio-vs-cto --html explain.html`,
		SilenceUsage:               true,
		SilenceErrors:              true,
		Args:                       noCommand,
		SuggestionsMinimumDistance: 2,
		RunE:                       func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usage(fmt.Errorf("%w\nsee: %s --help", err, cmd.CommandPath()))
	})
	root.AddCommand(newRun(), newDemo(), newReview(), newDecisions(), newExplain(), newValidate(), newSchema(), newExport(), newRuns(), newDiff(), newGC(), newForget(), newVerify(), newVersion())
	root.SetHelpCommand(newHelp(root))
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		if cmd.Name() == "completion" {
			cmd.Args, cmd.RunE = noCommand, func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		}
	}
	return root
}

// newHelp is cobra's help command, but for commands that do not exist: these are errors.
func newHelp(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [command]",
		Short: "Tell about a command",
		Long:  "Tell about a command, as --help behind it does.",
		Example: `  rolecall help run
  rolecall help completion bash`,
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			at, _, err := root.Find(args)
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var names []string
			for _, c := range at.Commands() {
				if c.IsAvailableCommand() {
					names = append(names, c.Name()+"\t"+c.Short)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			switch {
			case err != nil && cmd == nil:
				return usage(err)
			case len(rest) > 0:
				return noCommand(cmd, rest)
			case err != nil:
				return noCommand(root, args)
			}
			cmd.InitDefaultHelpFlag()
			return cmd.Help()
		},
	}
}

// noCommand refuses a command that does not exist, and names those that are spelled alike.
func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	remedy := ""
	if alike := commandsLike(cmd, args[0]); len(alike) > 0 {
		remedy = "; did you mean " + strings.Join(alike, " or ") + "?"
	}
	return usage(fmt.Errorf("there is no command %q%s\nsee: %s --help", args[0], remedy, cmd.CommandPath()))
}

// commandsLike are the commands that a name was probably meant for: the one that is nearest, else those that it begins or that
// differ in two letters of more.
func commandsLike(cmd *cobra.Command, name string) []string {
	alike := cmd.SuggestionsFor(name)
	if best := source.Nearest(name, alike); best != "" {
		return []string{best}
	}
	return slices.DeleteFunc(alike, func(known string) bool { return len(name) < 4 && !strings.HasPrefix(known, name) })
}

// noArgs refuses arguments where only flags are meant.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usage(fmt.Errorf("%s takes no argument %q\nsee: %s --help", cmd.CommandPath(), args[0], cmd.CommandPath()))
}
