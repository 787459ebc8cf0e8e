package report

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"os"
)

// PageOptions change how the page is drawn. The zero value is index.html.
type PageOptions struct {
	// Review makes the page one that a local server gives out: its policy allows scripts, styles, fetches and frames of
	// its own origin, and Scripts and Styles are linked.
	Review bool
	// Scripts and Styles are addresses on the page's own origin, in the order in which they are to be loaded. The
	// scripts run before the page's own, so that they hear its events:
	//
	//	rolecall:ready     once, when the report can be used, before any card; detail: {report, redraw, claim}
	//	rolecall:conflict  each time a conflict's card is drawn; detail: {element, conflict}
	//
	// conflict and report are as in report.json, except that report holds no claims: claim(id) gives one that a conflict
	// refers to. redraw() draws the conflicts again after one of them was changed in place. What is added to a card shows
	// while it is open.
	Scripts, Styles []string
}

// Page draws the report as one HTML file.
func Page(w io.Writer, r *Report, opt PageOptions) error {
	page, err := r.page(opt)
	if err != nil {
		return err
	}
	if _, err := w.Write(page); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

// Read reads a report back from its report.json.
func Read(path string) (*Report, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	r := &Report{}
	if err := json.Unmarshal(data, r); err != nil {
		return nil, fmt.Errorf("%s is no report.json: %w", path, err)
	}
	if r.SchemaVersion != SchemaVersion {
		return nil, fmt.Errorf("%s has schema version %d, this program reads %d", path, r.SchemaVersion, SchemaVersion)
	}
	r.labels, r.names, r.maxQuotes = loadLabels(), map[string]string{}, defaultMaxQuotes
	for _, s := range r.Sources {
		r.names[s.ID] = s.Name
	}
	return r, nil
}

// policy is the page's Content-Security-Policy: its own style and script by their hashes.
func (opt PageOptions) policy(styleHash, scriptHash string) string {
	const rest = "; base-uri 'none'; form-action 'none'"
	if !opt.Review {
		return "default-src 'none'; style-src " + styleHash + "; script-src " + scriptHash + "; img-src data:" + rest
	}
	return "default-src 'none'; style-src " + styleHash + " 'self'; script-src " + scriptHash +
		" 'self'; connect-src 'self'; frame-src 'self'; img-src 'self' data:" + rest
}

// packed is a value as JSON, compressed and in base64: what the page's script opens with a DecompressionStream.
func packed(v any) (template.HTML, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return "", fmt.Errorf("report data: %w", err)
	}
	enc := json.NewEncoder(z)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return "", fmt.Errorf("report data: %w", err)
	}
	if err := z.Close(); err != nil {
		return "", fmt.Errorf("report data: %w", err)
	}
	return template.HTML(base64.StdEncoding.EncodeToString(b.Bytes())), nil //nolint:gosec // letters, digits, +, / and =
}
