package report

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
	"sync"
)

//go:embed assets/*.tmpl assets/style.css assets/script.js
var assets embed.FS

var loadTemplates = sync.OnceValues(func() (*template.Template, error) {
	return template.ParseFS(assets, "assets/*.tmpl")
})

// HTML is index.html: one file that asks for nothing from elsewhere. Its policy allows its own style and script by
// their hashes and nothing else.
func (r *Report) HTML() ([]byte, error) { return r.page(PageOptions{}) }

func (r *Report) page(opt PageOptions) ([]byte, error) {
	templates, err := loadTemplates()
	if err != nil {
		return nil, fmt.Errorf("index.html: %w", err)
	}
	style, styleHash, err := element("style", "assets/style.css")
	if err != nil {
		return nil, err
	}
	script, scriptHash, err := element("script", "assets/script.js")
	if err != nil {
		return nil, err
	}
	v := newView(r)
	v.Style, v.Script = style, script
	v.Policy, v.Page = opt.policy(styleHash, scriptHash), opt
	if v.Data, err = packed(r); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, "index", v); err != nil {
		return nil, fmt.Errorf("index.html: %w", err)
	}
	return tidy(b.Bytes()), nil
}

// element is an embedded file as a style or script element, and the hash by which a policy allows it.
func element(tag, path string) (template.HTML, string, error) {
	data, err := assets.ReadFile(path)
	if err != nil {
		return "", "", fmt.Errorf("index.html: %w", err)
	}
	content := "\n" + strings.TrimSpace(string(data)) + "\n"
	sum := sha256.Sum256([]byte(content))
	return template.HTML("<" + tag + ">" + content + "</" + tag + ">"), "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'", nil
}

// tidy drops the blank lines and the indentation that templates leave. Style and script come first and stay as they
// are; text of others cannot hold a line break, because white space in quotes is folded before.
func tidy(page []byte) []byte {
	marker := []byte("</style>")
	start := bytes.Index(page, marker)
	end := bytes.Index(page, []byte(`<script type="application/gzip"`))
	if start < 0 || end < start {
		return page
	}
	var b bytes.Buffer
	b.Write(page[:start+len(marker)])
	b.WriteByte('\n')
	for line := range bytes.Lines(page[start+len(marker) : end]) {
		if line = bytes.TrimSpace(line); len(line) > 0 {
			b.Write(line)
			b.WriteByte('\n')
		}
	}
	b.Write(page[end:])
	return b.Bytes()
}
