// Package review is the workbench of a reviewer: a web server for one machine or a small team that shows each conflict
// of the latest run beside the archived pages it stands on, and keeps what is decided.
package review

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"html/template"
	"net/http"
	"strings"
	"time"

	"rolecall/internal/dataset"
)

// Config says what is reviewed and by whom.
type Config struct {
	Out      string // output folder, with at least one run
	Reviewer string // who decides
	Now      func() time.Time
	// Secret is random text of this start of the server. Forms carry it, so that no other site can send one.
	Secret string
	// Token is what a browser must show before it sees anything; "" asks for none.
	Token string
	// Hosts are the names under which the server may be asked for besides localhost and, with Anywhere, any IP address.
	Hosts []string
	// Anywhere says that the server listens beyond loopback.
	Anywhere bool
	// Warn tells whoever started the server what goes wrong, a line each; nil: nobody is told.
	Warn func(string)
}

// Server is the workbench over one output folder.
type Server struct {
	Config
	runs      *runs
	decisions *decisions
	visit     *visit
	session   session
	faults    faults
	templates *template.Template
	style     string // of archived pages
	assets    map[string]asset
}

// New prepares a server. It gives dataset.ErrNoRun where the output folder has no run.
func New(cfg Config) (*Server, error) {
	if cfg.Secret == "" || strings.TrimSpace(cfg.Reviewer) == "" {
		return nil, errors.New("review: a secret and the reviewer's name are needed")
	}
	data, err := dataset.Open(cfg.Out)
	if err != nil {
		return nil, err
	}
	s := &Server{Config: cfg, runs: &runs{out: cfg.Out, data: data}, decisions: &decisions{out: cfg.Out, warn: cfg.Warn}, faults: faults{tell: cfg.Warn}}
	if s.templates, err = loadTemplates(); err != nil {
		return nil, err
	}
	if s.assets, s.style, err = loadAssets(); err != nil {
		return nil, err
	}
	if _, err := s.runs.current(); err != nil {
		return nil, err
	}
	if _, err := s.decisions.read(); err != nil {
		return nil, err
	}
	s.visit, err = beginVisit(cfg.Out, cfg.Reviewer)
	return s, err
}

// Handler answers requests, after they passed the guard.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	for pattern, handle := range map[string]func(http.ResponseWriter, *http.Request) error{
		"GET /{$}":                      s.showQueue,
		"GET /conflicts/{id}":           s.showConflict,
		"POST /conflicts/{id}/decide":   s.decide,
		"POST /conflicts/{id}/withdraw": s.withdraw,
		"GET /pages/{document}":         s.showPage,
		"GET /report":                   s.showReport,
		"GET /state":                    s.showState,
		"GET /decisions":                s.showDecisions,
		"GET /decisions.jsonl":          s.exportDecisions,
		"POST /decisions":               s.importDecisions,
		"GET /assets/{name}":            s.showAsset,
		"GET /favicon.ico":              s.showIcon,
		"/":                             notFound,
	} {
		mux.Handle(pattern, s.answer(handle))
	}
	return s.guard(mux)
}

// problem is an error with the status and the words under which a reviewer sees it.
type problem struct {
	status int
	title  string
	remedy string
}

func (p *problem) Error() string { return p.title + " " + p.remedy }

func notFound(http.ResponseWriter, *http.Request) error {
	return &problem{http.StatusNotFound, "There is no such page.", "Go back to the queue."}
}

// answer turns the error of a handler into a page or, where JSON is asked for, an object.
func (s *Server) answer(handle func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := handle(w, r)
		if err == nil {
			if !isPublic(r) {
				s.faults.note("")
			}
			return
		}
		var told *problem
		if !errors.As(err, &told) {
			s.faults.note(err.Error())
			told = &problem{http.StatusInternalServerError, "That did not work.", err.Error()}
		}
		s.tell(w, r, told)
	})
}

func (s *Server) tell(w http.ResponseWriter, r *http.Request, p *problem) {
	if wantsJSON(r) {
		writeJSON(w, p.status, map[string]string{"error": p.Error()})
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(p.status)
	page := problemPage{layout: layout{Title: p.title}, Remedy: p.remedy}
	if err := s.templates.ExecuteTemplate(w, "problem", page); err != nil {
		panic(http.ErrAbortHandler) // the browser is gone, or the template is broken, which tests find
	}
}

type problemPage struct {
	layout
	Remedy string
}

// fingerprint is a short hash of a secret: it tells nothing of it.
func fingerprint(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])
}
