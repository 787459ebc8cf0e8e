package crawl

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// sniffLength is how much of a body is looked at for its first tag.
const sniffLength = 8 << 10

// NoPage says what a body is that plainly is no HTML page; nothing where it is one or may be one. The bytes count
// before the content type, which servers get wrong.
func NoPage(contentType string, body []byte) string {
	if len(body) == 0 || startsWithTag(body) {
		return ""
	}
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		media = strings.ToLower(strings.TrimSpace(contentType))
	}
	trimmed := bytes.TrimSpace(body)
	isJSON := len(trimmed) > 0 && (trimmed[0] == '{' || trimmed[0] == '[') && json.Valid(trimmed)
	found := http.DetectContentType(body)
	declared := media == "text/html" || media == "application/xhtml+xml"
	switch {
	case isJSON:
		return "JSON"
	case found == "application/octet-stream":
		return "binary data"
	case strings.HasPrefix(found, "text/xml"):
		return "XML that is no page"
	case !strings.HasPrefix(found, "text/"):
		return found
	case declared:
		return ""
	case media == "":
		return "text without a tag and without a content type"
	}
	return fmt.Sprintf("%s without an HTML tag at its start", media)
}

// startsWithTag reports whether the first thing in a body, after white space, comments and declarations, is a tag or
// doctype of HTML. UTF-16 is read by leaving out its zero bytes.
func startsWithTag(body []byte) bool {
	head := bytes.ReplaceAll(body[:min(len(body), sniffLength)], []byte{0}, nil)
	for _, mark := range []string{"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"} {
		head = bytes.TrimPrefix(head, []byte(mark))
	}
	tokens := html.NewTokenizer(bytes.NewReader(head))
	for {
		switch tokens.Next() {
		case html.CommentToken: // the tokenizer reads an XML declaration as one
			continue
		case html.TextToken:
			if len(bytes.TrimSpace(tokens.Text())) > 0 {
				return false
			}
		case html.DoctypeToken:
			return strings.HasPrefix(strings.ToLower(strings.TrimSpace(string(tokens.Text()))), "html")
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := tokens.TagName()
			a := atom.Lookup(name)
			return a != 0 && a != atom.Svg && a != atom.Math
		case html.EndTagToken, html.ErrorToken:
			return false
		}
	}
}
