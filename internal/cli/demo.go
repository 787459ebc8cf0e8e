package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"rolecall/internal/pipeline"
	"rolecall/internal/source"
	"rolecall/testdata"
)

func newDemo() *cobra.Command {
	var out, logFormat string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Run the pipeline on a small site that comes with Rolecall, offline",
		Long: `Start a small web site on a loopback port, run the whole pipeline on it over HTTP and print what came out.
Nothing leaves this machine. The site ends with the command, so the report's links to its pages lead nowhere then;
what was fetched is in the archive, and rolecall review shows it.`,
		Example: `  rolecall demo
  rolecall demo --out /tmp/demo`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return demo(cmd.Context(), cmd, out, logFormat) },
	}
	cmd.Flags().StringVar(&out, "out", "output/demo", "output folder")
	cmd.Flags().StringVar(&logFormat, "log-format", "", "log lines as text or json (default: a progress line on a terminal, else text)")
	complete(cmd, "log-format", "text", "json")
	return cmd
}

func demo(ctx context.Context, cmd *cobra.Command, out, logFormat string) error {
	base, stop, err := serveDemo(ctx)
	if err != nil {
		return err
	}
	defer stop()
	list, err := source.Load(testdata.Sources(base), "demo")
	if err != nil {
		return err
	}
	show, err := newDisplay(cmd.ErrOrStderr(), logFormat, ticker)
	if err != nil {
		return err
	}
	defer show.done()
	summary, err := execute(ctx, cmd, show, failOn{}, pipeline.Config{
		Sources: list, Whole: true, Out: out, Now: time.Now, Version: version(), AllowPrivateHosts: true,
		Options: map[string]string{"demo": "true"},
	})
	if summary != nil {
		fmt.Fprintf(cmd.OutOrStdout(), "\nNext: decide the conflicts beside their pages, in a browser:\n  rolecall review --out %s\n", out)
	}
	return err
}

// demoPort is where the site is served, if the port is free: so that in a second demo its pages have the same addresses,
// as the pages of real sites have.
const demoPort = "18090"

// serveDemo serves the embedded site on a loopback port: its address, and how to stop it.
func serveDemo(ctx context.Context) (string, func(), error) {
	var lc net.ListenConfig
	listener, err := lc.Listen(ctx, "tcp", "127.0.0.1:"+demoPort)
	if err != nil {
		listener, err = lc.Listen(ctx, "tcp", "127.0.0.1:0")
	}
	if err != nil {
		return "", nil, fmt.Errorf("the demo needs a loopback port: %w", err)
	}
	server := &http.Server{Handler: testdata.Handler(), ReadHeaderTimeout: 10 * time.Second}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	stop := func() {
		if err := errors.Join(server.Close(), <-ended); !errors.Is(err, http.ErrServerClosed) {
			panic(err) // a server that was just serving
		}
	}
	return "http://" + listener.Addr().String(), stop, nil
}
