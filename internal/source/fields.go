package source

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/andybalholm/cascadia"
	"github.com/goccy/go-yaml/ast"

	"rolecall/internal/claim"
)

// The largest numbers that a source file may give; more is a slip.
const (
	maxDepth     = 10
	maxMaxPages  = 100_000
	maxParallel  = 16
	maxMinClaims = 1_000_000
)

// sourceFields are the keys of a source file.
func sourceFields() []field[Source] {
	return []field[Source]{
		{"id", func(r *reader, n ast.Node, s *Source) { s.ID = r.id(n) }},
		{"name", func(r *reader, n ast.Node, s *Source) { s.Name, _ = r.text(n, "name") }},
		{"urls", func(r *reader, n ast.Node, s *Source) { s.URLs = r.urls(n, "urls") }},
		{"sitemaps", func(r *reader, n ast.Node, s *Source) { s.Sitemaps = r.urls(n, "sitemaps") }},
		{"follow", func(r *reader, n ast.Node, s *Source) { r.follow(n, &s.Follow) }},
		{"select", func(r *reader, n ast.Node, s *Source) { readMapping(r, n, "select", selectFields(), &s.Select) }},
		{"politeness", func(r *reader, n ast.Node, s *Source) {
			readMapping(r, n, "politeness", politenessFields(), &s.Politeness)
		}},
		{"expect", func(r *reader, n ast.Node, s *Source) { readMapping(r, n, "expect", expectFields(), &s.Expect) }},
	}
}

func followFields() []field[Follow] {
	return []field[Follow]{
		{"match", func(r *reader, n ast.Node, f *Follow) { f.Match = r.pattern(n, "match") }},
		{"depth", func(r *reader, n ast.Node, f *Follow) { r.setNumber(n, "depth", 1, maxDepth, &f.Depth) }},
		{"max_pages", func(r *reader, n ast.Node, f *Follow) { r.setNumber(n, "max_pages", 1, maxMaxPages, &f.MaxPages) }},
	}
}

func selectFields() []field[Select] {
	return []field[Select]{
		{"content", func(r *reader, n ast.Node, s *Select) { s.Content = r.selector(n, "content") }},
		{"exclude", func(r *reader, n ast.Node, s *Select) {
			r.list(n, "exclude", func(item ast.Node) { s.Exclude = append(s.Exclude, r.selector(item, "exclude")) })
		}},
		{"answer", func(r *reader, n ast.Node, s *Select) { s.Answer = r.selector(n, "answer") }},
		{"author", func(r *reader, n ast.Node, s *Select) { s.Author = r.selector(n, "author") }},
	}
}

func politenessFields() []field[Politeness] {
	return []field[Politeness]{
		{"delay", func(r *reader, n ast.Node, p *Politeness) {
			if delay, ok := r.duration(n, "delay"); ok {
				p.Delay = delay
			}
		}},
		{"parallel", func(r *reader, n ast.Node, p *Politeness) { r.setNumber(n, "parallel", 1, maxParallel, &p.Parallel) }},
	}
}

func expectFields() []field[Expect] {
	return []field[Expect]{
		{"min_claims", func(r *reader, n ast.Node, e *Expect) { r.setNumber(n, "min_claims", 0, maxMinClaims, &e.MinClaims) }},
		{"kinds", func(r *reader, n ast.Node, e *Expect) {
			r.list(n, "kinds", func(item ast.Node) { e.Kinds = append(e.Kinds, r.kind(item)) })
		}},
	}
}

// follow reads the follow mapping, which says nothing without a pattern.
func (r *reader) follow(n ast.Node, f *Follow) {
	present := readMapping(r, n, "follow", followFields(), f)
	if len(present) > 0 && present["match"] == nil {
		r.at(n, `"match" is missing under "follow"`, "say by a pattern which links to follow")
	}
}

func (r *reader) setNumber(n ast.Node, what string, lowest, highest int, into *int) {
	if value, ok := r.number(n, what, lowest, highest); ok {
		*into = value
	}
}

// maxID keeps ids short enough for columns and file names.
const maxID = 64

func (r *reader) id(n ast.Node) string {
	id, ok := r.text(n, "id")
	if !ok {
		return ""
	}
	wrong := func(c rune) bool { return (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' }
	if slices.ContainsFunc([]rune(id), wrong) || len(id) > maxID {
		r.at(n, fmt.Sprintf("the id %q is not one", id), fmt.Sprintf("use a-z, 0-9 and -, at most %d of them", maxID))
		return ""
	}
	return id
}

func (r *reader) selector(n ast.Node, what string) string {
	text, ok := r.text(n, what)
	if !ok {
		return ""
	}
	if _, err := cascadia.ParseGroup(text); err != nil {
		r.at(n, fmt.Sprintf("%q is not a CSS selector: %v", what, err), `write one such as "main article" or ".promo"`)
		return ""
	}
	return text
}

func (r *reader) pattern(n ast.Node, what string) *regexp.Regexp {
	text, ok := r.text(n, what)
	if !ok {
		return nil
	}
	compiled, err := regexp.Compile(text)
	if err != nil {
		r.at(n, fmt.Sprintf("%q is not a regular expression: %v", what, err), `write one such as "/blog/.*c[it]o"`)
		return nil
	}
	return compiled
}

func (r *reader) kind(n ast.Node) claim.Kind {
	text, ok := r.text(n, "kinds")
	if !ok {
		return ""
	}
	if slices.Contains(claim.Kinds(), claim.Kind(text)) {
		return claim.Kind(text)
	}
	names := make([]string, 0, len(claim.Kinds()))
	for _, k := range claim.Kinds() {
		names = append(names, string(k))
	}
	r.at(n, fmt.Sprintf("unknown kind of claim %q", text), suggest(text, names))
	return ""
}
