package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rolecall/internal/pipeline"
	"rolecall/internal/review"
	"rolecall/internal/source"
	"rolecall/sources"
)

// runFlags are the flags of a run.
type runFlags struct {
	sources   string
	only      []string
	roles     []string
	out       string
	private   bool
	contact   string
	runID     string
	now       string
	logFormat string
	replay    []string
	noResume  bool
	proxy     string
	noarchive bool
	rates     string
	failOn    string
	accept    []string
	watch     watchFlags
}

func newRun() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Fetch the sources, extract, compare and write one run",
		Long: `Fetch every page of the sources, take out its claims, compare the sources and write one run into the
output folder: three Parquet tables, a report, an archive of the pages and a manifest. The run appears all
at once when it is complete.

A run that was killed is taken up by the next one over the same sources within 24 hours: what it had fetched
is not fetched again (--no-resume starts anew). Pages that earlier runs fetched are asked for only if they
changed; unchanged ones (304) come from the archive of the earlier run.

--replay makes a run from archives instead of the network: those of Rolecall or of other crawlers, with the
pages of the sources named or, without any, every page. Sitemaps and feeds are read as far as the archives
have them. An archive of a run with unchanged pages needs the earlier archives beside it.

--fail-on makes a run that is done end with code 4 where comparable conflicts are there that nobody has decided:
new ones (that the last run did not have, or whose decision this run reopens because a page changed), those of
high severity, or any.

Exit codes, the first that applies: 2 usage or configuration; 130 interrupted; 1 failed, or no source succeeded;
3 done, but a source failed or fell silent; 4 only with --fail-on: conflicts found; 0 done. Treat an unknown
code as failure.`,
		Example: `  rolecall run                                        # the sources that come with Rolecall, into ./output
  rolecall run --sources my-sources --out /var/lib/rolecall --contact https://example.org/crawler
  rolecall run --only bmc,fullscale --log-format json
  rolecall run --replay output/archive/20261122T060000Z.warc.gz --out again   # from an archive, without the network
  rolecall run --fail-on new --contact https://example.org/crawler            # for a scheduler that tells somebody
  rolecall run --proxy http://proxy.example:3128 --no-resume`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.watched(cmd.Context(), cmd) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.sources, "sources", "", "folder of source files (default: those that come with Rolecall)")
	flags.StringSliceVar(&f.only, "only", nil, "ids of the sources to run; such a run does not become the latest")
	flags.StringSliceVar(&f.roles, "roles", []string{"cio", "cto"}, "roles whose claims come out")
	flags.StringVar(&f.out, "out", "output", "output folder")
	flags.BoolVar(&f.private, "allow-private-hosts", false, "allow loopback and private addresses")
	flags.StringVar(&f.contact, "contact", "", "address of a page about this crawler or an e-mail address, shown to the sites")
	flags.StringVar(&f.proxy, "proxy", "", "outbound proxy for all requests (default: HTTPS_PROXY, HTTP_PROXY and NO_PROXY)")
	flags.BoolVar(&f.noarchive, "ignore-noarchive", false, "keep copies also of pages that ask that none be kept")
	flags.StringVar(&f.rates, "rates", "", "exchange rates for annual_usd_*: the European Central Bank's eurofxref-hist.csv, or its ZIP")
	flags.StringSliceVar(&f.accept, "accept-drop", nil, "ids of sources that may give fewer claims than before: what they give now is the measure from now on")
	flags.StringVar(&f.runID, "run-id", "", "id of the run (default: made from the clock)")
	flags.StringVar(&f.now, "now", "", "fix the run's clock at this time (RFC 3339)")
	flags.StringSliceVar(&f.replay, "replay", nil, "take the pages from these WARC files instead of the network; without --sources, every page in them")
	flags.BoolVar(&f.noResume, "no-resume", false, "start anew, even where a run over the same sources was killed")
	flags.StringVar(&f.failOn, "fail-on", "", "end with code 4 where there are undecided conflicts: new, high (severity) or any")
	flags.StringVar(&f.logFormat, "log-format", "", "log lines as text or json (default: a progress line on a terminal, else text)")
	f.watch.add(cmd)
	complete(cmd, "log-format", "text", "json")
	complete(cmd, "fail-on", failOnValues()...)
	completeBy(cmd, "only", f.completeOnly)
	completeBy(cmd, "accept-drop", f.completeOnly)
	completeBy(cmd, "roles", completeRoles)
	return cmd
}

// completeOnly completes the last of the ids in a list.
func (f *runFlags) completeOnly(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	list, err := loadSources(f.sources)
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	all := make([]string, len(list))
	for i, s := range list {
		all[i] = s.ID
	}
	return completeLast(all, typed)
}

// completeRoles completes the last of the roles in a list.
func completeRoles(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return completeLast(pipeline.Roles(), typed)
}

// completeLast gives the values that can stand last in a list with commas.
func completeLast(all []string, typed string) ([]string, cobra.ShellCompDirective) {
	before := typed[:strings.LastIndexByte(typed, ',')+1]
	values := make([]string, len(all))
	for i, v := range all {
		values[i] = before + v
	}
	return values, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

func complete(cmd *cobra.Command, flag string, values ...string) {
	completeBy(cmd, flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return values, cobra.ShellCompDirectiveNoFileComp
	})
}

func completeBy(cmd *cobra.Command, flag string, values cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(flag, values); err != nil {
		panic(err) // the flag is defined a line above
	}
}

// watched makes a run and tells whoever wants to know how it goes.
func (f *runFlags) watched(ctx context.Context, cmd *cobra.Command) error {
	now, err := clock(f.now)
	if err != nil {
		return err
	}
	show, err := newDisplay(cmd.ErrOrStderr(), f.logFormat, ticker)
	if err != nil {
		return err
	}
	defer show.done()
	w, err := f.watch.begin(ctx, f.proxy, show.warn)
	if err != nil {
		return err
	}
	e := ended{started: now(), some: len(f.only) > 0}
	e.summary, e.err = f.run(ctx, cmd, show, now)
	show.done()
	e.finished, e.code = now(), exitCode(e.err)
	show.end(ctx, &e)
	w.end(ctx, &e)
	if show.json && e.err != nil {
		return &exitError{code: e.code} // it is told in the log, where nothing but JSON stands
	}
	return e.err
}

func (f *runFlags) run(ctx context.Context, cmd *cobra.Command, show display, now func() time.Time) (*pipeline.Summary, error) {
	if err := errors.Join(checkContact(f.contact), f.checkOnly(cmd.Flags().Changed("only"))); err != nil {
		return nil, err
	}
	list, whole, err := f.load()
	if err != nil {
		return nil, err
	}
	if err := f.checkAccept(list); err != nil {
		return nil, err
	}
	proxy, err := outboundProxy(f.proxy)
	if err != nil {
		return nil, err
	}
	rates, err := f.openRates()
	if err != nil {
		return nil, err
	}
	fail, err := failOnOf(f.failOn, cmd.Flags().Changed("fail-on"))
	if err != nil {
		return nil, err
	}
	return execute(ctx, cmd, show, fail, pipeline.Config{
		Proxy: proxy, Rates: rates, AcceptDrop: f.accept, IgnoreNoArchive: f.noarchive,
		Sources: list, Whole: whole, Out: f.out, RunID: f.runID, Now: now, Version: version(), Roles: f.roles,
		Replay: f.replay, NoResume: f.noResume, AllowPrivateHosts: f.private, Contact: f.contact, Options: f.options(),
	})
}

// checkOnly drops empty ids, such as the one behind a last comma; where none is left, the whole set is not meant.
func (f *runFlags) checkOnly(given bool) error {
	f.only = slices.DeleteFunc(f.only, func(id string) bool { return strings.TrimSpace(id) == "" })
	if given && len(f.only) == 0 {
		return usage(errors.New("--only has no id; name the sources to run, or leave it out to run all"))
	}
	return nil
}

// checkAccept refuses to accept a drop of a source that the run has not. Which a replay without sources has, its archives say.
func (f *runFlags) checkAccept(list []source.Source) error {
	for _, id := range f.accept {
		if len(list) > 0 && !slices.ContainsFunc(list, func(s source.Source) bool { return s.ID == id }) {
			return usage(fmt.Errorf("--accept-drop %s: the run has no source of that id; it has %s", id, ids(list)))
		}
	}
	return nil
}

// checkOut refuses an output folder that is a file.
func checkOut(out string) error {
	if info, err := os.Stat(out); err == nil && !info.IsDir() {
		return usage(fmt.Errorf("--out %s: this is a file; name a folder", out))
	}
	return nil
}

// openRates reads the exchange rates; nil: there are none.
func (f *runFlags) openRates() (*pipeline.Rates, error) {
	if f.rates == "" {
		return nil, nil
	}
	rates, err := pipeline.OpenRates(f.rates)
	if err != nil {
		return nil, usage(fmt.Errorf("--rates: %w", err))
	}
	return rates, nil
}

// options are the flags that shape the result, for the manifest.
func (f *runFlags) options() map[string]string {
	return map[string]string{"only": strings.Join(f.only, ","), "roles": strings.Join(f.roles, ","), "replay": strings.Join(f.replay, ",")}
}

// load gives the sources to run and whether they are the whole set. A replay without sources has none: its archives say.
func (f *runFlags) load() ([]source.Source, bool, error) {
	if err := f.checkReplay(); err != nil {
		return nil, false, err
	}
	if len(f.replay) > 0 && f.sources == "" && len(f.only) == 0 {
		return nil, true, nil
	}
	list, err := loadSources(f.sources)
	if err != nil {
		return nil, false, err
	}
	if len(f.only) == 0 {
		return list, true, nil
	}
	var picked []source.Source
	for _, id := range f.only {
		i := slices.IndexFunc(list, func(s source.Source) bool { return s.ID == id })
		if i < 0 {
			return nil, false, usage(fmt.Errorf("--only %s: there is no source of that id; there are %s", id, ids(list)))
		}
		if !slices.ContainsFunc(picked, func(s source.Source) bool { return s.ID == id }) {
			picked = append(picked, list[i])
		}
	}
	return picked, len(picked) == len(list), nil
}

// checkReplay reports archives that are not there before anything begins.
func (f *runFlags) checkReplay() error {
	for _, path := range f.replay {
		info, err := os.Stat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return usage(fmt.Errorf("--replay %s: there is no such file", path))
		case err != nil:
			return usage(fmt.Errorf("--replay: %w", err))
		case info.IsDir():
			return usage(fmt.Errorf("--replay %s: this is a folder; name the WARC files in it", path))
		}
	}
	return nil
}

func ids(list []source.Source) string {
	all := make([]string, len(list))
	for i, s := range list {
		all[i] = s.ID
	}
	return strings.Join(all, ", ")
}

// loadSources reads a folder of source files, or those that come with Rolecall.
func loadSources(dir string) ([]source.Source, error) {
	if dir == "" {
		return source.Load(sources.FS, "sources")
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usage(fmt.Errorf("--sources %s: there is no such folder", dir))
	case err != nil:
		return nil, usage(fmt.Errorf("--sources: %w", err))
	case !info.IsDir():
		return nil, usage(fmt.Errorf("--sources %s: this is a file; name the folder it is in", dir))
	}
	return source.Load(os.DirFS(dir), dir)
}

// clock gives the run's clock: fixed where a time is given.
func clock(fixed string) (func() time.Time, error) {
	if fixed == "" {
		return time.Now, nil
	}
	at, err := time.Parse(time.RFC3339, fixed)
	if err != nil {
		return nil, usage(fmt.Errorf("--now %s: write the time as 2026-11-22T06:00:00Z", fixed))
	}
	return func() time.Time { return at }, nil
}

// execute runs the pipeline, shows how it goes and prints its summary. The summary is nil where there is no run.
func execute(ctx context.Context, cmd *cobra.Command, show display, fail failOn, cfg pipeline.Config) (*pipeline.Summary, error) {
	if err := checkOut(cfg.Out); err != nil {
		return nil, err
	}
	if cfg.Contact == "" && len(cfg.Replay) == 0 && reachesPublic(cfg.Sources) {
		show.warn(noContact)
	}
	cutOff, err := review.CutOff(cfg.Out)
	if err != nil {
		return nil, err
	}
	if cutOff != "" {
		show.warn(cutOff)
	}
	cfg.Logger, cfg.Progress = show.logger, show.progress
	summary, err := pipeline.Run(ctx, cfg)
	show.done()
	if err != nil {
		if errors.Is(err, context.Canceled) {
			return nil, &exitError{code: exitInterrupted, err: errors.New("interrupted; nothing was written")}
		}
		return nil, err
	}
	out := &standardOutput{w: cmd.OutOrStdout()}
	printSummary(out, cfg.Out, &summary)
	if out.err != nil {
		return &summary, fmt.Errorf("run %s is there, but its summary could not be printed: %w", summary.Run.ID, out.err)
	}
	return &summary, verdict(summary.Outcome, fail.check(cfg.Out, &summary))
}

// verdict is how a run ends, where conflicts is what --fail-on found.
func verdict(o pipeline.Outcome, conflicts error) error {
	switch o {
	case pipeline.OK:
		if conflicts == nil {
			return nil
		}
		return &exitError{code: exitConflicts, err: conflicts}
	case pipeline.Partial:
		return &exitError{code: exitPartial, err: conflicts}
	case pipeline.Interrupted:
		return &exitError{code: exitInterrupted, err: errors.New("interrupted; the pages that were not fetched are marked so")}
	case pipeline.Failed:
	}
	return &exitError{code: exitFailed, err: errors.New("no source succeeded")}
}
