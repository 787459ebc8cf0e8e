package cli

import (
	"fmt"
	"io"

	"rolecall/internal/pipeline"
)

const (
	longestQuote   = 320 // letters of a quote or of text passed over, in the terminal; the HTML page shows all
	longestDropped = 80
)

// printExplanation writes an explanation for a terminal: what the page is, then its claims and what was passed over in
// reading order under their headings, then what was left out of the content.
func printExplanation(w io.Writer, e *pipeline.Explanation, p paper) {
	t := &textPage{w: w, paper: p, e: e}
	t.head()
	t.body()
	t.dropped()
}

type textPage struct {
	w       io.Writer
	paper   paper
	e       *pipeline.Explanation
	section string // the one whose heading is written
	from    string // the words outside the quotes that are named already
	begun   bool
}

func (t *textPage) line(s style, first, rest, text string) {
	fmt.Fprint(t.w, t.paper.wrapped(s, first, rest, text))
}

func (t *textPage) head() {
	e := t.e
	title := e.Title
	if title == "" {
		title = "(no title)"
	}
	t.line(bold, "", "", title)
	t.line(dim, "", "  ", e.Target)
	if e.FinalURL != "" && e.FinalURL != e.Target {
		t.line(dim, "  → ", "    ", e.FinalURL)
	}
	text := ""
	for i, fact := range facts(e) {
		if i > 0 {
			text += " · "
		}
		text += fact
	}
	t.line(plainStyle, "", "", text)
	t.line(bold, "", "", verdictWords(e))
	if len(e.Passed)+len(e.Dropped) > 0 {
		t.line(plainStyle, "", "", fmt.Sprintf("%d passed over, %s of the page not read", len(e.Passed), count(len(e.Dropped), "part")))
	}
}

// body writes claims and what was passed over, merged by place.
func (t *textPage) body() {
	next := 0
	for i := range t.e.Claims {
		c := &t.e.Claims[i]
		for next < len(t.e.Passed) && t.e.Passed[next].Start <= c.Start {
			t.passed(&t.e.Passed[next])
			next++
		}
		t.claim(c, i > 0 && t.e.Claims[i-1].Start == c.Start && t.e.Claims[i-1].End == c.End)
	}
	for ; next < len(t.e.Passed); next++ {
		t.passed(&t.e.Passed[next])
	}
}

// enter writes the heading of a block's section where it is a new one.
func (t *textPage) enter(block int) {
	section := "(before any heading)"
	if block < len(t.e.Blocks) && t.e.Blocks[block].Section != "" {
		section = t.e.Blocks[block].Section
	}
	if t.begun && section == t.section {
		return
	}
	t.section, t.begun = section, true
	fmt.Fprintln(t.w)
	t.line(bold, "", "  ", "## "+section)
}

// claim writes one claim. The quote, and the words beside it that tell its role, are left out where the claim before
// has the same.
func (t *textPage) claim(c *pipeline.ExplainedClaim, again bool) {
	t.enter(c.Block)
	if !again {
		fmt.Fprintln(t.w)
		t.line(plainStyle, "  ", "   ", "“"+cut(c.Quote, longestQuote)+"”")
	}
	hedged := ""
	if c.Hedged {
		hedged = ", hedged"
	}
	label := roleWord(c.Role)
	text := fmt.Sprintf("%s · %s · %s, rule %s, %.2f%s", c.Kind, sense(c), c.Form, c.Rule, c.Confidence, hedged)
	t.line(plainStyle, "    "+t.paper.in(roleStyle(c.Role), label)+"  ", "         ", text)
	for _, d := range details(c) {
		if d.Name == "from" {
			if d.Text == t.from {
				continue
			}
			t.from = d.Text
		}
		t.line(dim, "         ", "           ", d.Name+": "+d.Text)
	}
}

func roleStyle(role string) style {
	switch role {
	case "cio":
		return blue
	case "cto":
		return green
	}
	return magenta
}

func (t *textPage) passed(p *pipeline.ExplainedPassed) {
	t.enter(p.Block)
	fmt.Fprintln(t.w)
	t.line(yellow, "  × ", "    ", passedWords(p)+": "+p.Why)
	t.line(dim, "    ", "    ", "“"+cut(p.Text, longestQuote/2)+"”")
}

func (t *textPage) dropped() {
	if len(t.e.Dropped) == 0 {
		return
	}
	fmt.Fprintln(t.w)
	t.line(bold, "", "  ", "Not read as content")
	for _, d := range t.e.Dropped {
		t.line(plainStyle, "  ", "    ", fmt.Sprintf("%s  (%s)", d.Selector, d.Why))
		if d.Text != "" {
			t.line(dim, "    ", "    ", "“"+cut(d.Text, longestDropped)+"”")
		}
	}
}
