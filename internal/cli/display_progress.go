package cli

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"rolecall/internal/pipeline"
)

// maxLines is how many hosts are shown at one time, those with most to do first.
const maxLines = 8

// progress is how far each host is. It is safe for concurrent use.
type progress struct {
	start time.Time
	mu    sync.Mutex
	hosts map[string]*hostProgress
}

// hostProgress is how far a host is, or all of them together.
type hostProgress struct {
	name                string
	done, total, failed int
	url                 string // of the page under way or just done
	running             time.Duration
}

func newProgress(start time.Time) *progress {
	return &progress{start: start, hosts: map[string]*hostProgress{}}
}

// take notes what a page says of its host.
func (p *progress) take(event pipeline.Progress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.hosts[event.Host] = &hostProgress{
		name: event.Host, done: event.HostDone, total: event.HostTotal, failed: event.HostFailed, url: event.URL,
	}
}

// each gives a copy of every host, those with most to do first.
func (p *progress) each(now time.Time) []hostProgress {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := make([]hostProgress, 0, len(p.hosts))
	for h := range maps.Values(p.hosts) {
		copied := *h
		copied.running = now.Sub(p.start)
		out = append(out, copied)
	}
	slices.SortFunc(out, func(a, b hostProgress) int {
		return cmp.Or(cmp.Compare(b.total-b.done, a.total-a.done), strings.Compare(a.name, b.name))
	})
	return out
}

// sum is all hosts together.
func (p *progress) sum(now time.Time) hostProgress {
	out := hostProgress{name: "all", running: now.Sub(p.start)}
	for _, h := range p.each(now) {
		out.done, out.total, out.failed = out.done+h.done, out.total+h.total, out.failed+h.failed
	}
	return out
}

// active is the number of hosts that have pages left.
func (p *progress) active() int {
	n := 0
	for _, h := range p.each(p.start) {
		if h.done < h.total {
			n++
		}
	}
	return n
}

// lines are the hosts that have pages left, one a line, and the sum where there are several.
func (p *progress) lines(now time.Time) []string {
	var out []string
	hosts := p.each(now)
	for _, h := range hosts {
		if h.done < h.total && len(out) < maxLines {
			out = append(out, h.line()+"  "+h.url)
		}
	}
	if len(hosts) > 1 {
		sum := p.sum(now)
		out = append(out, sum.line())
	}
	return out
}

func (h *hostProgress) line() string {
	text := fmt.Sprintf("%-24s %d done, %d waiting, %d failed, %s/s", h.name, h.done, h.total-h.done, h.failed, h.rate())
	if left := h.left(); left != "" {
		text += ", " + left + " left"
	}
	return text
}

// rate is pages a second since the run began.
func (h *hostProgress) rate() string {
	if h.running <= 0 {
		return "0.0"
	}
	return fmt.Sprintf("%.1f", float64(h.done)/h.running.Seconds())
}

// left is how long the rest will take at that rate; nothing where that cannot be said.
func (h *hostProgress) left() string {
	if h.done == 0 || h.done >= h.total {
		return ""
	}
	each := float64(h.running) / float64(h.done)
	return time.Duration(each * float64(h.total-h.done)).Round(time.Second).String()
}

// liveLines are lines on a terminal that are written over.
type liveLines struct {
	w     io.Writer
	width int
	drawn int
}

func (l *liveLines) draw(lines []string) {
	var b strings.Builder
	if l.drawn > 0 {
		fmt.Fprintf(&b, "\x1b[%dA", l.drawn)
	}
	b.WriteString("\r\x1b[J")
	for _, line := range lines {
		b.WriteString(fit(line, l.width) + "\n")
	}
	l.drawn = len(lines)
	fmt.Fprint(l.w, b.String())
}

// fit cuts a line that is too long for the terminal.
func fit(line string, width int) string {
	if utf8.RuneCountInString(line) < width {
		return line
	}
	return string([]rune(line)[:max(width-2, 0)]) + "…"
}
