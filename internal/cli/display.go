package cli

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"unicode/utf8"

	"golang.org/x/term"

	"rolecall/internal/pipeline"
)

// display shows how a run goes: one line that changes on a terminal, log lines elsewhere.
type display struct {
	logger   *slog.Logger
	progress func(pipeline.Progress)
	done     func()
}

func newDisplay(stderr io.Writer, format string) (display, error) {
	d := display{logger: slog.New(slog.DiscardHandler), done: func() {}}
	options := &slog.HandlerOptions{Level: slog.LevelInfo}
	switch format {
	case "text":
		d.logger = slog.New(slog.NewTextHandler(stderr, options))
	case "json":
		d.logger = slog.New(slog.NewJSONHandler(stderr, options))
	case "":
		if width := terminalWidth(stderr); width > 0 {
			line := &progressLine{w: stderr, width: width}
			d.progress, d.done = line.show, line.clear
			return d, nil
		}
		d.logger = slog.New(slog.NewTextHandler(stderr, options))
	default:
		return d, usage(fmt.Errorf("--log-format %s: use text or json", format))
	}
	return d, nil
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

// progressLine is a line on a terminal that is written over.
type progressLine struct {
	w     io.Writer
	width int
}

func (l *progressLine) show(p pipeline.Progress) {
	text := fmt.Sprintf("%d/%d  %s  %s", p.Done, p.Total, p.SourceID, p.URL)
	if utf8.RuneCountInString(text) >= l.width {
		text = string([]rune(text)[:max(l.width-2, 0)]) + "…"
	}
	fmt.Fprintf(l.w, "\r\x1b[K%s", text)
}

func (l *progressLine) clear() { fmt.Fprint(l.w, "\r\x1b[K") }
