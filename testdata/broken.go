package testdata

import (
	"bytes"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"strings"
)

const (
	// hugeSize is the length of the page that is too large for any reasonable limit.
	hugeSize = 50 << 20
	// nestedDepth is far beyond what an HTML parser builds a tree for.
	nestedDepth = 100_000
	// unreachable is an address at which nothing listens: port 1 was given to a protocol that nobody runs.
	unreachable = "http://127.0.0.1:1/page.html"
	// duty is a sentence with one claim in it, for pages whose content must survive their markup.
	duty = "The CIO manages the IT department and its yearly budget."
)

// BrokenPage is a page that misbehaves or cannot be read, and what a run must make of it, in the words of the documents
// table.
type BrokenPage struct {
	ID      string // of its source, too
	Path    string
	Fetch   string // the fetch_outcome it must get
	Extract string // the extract_outcome it must get; empty where nothing is read
	url     string // of a page that is not on the site
	serve   http.HandlerFunc
}

// BrokenPages lists the pages that give trouble, sorted by id.
func BrokenPages() []BrokenPage {
	return []BrokenPage{
		{ID: "cut-short", Path: "/broken/cut-short", Fetch: "connection", serve: serveCutShort},
		{ID: "deep", Path: "/broken/deep", Fetch: "ok", Extract: "ok", serve: serveDeep},
		{ID: "disallowed", Path: "/private/page", Fetch: "robots_disallowed", serve: serveDisallowed},
		{ID: "empty", Path: "/broken/empty", Fetch: "ok", Extract: "empty", serve: serveEmpty},
		{ID: "huge", Path: "/broken/huge", Fetch: "too_large", serve: serveHuge},
		{ID: "invalid-utf8", Path: "/broken/invalid-utf8", Fetch: "ok", Extract: "ok", serve: serveInvalidUTF8},
		{ID: "loop", Path: "/broken/loop", Fetch: "bad_redirect", serve: serveLoop},
		{ID: "needs-script", Path: "/broken/needs-script", Fetch: "ok", Extract: "needs_script", serve: serveNeedsScript},
		{ID: "no-such-page", Path: "/broken/no-such-page", Fetch: "http_error"},
		{ID: "other-language", Path: "/fuehrungsblatt.html", Fetch: "ok", Extract: "unsupported_language"},
		{ID: "pdf", Path: "/broken/pdf", Fetch: "not_html", serve: servePDF},
		{ID: "reset", Path: "/broken/reset", Fetch: "connection", serve: serveReset},
		{ID: "server-error", Path: "/broken/server-error", Fetch: "http_error", serve: serveServerError},
		{ID: "unreachable", url: unreachable, Fetch: "connection"},
	}
}

// BrokenSources holds a source file for each of BrokenPages, for a site served at baseURL.
func BrokenSources(baseURL string) fs.FS {
	files := map[string]string{}
	for _, p := range BrokenPages() {
		address := p.url
		if address == "" {
			address = strings.TrimSuffix(baseURL, "/") + p.Path
		}
		files[p.ID+".yaml"] = fmt.Sprintf("id: %s\nname: Broken page %s\nurls: [%s]\npoliteness: {delay: 0s, parallel: 4}\n", p.ID, p.ID, address)
	}
	return flat(files)
}

// article is a page of one paragraph.
func article(paragraph string) []byte {
	return []byte("<!DOCTYPE html>\n<html lang=\"en\"><head><title>What a CIO does</title></head><body><main>" +
		"<h1>What a CIO does</h1><p>" + paragraph + "</p></main></body></html>\n")
}

func serveCutShort(w http.ResponseWriter, _ *http.Request) {
	body := article(duty)
	w.Header().Set("Content-Length", fmt.Sprint(2*len(body)))
	html(w, body)
}

func serveDeep(w http.ResponseWriter, _ *http.Request) {
	html(w, article(strings.Repeat("<div>", nestedDepth)+duty+strings.Repeat("</div>", nestedDepth)))
}

func serveDisallowed(w http.ResponseWriter, _ *http.Request) { html(w, article(duty)) }

func serveEmpty(w http.ResponseWriter, _ *http.Request) { html(w, nil) }

// serveHuge streams, so that the server never holds the page.
func serveHuge(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	chunk := bytes.Repeat([]byte("<p>"+duty+"</p>\n"), 1000)
	for sent := 0; sent < hugeSize; sent += len(chunk) {
		if _, err := w.Write(chunk); err != nil {
			return
		}
	}
}

func serveInvalidUTF8(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	write(w, article(duty+" It\xff\xfe is \xc3\x28 hard \xe2\x82 work."))
}

func serveLoop(w http.ResponseWriter, _ *http.Request) { redirect(w, "/broken/loop-back") }

func redirect(w http.ResponseWriter, target string) {
	w.Header().Set("Location", target)
	w.WriteHeader(http.StatusFound)
}

func serveNeedsScript(w http.ResponseWriter, _ *http.Request) {
	html(w, []byte("<!DOCTYPE html>\n<html lang=\"en\"><head><title>CIO and CTO</title><script src=\"/app.3f9c.js\" defer></script></head>"+
		"<body><noscript>You need to enable JavaScript to run this app.</noscript><div id=\"root\"></div></body></html>\n"))
}

func servePDF(w http.ResponseWriter, _ *http.Request) {
	html(w, []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"+
		"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"))
}

// serveReset ends the connection with a TCP reset instead of an answer.
func serveReset(w http.ResponseWriter, _ *http.Request) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // where it fails the connection still closes without an answer
	}
	_ = conn.Close()
}

func serveServerError(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "the database is away", http.StatusInternalServerError)
}
