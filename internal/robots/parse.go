package robots

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"
)

// maxLine is how much of one line is read, as Google's parser has it: eight times the longest URL of old browsers.
const maxLine = 2083*8 - 1

// Parse reads the body of a robots.txt. It takes any bytes: what cannot be read as a rule says nothing.
func Parse(body []byte) *File {
	body = body[:min(len(body), maxSize)]
	body = trimMark(body)
	p := parser{file: &File{}}
	for len(body) > 0 {
		var line []byte
		line, body = cutLine(body)
		if key, value, ok := keyAndValue(line); ok {
			p.take(key, value)
		}
	}
	return p.file
}

// trimMark drops a byte order mark, also one that was cut short.
func trimMark(body []byte) []byte {
	for _, b := range []byte("\xEF\xBB\xBF") {
		if len(body) == 0 || body[0] != b {
			break
		}
		body = body[1:]
	}
	return body
}

// cutLine splits at the first LF, CR or CRLF into the line and the rest.
func cutLine(body []byte) ([]byte, []byte) {
	end := bytes.IndexAny(body, "\r\n")
	if end < 0 {
		return body[:min(len(body), maxLine)], nil
	}
	line, rest := body[:end], body[end+1:]
	if body[end] == '\r' && len(rest) > 0 && rest[0] == '\n' {
		rest = rest[1:]
	}
	return line[:min(len(line), maxLine)], rest
}

// keyAndValue splits a line at its colon, or at its space where a colon was forgotten and two words stand there.
func keyAndValue(line []byte) (string, string, bool) {
	if hash := bytes.IndexByte(line, '#'); hash >= 0 {
		line = line[:hash]
	}
	text := trim(string(line))
	key, value, found := strings.Cut(text, ":")
	if !found {
		words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\t' })
		if len(words) != 2 {
			return "", "", false
		}
		key, value = words[0], words[1]
	}
	key, value = trim(key), trim(value)
	return key, value, key != ""
}

// trim drops ASCII white space and NUL bytes at both ends.
func trim(s string) string { return strings.Trim(s, " \t\v\f\x00") }

// directive is what a line says.
type directive int

const (
	userAgent directive = iota
	allow
	disallow
	sitemap
	crawlDelay
)

// spelling is a way in which the key of a line begins. The misspelt ones are those that Google's parser accepts.
type spelling struct {
	prefix string
	means  directive
}

func spellings() []spelling {
	return []spelling{
		{"user-agent", userAgent},
		{"useragent", userAgent},
		{"user agent", userAgent},
		{"allow", allow},
		{"disallow", disallow},
		{"dissallow", disallow},
		{"dissalow", disallow},
		{"disalow", disallow},
		{"diasllow", disallow},
		{"disallaw", disallow},
		{"sitemap", sitemap},
		{"site-map", sitemap},
		{"crawl-delay", crawlDelay},
		{"crawldelay", crawlDelay},
		{"crawl delay", crawlDelay},
	}
}

// parser gathers groups. A rule closes the list of agents of its group: the next user-agent line opens another.
type parser struct {
	file   *File
	closed bool
}

func (p *parser) take(key, value string) {
	key = strings.ToLower(key)
	for _, s := range spellings() {
		if strings.HasPrefix(key, s.prefix) {
			p.apply(s.means, value)
			return
		}
	}
}

func (p *parser) apply(means directive, value string) {
	switch means {
	case userAgent:
		p.agent(value)
	case allow:
		p.rule(true, value)
	case disallow:
		p.rule(false, value)
	case sitemap:
		if value != "" {
			p.file.sitemaps = append(p.file.sitemaps, value)
		}
	case crawlDelay:
		p.delay(value)
	}
}

func (p *parser) agent(value string) {
	if p.closed || len(p.file.groups) == 0 {
		p.file.groups = append(p.file.groups, group{delays: map[string]time.Duration{}})
		p.closed = false
	}
	g := &p.file.groups[len(p.file.groups)-1]
	g.agents = append(g.agents, agentToken(value))
}

// agentToken is the product token a user-agent line begins with: letters, "_" and "-".
func agentToken(value string) string {
	if value == anyAgent || strings.HasPrefix(value, "* ") || strings.HasPrefix(value, "*\t") {
		return anyAgent
	}
	end := strings.IndexFunc(value, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '_' && r != '-'
	})
	if end >= 0 {
		value = value[:end]
	}
	return strings.ToLower(value)
}

// rule adds a rule to the group at hand. Rules before any user-agent line speak to nobody.
func (p *parser) rule(allowed bool, value string) {
	if len(p.file.groups) == 0 {
		return
	}
	p.closed = true
	g := &p.file.groups[len(p.file.groups)-1]
	if value == "" {
		return
	}
	if !allowed {
		g.rules = append(g.rules, rule{pattern: compile(value, equivalent)})
		return
	}
	g.rules = append(g.rules, rule{allow: true, pattern: compile(value, verbatim)})
	if folder, ok := indexFolder(value); ok {
		g.rules = append(g.rules, rule{allow: true, pattern: compile(folder, verbatim)})
	}
}

// indexFolder gives the folder that "/folder/index.html" is the page of: who allows the one allows the other.
func indexFolder(value string) (string, bool) {
	slash := strings.LastIndexByte(value, '/')
	if slash < 0 || !strings.HasPrefix(value[slash:], "/index.htm") {
		return "", false
	}
	return value[:slash+1] + "$", true
}

// delay notes a crawl-delay in seconds. One that is no number says nothing; one beyond a day counts as a day.
func (p *parser) delay(value string) {
	seconds, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsNaN(seconds) || seconds < 0 || len(p.file.groups) == 0 {
		return
	}
	delay := time.Duration(min(seconds, 24*60*60) * float64(time.Second))
	g := &p.file.groups[len(p.file.groups)-1]
	for _, agent := range g.agents {
		if _, ok := g.delays[agent]; !ok {
			g.delays[agent] = delay
		}
	}
}
