// Package pipeline knows the order of the stages: crawl, page, extract, normalize, dataset, compare, report. Pages and
// claims stream through; what must be sorted is spilled to disk.
package pipeline

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"rolecall/internal/archive"
	"rolecall/internal/claim"
	"rolecall/internal/compare"
	"rolecall/internal/crawl"
	"rolecall/internal/dataset"
	"rolecall/internal/lexicon"
	"rolecall/internal/source"
)

// Config is what a run needs to know.
type Config struct {
	Sources []source.Source
	Whole   bool   // Sources are the whole source set, so that the run may become the latest
	Out     string // output folder
	RunID   string // "": made from the clock
	Now     func() time.Time
	Version string   // of the program
	Roles   []string // ids of the roles whose claims come out; nil: cio and cto

	Replay     []string // WARC files to take the pages from, instead of the network; without Sources: every page in them
	AcceptDrop []string // ids of sources whose claims may be fewer than in their last good fetch

	NoResume bool // start anew, even where a run with the same sources was killed

	AllowPrivateHosts bool
	Contact           string
	Proxy             crawl.Proxy // outbound proxy; nil: direct
	Rates             *Rates      // nil: pay is not converted to US dollars
	IgnoreNoArchive   bool        // keep the bodies of pages that ask not to be archived, too
	Logger            *slog.Logger
	Progress          func(Progress)    // nil: none
	Options           map[string]string // the command's options, for the manifest
}

// Progress is told when a page starts and when it ends.
type Progress = crawl.Progress

// Summary is how a run went.
type Summary struct {
	Run        dataset.Stored
	Outcome    Outcome
	Pages      int
	Fetched    int
	Recalled   int // pages that were not read again, as neither they nor what reads them had changed
	Claims     map[claim.Kind]int
	Conflicts  []compare.Finding // the comparable ones that stand, strongest first
	Apparent   int               // conflicts that are not comparable
	Unverified int               // contradictions of earlier runs of which a source was not read now
	Changes    *compare.Changes  // nil: there was no earlier run
	Sources    []dataset.SourceResult
	Failures   []Failure // pages that could not be read, by source and URL
	Abandoned  []string  // runs that were found killed half-way and not taken up
	TakenUp    bool      // the run had been killed before and was taken up
	Resumed    int       // pages that it had fetched by then
	Warnings   []string  // what else limits the run, each a sentence

	waiting map[string]bool // decisions that an earlier run had reopened, by id
}

// Failure is a page that gave nothing, and why.
type Failure struct {
	SourceID, URL, Outcome, Detail string
}

// Outcome says how a run ended.
type Outcome string

// The ways a run ends. Each leaves a complete run behind.
const (
	OK          Outcome = "ok"
	Partial     Outcome = "partial"     // a source failed or fell silent
	Failed      Outcome = "failed"      // no source succeeded
	Interrupted Outcome = "interrupted" // cancelled; pages that were not fetched say so
)

// run is a run under way.
type run struct {
	Config
	started  time.Time
	out      *dataset.Run
	reader   *reader
	previous dataset.Stored // ID empty: there is none
	// decisions are what reviewers had decided when the run began; reopened are those that do not hold in it.
	decisions []claim.Decision
	reopened  []claim.Reopened
	changed   *compare.Changes // nil: not held against an earlier run
	store     *store
	tally     *tally
	timings   []dataset.Timing
	replay    *archive.Collection // nil: pages come from the network
	// everyPage says that every page in the archives is read, whatever its address.
	everyPage bool
	kept      *kept // nil: nothing is kept between runs
	aliases   aliases
	lists     lists
	warnings  []string
	logger    *slog.Logger
}

// Run crawls the sources, extracts, compares and commits one run. An interrupted run is committed too, with what it
// has; the error then is nil and the outcome says so.
func Run(ctx context.Context, cfg Config) (Summary, error) {
	r, err := begin(cfg)
	if err != nil {
		return Summary{}, err
	}
	summary, err := r.all(ctx)
	return summary, dataset.Explain(errors.Join(err, r.close()))
}

func begin(cfg Config) (*run, error) {
	if len(cfg.Sources) == 0 && len(cfg.Replay) == 0 {
		return nil, errors.New("no sources to run: name some with --sources or --only")
	}
	reader, err := newReader(cfg.Roles)
	if err != nil {
		return nil, err
	}
	cfg.Sources = slices.Clone(cfg.Sources)
	slices.SortFunc(cfg.Sources, func(a, b source.Source) int { return strings.Compare(a.ID, b.ID) })
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	previous, err := latest(cfg.Out)
	if err != nil {
		return nil, err
	}
	decisions, err := dataset.ReadDecisions(cfg.Out)
	if err != nil {
		return nil, err
	}
	plan, err := fingerprint(&cfg)
	if err != nil {
		return nil, err
	}
	out, err := dataset.BeginPlan(cfg.Out, dataset.Plan{RunID: cfg.RunID, Now: cfg.Now(), Fingerprint: plan, Fresh: cfg.NoResume, Program: cfg.Version})
	if err != nil {
		return nil, err
	}
	reader.runID = out.ID()
	r := &run{Config: cfg, started: out.Started(), out: out, reader: reader, previous: previous, decisions: decisions, logger: cfg.Logger}
	if err := r.open(); err != nil {
		return nil, errors.Join(err, r.close())
	}
	return r, nil
}

// open opens what the run reads from and writes to.
func (r *run) open() error {
	st, err := newStore(r.out)
	if err != nil {
		return err
	}
	r.store = st
	if err := r.openReplay(); err != nil {
		return err
	}
	before, err := r.baselines()
	r.tally = newTally(r.Sources, before, r.AcceptDrop)
	return err
}

// close ends the run: one that was not committed leaves nothing.
func (r *run) close() error {
	var errs []error
	if r.replay != nil {
		errs = append(errs, ignoreMissing(r.replay.Close())) // a commit clears the temporary files
	}
	if r.store != nil {
		errs = append(errs, r.store.close())
	}
	errs = append(errs, r.kept.close())
	return errors.Join(append(errs, r.out.Abort())...) // after a commit this does nothing
}

// ErrRole says that a role is asked for that no vocabulary knows.
var ErrRole = errors.New("unknown role")

func checkRoles(roles []string) error {
	known := lexicon.English().RoleIDs()
	for _, r := range roles {
		if !slices.Contains(known, r) {
			return fmt.Errorf("%w %q: use some of %s", ErrRole, r, strings.Join(known, ", "))
		}
	}
	return nil
}

// latest gives the newest whole run of an output folder, the zero Stored where there is none.
func latest(out string) (dataset.Stored, error) {
	d, err := dataset.Open(out)
	if err != nil {
		return dataset.Stored{}, ignoreMissing(err)
	}
	stored, err := d.Latest()
	if errors.Is(err, dataset.ErrNoRun) {
		return dataset.Stored{}, nil
	}
	return stored, err
}

// all takes a run through its stages.
func (r *run) all(ctx context.Context) (Summary, error) {
	r.logger.Info("run started", "run", r.out.ID(), "sources", len(r.Sources))
	for _, id := range r.out.Abandoned() {
		r.logger.Warn("removed what a killed run left", "run", id)
	}
	r.Rates.warnOld(r.started, r.warn)
	if r.out.Resumed() {
		r.logger.Info("take up a run that was killed", "run", r.out.ID(), "fetched", len(r.store.part.Found()))
	}
	if err := r.openKept(ctx); err != nil {
		return Summary{}, err
	}
	if err := r.stage("crawl", func() error { return r.crawl(ctx) }); err != nil {
		return Summary{}, err
	}
	if err := r.kept.begin(ctx); err != nil {
		return Summary{}, err
	}
	var analysis compare.Analysis
	comparing := ctx
	if ctx.Err() != nil {
		comparing = context.WithoutCancel(ctx) // a crawl that was cancelled keeps what it has
	}
	err := r.stage("compare", func() error {
		var err error
		analysis, err = r.compare(comparing)
		return err
	})
	if err != nil {
		return Summary{}, err
	}
	if err := r.stage("report", func() error { return r.report(&analysis) }); err != nil {
		return Summary{}, err
	}
	outcome := r.outcome(ctx)
	stored, err := r.out.Commit(r.manifest(outcome))
	if err != nil {
		return Summary{}, fmt.Errorf("commit run %s: %w", r.out.ID(), err)
	}
	if err := r.kept.commit(ctx, r); err != nil {
		return Summary{}, fmt.Errorf("run %s is there, but the next one fetches all its pages again: %w", r.out.ID(), err)
	}
	s := r.summary(stored, outcome, &analysis)
	r.logger.Info("run committed", "run", stored.ID, "outcome", string(outcome), "pages", s.Pages, "fetched", s.Fetched, "claims", r.tally.claims(), "conflicts", len(s.Conflicts))
	return s, nil
}

// warn notes what limits the whole run, for the log and the summary. It is not for concurrent use.
func (r *run) warn(text string) {
	r.logger.Warn(text)
	r.warnings = append(r.warnings, text)
}

// stage runs a stage and keeps how long it took by the run's clock.
func (r *run) stage(name string, f func() error) error {
	from := r.Now()
	err := f()
	r.timings = append(r.timings, dataset.Timing{Stage: name, Seconds: r.Now().Sub(from).Seconds()})
	return err
}
