package source

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/goccy/go-yaml/ast"
	whatwg "github.com/nlnwa/whatwg-url/url"
)

// urls reads a list of addresses, each of which may stand there once.
func (r *reader) urls(n ast.Node, what string) []string {
	var urls []string
	seen := map[string]bool{}
	r.list(n, what, func(item ast.Node) {
		address, ok := r.address(item, what)
		switch {
		case !ok:
		case seen[address]:
			r.at(item, fmt.Sprintf("%s is listed twice", address), "keep one of the two")
		default:
			seen[address] = true
			urls = append(urls, address)
		}
	})
	return urls
}

// address reads one URL of the web. Credentials in one are refused, and not repeated in the message.
func (r *reader) address(n ast.Node, what string) (string, bool) {
	text, ok := r.text(n, what)
	if !ok {
		return "", false
	}
	if message, remedy := checkURL(text); message != "" {
		r.at(n, message, remedy)
		return "", false
	}
	return text, true
}

// checkURL says what is wrong with a URL and what to do about it; nothing where it is right.
func checkURL(text string) (message, remedy string) {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return "not a URL: " + parseReason(err), "copy the address from the browser"
	case u.User != nil:
		return "the URL carries a user name or password", "take it out: only public pages are fetched"
	case u.Scheme == "":
		return fmt.Sprintf("the URL %q has no scheme", text), fmt.Sprintf("write https://%s", strings.TrimLeft(text, "/"))
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Sprintf("the URL has the scheme %q", u.Scheme), "only http and https are fetched"
	case u.Hostname() == "":
		return fmt.Sprintf("the URL %q names no host", text), "write https://, the host and the path"
	case strings.ContainsAny(text, " \t\n"):
		return fmt.Sprintf("the URL %q has a space in it", text), "write %20 for it, or one URL an item"
	}
	if _, err := whatwg.Parse(text); err != nil {
		return fmt.Sprintf("the URL %q is not valid", text), "copy the address from the browser"
	}
	return "", ""
}

// parseReason is why a URL could not be parsed, without the URL, in which a password may stand.
func parseReason(err error) string {
	if wrapped, ok := err.(*url.Error); ok { //nolint:errorlint // url.Parse documents this type
		if strings.Contains(wrapped.Err.Error(), "port") {
			return "the port is not a number"
		}
		if strings.Contains(wrapped.URL, "@") {
			return "it cannot be read"
		}
		return wrapped.Err.Error()
	}
	return "it cannot be read"
}
