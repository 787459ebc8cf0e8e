package cli

import (
	"fmt"
	"io"
	"log/slog"
	"os"
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
	done     func() // ends the display; to be called once
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
	return inLog(logger, every), nil
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
		done: func() { stop(); lines.draw(nil) },
	}
}

func inLog(logger *slog.Logger, every func(time.Duration) (<-chan time.Time, func())) display {
	state := newProgress(time.Now())
	stop := onEach(every, reportEvery, func(now time.Time) {
		if s := state.sum(now); s.total > 0 {
			logger.Info("progress", "done", s.done, "waiting", s.total-s.done, "failed", s.failed, "per_second", s.rate(), "left", s.left(), "hosts", state.active())
		}
	})
	return display{logger: logger, progress: state.take, warn: func(text string) { logger.Warn(text) }, done: stop}
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
	if !ok || os.Getenv("CI") != "" || os.Getenv("TERM") == "dumb" {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}
