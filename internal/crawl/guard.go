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
	direct       http.RoundTripper
	proxied      http.RoundTripper // nil where there is no proxy
	proxy        Proxy
	allowPrivate bool
	addresses    *ssrf.Guardian
	lookUp       func(ctx context.Context, host string) ([]netip.Addr, error)
}

func newGuard(cfg Config, direct, proxied http.RoundTripper) *guard {
	return &guard{
		direct: direct, proxied: proxied, proxy: cfg.Proxy, allowPrivate: cfg.AllowPrivateHosts, addresses: guardian(),
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
	next, behindProxy, err := g.way(req.URL)
	if err != nil {
		return nil, err
	}
	if !g.allowPrivate {
		if err := g.checkHost(req.Context(), req.URL, behindProxy); err != nil {
			return nil, err
		}
	}
	return next.RoundTrip(req)
}

// way says by which transport a request goes out and whether that is by a proxy.
func (g *guard) way(u *url.URL) (http.RoundTripper, bool, error) {
	if g.proxied == nil || g.proxy == nil {
		return g.direct, false, nil
	}
	through, err := g.proxy(u)
	switch {
	case err != nil:
		return nil, false, failf(Connection, "the outbound proxy for %s is not usable; check its address", u.Hostname())
	case through == nil:
		return g.direct, false, nil
	}
	return g.proxied, true, nil
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

func (g *guard) checkHost(ctx context.Context, u *url.URL, behindProxy bool) error {
	if ip, ok := literal(u); ok {
		return g.addresses.SafeAddr(ip)
	}
	if !behindProxy {
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
