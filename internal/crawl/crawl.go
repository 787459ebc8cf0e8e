// Package crawl fetches the pages of sources: real requests by Colly over a transport of our own that obeys robots.txt,
// keeps each host's pace, bounds time and size, records what was exchanged and refuses private addresses.
//
// Each of these is an http.RoundTripper of its own, wrapped around the next, so that redirects pass through all:
//
//	headers → robots → cache → retry → pace → limits → recorder → guard → net/http
package crawl

import (
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"rolecall/internal/archive"
)

// Outcome says how fetching a page ended. Its values are those of claim.FetchOutcome.
type Outcome string

// The ways a fetch ends. NotModified comes only of conditional requests.
const (
	OK               Outcome = "ok"
	NotModified      Outcome = "not_modified"
	RobotsDisallowed Outcome = "robots_disallowed"
	HTTPError        Outcome = "http_error"
	Timeout          Outcome = "timeout"
	Connection       Outcome = "connection"
	TLS              Outcome = "tls"
	TooLarge         Outcome = "too_large"
	BlockedAddress   Outcome = "blocked_address"
	BadRedirect      Outcome = "bad_redirect"
	NotHTML          Outcome = "not_html"
	Interrupted      Outcome = "interrupted"
)

// Result is what became of one URL of one source. Every URL handed to Run gives exactly one.
type Result struct {
	SourceID  string
	URL       string // as the source has it
	FinalURL  string // after redirects; the URL itself where nothing was fetched
	FetchedAt time.Time
	Outcome   Outcome
	Detail    string // what went wrong and what to do about it, for a person; empty where nothing did

	Status      int // 0: no answer
	ContentType string
	Header      http.Header   // of the last answer; nil where there was none
	Body        []byte        // decoded; of an answer that is not OK too, where it is at hand
	Duration    time.Duration // on the network, without waiting for the host's turn
	// Stored is what to keep of the page in the Cache once its archive is written; nil: nothing. Of a page that is
	// NotModified it says in which archive the body lies.
	Stored *Stored
	// AliasOf is the URL of an earlier page of the source that this one is the same as: by its canonical link, the address
	// it redirects to, or its bytes. Empty: it is a page of its own.
	AliasOf string
	// NoArchive says that the site asks, in a header or in the page, that no copy be kept, and the operator heeds it.
	NoArchive bool
	List      bool          // a sitemap or feed, which leads to pages and is none
	Part      archive.Group // where the exchange lies in Config.Archive; Offset -1 where it was not recorded
}

// Config is what a crawl needs to know. The zero value works, with the defaults named.
type Config struct {
	UserAgent string // product and version, "rolecall/1.0", which is the default; robots.txt is read for the product
	Contact   string // an address or a page about the crawler, shown to the sites; empty: none
	Now       func() time.Time
	// AllowPrivateHosts lifts the ban on loopback, private and other special addresses.
	AllowPrivateHosts bool
	Proxy             Proxy // outbound proxy; nil: direct
	// IgnoreNoArchive keeps copies also where sites ask that none be kept.
	IgnoreNoArchive bool
	Timeout         time.Duration  // of one attempt at one address, waiting for its turn not; default 30 s
	PageTimeout     time.Duration  // of a page over all attempts and redirects, waiting not; default twice Timeout
	Retries         int            // further attempts at a page where the failure may pass; default 2, negative: none
	Backoff         time.Duration  // before the first of them, doubled for each further one; default 1 s
	Random          func() float64 // in [0, 1), for the jitter of waits; safe for concurrent use; nil: math/rand
	MaxBody         int64          // bytes of a decoded body beyond which a page is too_large; default 16 MiB
	Parallel        int            // hosts at one time; default 8
	Logger          *slog.Logger   // decisions at debug level; nil: none
	Archive         *archive.Part  // where exchanges are recorded; nil: nowhere
	Progress        func(Progress)
	Known           Known // pages that need not be fetched; nil: none
	// Listed is told of each sitemap or feed that was read and recorded, by several goroutines at a time; nil: nobody is.
	Listed func(Result)
	Cache  Cache // what earlier runs were answered; nil: nothing
	// Body reads the decoded body of the page that Cache knows at an offset of an archive. Nil: Cache is not used.
	Body func(archiveFile string, offset int64) ([]byte, error)
}

// Proxy gives the outbound proxy for a request to an address; nil: none, the request goes out directly.
type Proxy func(*url.URL) (*url.URL, error)

// Progress is handed to Config.Progress when a page starts (Outcome empty) and when it ends, by one goroutine at a time.
type Progress struct {
	SourceID, URL string
	Outcome       Outcome
	Done, Total   int // pages of the run; Total grows as pages are found
	// Host is the host of the page, with how many of its pages are done and how many of these failed.
	Host                            string
	HostDone, HostTotal, HostFailed int
}
