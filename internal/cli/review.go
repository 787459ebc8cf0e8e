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

Exit codes: 0 ended; 1 the port is taken or the folder cannot be read; 2 usage, an address that this machine does not
have, no run yet, or a broken line in decisions.jsonl.`,
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
	cfg := review.Config{Out: f.out, Now: time.Now, Secret: rand.Text(), Hosts: f.hosts, Anywhere: !isLoopback(host), Warn: warner(cmd)}
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

// warner prints a line on the terminal in which the server runs.
func warner(cmd *cobra.Command) func(string) {
	return func(text string) {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s warning: %s\n", time.Now().Format(time.TimeOnly), printable(text))
	}
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

// noRunYet names the folder that is meant, where a folder below has a run: the demo's, or that of a set of sources.
func noRunYet(out string, err error) error {
	if !errors.Is(err, dataset.ErrNoRun) && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if below := runsBelow(out); len(below) > 0 {
		return usage(fmt.Errorf("--out %s: there is no run here, but in a folder below; look at it with: rolecall review --out %s", out, strings.Join(below, ", or rolecall review --out ")))
	}
	return usage(fmt.Errorf("--out %s: there is no run to review yet; make one with: rolecall run --out %s", out, out))
}

func listen(ctx context.Context, addr string) (net.Listener, error) {
	var lc net.ListenConfig
	listener, err := lc.Listen(ctx, "tcp", addr)
	var noName *net.DNSError
	var noAddress *net.AddrError
	switch {
	case err == nil:
		return listener, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("--addr %s: the port is taken, perhaps by another rolecall review; choose another one, or port 0 for a free one", addr)
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return nil, usage(fmt.Errorf("--addr %s: this machine has no such address; use 127.0.0.1, or 0.0.0.0 for all that it has", addr))
	case errors.Is(err, fs.ErrPermission):
		return nil, usage(fmt.Errorf("--addr %s: the system does not let you listen on this port; choose one above 1023", addr))
	case errors.As(err, &noName):
		return nil, usage(fmt.Errorf("--addr %s: there is no host of that name; use 127.0.0.1, or 0.0.0.0 for all addresses of this machine", addr))
	case errors.As(err, &noAddress):
		return nil, usage(fmt.Errorf("--addr %s: a port is a number from 0 to 65535, as in 127.0.0.1:8080", addr))
	}
	return nil, usage(fmt.Errorf("--addr %s: %w", addr, err))
}

// greet prints the addresses to open. The token stands in them and nowhere else.
func (f *reviewFlags) greet(cmd *cobra.Command, at net.Addr, cfg *review.Config) {
	query := ""
	if cfg.Token != "" {
		query = "?token=" + cfg.Token
	}
	out := cmd.OutOrStdout()
	for i, host := range shownHosts(at.String(), ownAddresses()) {
		fmt.Fprintf(out, "%-10s http://%s/%s\n", []string{"Review", "or"}[min(i, 1)], host, query)
	}
	fmt.Fprintf(out, "As         %s\nDecisions  %s\nCtrl-C ends it.\n", printable(cfg.Reviewer), dataset.DecisionsPath(f.out))
	if cfg.Anywhere {
		fmt.Fprintln(cmd.ErrOrStderr(), "warning: others on this network can read along, there is no encryption; prefer ssh -L or a proxy with TLS")
	}
}

// shownHosts are the addresses under which a browser can open the one that is listened on: where this is all that the
// machine has, that of loopback for a browser on it and its own for others.
func shownHosts(addr string, own []netip.Addr) []string {
	listening, err := netip.ParseAddrPort(addr)
	if err != nil || !listening.Addr().IsUnspecified() {
		return []string{addr}
	}
	port := listening.Port()
	out := []string{netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), port).String()}
	for _, ip := range own {
		if ip.IsGlobalUnicast() && (ip.Is4() || listening.Addr().Is6()) {
			out = append(out, netip.AddrPortFrom(ip, port).String())
		}
	}
	return out
}

// ownAddresses are those of this machine; none where the system does not tell.
func ownAddresses() []netip.Addr {
	all, _ := net.InterfaceAddrs() // they are only shown
	var out []netip.Addr
	for _, a := range all {
		if prefix, err := netip.ParsePrefix(a.String()); err == nil {
			out = append(out, prefix.Addr().Unmap())
		}
	}
	return out
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
