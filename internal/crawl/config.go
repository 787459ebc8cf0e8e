package crawl

import (
	"log/slog"
	"strings"
	"time"
)

const (
	// defaultUserAgent names the product that robots.txt files speak to.
	defaultUserAgent = "rolecall/1.0"
	// defaultTimeout is what slow sites need now and then; beyond it a page rarely comes at all.
	defaultTimeout = 30 * time.Second
	// defaultMaxBody is some fifty times a long article with its markup.
	defaultMaxBody = 16 << 20
	// defaultParallel keeps a small machine and its uplink busy without crowding them.
	defaultParallel = 8
	// maxRedirects is what browsers of old allowed and no honest page needs.
	maxRedirects = 10
	// maxCrawlDelay is the longest wait that a robots.txt can impose; beyond it a run would not end.
	maxCrawlDelay = time.Minute
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
