package crawl

import (
	"net/http"
	"strings"
)

// headers is the layer that says who is asking and for what.
func headers(cfg Config, next http.RoundTripper) http.RoundTripper {
	agent := cfg.Agent()
	return roundTripFunc(func(req *http.Request) (*http.Response, error) {
		tripOf(req).begin(req.URL)
		req = req.Clone(req.Context())
		req.Header.Set("User-Agent", agent)
		req.Header.Set("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1")
		req.Header.Set("Accept-Language", "en,*;q=0.5")
		// Set by hand, so that net/http hands the body through as it came and the archive has the bytes received.
		req.Header.Set("Accept-Encoding", "gzip")
		if strings.Contains(cfg.Contact, "@") && !strings.ContainsAny(cfg.Contact, "/ \r\n") {
			req.Header.Set("From", cfg.Contact)
		}
		return next.RoundTrip(req)
	})
}
