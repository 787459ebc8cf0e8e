package cli

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"rolecall/internal/dataset"
	"rolecall/internal/source"
)

func newValidate() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "validate",
		Short: "Check all source files and name every problem",
		Long:  `Check the source files. Every problem of every file is named with its file, line and remedy; the exit code then is 2.`,
		Example: `  rolecall validate --sources my-sources
  rolecall validate`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			list, err := loadSources(dir)
			if err != nil {
				return err
			}
			pages := 0
			for _, s := range list {
				pages += len(s.URLs)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s, %s: no problems\n", count(len(list), "source"), count(pages, "page"))
			return err
		},
	}
	cmd.Flags().StringVar(&dir, "sources", "", "folder of source files (default: those that come with Rolecall)")
	return cmd
}

func newSchema() *cobra.Command {
	var format string
	var ofSources bool
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Print the data dictionary of the tables, or the schema of source files",
		Long:  `Print what each column of the three Parquet tables holds, from the definitions that write them.`,
		Example: `  rolecall schema
  rolecall schema --format json
  rolecall schema --sources > source.schema.json       # a JSON Schema, for the completion and checks of editors`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if ofSources {
				return writeSourceSchema(cmd)
			}
			if format != "md" && format != "json" {
				return usage(fmt.Errorf("--format %s: use md or json", format))
			}
			return dataset.WriteSchema(cmd.OutOrStdout(), format)
		},
	}
	cmd.Flags().StringVar(&format, "format", "md", "md or json")
	cmd.Flags().BoolVar(&ofSources, "sources", false, "print the JSON Schema (draft-07) of source files instead")
	complete(cmd, "format", "md", "json")
	return cmd
}

func writeSourceSchema(cmd *cobra.Command) error {
	if cmd.Flags().Changed("format") {
		return usage(errors.New("--format does not go with --sources, which prints a JSON Schema"))
	}
	text, err := source.JSONSchema()
	if err != nil {
		return err
	}
	_, err = cmd.OutOrStdout().Write(text)
	return err
}

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Long:    "Print the version of the program, the commit it was built from and the version of the schema of its tables.",
		Example: "  rolecall version",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "rolecall %s, commit %s, schema %s, %s %s/%s\n",
				version(), commit(), dataset.SchemaVersion, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}

// version is the module's version as built, "dev" where it is none.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "dev"
	}
	return info.Main.Version
}

// commit is the revision that the program was built from, with "+dirty" where files were changed; "unknown" where the build
// does not say.
func commit() string {
	info, _ := debug.ReadBuildInfo()
	revision, dirty := setting(info, "vcs.revision"), setting(info, "vcs.modified") == "true"
	switch {
	case revision == "":
		return "unknown"
	case dirty:
		return revision + "+dirty"
	}
	return revision
}

func setting(info *debug.BuildInfo, key string) string {
	if info == nil {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}
