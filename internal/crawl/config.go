package crawl

import (
	"log/slog"
	"math/rand/v2"
	"strings"
	"time"
)

const (
	// defaultUserAgent names the product that robots.txt files speak to.
	defaultUserAgent = "rolecall/1.0"
	// defaultTimeout is what slow sites need now and then; beyond it a page rarely comes at all.
	defaultTimeout = 30 * time.Second
	// pageTimeouts is how many timeouts of an attempt a page may take altogether.
	pageTimeouts = 2
	// defaultRetries and defaultBackoff get over a restart or a hiccup of a server; what lasts longer is for the next run.
	defaultRetries = 2
	defaultBackoff = time.Second
	// defaultMaxBody is some fifty times a long article with its markup.
	defaultMaxBody = 16 << 20
	// defaultParallel keeps a small machine and its uplink busy without crowding them.
	defaultParallel = 8
	// maxParallel is the largest parallel that a source can have; so many idle connections to a host are kept.
	maxParallel = 16
	// maxRedirects is what browsers of old allowed and no honest page needs.
	maxRedirects = 10
	// maxCrawlDelay is the longest wait that a robots.txt can impose; beyond it a run would not end.
	maxCrawlDelay = time.Minute
	// maxBackoff is the longest wait before another attempt, where the host does not ask for one.
	maxBackoff = 30 * time.Second
	// maxRetryAfter is the longest Retry-After that a run waits for. A host that asks for more is left alone.
	maxRetryAfter = 2 * time.Minute
	// maxSlowdown is the longest delay to which a host in trouble slows its requests.
	maxSlowdown = 30 * time.Second
	// patience is how many pages in a row may fail in spite of retries before a host's further pages get one attempt.
	patience = 3
	// robotsLifetime is how long a robots.txt holds, as RFC 9309 has it; robotsPause how long one that could not be had does.
	robotsLifetime = 24 * time.Hour
	robotsPause    = 10 * time.Minute
	// maxHeader bounds the headers of an answer.
	maxHeader = 256 << 10
	// connectTimeout bounds dialling and the TLS handshake each, so that a dead host does not use up a page's time.
	connectTimeout = 10 * time.Second
)

// withDefaults fills in what the configuration leaves open.
func (c Config) withDefaults() Config {
	if c.UserAgent == "" {
		c.UserAgent = defaultUserAgent
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Timeout <= 0 {
		c.Timeout = defaultTimeout
	}
	if c.PageTimeout <= 0 {
		c.PageTimeout = pageTimeouts * c.Timeout
	}
	if c.Retries == 0 {
		c.Retries = defaultRetries
	}
	if c.Backoff <= 0 {
		c.Backoff = defaultBackoff
	}
	if c.Random == nil {
		c.Random = rand.Float64
	}
	if c.MaxBody <= 0 {
		c.MaxBody = defaultMaxBody
	}
	if c.Parallel <= 0 {
		c.Parallel = defaultParallel
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Progress == nil {
		c.Progress = func(Progress) {}
	}
	return c
}

// Agent is the User-Agent header that is sent: the product, and the contact in brackets.
func (c Config) Agent() string {
	agent := c.withDefaults().UserAgent
	if contact := strings.Join(strings.Fields(c.Contact), " "); contact != "" {
		agent += " (+" + contact + ")"
	}
	return agent
}
