package cli

import (
	"context"
	"errors"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"rolecall/testdata"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"rolecall": func() { os.Exit(Run(context.Background(), os.Args[1:], os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs the scripts of testdata/script. In each, $SITE is the address of the fixture site, the folders site and
// broken hold its source files, and "exits CODE PROGRAM ARG..." runs a program that must end with that exit code.
func TestScripts(t *testing.T) {
	server := httptest.NewServer(testdata.Handler())
	t.Cleanup(server.Close) // the scripts run in parallel and end after this function
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			env.Setenv("SITE", server.URL)
			return errors.Join(
				os.CopyFS(filepath.Join(env.WorkDir, "site"), testdata.Sources(server.URL)),
				os.CopyFS(filepath.Join(env.WorkDir, "broken"), testdata.BrokenSources(server.URL)))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}

func exits(ts *testscript.TestScript, negated bool, args []string) {
	if negated || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARG...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var ended *exec.ExitError
		if !errors.As(err, &ended) {
			ts.Fatalf("%s: %v", args[1], err)
		}
		got = ended.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}
