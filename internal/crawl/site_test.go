package crawl

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
)

const article = "<!doctype html><html><head><title>Two chiefs</title></head><body><p>One runs systems, one builds products.</p></body></html>"

// site is a host with a path for each way in which a page can misbehave. Handlers that hang do so until their
// client goes away.
func site() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/robots.txt", text("text/plain", "User-agent: *\nDisallow: /private/\n"))
	mux.HandleFunc("/page", text("text/html", article))
	mux.HandleFunc("/empty", text("text/html", ""))
	mux.HandleFunc("/plain-type", text("text/plain", article))
	mux.HandleFunc("/page.xml.gz", text("text/html", article))
	mux.HandleFunc("/no-type", func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Content-Type"] = nil
		_, _ = io.WriteString(w, article)
	})
	mux.HandleFunc("/charset", text("text/html; charset=windows-1252", "<p>caf\xe9</p>"))
	mux.HandleFunc("/odd-charset", text("text/html; charset=klingon", "<p>text</p>"))
	mux.HandleFunc("/pdf", text("text/html", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"))
	mux.HandleFunc("/image", text("text/html", "\x89PNG\x0d\x0a\x1a\x0a\x00\x00"))
	mux.HandleFunc("/json", text("text/html", `{"html": "<p>not a page</p>"}`))
	mux.HandleFunc("/binary", text("text/html", "\x00\x01\x02\x03\x04"))
	mux.HandleFunc("/feed", text("text/xml", `<?xml version="1.0"?><rss><channel><title>x</title></channel></rss>`))
	mux.HandleFunc("/notes", text("text/plain", "Nothing but notes, no tags."))
	for _, status := range []int{203, 204, 206, 304, 403, 404, 410, 429, 500, 503} {
		mux.HandleFunc("/"+strconv.Itoa(status), func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(status)
			_, _ = io.WriteString(w, article)
		})
	}
	hangs(mux)
	sizes(mux)
	redirects(mux)
	return mux
}

func text(contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		_, _ = io.WriteString(w, body)
	}
}

func hangs(mux *http.ServeMux) {
	mux.HandleFunc("/slow-header", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/slow-body", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "<p>and then")
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	mux.HandleFunc("/reset", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	mux.HandleFunc("/broken-off", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		_, _ = io.WriteString(w, article)
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	})
}

func sizes(mux *http.ServeMux) {
	chunk := strings.Repeat("<p>more</p>", 1000)
	mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := io.WriteString(w, chunk); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/endless-error", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
		for r.Context().Err() == nil {
			if _, err := io.WriteString(w, chunk); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/announced", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", strconv.Itoa(50<<20))
		for range 50 << 20 / len(chunk) {
			if _, err := io.WriteString(w, chunk); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/zipped", zipped(article))
	bomb := zip(strings.Repeat("\x00", 4*testMaxBody))
	mux.HandleFunc("/bomb", sendZipped(bomb))
	mux.HandleFunc("/not-zipped", sendZipped([]byte(article)))
	mux.HandleFunc("/half-zipped", sendZipped(zip(article)[:60]))
	mux.HandleFunc("/packed", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "compress")
		_, _ = io.WriteString(w, "\x0b\x02")
	})
	mux.HandleFunc("/big-header", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Filler", strings.Repeat("x", 2*maxHeader))
		_, _ = io.WriteString(w, article)
	})
}

func redirects(mux *http.ServeMux) {
	to := func(path, target string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", target)
			w.WriteHeader(http.StatusFound)
		})
	}
	to("/moved", "/page")
	to("/moved-zipped", "/zipped")
	to("/loop-a", "/loop-b")
	to("/loop-b", "/loop-a")
	to("/to-private", "/private/page")
	to("/to-ftp", "ftp://files.example/x")
	to("/to-login", "http://me:hush@site.example/")
	to("/to-nonsense", "http://[::1")
	to("/to-nowhere", "")
	mux.HandleFunc("/stairs/", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
	})
	mux.HandleFunc("/cookie", func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("seen"); err == nil {
			_, _ = io.WriteString(w, article)
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
		http.Redirect(w, r, "/cookie", http.StatusFound)
	})
}

func zip(s string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.Bytes()
}

func zipped(s string) http.HandlerFunc { return sendZipped(zip(s)) }

func sendZipped(body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(body)
	}
}

// serve starts a host on loopback. What it writes about aborted handlers is dropped.
func serve(t *testing.T, handler http.Handler) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = quiet()
	server.Start()
	t.Cleanup(server.Close)
	return server
}
