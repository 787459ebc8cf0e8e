package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	// pingTimeout bounds one attempt, as the makers of such services advise.
	pingTimeout = 10 * time.Second
	// pingTries is enough for a moment's trouble; a service that is down must not hold a run up for minutes.
	pingTries = 3
	// pingText is how much of a message such services keep at least.
	pingText = 10_000
)

// pinger tells a monitoring service how a run goes, in the form of healthchecks.io. The operator names its address, so it may
// lie on a private network.
type pinger struct {
	address *url.URL
	client  *http.Client
	pause   func(context.Context, time.Duration) // between two attempts
}

// newPinger makes a pinger for an address; errors never show it, as whoever knows it can ping.
func newPinger(address string, proxy func(*url.URL) (*url.URL, error)) (*pinger, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, usage(errors.New("--ping-url: write the address as https://hc-ping.com/your-uuid"))
	}
	transport := &http.Transport{TLSHandshakeTimeout: pingTimeout, DisableKeepAlives: true}
	if proxy != nil {
		transport.Proxy = func(req *http.Request) (*url.URL, error) { return proxy(req.URL) }
	}
	return &pinger{address: u, client: &http.Client{Transport: transport, Timeout: pingTimeout}, pause: sleep}, nil
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

func (p *pinger) host() string { return p.address.Host }

// send pings the address, or what lies below it (start, fail), with a short text. It tries again after trouble that may
// pass.
func (p *pinger) send(ctx context.Context, below, text string) error {
	target := p.address
	if below != "" {
		target = target.JoinPath(below)
	}
	wait := time.Second
	for try := 1; ; try++ {
		again, err := p.once(ctx, target, text)
		if err == nil || !again || try == pingTries || ctx.Err() != nil {
			return err
		}
		p.pause(ctx, wait)
		wait *= 2
	}
}

// once makes one attempt and says whether another may go better.
func (p *pinger) once(ctx context.Context, target *url.URL, text string) (bool, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, target.String(), strings.NewReader(text[:min(len(text), pingText)]))
	if err != nil {
		return false, withoutAddress(err)
	}
	req.Header.Set("User-Agent", "rolecall/"+version())
	req.Header.Set("Content-Type", "text/plain; charset=utf-8")
	res, err := p.client.Do(req)
	if err != nil {
		return true, withoutAddress(err)
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, io.LimitReader(res.Body, pingText)); err != nil {
		return true, withoutAddress(err)
	}
	if res.StatusCode >= http.StatusBadRequest {
		return res.StatusCode >= http.StatusInternalServerError || res.StatusCode == http.StatusTooManyRequests, fmt.Errorf("it answered %s", res.Status)
	}
	return false, nil
}

// withoutAddress is an error without the address that net/http puts before it.
func withoutAddress(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		if wrapped.Timeout() {
			return fmt.Errorf("no answer within %s", pingTimeout)
		}
		return wrapped.Err
	}
	return err
}
