package archive

import (
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	whatwg "github.com/nlnwa/whatwg-url/url"
)

// Capture is one answer that an archive has of an address.
type Capture struct {
	URL      string
	Time     time.Time
	IP       string
	Response *Response
}

// capture makes a capture of a record that holds an answer.
func (r *Record) capture() (*Capture, error) {
	response, err := r.Response()
	if err != nil {
		return nil, err
	}
	return &Capture{URL: r.URL(), Time: r.Time(), IP: r.Header.Get("WARC-IP-Address"), Response: response}, nil
}

// Exchange is the capture as it is archived again: without the request, which is not at hand.
func (c *Capture) Exchange() Exchange {
	return Exchange{URL: c.URL, Time: c.Time, IP: c.IP, ResponseHead: c.Response.head, Body: c.Response.raw}
}

// IsPage reports whether the capture is an HTML page that was delivered.
func (c *Capture) IsPage() bool {
	if c.Response.Status < 200 || c.Response.Status > 299 {
		return false
	}
	media, _, err := mime.ParseMediaType(c.Response.Header.Get("Content-Type"))
	if err != nil {
		media = http.DetectContentType(c.Response.Body)
	}
	return strings.HasPrefix(media, "text/html") || media == "application/xhtml+xml"
}

// Redirect is where the capture redirects to; "" where it does not.
func (c *Capture) Redirect() string {
	location := c.Response.Header.Get("Location")
	if c.Response.Status < 300 || c.Response.Status > 399 || location == "" {
		return ""
	}
	base, err := url.Parse(c.URL)
	if err != nil {
		return ""
	}
	target, err := base.Parse(location)
	if err != nil {
		return ""
	}
	target.Fragment, target.RawFragment = "", ""
	return target.String()
}

// AddressKey is the one form of an address under which captures are found: as browsers write it, without its fragment
// and credentials.
func AddressKey(address string) string {
	u, err := whatwg.Parse(address)
	if err != nil {
		return address
	}
	return u.Protocol() + "//" + u.Host() + u.Pathname() + u.Search()
}

// otherScheme is a web address with https for http and the other way round; "" for others.
func otherScheme(address string) string {
	if rest, ok := strings.CutPrefix(address, "http://"); ok {
		return "https://" + rest
	}
	if rest, ok := strings.CutPrefix(address, "https://"); ok {
		return "http://" + rest
	}
	return ""
}
