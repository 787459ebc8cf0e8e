package robots

import "strings"

// pattern is the path of a rule, normalised and split at its wildcards.
type pattern struct {
	pieces []string // texts that must follow one another, with anything between them
	ended  bool     // "$": the last piece ends the path
	size   int      // bytes of the normalised pattern: longer is more specific
}

// compile reads a rule's path: "*" stands for any text, "$" at the end for the end of the path.
func compile(value string, f form) pattern {
	body, ended := strings.CutSuffix(value, "$")
	pieces := strings.Split(body, "*")
	size, query, written := len(pieces)-1, false, false
	for i, piece := range pieces {
		asWritten, inQuery := normalize(piece, written, verbatim)
		size, written = size+len(asWritten), inQuery
		pieces[i], query = normalize(piece, query, f)
	}
	if ended {
		size++
	}
	return pattern{pieces: pieces, ended: ended, size: size}
}

// length ranks patterns: the longest that matches decides.
func (p pattern) length() int { return p.size }

// matches reports whether the pattern matches a path from its start. It takes time linear in path and pieces, as
// each piece can be taken where it first fits.
func (p pattern) matches(path string) bool {
	rest, ok := strings.CutPrefix(path, p.pieces[0])
	if !ok {
		return false
	}
	if len(p.pieces) == 1 {
		return !p.ended || rest == ""
	}
	last := len(p.pieces) - 1
	for _, piece := range p.pieces[1:last] {
		_, after, found := strings.Cut(rest, piece)
		if !found {
			return false
		}
		rest = after
	}
	if p.ended {
		return strings.HasSuffix(rest, p.pieces[last])
	}
	return strings.Contains(rest, p.pieces[last])
}

// pathOf takes path, parameters and query out of a URL, as written. A URL without a path has "/".
func pathOf(rawURL string) string {
	rest := strings.TrimPrefix(rawURL, "//")
	if scheme := strings.Index(rest, "://"); scheme >= 0 && !strings.ContainsAny(rest[:scheme], "/?;") {
		rest = rest[scheme+len("://"):]
	}
	rest, _, _ = strings.Cut(rest, "#")
	start := strings.IndexAny(rest, "/?;")
	if start < 0 {
		return "/"
	}
	path := rest[start:]
	if path[0] != '/' {
		path = "/" + path
	}
	return path
}

// form is a form in which a rule's path and a URL's are compared.
type form int

const (
	// equivalent takes all spellings of a path as one, as RFC 9309 has it (2.2.2). Disallow rules are held to it: no
	// other spelling leads around them.
	equivalent form = iota
	// verbatim keeps escapes of unreserved characters. Allow rules are held to it, as Google's parser does: they open
	// what they spell out and no more.
	verbatim
	// requested is the verbatim form of a URL, in which bytes beyond ASCII stay as they are: Google's parser wants URLs
	// escaped and lets no Allow rule meet one that is not.
	requested
)

// normalize gives a path a form: escapes in upper case, a literal "*" or "$" and bytes beyond ASCII escaped, unreserved
// characters plain, but for what the form leaves as it is. In a query ":" and "/" mean the same escaped or not. It says
// whether a query has begun, for the piece that follows.
func normalize(s string, query bool, f form) (string, bool) {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '?' {
			query = true
		}
		decoded, escaped := unescape(s[i:])
		switch {
		case escaped && (f == equivalent && unreserved(decoded) || query && (decoded == ':' || decoded == '/')):
			b.WriteByte(decoded)
			i += 2
		case escaped:
			writeEscaped(&b, decoded)
			i += 2
		case c >= 0x80 && f != requested || c == '*' || c == '$':
			writeEscaped(&b, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), query
}

// unescape reads the escape that s begins with.
func unescape(s string) (byte, bool) {
	if len(s) < 3 || s[0] != '%' {
		return 0, false
	}
	high, ok1 := hexDigit(s[1])
	low, ok2 := hexDigit(s[2])
	return high<<4 | low, ok1 && ok2
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

// unreserved reports whether a character means the same escaped or not (RFC 3986, 2.3).
func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

func writeEscaped(b *strings.Builder, c byte) {
	const digits = "0123456789ABCDEF"
	b.WriteByte('%')
	b.WriteByte(digits[c>>4])
	b.WriteByte(digits[c&15])
}
