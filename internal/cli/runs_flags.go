package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rolecall/internal/dataset"
	"rolecall/internal/source"
)

// addOut defines the flag of the output folder.
func addOut(cmd *cobra.Command, out *string) {
	cmd.Flags().StringVar(out, "out", "output", "output folder")
}

// addFormat defines the flag of the output format, the first one by default.
func addFormat(cmd *cobra.Command, format *string, formats ...string) {
	cmd.Flags().StringVar(format, "format", formats[0], strings.Join(formats, " or "))
	complete(cmd, "format", formats...)
}

func checkFormat(format string, formats ...string) error {
	if slices.Contains(formats, format) {
		return nil
	}
	return usage(fmt.Errorf("--format %s: use %s", format, strings.Join(formats, " or ")))
}

// atMostOneRun takes the id of a run or nothing.
func atMostOneRun(cmd *cobra.Command, args []string) error {
	if len(args) <= 1 {
		return nil
	}
	return usage(fmt.Errorf("%s takes one run at most, not %d\nsee: %s --help", cmd.CommandPath(), len(args), cmd.CommandPath()))
}

// runArg is the id of a run among the arguments; "" where there is none.
func runArg(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}

// openOut opens an output folder for reading. One that is not there is wrong usage.
func openOut(out string) (*dataset.Dataset, error) {
	if err := checkOut(out); err != nil {
		return nil, err
	}
	data, err := dataset.Open(out)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usage(fmt.Errorf("--out %s: there is no such folder; make a run with: rolecall run --out %s", out, out))
	}
	return data, err
}

// noSuchRun makes wrong usage of an error that says that a run or the output folder is not there, and names what is.
func noSuchRun(out, id string, err error) error {
	if !errors.Is(err, dataset.ErrNoRun) && !errors.Is(err, dataset.ErrRunID) {
		return err
	}
	known := runIDs(out)
	switch {
	case len(known) == 0 && len(runsBelow(out)) > 0:
		return usage(fmt.Errorf("--out %s: there is no run in it, but in a folder below; name that one: --out %s", out, strings.Join(runsBelow(out), ", or --out ")))
	case len(known) == 0:
		return usage(fmt.Errorf("--out %s: there is no run in it; make one with: rolecall run --out %s", out, out))
	case id == "":
		return usage(fmt.Errorf("--out %s: none of its runs went over the whole source set; name one: %s", out, someOf(known)))
	}
	return usage(fmt.Errorf("run %s: there is no such run in %s; %s", id, out, alike(id, known)))
}

// runsBelow lists the folders below an output folder that have a run: the demo's, or that of a set of sources.
func runsBelow(out string) []string {
	var below []string
	entries, _ := os.ReadDir(out) // what cannot be read has none that could be named
	for _, e := range entries {
		if folder := filepath.Join(out, e.Name()); len(runIDs(folder)) > 0 {
			below = append(below, folder)
		}
	}
	return below
}

// runIDs lists the committed runs, none where they cannot be listed.
func runIDs(out string) []string {
	data, err := dataset.Open(out)
	if err != nil {
		return nil
	}
	ids, err := data.IDs()
	if err != nil {
		return nil
	}
	return ids
}

// maxSuggested is how many names an error lists.
const maxSuggested = 5

// alike names the one of a list that a name begins or is spelled like or, where there is none, the last ones.
func alike(name string, known []string) string {
	begun := slices.DeleteFunc(slices.Clone(known), func(k string) bool { return !strings.HasPrefix(k, name) })
	if name != "" && len(begun) > 0 {
		return "did you mean " + begun[len(begun)-1] + "?"
	}
	if near := source.Nearest(name, known); near != "" {
		return "did you mean " + near + "?"
	}
	return "there is " + someOf(known)
}

// someOf names the last of a list.
func someOf(known []string) string {
	last := known[max(0, len(known)-maxSuggested):]
	if more := len(known) - len(last); more > 0 {
		return fmt.Sprintf("%s and %d earlier", strings.Join(last, ", "), more)
	}
	return strings.Join(last, ", ")
}

// completeRuns completes the ids of so many runs of an output folder.
func completeRuns(out *string, most int) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) >= most {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return runIDs(*out), cobra.ShellCompDirectiveNoFileComp
	}
}
