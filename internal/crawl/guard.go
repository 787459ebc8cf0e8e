package crawl

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"net/url"

	"code.dny.dev/ssrf"
	whatwg "github.com/nlnwa/whatwg-url/url"
)

// guard is the layer that lets only the public web through: http and https, no credentials and, unless private hosts
// are allowed, no private address however it is written. The dial is guarded besides (see transport), which covers
// names that lead to private addresses; behind a proxy, which dials itself, names are looked up here.
type guard struct {
	next         http.RoundTripper
	allowPrivate bool
	behindProxy  bool
	addresses    *ssrf.Guardian
	lookUp       func(ctx context.Context, host string) ([]netip.Addr, error)
}

func newGuard(cfg Config, next http.RoundTripper) *guard {
	return &guard{
		next: next, allowPrivate: cfg.AllowPrivateHosts, behindProxy: cfg.Proxy != nil, addresses: guardian(),
		lookUp: func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		},
	}
}

// guardian knows the addresses that are not of the public web.
func guardian() *ssrf.Guardian { return ssrf.New(ssrf.WithAnyPort()) }

func (g *guard) RoundTrip(req *http.Request) (*http.Response, error) {
	if wrong := checkAddress(req.URL); wrong != nil {
		return nil, wrong
	}
	if !g.allowPrivate {
		if err := g.checkHost(req.Context(), req.URL); err != nil {
			return nil, err
		}
	}
	return g.next.RoundTrip(req)
}

// checkAddress refuses what is no address of the public web whatever its host.
func checkAddress(u *url.URL) *failure {
	switch {
	case u.User != nil:
		return failf(BlockedAddress, "the address of %s carries a user name or password; take it out", u.Hostname())
	case u.Scheme != "http" && u.Scheme != "https":
		return failf(BlockedAddress, "%s is not of the web; only http and https are fetched", showURL(u))
	case u.Hostname() == "":
		return failf(BlockedAddress, "%s names no host; check the address", showURL(u))
	}
	return nil
}

func (g *guard) checkHost(ctx context.Context, u *url.URL) error {
	if ip, ok := literal(u); ok {
		return g.addresses.SafeAddr(ip)
	}
	if !g.behindProxy {
		return nil
	}
	ips, err := g.lookUp(ctx, u.Hostname())
	if err != nil {
		return err
	}
	for _, ip := range ips {
		if err := g.addresses.SafeAddr(ip.Unmap()); err != nil {
			return err
		}
	}
	return nil
}

// literal reads a host that is an IP address in any of the ways in which browsers do: decimal, octal, hexadecimal,
// with parts left out, or IPv4 inside IPv6.
func literal(u *url.URL) (netip.Addr, bool) {
	host := u.Hostname()
	if parsed, err := whatwg.Parse("http://" + u.Host + "/"); err == nil {
		host = parsed.Hostname()
	}
	if len(host) > 1 && host[0] == '[' {
		host = host[1 : len(host)-1]
	}
	ip, err := netip.ParseAddr(host)
	return ip.Unmap(), err == nil
}
