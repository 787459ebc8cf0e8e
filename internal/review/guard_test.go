package review

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func TestHostsThatAreAnswered(t *testing.T) {
	loopback := newBench(t, func(c *Config) { c.Hosts = []string{"Review.example.org"} })
	anywhere := newBench(t, func(c *Config) { c.Anywhere = true })
	tests := []struct {
		host            string
		local, anywhere bool
	}{
		{"127.0.0.1:8080", true, true},
		{"127.0.0.1", true, true},
		{"localhost:9999", true, true},
		{"LOCALHOST", true, true},
		{"[::1]:8080", true, true},
		{"127.9.8.7:8080", true, true},
		{"192.0.2.7:8080", false, true},
		{"review.example.org:8080", true, false},
		{"review.example.org.", true, false},
		{"evil.example:8080", false, false},
		{"localhost.evil.example", false, false},
		{"127.0.0.1.evil.example:8080", false, false},
		{"", false, false},
	}
	for _, tt := range tests {
		for _, at := range []struct {
			b    *bench
			want bool
		}{{loopback, tt.local}, {anywhere, tt.anywhere}} {
			got := at.b.get("/", func(r *http.Request) { r.Host = tt.host }).Code
			if (got == http.StatusOK) != at.want || !at.want && got != http.StatusForbidden {
				t.Errorf("%q, anywhere %v: status %d", tt.host, at.b == anywhere, got)
			}
		}
	}
}

func TestOnlyOurPagesDecide(t *testing.T) {
	b := newBench(t, nil)
	tests := []struct {
		name   string
		secret string
		change func(*http.Request)
	}{
		{"another origin", "", func(r *http.Request) {
			r.Header.Set("Origin", "https://evil.example")
			r.Header.Del("Sec-Fetch-Site")
		}},
		{"another site", "", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }},
		{"another port of this machine", "", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") }},
		{"a form that navigates here", "", func(r *http.Request) {
			r.Header.Set("Sec-Fetch-Site", "cross-site")
			r.Header.Set("Sec-Fetch-Mode", "navigate")
			r.Header.Set("Sec-Fetch-Dest", "document")
		}},
		{"an opaque origin", "", func(r *http.Request) {
			r.Header.Set("Origin", "null")
			r.Header.Del("Sec-Fetch-Site")
		}},
		{"another secret", "guessed", nil},
		{"no secret", " ", func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }},
	}
	for _, tt := range tests {
		form := url.Values{"verdict": {"ignore"}}
		if tt.secret != "" {
			form.Set("secret", tt.secret)
		}
		if got := b.post("/conflicts/"+orientation()+"/decide", form, tt.change).Code; got != http.StatusForbidden {
			t.Errorf("%s: status %d", tt.name, got)
		}
	}
	secretInAddress := func(r *http.Request) { r.URL.RawQuery = "secret=" + url.QueryEscape(b.server.Secret) }
	if got := b.post("/conflicts/"+orientation()+"/decide", url.Values{"secret": {" "}, "verdict": {"ignore"}}, secretInAddress).Code; got != http.StatusForbidden {
		t.Errorf("a secret in the address: status %d", got)
	}
	if list := b.stored(); len(list) != 0 {
		t.Fatalf("decided: %v", list)
	}
	script := func(r *http.Request) {
		r.Header.Set("X-Rolecall-Secret", b.server.Secret)
		r.Header.Set("Accept", "application/json")
	}
	if got := b.post("/conflicts/"+orientation()+"/decide", url.Values{"secret": {" "}, "verdict": {"ignore"}}, script).Code; got != http.StatusOK {
		t.Errorf("a script of ours: status %d", got)
	}
}

func TestMethods(t *testing.T) {
	b := newBench(t, nil)
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPut, http.MethodDelete, http.MethodPatch} {
		r := httptest.NewRequestWithContext(t.Context(), method, "http://127.0.0.1/conflicts/"+orientation()+"/decide?verdict=ignore&secret="+url.QueryEscape(b.server.Secret), http.NoBody)
		r.Header.Set("X-Rolecall-Secret", b.server.Secret)
		if got := b.do(r, nil).Code; got < 400 {
			t.Errorf("%s decides: status %d", method, got)
		}
	}
	if list := b.stored(); len(list) != 0 {
		t.Errorf("decided: %v", list)
	}
}

func TestOtherSitesLoadNothing(t *testing.T) {
	b := newBench(t, nil)
	from := func(site, mode, dest string) func(*http.Request) {
		return func(r *http.Request) {
			r.Header.Set("Sec-Fetch-Site", site)
			r.Header.Set("Sec-Fetch-Mode", mode)
			r.Header.Set("Sec-Fetch-Dest", dest)
		}
	}
	for _, path := range []string{"/", "/state", "/decisions.jsonl", "/report", "/assets/review.js"} {
		for _, way := range [][2]string{{"no-cors", "script"}, {"no-cors", "image"}, {"cors", "empty"}, {"navigate", "iframe"}} {
			if got := b.get(path, from("cross-site", way[0], way[1])).Code; got != http.StatusForbidden {
				t.Errorf("%s as %v: status %d", path, way, got)
			}
		}
	}
	if got := b.get("/", from("cross-site", "navigate", "document")).Code; got != http.StatusOK {
		t.Errorf("a link from elsewhere: status %d", got)
	}
}

func TestToken(t *testing.T) {
	const token = "a token of some length"
	b := newBench(t, func(c *Config) { c.Token, c.Anywhere = token, true })
	for _, path := range []string{"/", "/state", "/decisions.jsonl", "/decisions", "/report", "/pages/x", "/?token=wrong", "/?token=", "/assets"} {
		w := b.get(path, nil)
		if w.Code != http.StatusUnauthorized || strings.Contains(w.Body.String(), orientation()) || strings.Contains(w.Body.String(), b.server.Secret) || strings.Contains(w.Body.String(), "Ada") {
			t.Errorf("%s without the token: status %d", path, w.Code)
		}
	}
	w := b.get("/conflicts/"+orientation()+"?run=r1&token="+url.QueryEscape(token), nil)
	if got, want := w.Header().Get("Location"), "/conflicts/"+orientation()+"?run=r1"; w.Code != http.StatusSeeOther || got != want {
		t.Fatalf("with the token: status %d to %q, want %q", w.Code, got, want)
	}
	res := w.Result()
	defer res.Body.Close()
	cookies := res.Cookies()
	if len(cookies) != 1 || !cookies[0].HttpOnly || cookies[0].SameSite != http.SameSiteLaxMode || strings.Contains(cookies[0].Value, token) {
		t.Fatalf("cookies %v", cookies)
	}
	known := func(r *http.Request) { r.AddCookie(cookies[0]) }
	if got := b.get("/", known).Code; got != http.StatusOK {
		t.Errorf("with the cookie: status %d", got)
	}
	if w := b.get("/?token="+url.QueryEscape(token), known); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/" {
		t.Errorf("the token again: status %d to %q", w.Code, w.Header().Get("Location"))
	}
	if got := b.post("/conflicts/"+orientation()+"/decide", url.Values{"verdict": {"ignore"}}, nil).Code; got != http.StatusUnauthorized {
		t.Errorf("deciding without the cookie: status %d", got)
	}
	if w := b.get("//evil.example/?token="+url.QueryEscape(token), nil); strings.HasPrefix(w.Header().Get("Location"), "//") {
		t.Errorf("sent to %q", w.Header().Get("Location"))
	}
}

func TestHeaders(t *testing.T) {
	b := newBench(t, nil)
	document := b.server.runs.held[0].report.Documents[0].ID
	policies := map[string][]string{
		"/":                           {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"},
		"/conflicts/" + orientation(): {"default-src 'none'", "script-src 'self'", "frame-src 'self'", "frame-ancestors 'none'"},
		"/decisions":                  {"default-src 'none'", "frame-ancestors 'none'"},
		"/nowhere":                    {"default-src 'none'", "frame-ancestors 'none'"},
		"/report":                     {"frame-ancestors 'none'"},
		"/pages/" + document:          {"default-src 'none'", "sandbox", "style-src 'sha256-", "frame-ancestors 'self'", "form-action 'none'"},
	}
	for path, want := range policies {
		h := b.get(path, nil).Header()
		for _, part := range want {
			if !strings.Contains(h.Get("Content-Security-Policy"), part) {
				t.Errorf("%s: the policy %q lacks %s", path, h.Get("Content-Security-Policy"), part)
			}
		}
		for _, never := range []string{"unsafe-inline", "unsafe-eval", "allow-scripts", "allow-same-origin", "*", "data:"} {
			if strings.Contains(h.Get("Content-Security-Policy"), never) {
				t.Errorf("%s: the policy allows %s", path, never)
			}
		}
		for name, value := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "no-store",
		} {
			if h.Get(name) != value {
				t.Errorf("%s: %s is %q", path, name, h.Get(name))
			}
		}
	}
}
