package crawl

import (
	"net/http"
	"strings"
)

// pageHeader is what a request for a page says: who is asking and for what. Encodings are set by hand, so that net/http
// hands the body through as it came and the archive has the bytes received.
func pageHeader(cfg Config) http.Header {
	header := http.Header{
		"User-Agent": {cfg.Agent()}, "Accept": {"text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"},
		"Accept-Language": {"en,*;q=0.5"}, "Accept-Encoding": {"gzip"},
	}
	if strings.Contains(cfg.Contact, "@") && !strings.ContainsAny(cfg.Contact, "/ \r\n") {
		header.Set("From", cfg.Contact)
	}
	return header
}

// headers is the layer that sets the headers of a page's requests.
func headers(page http.Header, next http.RoundTripper) http.RoundTripper {
	return roundTripFunc(func(req *http.Request) (*http.Response, error) {
		tripOf(req).begin(req.URL)
		req = req.Clone(req.Context())
		for name, values := range page {
			req.Header[name] = values
		}
		return next.RoundTrip(req)
	})
}
