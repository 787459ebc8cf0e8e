package review

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"time"

	"rolecall/internal/report"
)

//go:embed assets
var files embed.FS

type asset struct {
	contentType string
	data        []byte
}

// loadAssets gives the files that pages link, by name, and the style of archived pages.
func loadAssets() (map[string]asset, string, error) {
	base, err := report.Stylesheet()
	if err != nil {
		return nil, "", err
	}
	assets := map[string]asset{"report.css": {"text/css; charset=utf-8", []byte(base)}}
	for name, contentType := range map[string]string{
		"review.css": "text/css; charset=utf-8",
		"review.js":  "text/javascript; charset=utf-8",
		"report.js":  "text/javascript; charset=utf-8",
		"icon.svg":   "image/svg+xml",
	} {
		data, err := files.ReadFile("assets/" + name)
		if err != nil {
			return nil, "", fmt.Errorf("review: %w", err)
		}
		assets[name] = asset{contentType, data}
	}
	style, err := files.ReadFile("assets/inert.css")
	if err != nil {
		return nil, "", fmt.Errorf("review: %w", err)
	}
	return assets, string(style), nil
}

func loadTemplates() (*template.Template, error) {
	t, err := template.New("").Funcs(template.FuncMap{"day": day, "verdict": verdictLabel, "curly": curly, "add": func(a, b int) int { return a + b }}).
		ParseFS(files, "assets/*.tmpl")
	if err != nil {
		return nil, fmt.Errorf("review: %w", err)
	}
	return t, nil
}

func (s *Server) showAsset(w http.ResponseWriter, r *http.Request) error {
	found, ok := s.assets[r.PathValue("name")]
	if !ok {
		return notFound(w, r)
	}
	w.Header().Set("Content-Type", found.contentType)
	_, err := w.Write(found.data)
	return ignoreGone(err)
}

// showIcon is for pages that link no icon; browsers ask for one all the same.
func (s *Server) showIcon(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", s.assets["icon.svg"].contentType)
	_, err := w.Write(s.assets["icon.svg"].data)
	return ignoreGone(err)
}

// ignoreGone passes over that the browser went away.
func ignoreGone(error) error { return nil }

// layout is what every page has.
type layout struct {
	Title    string
	Reviewer string
	Secret   string
	RunID    string
	Here     string // which part of the navigation
	Waiting  int    // contradictions that wait for a decision
	Done     *doneNote
	Undo     *matter // whose last decision is the last of the session; nil: nothing is to undo
}

// show writes a page. It is made whole first, so that a fault of a template shows as an error and not as half a page.
func (s *Server) show(w http.ResponseWriter, status int, name string, page any) error {
	var b bytes.Buffer
	if err := s.templates.ExecuteTemplate(&b, name, page); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, err := w.Write(b.Bytes())
	return ignoreGone(err)
}

func (s *Server) layout(title, here string, r *run, all []*matter) layout {
	l := layout{Title: title, Reviewer: s.Reviewer, Secret: s.Secret, RunID: r.stored.ID, Here: here, Undo: s.session.undo(all)}
	for _, m := range all {
		if m.Open() && m.Comparable {
			l.Waiting++
		}
	}
	return l
}

// UndoTold reports whether the note of what was just decided offers the session's undo.
func (l layout) UndoTold() bool {
	return l.Undo != nil && l.Done != nil && l.Done.ID == l.Undo.ID && !l.Done.Withdrawn
}

func day(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }
