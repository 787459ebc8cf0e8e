package cli

import (
	"fmt"
	"net/mail"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/http/httpproxy"

	"rolecall/internal/source"
)

// outboundProxy gives the proxy that requests go through: the one of the flag for all of them, else those of HTTPS_PROXY,
// HTTP_PROXY and NO_PROXY. Nil: there is none.
func outboundProxy(flag string) (func(*url.URL) (*url.URL, error), error) {
	if flag != "" {
		proxy, err := url.Parse(flag)
		if err != nil || proxy.Host == "" || proxy.Scheme != "http" && proxy.Scheme != "https" && proxy.Scheme != "socks5" {
			return nil, usage(fmt.Errorf("--proxy: write the address as http://proxy.example:3128")) // it may hold a password
		}
		return func(*url.URL) (*url.URL, error) { return proxy, nil }, nil
	}
	settings := httpproxy.FromEnvironment()
	if settings.HTTPProxy == "" && settings.HTTPSProxy == "" {
		return nil, nil
	}
	return settings.ProxyFunc(), nil
}

// checkContact refuses a contact that leads a site nowhere.
func checkContact(contact string) error {
	if contact == "" {
		return nil
	}
	if u, err := url.Parse(contact); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && !strings.ContainsAny(contact, " \t") {
		return nil
	}
	plain := strings.TrimPrefix(contact, "mailto:")
	if at, err := mail.ParseAddress(plain); err == nil && at.Address == plain {
		return nil
	}
	return usage(fmt.Errorf("--contact %s: write the address of a page, such as https://example.org/crawler, or an e-mail address", printable(contact)))
}

// noContact is the warning for a run that does not say who is behind it.
const noContact = "sites cannot see who is crawling them: say --contact with the address of a page about the crawler"

// reachesPublic reports whether a source has a page on a host that is not plainly of this machine or network.
func reachesPublic(sources []source.Source) bool {
	for _, s := range sources {
		for _, raw := range s.URLs {
			if u, err := url.Parse(raw); err == nil && isPublic(u.Hostname()) {
				return true
			}
		}
	}
	return false
}

func isPublic(host string) bool {
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return strings.Contains(host, ".") && !strings.HasSuffix(host, ".localhost")
	}
	return !ip.IsLoopback() && !ip.IsPrivate() && !ip.IsLinkLocalUnicast() && !ip.IsUnspecified()
}
