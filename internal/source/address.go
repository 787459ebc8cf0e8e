package source

import (
	"errors"
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
	if wrong := checkURL(text); wrong != nil {
		r.at(n, wrong.Message, wrong.Remedy)
		return "", false
	}
	return text, true
}

// checkURL says what is wrong with a URL and what to do about it; nil where it is right.
func checkURL(text string) *Problem {
	wrong := func(message, remedy string) *Problem { return &Problem{Message: message, Remedy: remedy} }
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return wrong("not a URL: "+parseReason(err), "copy the address from the browser")
	case u.User != nil:
		return wrong("the URL carries a user name or password", "take it out: only public pages are fetched")
	case u.Scheme == "":
		return wrong(fmt.Sprintf("the URL %q has no scheme", text), "write https://"+strings.TrimLeft(text, "/"))
	case u.Scheme != "http" && u.Scheme != "https":
		return wrong(fmt.Sprintf("the URL has the scheme %q", u.Scheme), "only http and https are fetched")
	case u.Hostname() == "":
		return wrong(fmt.Sprintf("the URL %q names no host", text), "write https://, the host and the path")
	case strings.ContainsAny(text, " \t\n"):
		return wrong(fmt.Sprintf("the URL %q has a space in it", text), "write %20 for it, or one URL an item")
	}
	if _, err := whatwg.Parse(text); err != nil {
		return wrong(fmt.Sprintf("the URL %q is not valid", text), "copy the address from the browser")
	}
	return nil
}

// parseReason is why a URL could not be parsed, without the URL, in which a password may stand.
func parseReason(err error) string {
	var wrapped *url.Error
	switch {
	case !errors.As(err, &wrapped):
		return "it cannot be read"
	case strings.Contains(wrapped.Err.Error(), "port"):
		return "the port is not a number"
	case strings.Contains(wrapped.URL, "@"):
		return "it cannot be read"
	}
	return wrapped.Err.Error()
}
