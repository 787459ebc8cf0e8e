package review

import (
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// The policies of our pages and of archived ones. The report has one of its own; what a header adds to it is only who
// may frame it.
const (
	ownPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'; " +
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	reportPolicy = "frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)

// secretField is the form field, and secretHeader the header, in which a page sends the secret back.
const (
	secretField  = "secret"
	secretHeader = "X-Rolecall-Secret"
)

// guard lets a request through that is meant for this server, comes from one of its own pages where it changes
// something, and shows the token where one is asked for.
func (s *Server) guard(next http.Handler) http.Handler {
	origins := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		protect(w.Header())
		switch {
		case !s.knowsHost(r.Host):
			s.tell(w, r, &problem{
				http.StatusForbidden, "This server does not go by that name.",
				"Open the address that rolecall review printed, or start it with --host " + hostName(r.Host) + ".",
			})
		case !sameSite(r):
			s.tell(w, r, &problem{http.StatusForbidden, "Another site asked for this.", "Open the address yourself."})
		case s.Token != "" && !isPublic(r) && !s.admitted(w, r):
		case origins.Check(r) != nil || changes(r) && !s.hasSecret(r):
			s.tell(w, r, &problem{
				http.StatusForbidden, "This page is from an earlier start of the server, or from elsewhere.",
				"Go back, reload the page and do it again; nothing was changed.",
			})
		default:
			next.ServeHTTP(w, r)
		}
	})
}

func protect(h http.Header) {
	h.Set("Content-Security-Policy", ownPolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
}

// hostName is a Host header without its port and brackets.
func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.Trim(host, "[]")
}

// knowsHost refuses names that are not ours: by such a name a site of its own could reach this server from the
// reviewer's browser (DNS rebinding). An IP address cannot be rebound. The port is free, so that a tunnel may change it.
func (s *Server) knowsHost(host string) bool {
	name := strings.TrimSuffix(strings.ToLower(hostName(host)), ".")
	if ip, err := netip.ParseAddr(name); err == nil {
		return s.Anywhere || ip.IsLoopback()
	}
	if name == "localhost" {
		return true
	}
	for _, known := range s.Hosts {
		if strings.EqualFold(name, known) {
			return true
		}
	}
	return false
}

// sameSite lets other sites link here, but not load anything.
func sameSite(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return true
	}
	return !changes(r) && r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
}

// isPublic reports requests for files of the program itself, which the page that asks for the token needs, too.
func isPublic(r *http.Request) bool {
	return r.URL.Path == "/favicon.ico" || strings.HasPrefix(r.URL.Path, "/assets/")
}

func changes(r *http.Request) bool { return r.Method != http.MethodGet && r.Method != http.MethodHead }

// maxForm bounds what a form may hold in bytes: above all a file of decisions.
const maxForm = 32 << 20

func (s *Server) hasSecret(r *http.Request) bool {
	r.Body = http.MaxBytesReader(nil, r.Body, maxForm)
	given := r.Header.Get(secretHeader)
	if given == "" {
		given = r.PostFormValue(secretField)
	}
	return same(given, s.Secret)
}

func same(a, b string) bool {
	return subtle.ConstantTimeCompare([]byte(fingerprint(a)), []byte(fingerprint(b))) == 1
}

// admitted reports whether the browser has shown the token. A request that brings it in its address gets a cookie
// instead, and an address without it, so that it stands in no history, log or referrer.
func (s *Server) admitted(w http.ResponseWriter, r *http.Request) bool {
	name, value := "rolecall-"+fingerprint("name", s.Token)[:8], fingerprint("cookie", s.Token)
	if cookie, err := r.Cookie(name); err == nil && same(cookie.Value, value) {
		if r.URL.Query().Has("token") {
			s.withoutToken(w, r)
			return false
		}
		return true
	}
	if given := r.URL.Query().Get("token"); given != "" && same(given, s.Token) && !changes(r) {
		http.SetCookie(w, &http.Cookie{
			Name: name, Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil,
		})
		s.withoutToken(w, r)
		return false
	}
	s.tell(w, r, &problem{
		http.StatusUnauthorized, "This server asks for its token.",
		"Open the whole address that rolecall review printed, from the terminal in which it runs.",
	})
	return false
}

func (s *Server) withoutToken(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	query.Del("token")
	target := *r.URL
	target.RawQuery, target.Scheme, target.Host = query.Encode(), "", ""
	target.Path = "/" + strings.TrimLeft(target.Path, "/\\")
	http.Redirect(w, r, target.String(), http.StatusSeeOther)
}
