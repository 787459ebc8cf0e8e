package cli

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"rolecall/internal/pipeline"
)

// watchFlags say whom to tell how a run goes.
type watchFlags struct {
	metrics string
	ping    string
}

func (f *watchFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.metrics, "metrics-file", "", "write figures of the run for Prometheus, such as /var/lib/node_exporter/textfile/rolecall.prom")
	flags.StringVar(&f.ping, "ping-url", "", "tell this address how the run goes: URL/start, then URL or URL/fail, as healthchecks.io has it")
}

// ended is how a run ended.
type ended struct {
	summary           *pipeline.Summary // nil: there is no run
	err               error
	code              int
	some              bool // the run was over some of the sources alone
	started, finished time.Time
}

// watch tells the outside how a run goes. Nothing that goes wrong with it changes how the run ends.
type watch struct {
	metrics string
	ping    *pinger
	warn    func(string)
	told    sync.WaitGroup // of the start, which is told while the run is under way
}

// begin checks the flags and tells that the run starts.
func (f *watchFlags) begin(ctx context.Context, proxy string, warn func(string)) (*watch, error) {
	w := &watch{metrics: f.metrics, warn: warn}
	if f.metrics != "" {
		if err := checkMetrics(f.metrics); err != nil {
			return nil, usage(fmt.Errorf("--metrics-file %s: %w", f.metrics, err))
		}
	}
	if f.ping == "" {
		return w, nil
	}
	through, err := outboundProxy(proxy)
	if err != nil {
		return nil, err
	}
	if w.ping, err = newPinger(f.ping, through); err != nil {
		return nil, err
	}
	w.told.Go(func() { w.tell(ctx, "start", "") })
	return w, nil
}

// end tells how the run ended. It does so, too, where the run was interrupted.
func (w *watch) end(ctx context.Context, e *ended) {
	if w.metrics != "" {
		if err := writeMetrics(w.metrics, e); err != nil {
			w.warn("the metrics were not written: " + err.Error())
		}
	}
	if w.ping == nil {
		return
	}
	w.told.Wait()
	how := "fail"
	if e.code == exitOK {
		how = ""
	}
	w.tell(context.WithoutCancel(ctx), how, e.line())
}

func (w *watch) tell(ctx context.Context, how, text string) {
	if err := w.ping.send(ctx, how, text); err != nil {
		w.warn(fmt.Sprintf("%s was not told how the run goes: %v", w.ping.host(), err))
	}
}

// line says in a line how a run ended.
func (e *ended) line() string {
	parts := []string{fmt.Sprintf("exit code %d", e.code)}
	if s := e.summary; s != nil {
		parts = append(parts, fmt.Sprintf("run %s: %s", s.Run.ID, s.Outcome), fmt.Sprintf("%d of %d pages fetched", s.Fetched, s.Pages),
			count(claimCount(s), "claim"), count(len(s.Conflicts), "contradiction"))
		if silent := silentIDs(s); len(silent) > 0 {
			parts = append(parts, "silent: "+strings.Join(silent, " "))
		}
	}
	if e.err != nil && e.err.Error() != "" {
		parts = append(parts, e.err.Error())
	}
	return strings.Join(parts, "; ")
}

func silentIDs(s *pipeline.Summary) []string {
	ids := []string{}
	for _, r := range s.Sources {
		if r.Silent {
			ids = append(ids, r.ID)
		}
	}
	return ids
}
