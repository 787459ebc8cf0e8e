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

//go:embed assets/*.tmpl assets/css assets/js
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
	style, styleHash, err := element("style", "assets/css", "")
	if err != nil {
		return nil, err
	}
	script, scriptHash, err := element("script", "assets/js", "\"use strict\";\n(() => {\n%s\n})();")
	if err != nil {
		return nil, err
	}
	v := newView(r)
	v.Style, v.Script = style, script
	v.Policy, v.Page = opt.policy(styleHash, scriptHash), opt
	if v.Data, err = packed(r.dataOf(opt)); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, "index", v); err != nil {
		return nil, fmt.Errorf("index.html: %w", err)
	}
	return tidy(b.Bytes()), nil
}

// element is the files of an embedded folder, joined in the order of their names and put into a frame, as a style or
// script element, and the hash by which a policy allows it.
func element(tag, folder, frame string) (template.HTML, string, error) {
	content, err := joined(folder)
	if err != nil {
		return "", "", err
	}
	if frame != "" {
		content = fmt.Sprintf(frame, content)
	}
	content = "\n" + content + "\n"
	sum := sha256.Sum256([]byte(content))
	return template.HTML("<" + tag + ">" + content + "</" + tag + ">"), "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'", nil
}

// joined is the text of the files of an embedded folder in the order of their names.
func joined(folder string) (string, error) {
	files, err := assets.ReadDir(folder)
	if err != nil {
		return "", fmt.Errorf("index.html: %w", err)
	}
	var parts []string
	for _, f := range files {
		data, err := assets.ReadFile(folder + "/" + f.Name())
		if err != nil {
			return "", fmt.Errorf("index.html: %w", err)
		}
		parts = append(parts, strings.TrimSpace(string(data)))
	}
	return strings.Join(parts, "\n"), nil
}

// Stylesheet is the style of the page, for pages beside it that shall look like it.
func Stylesheet() (string, error) { return joined("assets/css") }

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
