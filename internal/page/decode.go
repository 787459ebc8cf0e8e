package page

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// headBytes is how far a meta charset is looked for: browsers read 1 KB, pages with long comments or inlined styles put it later.
const headBytes = 16 << 10

// decode gives the page as UTF-8 and the IANA name of the encoding it was read in. Bytes that are UTF-8, or nearly all
// of them, are UTF-8 whatever the page says; then a BOM, the HTTP header and the page's meta element decide.
func decode(body []byte, contentType string) (string, string) {
	if rest, ok := bytes.CutPrefix(body, []byte("\xef\xbb\xbf")); ok {
		return cleanUTF8(rest), "utf-8"
	}
	if enc, name := byBOM(body); enc != nil {
		return convert(body, enc), name
	}
	if nearlyUTF8(body) {
		return cleanUTF8(body), "utf-8"
	}
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		if enc, name := charset.Lookup(params["charset"]); enc != nil && name != "utf-8" {
			return convert(body, enc), name
		}
	}
	if enc, name := charset.Lookup(metaCharset(body[:min(len(body), headBytes)])); enc != nil && name != "utf-8" {
		return convert(body, enc), name
	}
	enc, _ := charset.Lookup("windows-1252")
	return convert(body, enc), "windows-1252"
}

func byBOM(body []byte) (encoding.Encoding, string) {
	for _, b := range []struct{ mark, name string }{{"\xfe\xff", "utf-16be"}, {"\xff\xfe", "utf-16le"}} {
		if bytes.HasPrefix(body, []byte(b.mark)) {
			return charset.Lookup(b.name)
		}
	}
	return nil, ""
}

// convert decodes with enc; what it cannot decode becomes U+FFFD.
func convert(body []byte, enc encoding.Encoding) string {
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return cleanUTF8(body)
	}
	return string(out)
}

// nearlyUTF8 reports whether the bytes are UTF-8 but for a few: at most one broken byte in twenty non-ASCII characters.
func nearlyUTF8(body []byte) bool {
	if utf8.Valid(body) {
		return true
	}
	good, bad := 0, 0
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		i += size
	}
	return good >= 20*bad
}

func cleanUTF8(body []byte) string {
	return strings.ToValidUTF8(string(body), "\uFFFD")
}

// metaCharset finds the charset named in a meta element, "" where there is none.
func metaCharset(head []byte) string {
	lower := bytes.ToLower(head)
	for {
		at := bytes.Index(lower, []byte("<meta"))
		if at < 0 {
			return ""
		}
		lower = lower[at+len("<meta"):]
		tag, _, _ := bytes.Cut(lower, []byte(">"))
		if _, value, ok := bytes.Cut(tag, []byte("charset=")); ok {
			value = bytes.TrimLeft(value, `"' `)
			if end := bytes.IndexAny(value, "\"'; />\t\r\n"); end >= 0 {
				value = value[:end]
			}
			return string(value)
		}
	}
}
