package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/user"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"rolecall/internal/dataset"
	"rolecall/internal/review"
)

// reviewFlags are the flags of the workbench.
type reviewFlags struct {
	out   string
	addr  string
	as    string
	token string
	hosts []string
}

// tokenVariable is where a token can stand that no list of processes shall show.
const tokenVariable = "ROLECALL_TOKEN"

// shortestToken is the length below which a token could be guessed.
const shortestToken = 16

func newReview() *cobra.Command {
	var f reviewFlags
	cmd := &cobra.Command{
		Use:   "review",
		Short: "Work through the conflicts of the latest run in a browser and decide them",
		Long: `Serve the workbench for the conflicts of the latest run: the archived pages of both sides beside each other with
the quotes marked, and five keys to decide. Decisions are lines of decisions.jsonl in the output folder; later
runs carry them over and reopen one only where a page changed. Open the address that is printed; Ctrl-C ends it.

Only this machine can reach it. With another --addr a browser must show a token first; one is made unless
--token or ` + tokenVariable + ` gives it. There is no encryption: over a network, prefer ssh -L 8080:127.0.0.1:8080.

Exit codes: 0 ended; 1 the port is taken or the folder cannot be read; 2 usage, or no run yet.`,
		Example: `  rolecall review
  rolecall review --out /var/lib/rolecall --as "Ada Lovelace"
  rolecall review --addr 0.0.0.0:8080 --host review.example.org`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.review(cmd.Context(), cmd) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.out, "out", "output", "output folder")
	flags.StringVar(&f.addr, "addr", "127.0.0.1:8080", "address and port to listen on; port 0 takes a free one")
	flags.StringVar(&f.as, "as", "", "who decides (default: the name of the system's user)")
	flags.StringVar(&f.token, "token", "", "what a browser must show, at least 16 letters (default: none on loopback, else a random one)")
	flags.StringSliceVar(&f.hosts, "host", nil, "further names under which a browser may ask for it, such as that of a proxy")
	return cmd
}

func (f *reviewFlags) review(ctx context.Context, cmd *cobra.Command) error {
	if err := checkOut(f.out); err != nil {
		return err
	}
	host, _, err := net.SplitHostPort(f.addr)
	if err != nil {
		return usage(fmt.Errorf("--addr %s: write it as 127.0.0.1:8080", f.addr))
	}
	cfg := review.Config{Out: f.out, Now: time.Now, Secret: rand.Text(), Hosts: f.hosts, Anywhere: !isLoopback(host)}
	if cfg.Reviewer, err = reviewer(f.as); err != nil {
		return err
	}
	if cfg.Token, err = f.chooseToken(cfg.Anywhere); err != nil {
		return err
	}
	server, err := review.New(cfg)
	if err != nil {
		return noRunYet(f.out, err)
	}
	listener, err := listen(ctx, f.addr)
	if err != nil {
		return err
	}
	f.greet(cmd, listener.Addr(), &cfg)
	return serve(ctx, listener, server.Handler())
}

func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback() || host == "localhost"
}

// reviewer is who decides: the name that is given, or that of the system's user.
func reviewer(as string) (string, error) {
	if as = strings.TrimSpace(as); as != "" {
		return as, nil
	}
	u, err := user.Current()
	if err != nil {
		return "", usage(errors.New("--as: the system does not tell who you are; name who decides"))
	}
	return u.Username, nil
}

func (f *reviewFlags) chooseToken(needed bool) (string, error) {
	token := f.token
	if token == "" {
		token = os.Getenv(tokenVariable)
	}
	switch {
	case token != "" && len(token) < shortestToken:
		return "", usage(fmt.Errorf("--token: it can be guessed; use at least %d letters, or leave it out to have one made", shortestToken))
	case token == "" && needed:
		return rand.Text(), nil
	}
	return token, nil
}

func noRunYet(out string, err error) error {
	if errors.Is(err, dataset.ErrNoRun) || errors.Is(err, fs.ErrNotExist) {
		return usage(fmt.Errorf("--out %s: there is no run to review yet; make one with: rolecall run --out %s", out, out))
	}
	return err
}

func listen(ctx context.Context, addr string) (net.Listener, error) {
	var lc net.ListenConfig
	listener, err := lc.Listen(ctx, "tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("--addr %s: the port is taken, perhaps by another rolecall review; choose another one, or port 0 for a free one", addr)
	case err != nil:
		return nil, usage(fmt.Errorf("--addr %s: %w", addr, err))
	}
	return listener, nil
}

// greet prints the address to open. The token stands in it and nowhere else.
func (f *reviewFlags) greet(cmd *cobra.Command, at net.Addr, cfg *review.Config) {
	address := "http://" + shownHost(at.String()) + "/"
	if cfg.Token != "" {
		address += "?token=" + cfg.Token
	}
	out := cmd.OutOrStdout()
	fmt.Fprintf(out, "Review     %s\nAs         %s\nDecisions  %s\nCtrl-C ends it.\n", address, printable(cfg.Reviewer), dataset.DecisionsPath(f.out))
	if cfg.Anywhere {
		fmt.Fprintln(cmd.ErrOrStderr(), "warning: others on this network can read along, there is no encryption; prefer ssh -L or a proxy with TLS")
	}
}

// shownHost is an address that a browser can open: that of this machine where the server listens on all of them.
func shownHost(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	if ip, err := netip.ParseAddr(host); err == nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}

// serve answers until the context ends, and lets what is under way come to its end.
func serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	err := server.Shutdown(grace)
	if errors.Is(err, context.DeadlineExceeded) {
		err = server.Close()
	}
	if served := <-ended; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}
