package crawl

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestGuardRefusesPrivateAddresses(t *testing.T) {
	reached := roundTripFunc(func(*http.Request) (*http.Response, error) { return answer(200, ""), nil })
	layer := limits(newGuard(Config{}, reached, nil))
	for _, host := range []string{
		"127.0.0.1", "127.0.0.1:8080", "2130706433", "0177.0.0.1", "0x7f.1", "10.1.2.3", "192.168.0.1", "169.254.169.254",
		"0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:a00:1]", "[fe80::1]", "[fd00::1]", "100.64.0.1",
	} {
		var known *failure
		err := send(layer, request(t.Context(), t, "http://"+host+"/"))
		if !errors.As(err, &known) || known.outcome != BlockedAddress {
			t.Errorf("%s: %v", host, err)
		}
	}
	for _, host := range []string{"site.example", "93.184.216.34", "[2606:2800:220:1::1]"} {
		if err := send(layer, request(t.Context(), t, "http://"+host+"/")); err != nil {
			t.Errorf("%s: %v", host, err)
		}
	}
}

func TestGuardBehindProxy(t *testing.T) {
	reached := roundTripFunc(func(*http.Request) (*http.Response, error) { return answer(200, ""), nil })
	layer := newGuard(Config{Proxy: func(*url.URL) (*url.URL, error) { return &url.URL{Scheme: "http", Host: "proxy.example"}, nil }}, nil, reached)
	layer.lookUp = func(_ context.Context, host string) ([]netip.Addr, error) {
		if host == "inner.example" {
			return []netip.Addr{netip.MustParseAddr("93.184.216.34"), netip.MustParseAddr("::ffff:10.0.0.1")}, nil
		}
		return []netip.Addr{netip.MustParseAddr("93.184.216.34")}, nil
	}
	if err := send(layer, request(t.Context(), t, "http://inner.example/")); !isBlocked(err) {
		t.Errorf("inner: %v", err)
	}
	if err := send(layer, request(t.Context(), t, "http://outer.example/")); err != nil {
		t.Errorf("outer: %v", err)
	}
}

// A redirect passes through all layers, so that it leads to no private address either.
func TestGuardHoldsOnRedirects(t *testing.T) {
	public := roundTripFunc(func(*http.Request) (*http.Response, error) {
		res := answer(http.StatusFound, "")
		res.Header.Set("Location", "http://169.254.169.254/latest")
		return res, nil
	})
	stub := &trip{left: time.Minute, limit: 1 << 20}
	layers := headers(pageHeader(Config{}), limits(newGuard(Config{}, public, nil)))
	err := newCollector(withTrip(t.Context(), stub), layers).Visit("https://site.example/")
	var known *failure
	if !errors.As(err, &known) || known.outcome != BlockedAddress || stub.url != "http://169.254.169.254/latest" {
		t.Errorf("%v at %s", err, stub.url)
	}
}

// The dial is guarded too: a name that leads to loopback is refused, and so is a redirect to it.
func TestDialIsGuarded(t *testing.T) {
	server := serve(t, site())
	port := server.URL[strings.LastIndexByte(server.URL, ':'):]
	cfg := testConfig()
	cfg.AllowPrivateHosts = false
	for _, address := range []string{server.URL + "/page", "http://localhost" + port + "/page"} {
		if got := one(t, cfg, address); got.Outcome != BlockedAddress || !strings.Contains(got.Detail, "private") {
			t.Errorf("%s: %s, %q", address, got.Outcome, got.Detail)
		}
	}
}
