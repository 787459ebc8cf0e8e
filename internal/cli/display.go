package cli

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"rolecall/internal/pipeline"
)

const (
	// redrawEvery is often enough for an eye.
	redrawEvery = 200 * time.Millisecond
	// reportEvery keeps a log of an hour's run short.
	reportEvery = 10 * time.Second
)

// display shows how a run goes: lines that change on a terminal, a log line now and then elsewhere.
type display struct {
	logger   *slog.Logger
	progress func(pipeline.Progress)
	warn     func(string)
	done     func() // ends the display
	json     bool   // what is shown is JSON, a record a line
}

// newDisplay begins a display on stderr. Every returns a channel that ticks at an interval, and how to stop it.
func newDisplay(stderr io.Writer, format string, every func(time.Duration) (<-chan time.Time, func())) (display, error) {
	options := &slog.HandlerOptions{Level: slog.LevelInfo}
	logger := slog.New(slog.NewTextHandler(stderr, options))
	switch format {
	case "text":
	case "json":
		logger = slog.New(slog.NewJSONHandler(stderr, options))
	case "":
		if width := terminalWidth(stderr); width > 0 {
			return onTerminal(stderr, width, every), nil
		}
	default:
		return display{}, usage(fmt.Errorf("--log-format %s: use text or json", format))
	}
	return inLog(logger, format == "json", every), nil
}

// ticker ticks by the machine's clock.
func ticker(interval time.Duration) (<-chan time.Time, func()) {
	t := time.NewTicker(interval)
	return t.C, t.Stop
}

func onTerminal(stderr io.Writer, width int, every func(time.Duration) (<-chan time.Time, func())) display {
	state := newProgress(time.Now())
	lines := &liveLines{w: stderr, width: width}
	stop := onEach(every, redrawEvery, func(now time.Time) { lines.draw(state.lines(now)) })
	return display{
		logger: slog.New(slog.DiscardHandler), progress: state.take,
		warn: func(text string) { fmt.Fprintf(stderr, "warning: %s\n", text) },
		done: sync.OnceFunc(func() { stop(); lines.draw(nil) }),
	}
}

func inLog(logger *slog.Logger, json bool, every func(time.Duration) (<-chan time.Time, func())) display {
	state := newProgress(time.Now())
	stop := onEach(every, reportEvery, func(now time.Time) {
		if s := state.sum(now); s.total > 0 {
			logger.Info("progress", "done", s.done, "waiting", s.total-s.done, "failed", s.failed, "per_second", s.rate(), "left", s.left(), "hosts", state.active())
		}
	})
	return display{logger: logger, progress: state.take, warn: func(text string) { logger.Warn(text) }, done: sync.OnceFunc(stop), json: json}
}

// onEach calls show at each tick until the function it returns is called.
func onEach(every func(time.Duration) (<-chan time.Time, func()), interval time.Duration, show func(time.Time)) func() {
	ticks, stop := every(interval)
	quit := make(chan struct{})
	var ended sync.WaitGroup
	ended.Go(func() {
		for {
			select {
			case now := <-ticks:
				show(now)
			case <-quit:
				return
			}
		}
	})
	return func() {
		stop()
		close(quit)
		ended.Wait()
	}
}

// terminalWidth is the width of the terminal that w is, 0 where it is none or where a CI system reads it.
func terminalWidth(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok || inCI() || os.Getenv("TERM") == "dumb" {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// inCI reports whether a CI system runs the program, as all of them say.
func inCI() bool {
	ci := strings.ToLower(os.Getenv("CI"))
	return ci != "" && ci != "false" && ci != "0"
}

// end tells in the log how a run ended: a record for each source and, last, one for the run.
func (d *display) end(ctx context.Context, e *ended) {
	how := []any{"exit_code", e.code, "seconds", e.finished.Sub(e.started).Seconds()}
	if d.json && e.err != nil && e.err.Error() != "" { // in text it is the last line
		how = append(how, "error", e.err.Error())
	}
	if s := e.summary; s != nil {
		for _, r := range s.Sources {
			level := slog.LevelInfo
			if r.Silent || r.Outcome != "ok" {
				level = slog.LevelWarn
			}
			d.logger.Log(context.WithoutCancel(ctx), level, "source", "source", r.ID, "state", r.Outcome, "silent", r.Silent, "pages", r.Pages, "fetched", r.Fetched, "failed", r.Failed, "claims", r.Claims, "detail", r.Detail)
		}
		how = append(how, "run", s.Run.ID, "outcome", string(s.Outcome), "pages", s.Pages, "fetched", s.Fetched, "recalled", s.Recalled,
			"claims", claimCount(s), "conflicts", len(s.Conflicts), "not_comparable", s.Apparent, "unverified", s.Unverified, "silent_sources", silentIDs(s), "report", s.Run.Paths.Report)
	}
	level := slog.LevelInfo
	if e.code != exitOK {
		level = slog.LevelError
	}
	d.logger.Log(context.WithoutCancel(ctx), level, "summary", how...)
}
