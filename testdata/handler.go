package testdata

import (
	"encoding/xml"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// Handler serves the site, its robots.txt and sitemap.xml, and the misbehaving pages of BrokenPages. The same request
// always gets the same bytes, headers included.
func Handler() http.Handler {
	mux := http.NewServeMux()
	site := Site()
	mux.HandleFunc("GET /{page}", func(w http.ResponseWriter, r *http.Request) { servePage(w, r, site) })
	mux.HandleFunc("GET /robots.txt", serveRobots)
	mux.HandleFunc("GET /sitemap.xml", func(w http.ResponseWriter, r *http.Request) { serveSitemap(w, r, site) })
	for _, p := range BrokenPages() {
		if p.serve != nil {
			mux.HandleFunc("GET "+p.Path, p.serve)
		}
	}
	mux.HandleFunc("GET /broken/loop-back", func(w http.ResponseWriter, _ *http.Request) { redirect(w, "/broken/loop") })
	return undated(mux)
}

// undated leaves out the Date header, which would differ from run to run.
func undated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header()["Date"] = nil
		next.ServeHTTP(w, r)
	})
}

func servePage(w http.ResponseWriter, r *http.Request, site fs.FS) {
	name := r.PathValue("page")
	body, err := fs.ReadFile(site, name)
	if err != nil || path.Ext(name) != ".html" {
		http.NotFound(w, r)
		return
	}
	html(w, body)
}

// html answers with a page. The header names no charset: each page says its own.
func html(w http.ResponseWriter, body []byte) {
	w.Header().Set("Content-Type", "text/html")
	write(w, body)
}

// write ignores the error: it means that the client has gone.
func write(w http.ResponseWriter, body []byte) { _, _ = w.Write(body) }

func serveRobots(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	write(w, fmt.Appendf(nil, "User-agent: *\nDisallow: /private/\n\nSitemap: http://%s/sitemap.xml\n", r.Host))
}

func serveSitemap(w http.ResponseWriter, r *http.Request, site fs.FS) {
	var b strings.Builder
	b.WriteString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, name := range names(site) {
		fmt.Fprintf(&b, "<url><loc>http://%s/%s</loc></url>\n", r.Host, name)
	}
	b.WriteString("</urlset>\n")
	w.Header().Set("Content-Type", "application/xml")
	write(w, []byte(b.String()))
}
