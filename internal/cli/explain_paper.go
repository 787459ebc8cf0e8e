package cli

import (
	"io"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	pipeWidth = 100 // columns where the output is no terminal
	minWidth  = 40
	maxWidth  = 120 // longer lines are hard to read
)

// paper is what text is written on: how wide it is and whether it takes colour.
type paper struct {
	width  int
	colour bool
}

// paperFor is a terminal with its width and, unless NO_COLOR says otherwise, colour; anything else is plain.
func paperFor(w io.Writer) paper {
	width := terminalWidth(w)
	if width == 0 {
		return paper{width: pipeWidth}
	}
	return paper{width: min(max(width, minWidth), maxWidth), colour: os.Getenv("NO_COLOR") == ""}
}

// style is the parameter of an ANSI sequence.
type style string

const (
	plainStyle style = ""
	bold       style = "1"
	dim        style = "2"
	blue       style = "1;34"
	green      style = "1;32"
	magenta    style = "1;35"
	yellow     style = "33"
)

// in gives text in a style.
func (p paper) in(s style, text string) string {
	if !p.colour || s == plainStyle || text == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}

// wrapped breaks text at its spaces into lines of the paper's width: the first behind first, the others behind rest.
// A word longer than a line has one of its own.
func (p paper) wrapped(s style, first, rest, text string) string {
	var b strings.Builder
	line, prefix := "", first
	flush := func() {
		b.WriteString(prefix)
		b.WriteString(p.in(s, line))
		b.WriteByte('\n')
		line, prefix = "", rest
	}
	for _, word := range strings.Fields(printable(text)) {
		switch room := p.width - columns(prefix); {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) <= room:
			line += " " + word
		default:
			flush()
			line = word
		}
	}
	flush()
	return b.String()
}

// columns is how wide a text is without its styles.
func columns(text string) int {
	n, inside := 0, false
	for _, r := range text {
		switch {
		case r == '\x1b':
			inside = true
		case !inside:
			n++
		case r == 'm':
			inside = false
		}
	}
	return n
}

// printable replaces what could command a terminal or turn the direction of a line; line breaks become spaces.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return utf8.RuneError
		}
		return r
	}, text)
}

// cut shortens text to a number of letters.
func cut(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return strings.TrimSpace(string(runes[:most-1])) + "…"
	}
	return text
}
