package review

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/net/html"

	"rolecall/internal/archive"
	"rolecall/internal/claim"
	"rolecall/internal/dataset"
)

// archivedPage is an archived page as a frame shows it.
type archivedPage struct {
	Title, Language string
	Note            string // what is to be known of it; "": it is the page as it was archived
	Style           template.CSS
	Body            template.HTML
}

// showPage shows an archived page with quotes marked. What it gives out holds nothing that acts or asks, and its policy
// forbids that once more.
func (s *Server) showPage(w http.ResponseWriter, r *http.Request) error {
	looked, err := s.runs.byID(r.FormValue("run"))
	if err != nil {
		return err
	}
	doc, ok := looked.documents[r.PathValue("document")]
	if !ok {
		return &problem{http.StatusNotFound, "Run " + looked.stored.ID + " has no such page.", "Go back to the queue."}
	}
	text, err := dataset.ReadText(looked.stored, doc.ID)
	if err != nil {
		return err
	}
	want := looked.wantedOf(&doc, r.FormValue("claim"), r.FormValue("conflict"))
	page := s.archived(&doc, text, want, r.FormValue("as") == "text")
	var b bytes.Buffer
	if err := s.templates.ExecuteTemplate(&b, "inert", page); err != nil {
		return fmt.Errorf("archived page: %w", err)
	}
	sum := sha256.Sum256([]byte(s.style))
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+
		"'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'")
	h.Set("X-Frame-Options", "SAMEORIGIN")
	_, err = w.Write(b.Bytes())
	return ignoreGone(err)
}

// wantedOf lists what is to be marked on a page: the quote of a claim, what else its columns come from, and the other
// quotes of its conflict.
func (r *run) wantedOf(doc *claim.Document, id, conflict string) []wanted {
	var want []wanted
	looked, ok := r.claims[id]
	if !ok || looked.DocumentID != doc.ID {
		return nil
	}
	want = append(want, wanted{Span: looked.Span})
	if c := r.conflicts[conflict]; c != nil {
		for _, side := range c.Sides {
			for _, other := range side.ClaimIDs {
				if found, ok := r.claims[other]; ok && other != id && found.DocumentID == doc.ID {
					want = append(want, wanted{found.Span, "also"})
				}
			}
		}
	}
	for _, from := range looked.Context {
		want = append(want, wanted{from.Span, "from"})
	}
	return want
}

// archived makes the page: of its archived body or, where that is not at hand, does not hold the quote or is not asked
// for, of its clean text.
func (s *Server) archived(doc *claim.Document, text string, want []wanted, asText bool) archivedPage {
	page := archivedPage{Title: doc.Title, Language: doc.Language, Style: template.CSS(s.style)} //nolint:gosec // an embedded file
	if page.Title == "" {
		page.Title = doc.URL
	}
	var in *inertPage
	if asText {
		page.Note = "The text as it was read from the page."
	} else {
		in, page.Note = s.archivedBody(doc)
	}
	if in != nil {
		if found := mark(in, text, want); len(found) > 0 && !found[0] {
			in, page.Note = nil, "The archived page does not have these words in one piece. This is the text as it was read from it."
		}
	}
	if in == nil {
		in = inertText(text)
		mark(in, text, want)
	}
	if strings.TrimSpace(text) == "" && page.Note != "" {
		page.Note += " No text was read from it."
	}
	page.Body = rendered(in)
	return page
}

// archivedBody reads the body of a page from the archive. Where there is none, it gives nil and the reason.
func (s *Server) archivedBody(doc *claim.Document) (*inertPage, string) {
	const instead = " This is the text as it was read from it."
	answer, err := s.response(doc)
	switch {
	case err == nil && len(answer.Body) > 0:
		return inertBody(answer.Body, answer.Header.Get("Content-Type")), ""
	case strings.Contains(doc.RobotsDirectives, "noarchive"):
		return nil, "The page asks that no copy of it be kept." + instead
	case err != nil:
		return nil, "The archived page is not at hand: " + err.Error() + "." + instead
	}
	return nil, "The archive holds no body of this page." + instead
}

func (s *Server) response(doc *claim.Document) (*archive.Response, error) {
	if doc.ArchiveFile == "" || doc.ArchiveOffset == nil {
		return nil, errors.New("the run names no archive for it")
	}
	name := filepath.FromSlash(doc.ArchiveFile)
	if !filepath.IsLocal(name) {
		return nil, fmt.Errorf("%s is not in the output folder", doc.ArchiveFile)
	}
	file, err := os.Open(filepath.Join(s.Out, name))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	record, err := archive.ReadAt(file, *doc.ArchiveOffset)
	if err != nil {
		return nil, err
	}
	return record.Response()
}

// rendered writes an inert page as HTML. Its elements are few and none holds raw text, so that what is written is what
// a browser reads.
func rendered(p *inertPage) template.HTML {
	var b strings.Builder
	for c := p.root.FirstChild; c != nil; c = c.NextSibling {
		if err := html.Render(&b, c); err != nil {
			return template.HTML(template.HTMLEscapeString(err.Error()))
		}
	}
	return template.HTML(b.String()) //nolint:gosec // a tree of listed elements and attributes
}
