package page

import (
	"encoding/json"
	"strings"
)

// linkedData is what a page's JSON-LD says of the article on it.
type linkedData struct {
	types     []string
	published string
	modified  string
	author    string
}

// read adds one script of JSON-LD. What is no JSON says nothing.
func (l *linkedData) read(script string) {
	var v any
	if json.Unmarshal([]byte(strings.TrimSpace(script)), &v) == nil {
		l.walk(v, 0)
	}
}

func (l *linkedData) walk(v any, depth int) {
	if depth > 6 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			l.walk(e, depth+1)
		}
	case map[string]any:
		l.object(v)
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			if inner, ok := v[key]; ok {
				l.walk(inner, depth+1)
			}
		}
	}
}

func (l *linkedData) object(o map[string]any) {
	kind := ""
	for _, k := range texts(o["@type"]) {
		l.types = append(l.types, k)
		if strings.HasSuffix(k, "Article") || strings.HasSuffix(k, "Posting") || strings.HasSuffix(k, "Page") || k == "Question" || k == "Report" {
			kind = k
		}
	}
	if kind == "" {
		return
	}
	article := !strings.HasSuffix(kind, "Page")
	set := func(to *string, key string) {
		if s := strings.TrimSpace(strings.Join(texts(o[key])[:min(1, len(texts(o[key])))], "")); s != "" && (*to == "" || article) {
			*to = s
		}
	}
	set(&l.published, "datePublished")
	set(&l.modified, "dateModified")
	if name := nameOf(o["author"]); name != "" && (l.author == "" || article) {
		l.author = name
	}
}

// texts gives the strings of a value that is a string or a list of strings.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// nameOf gives the name of a person or of several, joined by commas.
func nameOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		return strings.Join(texts(v["name"]), ", ")
	case []any:
		var names []string
		for _, e := range v {
			if name := nameOf(e); name != "" {
				names = append(names, name)
			}
		}
		return strings.Join(names, ", ")
	}
	return ""
}
