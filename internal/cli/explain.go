package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rolecall/internal/pipeline"
	"rolecall/internal/source"
)

// maxPage is the size of a file in bytes beyond which it is no page; fetched pages have the same limit.
const maxPage = 16 << 20

// explainFlags are the flags of an explanation.
type explainFlags struct {
	role    string
	roles   []string
	sel     source.Select
	html    string
	format  string
	private bool
	contact string
}

func newExplain() *cobra.Command {
	var f explainFlags
	cmd := &cobra.Command{
		Use:   "explain URL|FILE",
		Short: "Show what is found on one page, by which rule, and what is passed over",
		Long: `Read one page as a run would and show what is found on it: each claim under its heading, with its category
and why, the rule that found it and how sure it is; the lists and amounts that were passed over and why; and the
parts of the page that were not read as its content. Nothing is kept.

A URL is fetched as a run does it, robots.txt obeyed. A FILE is an HTML page on disk; "-" reads standard input.

Exit codes: 0 the page was read, whether it has claims or not; 1 it could not be fetched or is no page;
2 usage; 130 interrupted.`,
		Example: `  rolecall explain https://www.example.com/blog/cio-vs-cto --html explain.html
  rolecall explain saved-page.html --role cio
  rolecall explain saved-page.html --select-content "main article" --select-exclude .promo
  rolecall explain - --format json < saved-page.html`,
		Args: onePage,
		RunE: func(cmd *cobra.Command, args []string) error { return f.explain(cmd.Context(), cmd, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.role, "role", "", "show the claims of this role only, and those that compare roles")
	flags.StringSliceVar(&f.roles, "roles", []string{"cio", "cto"}, "roles whose claims come out")
	flags.StringVar(&f.sel.Content, "select-content", "", "CSS of the main content, as in a source's select")
	flags.StringArrayVar(&f.sel.Exclude, "select-exclude", nil, "CSS of what to leave out; may be repeated")
	flags.StringVar(&f.sel.Answer, "select-answer", "", "CSS of one answer of a thread")
	flags.StringVar(&f.sel.Author, "select-author", "", "CSS of who wrote an answer, inside it")
	flags.StringVar(&f.html, "html", "", "also write the page's text with the quotes marked to this HTML file")
	flags.StringVar(&f.format, "format", "text", "text, or json for programs")
	flags.BoolVar(&f.private, "allow-private-hosts", false, "allow loopback and private addresses")
	flags.StringVar(&f.contact, "contact", "", "address of a page about this crawler or an e-mail address, shown to the site")
	complete(cmd, "format", "text", "json")
	complete(cmd, "role", pipeline.Roles()...)
	completeBy(cmd, "roles", completeRoles)
	return cmd
}

// onePage wants one argument.
func onePage(cmd *cobra.Command, args []string) error {
	if len(args) == 1 {
		return nil
	}
	return usage(fmt.Errorf("name one page, a URL or a file\nsee: %s --help", cmd.CommandPath()))
}

func (f *explainFlags) explain(ctx context.Context, cmd *cobra.Command, target string) error {
	if f.format != "text" && f.format != "json" {
		return usage(fmt.Errorf("--format %s: use text or json", f.format))
	}
	if err := checkContact(f.contact); err != nil {
		return err
	}
	cfg := pipeline.ExplainConfig{
		Target: target, Role: f.role, Roles: f.roles, Select: f.sel,
		Now: time.Now, Version: version(), AllowPrivateHosts: f.private, Contact: f.contact,
	}
	if !isURL(target) {
		body, err := readPage(cmd.InOrStdin(), target)
		if err != nil {
			return err
		}
		cfg.Body = body
	}
	e, err := pipeline.Explain(ctx, cfg)
	switch {
	case errors.Is(err, context.Canceled):
		return &exitError{code: exitInterrupted, err: errors.New("interrupted")}
	case errors.Is(err, pipeline.ErrSelector):
		return usage(err)
	case err != nil:
		return err
	}
	return f.show(cmd, &e)
}

func isURL(target string) bool {
	scheme, _, ok := strings.Cut(strings.ToLower(target), "://")
	return ok && (scheme == "http" || scheme == "https")
}

// readPage reads a file or, for "-", standard input; never nil without an error.
func readPage(stdin io.Reader, name string) ([]byte, error) {
	if scheme, _, ok := strings.Cut(name, "://"); ok {
		return nil, usage(fmt.Errorf("%s: pages of %s:// are not fetched, only http:// and https://", name, scheme))
	}
	from := stdin
	if name != "-" {
		file, err := os.Open(name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, usage(fmt.Errorf("%s: there is no such file; an address begins with https://", name))
		}
		if err != nil {
			return nil, usage(err)
		}
		defer file.Close()
		from = file
	}
	body, err := io.ReadAll(io.LimitReader(from, maxPage+1))
	switch {
	case err != nil:
		return nil, usage(err)
	case len(body) > maxPage:
		return nil, usage(fmt.Errorf("%s is larger than %d MiB, which no page is", name, maxPage>>20))
	case body == nil:
		body = []byte{}
	}
	return body, nil
}

// show writes an explanation in all forms that are asked for.
func (f *explainFlags) show(cmd *cobra.Command, e *pipeline.Explanation) error {
	out := cmd.OutOrStdout()
	if f.format == "json" {
		if err := writeJSON(out, e); err != nil {
			return err
		}
	}
	if !e.Fetched {
		code := exitFailed
		if e.Outcome == "interrupted" {
			code = exitInterrupted
		}
		return &exitError{code: code, err: errors.New(printable(e.Detail))}
	}
	if err := f.writeHTML(e); err != nil {
		return err
	}
	if f.format == "text" {
		printExplanation(out, e, paperFor(out))
		if f.html != "" {
			fmt.Fprintf(out, "\nHTML       %s\n", f.html)
		}
	}
	return nil
}

func writeJSON(w io.Writer, e *pipeline.Explanation) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(e)
}

// writeHTML writes the HTML page where one is asked for.
func (f *explainFlags) writeHTML(e *pipeline.Explanation) error {
	if f.html == "" {
		return nil
	}
	page, err := explainHTML(e)
	if err != nil {
		return err
	}
	if err := os.WriteFile(f.html, page, 0o644); err != nil { //nolint:gosec // a page to look at, not a secret
		return fmt.Errorf("--html: %w", err)
	}
	return nil
}
