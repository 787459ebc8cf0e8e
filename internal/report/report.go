// Package report shows a run to people: a page to work through, a text for chat or a pull request, and the same as
// JSON. It is a pure function of its input: the same input gives the same bytes.
package report

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"rolecall/internal/claim"
	"rolecall/internal/compare"
)

// Input is what a report is made of.
type Input struct {
	RunID      string
	Previous   string // the run that conflicts were judged against; "" where there was none
	StartedAt  time.Time
	FinishedAt time.Time
	Version    string // of the program
	Analysis   *compare.Analysis
	Documents  []claim.Document // without Text
	Sources    []SourceInfo     // every source of the run, also one that gave nothing
	Options    Options
}

// SourceInfo names a source for readers.
type SourceInfo struct {
	ID, Name string
	Outcome  string // ok, failed, silent, short; "": not known
	Silent   bool   // it fell far below its last good fetch
	Detail   string // what went wrong with it, for a person
}

// Options change how much a report shows. The zero value is what a run uses.
type Options struct {
	Title string // default: "CIO and CTO: what the sources say"
	// MaxQuotes bounds the quotes of duties on the page, so that a browser opens it at once; default 30,000.
	// report.json holds all of them at any rate.
	MaxQuotes int
}

const (
	defaultTitle     = "CIO and CTO: what the sources say"
	defaultMaxQuotes = 30000
)

// Write writes index.html, report.md and report.json into an existing folder.
func Write(dir string, in Input) error {
	r := Build(in)
	html, err := r.HTML()
	if err != nil {
		return err
	}
	data, err := r.JSON()
	if err != nil {
		return err
	}
	for _, file := range []struct {
		name string
		data []byte
	}{
		{"index.html", html},
		{"report.md", r.Markdown()},
		{"report.json", data},
	} {
		if err := os.WriteFile(filepath.Join(dir, file.name), file.data, 0o644); err != nil {
			return fmt.Errorf("write report: %w", err)
		}
	}
	return nil
}
