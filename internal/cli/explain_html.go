package cli

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
	"sync"

	"rolecall/internal/pipeline"
)

//go:embed assets/explain.tmpl assets/explain.css
var explainAssets embed.FS

var explainTemplate = sync.OnceValues(func() (*template.Template, error) {
	return template.ParseFS(explainAssets, "assets/explain.tmpl")
})

// explainView is what the template shows.
type explainView struct {
	E       *pipeline.Explanation
	Policy  string
	Style   template.HTML
	Address string // of the page, where it is one of the web
	Verdict string
	Facts   []string
	Blocks  []blockView
}

// blockView is a block with the notes that belong to it.
type blockView struct {
	Kind, Author string
	Level        int
	Skipped      bool // it lies in a list that was passed over
	Pieces       []piece
	Claims       []claimNote
	Passed       []passedNote
}

type claimNote struct {
	Number  int
	C       *pipeline.ExplainedClaim
	Who     string
	Class   string
	Sense   string
	Details []detail
}

type passedNote struct {
	Number int
	What   string
	P      *pipeline.ExplainedPassed
}

// explainHTML is one HTML file that asks for nothing from elsewhere and runs no script: its policy allows its own style
// by its hash and nothing else.
func explainHTML(e *pipeline.Explanation) ([]byte, error) {
	templates, err := explainTemplate()
	if err != nil {
		return nil, fmt.Errorf("explain.tmpl: %w", err)
	}
	css, err := explainAssets.ReadFile("assets/explain.css")
	if err != nil {
		return nil, fmt.Errorf("explain.css: %w", err)
	}
	style := "\n" + strings.TrimSpace(string(css)) + "\n"
	sum := sha256.Sum256([]byte(style))
	v := explainView{
		E:       e,
		Style:   template.HTML("<style>" + style + "</style>"), //nolint:gosec // an embedded file
		Policy:  "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'",
		Verdict: verdictWords(e), Facts: facts(e), Blocks: blockViews(e),
	}
	if isURL(e.Target) {
		v.Address = e.Target
	}
	var b bytes.Buffer
	if err := templates.Execute(&b, v); err != nil {
		return nil, fmt.Errorf("explain.tmpl: %w", err)
	}
	return b.Bytes(), nil
}

func blockViews(e *pipeline.Explanation) []blockView {
	var marks []mark
	for i := range e.Claims {
		c := &e.Claims[i]
		marks = append(marks, mark{Number: i + 1, Start: c.Start, End: c.End, Role: c.Role})
	}
	for i, p := range e.Passed {
		if p.What != "list" {
			marks = append(marks, mark{Number: i + 1, Start: p.Start, End: p.End, Passed: true})
		}
	}
	out := make([]blockView, len(e.Blocks))
	for i := range e.Blocks {
		b := &e.Blocks[i]
		out[i] = blockView{Kind: b.Kind, Level: b.Level, Pieces: pieces(b, marks)}
		if i == 0 || e.Blocks[i-1].Author != b.Author {
			out[i].Author = b.Author
		}
		for _, p := range e.Passed {
			out[i].Skipped = out[i].Skipped || p.What == "list" && p.Start < b.End && p.End > b.Start
		}
	}
	addNotes(out, e)
	return out
}

// addNotes puts each note beside the block in which its words begin.
func addNotes(blocks []blockView, e *pipeline.Explanation) {
	for i := range e.Claims {
		c := &e.Claims[i]
		b := &blocks[c.Block]
		b.Claims = append(b.Claims, claimNote{
			Number: i + 1, C: c, Who: roleWord(c.Role), Class: roleClass(c.Role), Sense: sense(c), Details: details(c),
		})
	}
	for i := range e.Passed {
		b := &blocks[e.Passed[i].Block]
		b.Passed = append(b.Passed, passedNote{Number: i + 1, What: passedWords(&e.Passed[i]), P: &e.Passed[i]})
	}
}

// Noted reports whether a block has anything to say.
func (b blockView) Noted() bool {
	return len(b.Claims)+len(b.Passed) > 0 || b.Skipped
}

// Marked reports whether a piece is more than plain text.
func (p piece) Marked() bool { return len(p.Marks) > 0 }
